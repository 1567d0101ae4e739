"""Words as they are compared: no accents, no case, « Éducateur(trice) » and « éducateur·rice » the same. Pure."""

import re
from difflib import get_close_matches

from metiers.fiche_text.document import fold

# « (trice) », « ·rice », « .e.s », « /trice » glued to a word: another way to write its feminine.
_INCLUSIVE = re.compile(
    r"(?<=\w)(?:\(\w{1,6}\)|[·•‧]\w{1,6}(?:[·•‧]s)?"
    r"|\.(?:e|ne|le|trice|rice|euse|ere)(?:\.?s)?\b|/-?(?:trice|euse|ere|ne|e)\b)"
)
_WORD = re.compile(r"[a-z0-9]+(?:\+\+|#)?")
_EMPTY = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "un", "une"])
# Feminine or plural ending → the masculine singular that titles begin with.
_ENDINGS = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("eresses", "eur"),
    ("eresse", "eur"),
    ("eres", "er"),
    ("ere", "er"),
    ("ennes", "en"),
    ("enne", "en"),
    ("onnes", "on"),
    ("onne", "on"),
    ("elles", "el"),
    ("elle", "el"),
    ("ives", "if"),
    ("ive", "if"),
    ("eaux", "eau"),
    ("aux", "al"),
    ("ees", "e"),
    ("ee", "e"),
    ("es", ""),
    ("s", ""),
    ("x", ""),
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


def searchable(*texts: str) -> str:
    """The words of these texts, each between spaces: « word begins with » is then « " word" in text »."""
    return "".join(f" {word}" for text in texts for word in words_of(text)) + " "


def query_words(query: str) -> tuple[str, ...]:
    """The words that must be found; the empty ones only when there is nothing else."""
    words = words_of(query)
    return tuple(word for word in words if word not in _EMPTY) or words


def forms_of(word: str) -> tuple[str, ...]:
    """What to look for in a searchable text: words that begin with this one, and the masculine singular of a word that
    looks like a feminine or a plural, as a whole word or its plural."""
    for ending, masculine in _ENDINGS:
        if word.endswith(ending) and len(stem := word.removesuffix(ending) + masculine) >= _SHORTEST_STEM:
            beginning = ending == "e" and len(stem) >= _SHORTEST_BEGINNING  # « cuisine » finds « cuisinier »
            return (f" {stem}",) if beginning else (f" {word}", f" {stem} ", f" {stem}s ")
    return (f" {word}",)


def closest(word: str, vocabulary: frozenset[str]) -> str | None:
    """A known word spelled nearly like this one; the same one whatever the order of the vocabulary."""
    found = get_close_matches(word, sorted(vocabulary), n=1, cutoff=_ALIKE)
    return found[0] if found else None
