"""What somebody typed → what is looked for: words that say nothing are ignored, a misspelled word is read as the one
that was meant, and a word that nothing has does not empty the page. Pure."""

from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import and_

from metiers.search.entries import Entree
from metiers.search.index import Index
from metiers.search.words import Asked, asked, holds, meaning, query_words, says_nothing

_MOST_WORDS = 8  # of a query, that are tried without one another


@dataclass(frozen=True, slots=True)
class Understood:
    """`asked`: what is looked for, None when there is nothing; `lu`: the query as it was read, where a word was
    misspelled; `sans`: its words that had to be left out for something to be found; `mots`: all those that some métier
    has, as they were read; `tout`: no word says which métier (« je veux un métier »): all are meant."""

    asked: Asked | None = None
    lu: str = ""
    sans: tuple[str, ...] = ()
    mots: tuple[str, ...] = ()
    tout: bool = False


NOTHING, EVERYTHING = Understood(), Understood(tout=True)


def understand(index: Index, query: str) -> Understood:
    """Never a reading that finds nothing, if another finds something."""
    typed = query_words(query)
    if not typed:
        return NOTHING
    if says_nothing(typed):
        return EVERYTHING
    whole, said = asked(typed), asked(meaning(typed))
    if whole != said and any(_named_so(entree, whole) for entree in index.of(index.holding(whole))):
        return Understood(whole, mots=whole.words)
    if index.holding(said):
        return Understood(said, mots=said.words)
    return _corrected(index, said.words) or Understood(said)


def _named_so(entree: Entree, whole: Asked) -> bool:
    """Is every word that was typed, even « école » or « formation », in one name of this métier?"""
    return any(holds(name.texte, whole) for name in (*entree.titres, *entree.mots)) or any(
        whole.cle in name.cles for name in entree.synonymes
    )


def _corrected(index: Index, words: tuple[str, ...]) -> Understood | None:
    """The words that nothing has are read as those nearest to them, or left out; then as few others as must be."""
    read = {word: word for word in words if index.holding(asked((word,)))}
    unknown = [word for word in words if word not in read]
    read |= {word: better for word in unknown if (better := index.vocabulary.closest(word))}
    parts = {word: query_words(read[word]) for word in words if word in read}
    together = _together(index, parts)
    if not together:
        return None
    return Understood(
        asked(tuple(part for word in together for part in parts[word])),
        " ".join(read[word] for word in together) if any(word in together for word in unknown) else "",
        tuple(word for word in words if word not in together),
        tuple(part for word in parts for part in parts[word]),
    )


def _together(index: Index, parts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The most of these words that one métier has; of as many, those with the first, which in French says what somebody
    is and the others where; then those that fewest métiers have."""
    few = list(parts)[:_MOST_WORDS]
    having = {word: index.holding(asked(parts[word])) for word in few}
    rare = {word: 1 / (1 + having[word].bit_count()) for word in few}
    for size in range(len(few), 0, -1):
        found = [some for some in combinations(few, size) if reduce(and_, (having[word] for word in some))]
        if found:
            return max(found, key=lambda some: (few[0] in some, sum(rare[word] for word in some)))
    return ()
