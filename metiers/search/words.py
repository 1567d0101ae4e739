"""Words as they are compared: no accents, no case, « Éducateur(trice) » and « éducateur·rice » the same. Pure."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from metiers.fiche_text.document import fold

# « (trice) », « ·rice·s », « .e.s », « /trice », « -euse » glued to a word: another way to write its feminine.
_INCLUSIVE = re.compile(
    r"(?<=\w)(?:\(\w{1,6}\)s?|[·•‧]\w{1,6}(?:[·•‧]s)?"
    r"|\.(?:e|ne|le|trice|rice|euse|ere)(?:\.?s)?\b|(?:/-?|-)(?:trice|rice|euse|se|iere|ere|ne|e)\b)"
)
_WORD = re.compile(r"[a-z0-9]+(?:\+\+|#)?")
_EMPTY = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "un", "une"])
_PLURALS = (("eaux", "eau"), ("aux", "al"), ("s", ""), ("x", ""))
# Feminine ending → the masculine that titles begin with.
_FEMININES = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("eresse", "eur"),
    ("ere", "er"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ive", "if"),
    ("ee", "e"),
    ("e", ""),
)
_SHORTEST_STEM, _SHORTEST_BEGINNING = 4, 6
_ALIKE = 0.75


def plain(text: str) -> str:
    """Folded, without inclusive endings: what titles are sorted by."""
    return _INCLUSIVE.sub("", fold(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in order. Empty words (« de », « la ») stay: a title is more than its keywords."""
    return tuple(_WORD.findall(plain(text)))


@lru_cache(maxsize=32_768)  # the catalogue is read again after each change of one fiche
def searchable(*texts: str) -> str:
    """The words of these texts, each between spaces: « word begins with » is then « " word" in text »."""
    return "".join(f" {word}" for text in texts for word in words_of(text)) + " "


def query_words(query: str) -> tuple[str, ...]:
    """The words that must be found; the empty ones only when there is nothing else."""
    words = words_of(query)
    return tuple(word for word in words if word not in _EMPTY) or words


def forms_of(word: str) -> tuple[str, ...]:
    """What to look for in a searchable text: words that begin with this one and, when it looks like a plural or a
    feminine, its singular and its masculine as whole words. « cuisine » also finds « cuisinier »."""
    singular = _without(word, _PLURALS)
    masculine = _without(singular, _FEMININES)
    whole = [f" {form} " for stem in (singular, masculine) for form in (stem, f"{stem}s")]
    beginnings = [f" {word}"]
    if singular == f"{masculine}e" and len(masculine) >= _SHORTEST_BEGINNING:
        beginnings.append(f" {masculine}")
    return tuple(dict.fromkeys((*beginnings, *whole)))


def _without(word: str, endings: Sequence[tuple[str, str]]) -> str:
    """The word with its first known ending replaced, unless too little of it would be left."""
    for ending, other in endings:
        if word.endswith(ending):
            stem = word.removesuffix(ending) + other
            return stem if len(stem) >= _SHORTEST_STEM else word
    return word


def closest(word: str, vocabulary: frozenset[str]) -> str | None:
    """A known word spelled nearly like this one; the same one whatever the order of the vocabulary."""
    found = get_close_matches(word, sorted(vocabulary), n=1, cutoff=_ALIKE)
    return found[0] if found else None
