"""The words that a catalogue knows, and which of them somebody meant who spelled one wrong. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from operator import or_

from metiers.fiche_text.document import fold
from metiers.francais.inclusif import stem
from metiers.search.entries import Entree
from metiers.search.words import words_of

_WORD = re.compile(r"(?<![(\w])\w{3,}")
# How a word sounds: each rule in turn. Only to compare.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ç|ss|(?<=[aeiouy])t(?=i(?:on|en|el))|sc(?=[eiy])", "s"),
        (r"[éèêë]|ai|ei|œ|æ", "e"),
        (r"ph", "f"),
        (r"ch(?=[lrn])|ch(?=o[lr])|qu|q|c(?=[aouklrt]|$)|ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[ei])", "j"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"y", "i"),
        (r"[ae][nm](?=[bcdfgjklpqrstvxz]|$)", "an"),
        (r"o[nm](?=[bcdfgjklpqrstvxz]|$)", "on"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.{3})(?:e|es|s|t|d|x)$", ""),
    )
)
# What a word is worth, by where it is read: titles and the words of students before the names of specialists.
_TITLE, _STUDENTS, _OFFICIAL = 1.0, 1.0, 0.0
_SHORTEST = 5
_SURE = 3  # letters that somebody who makes two mistakes has right at the beginning
_RUN_TOGETHER = 4  # words that somebody writes as one, at most
_LONG = 8  # letters from which two mistakes are one word still


def sound(word: str) -> str:
    """« psycologue » and « psychologue » sound the same."""
    word = word.casefold().replace("ñ", "n")
    for pattern, other in _SOUNDS[:2]:
        word = pattern.sub(other, word)
    word = fold(word)
    for pattern, other in _SOUNDS[2:]:
        word = pattern.sub(other, word)
    return word


@dataclass(frozen=True)
class Vocabulary:
    """`written`: folded word → (as it is written, what it is worth); `joined`: a name of some words run together
    (« sagefemme ») → these words."""

    written: Mapping[str, tuple[str, float]]
    joined: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_sound(self) -> dict[str, list["Heard"]]:
        """First letter of the sound → the words."""
        found: defaultdict[str, list[Heard]] = defaultdict(list)
        for folded in sorted(self.written):
            heard = hear(folded, self.written[folded][0])
            found[heard.sound[:1]].append(heard)
        return dict(found)

    def closest(self, word: str) -> str | None:
        """The known word that this one is meant for, as it is written: one letter away, two in a long word, in its
        letters or in how it sounds; the nearest, of those what students say; or the words that were run together in it.
        None when there is none."""
        if len(word) < _SHORTEST:
            return None
        if words := self.joined.get(stem(word)):
            return words
        heard = hear(word, word)
        found = [
            (apart - self.written[known.folded][1] / 2, abs(len(known.folded) - len(word)), known.folded)
            for known in self.by_sound.get(heard.sound[:1], ())
            if (apart := _apart(heard, known)) is not None
        ]
        return self.written[min(found)[2]][0] if found else None


@dataclass(frozen=True, slots=True)
class Heard:
    """A folded word, its sound, and which letters it has, a bit each."""

    folded: str
    sound: str
    letters: int


@lru_cache(maxsize=16_384)  # the catalogue is read again after each change of one fiche
def hear(folded: str, written: str) -> Heard:
    return Heard(folded, sound(written), reduce(or_, (1 << ord(letter) % 32 for letter in set(folded)), 0))


def _apart(one: Heard, other: Heard) -> float | None:
    """How far two words are; None when too far. Words said alike have most of their letters in common."""
    limit = 2 if min(len(one.folded), len(other.folded)) >= _LONG else 1
    if (one.letters ^ other.letters).bit_count() > 2 * (limit + 1):  # a letter changed for another counts twice
        return None
    said = distance(one.sound, other.sound, limit)
    written = distance(one.folded, other.folded, limit + 1 if said <= limit else limit)
    apart = min(said, written + 0.25) if written <= limit + 1 else limit + 1
    if apart > limit or (apart > 1 and one.folded[:_SURE] != other.folded[:_SURE]):
        return None
    return apart


def vocabulary_of(entrees: Collection[Entree]) -> Vocabulary:
    """Every word of titles and of what students say; of official names the first, which says what somebody is."""
    worth: dict[str, tuple[str, float]] = {}
    for entree in entrees:
        for names, value, count in (
            (entree.titres, _TITLE, None),
            (entree.mots, _STUDENTS, None),
            (entree.synonymes, _OFFICIAL, 1),
        ):
            for word in (word for name in names for word in _WORD.findall(name.label)[:count]):
                folded = fold(word)
                if value >= worth.get(folded, ("", -1.0))[1]:
                    worth[folded] = (word.casefold(), value)
    return Vocabulary(worth, _joined(entrees))


def _joined(entrees: Iterable[Entree]) -> dict[str, str]:
    """The names of two to four words that students say or read, as if nothing stood between them."""
    found = {}
    for name in (name for entree in entrees for name in (*entree.titres, *entree.mots)):
        words = words_of(name.label)
        if 2 <= len(words) <= _RUN_TOGETHER:
            found["".join((*words[:-1], stem(words[-1])))] = " ".join(words)
    return found


def distance(one: str, other: str, limit: int) -> int:
    """Letters added, left out, changed or swapped between two words; more than `limit` is told as `limit` + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)
