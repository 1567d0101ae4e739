"""Titles in inclusive French, folded to one form: « Infirmier·ère », « Infirmier / Infirmière », « Infirmier/ère »,
« Infirmier.ère », « Infirmier H/F » and « L’infirmier(ère) » are one métier. Pure.

The one place where they are folded, for search and for import.
"""

import re
from collections.abc import Sequence

from metiers.fiche_text.document import fold

# « (trice) », « ·rice·s », « .e.s », « /trice », « -euse » glued to a word: another way to write its feminine.
_GLUED = re.compile(
    r"(?<=\w)(?:\(\w{1,6}\)s?|[·•‧∙⋅]\w{1,6}(?:[·•‧∙⋅]s)?"
    r"|\.(?:e|ne|le|fe|trice|rice|euse|iere|ere)(?:\.?s)?\b|(?:/-?|-)(?:trice|rice|euse|se|iere|ere|ne|le|fe|e)\b)"
)
_BOTH = re.compile(r"(?<=\S)\s*[-–(]*\s*(?<!\w)(?:h\s?[/-]\s?f|f\s?[/-]\s?h|homme\s?/\s?femme|femme\s?/\s?homme)\b\)?")
_ARTICLE = re.compile(r"^(?:l'|(?:le|la|les|un|une)\s+)(?=\w)")
_SEPARATOR = re.compile(r"\s*[/,]\s*|\s+(?:ou|et)\s+")
_WORD = re.compile(r"[a-z0-9]+(?:\+\+|#)?")
_PLURALS = (("eaux", "eau"), ("aux", "al"), ("s", ""), ("x", ""))
# Feminine ending → the masculine that titles begin with.
_FEMININES = (
    ("iola", "iolo"),
    ("drice", "deur"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("eresse", "eur"),
    ("esse", "e"),
    ("ffe", "f"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ive", "if"),
    ("ique", "ic"),
    ("ee", "e"),
    ("e", ""),
)
_SHORTEST_STEM = 4
_LONGEST_HEAD = 4  # words said in both genders


def without_feminine(text: str) -> str:
    """The folded text without the second gender of its words: « Éducateur / Éducatrice sportif·ive (H/F) » →
    « educateur sportif ». A text of one gender stays as it is, folded."""
    folded = _GLUED.sub("", fold(text))
    folded = " ".join(_BOTH.sub("", folded).split())
    position = 0
    while found := _SEPARATOR.search(folded, position):
        left, right = folded[: found.start()], folded[found.end() :]
        merged = _merged(left, right)
        position = found.end() if merged is None else len(left)
        folded = folded if merged is None else merged
    return folded


def one_form(text: str) -> str:
    """The folded title of a métier in one gender, without the article: what its address is made of."""
    return _ARTICLE.sub("", without_feminine(text))


def title_key(text: str) -> str:
    """What two titles of one métier have in common, however their gender is written, and no title of another: the
    stems of their words, in order, without the article. To compare, never to show."""
    return " ".join(stem(word) for word in words_of(one_form(text)))


def words_of(folded: str) -> tuple[str, ...]:
    """The words of a folded text, in order."""
    return tuple(_WORD.findall(folded))


def singular(word: str) -> str:
    return _without(word, _PLURALS)


def masculine(word: str) -> str:
    """« educatrice » → « educateur »: by its ending alone, so « patissiere » as well as « matiere »."""
    return _without(word, _FEMININES)


def stem(word: str) -> str:
    """What a folded word shares with its plural and its other gender: « employées » and « employé » → « employ »."""
    while (shorter := masculine(singular(word))) != word:
        word = shorter
    return word


def _without(word: str, endings: Sequence[tuple[str, str]]) -> str:
    """The word with its first known ending replaced, unless too little of it would be left."""
    for ending, other in endings:
        if word.endswith(ending):
            shorter = word.removesuffix(ending) + other
            return shorter if len(shorter) >= _SHORTEST_STEM else word
    return word


def _merged(left: str, right: str) -> str | None:
    """« conducteur », « conductrice d'engins » → « conducteur d'engins »; None when they are not one head twice."""
    before, after = left.split(), right.split()
    for size in range(min(_LONGEST_HEAD, len(before), len(after)), 0, -1):
        first, second = before[-size:], after[:size]
        if all(_stems(one) == _stems(other) for one, other in zip(first, second, strict=True)):
            return " ".join([*before[:-size], *map(_shorter, first, second), *after[size:]])
    return None


def _stems(word: str) -> tuple[str, ...]:
    return tuple(stem(part) for part in words_of(word))


def _shorter(one: str, other: str) -> str:
    """The masculine of two genders of a word, whichever comes first."""
    return min(one, other, key=lambda word: (len(word), one != word))
