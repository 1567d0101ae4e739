"""Entries + selection → hits in order, and for every filter how many métiers each choice would leave. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metiers.dimensions import CLES
from metiers.search.entries import Entree
from metiers.search.selection import LEVELS, PERTINENCE, TITRE, Selection
from metiers.search.words import closest, forms_of, plain, query_words, searchable

_HIDING = ("sans", "evite")  # facets whose choices hide
_LETTERS = re.compile(r"(?<![(\w])\w{2,}")
_TITLE_STARTS, _TITLE_HOLDS, _SYNONYM_STARTS, _SYNONYM_HOLDS, _ANYWHERE = range(5)


@dataclass(frozen=True, slots=True)
class Hit:
    """`rang`: 0 the title begins with what was typed, 1 holds it, 2 and 3 the same of a synonym (`via`), 4 words are
    found among all of these, the domaine and the accroche. `longueur`: words of what matched, the fewer the nearer."""

    entree: Entree
    rang: int = _TITLE_STARTS
    via: str = ""
    longueur: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """`counts[facet][choice]`: métiers that this choice would leave, the others as they are; for those of
    `_HIDING`, those that the choice hides. `relaxed`: how many would be found without one of the choices made, most
    first."""

    hits: tuple[Hit, ...]
    counts: dict[str, Counter[object]]
    relaxed: tuple[tuple[str, object, int], ...] = ()


def find(entrees: Sequence[Entree], selection: Selection) -> Results:
    """Hits in the order asked for; ties by title, then slug."""
    found = search(entrees, selection.q)
    kept: list[Hit] = []
    counts: dict[str, Counter[object]] = {facet: Counter() for facet in selection.filters}
    for hit in found:
        failed = list(_failures(hit.entree, selection))
        if not failed:
            kept.append(hit)
        for facet, counter in counts.items():
            if not failed or (len(failed) == 1 and failed[0][0] == facet):
                counter.update([failed[0][1]] if failed and facet in _HIDING else _values(hit.entree, facet))
    return Results(tuple(_ordered(kept, selection.order)), counts, () if kept else _relaxed(found, selection))


def passing(entrees: Iterable[Entree], selection: Selection) -> list[Entree]:
    """The entries that pass the filters, in their order: what nobody searches nor counts."""
    return [entree for entree in entrees if next(iter(_failures(entree, selection)), None) is None]


def search(entrees: Iterable[Entree], query: str) -> list[Hit]:
    """Every entry that holds all the words of the query, or all entries when it has none."""
    words = [forms_of(word) for word in query_words(query)]
    if not words:
        return [Hit(entree) for entree in entrees] if not query else []
    whole = [tuple(f"{form.rstrip()} " for form in forms) for forms in words]
    return [_hit(entree, words) for entree in entrees if _finds(entree, words, whole)]


def suggestion(entrees: Sequence[Entree], query: str) -> str | None:
    """For a query without any hit: its unknown words replaced by words of titles spelled nearly the same, if that finds
    something."""
    if search(entrees, query):
        return None
    written = {
        plain(word): word.casefold()
        for entree in entrees
        for forme in entree.formes or (entree.titre,)
        for word in _LETTERS.findall(forme)
    }
    titles = searchable(*written)
    corrected = []
    for word in query_words(query):
        better = word if _holds(titles, [forms_of(word)]) else written.get(closest(word, frozenset(written)) or "")
        if better is None:
            return None
        corrected.append(better)
    proposed = " ".join(corrected)
    return proposed if corrected and search(entrees, proposed) else None


def _holds(texte: str, words: Sequence[tuple[str, ...]]) -> bool:
    return all(any(form in texte for form in forms) for forms in words)


def _finds(entree: Entree, words: Sequence[tuple[str, ...]], whole: Sequence[tuple[str, ...]]) -> bool:
    """Is every word somewhere? In the accroche only as a whole: « dev » is not meant to find « devant »."""
    return all(
        any(form in entree.tout for form in forms) or any(form in entree.recit for form in entire)
        for forms, entire in zip(words, whole, strict=True)
    )


def _hit(entree: Entree, words: Sequence[tuple[str, ...]]) -> Hit:
    starts, holds = _TITLE_STARTS, _TITLE_HOLDS
    texts = [("", titre) for titre in entree.titres if _holds(titre, words)]
    if not texts:
        starts, holds = _SYNONYM_STARTS, _SYNONYM_HOLDS
        texts = [(synonyme.label, synonyme.texte) for synonyme in entree.synonymes if _holds(synonyme.texte, words)]
    found = [
        Hit(entree, starts if texte.startswith(words[0]) else holds, via, texte.count(" ")) for via, texte in texts
    ]
    return min(found, key=lambda hit: (hit.rang, hit.longueur), default=Hit(entree, _ANYWHERE))


def _failures(entree: Entree, selection: Selection) -> Iterable[tuple[str, object]]:
    """(facet, choice) of each filter that this entry does not pass. A domaine and an interest are asked for: not known,
    they fail. A level and a constraint are refused: not known, they do not."""
    if selection.domaine and entree.grand_domaine not in selection.domaine:
        yield "domaine", entree.grand_domaine
    if selection.niveau is not None and entree.niveau is not None and entree.niveau > selection.niveau:
        yield "niveau", entree.niveau
    liked = entree.grand_domaine in selection.aime
    if selection.interet and not liked and not entree.interets.intersection(selection.interet):
        yield "interet", None
    if entree.grand_domaine in selection.evite:
        yield "evite", entree.grand_domaine
    for contrainte in selection.sans:
        if contrainte in entree.contraintes:
            yield "sans", contrainte


def _values(entree: Entree, facet: str) -> Iterable[object]:
    """The choices of a facet that keep this entry."""
    if facet in {"domaine", "evite"}:
        return (entree.grand_domaine,)
    if facet == "niveau":
        return [years for years, _ in LEVELS if entree.niveau is None or entree.niveau <= years]
    return entree.interets if facet == "interet" else entree.contraintes


def _ordered(hits: list[Hit], order: str) -> list[Hit]:
    hits.sort(key=lambda hit: hit.entree.ordre)
    if order == PERTINENCE:
        hits.sort(key=lambda hit: (hit.rang, hit.longueur))
    elif order != TITRE:
        dimension = CLES.index(order)
        hits.sort(key=lambda hit: -hit.entree.scores[dimension])
    return hits


def _relaxed(found: Sequence[Hit], selection: Selection) -> tuple[tuple[str, object, int], ...]:
    counted = [
        (facet, value, sum(not any(_failures(hit.entree, selection.without(facet, value))) for hit in found))
        for facet, values in selection.filters.items()
        for value in values
    ]
    return tuple(sorted((found for found in counted if found[2]), key=lambda choice: -choice[2]))
