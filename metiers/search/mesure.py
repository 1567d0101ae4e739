"""How well the search serves the words that students type, and the labels of a list of métiers. Pure.

`fixtures/mots/README.md` says what is asked of it.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from metiers.francais.inclusif import title_key
from metiers.search.entries import Entree

SHOWN = 3  # the first hits, that somebody reads
_APART = " | "
_MOST_CODES = 3
_CODE = 5  # signs of a ROME code; a métier beside others under one code has more
_LABEL, _ROME = "libellé métier", "code ROME"

Find = Callable[[str], Sequence[Entree]]


@dataclass(frozen=True, slots=True)
class Mot:
    """What a student types, and the ROME codes that a counsellor would accept."""

    texte: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """Of one word: is a code of it `published`, is one among the first hits (`found`), and what those are."""

    mot: Mot
    published: bool
    found: bool
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the ONISEP list: `family` is its ROME 3 code, which the ROME 4 keeps as that of a parent."""

    texte: str
    family: str


@dataclass(frozen=True, slots=True)
class Shares:
    """`near` of `labels` have a métier of their family among the first hits; `first` of the `named` that a métier is
    called by has that one first."""

    labels: int
    near: int
    named: int
    first: int
    missed: tuple[str, ...]


def read_mots(text: str) -> tuple[Mot, ...]:
    """The file of `fixtures/mots/`. Raises ValueError, with its line, for one that is not « word | codes », that gives
    no code or more than three, or that is there twice."""
    found: dict[str, Mot] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        texte, apart, codes = line.partition(_APART)
        mot = Mot(texte.strip(), tuple(codes.split()))
        if not apart or not 1 <= len(set(mot.codes)) == len(mot.codes) <= _MOST_CODES or mot.texte.casefold() in found:
            raise ValueError(f"ligne {number} : « {line} »")
        found[mot.texte.casefold()] = mot
    return tuple(found.values())


def read_labels(text: str) -> tuple[Label, ...]:
    """The ONISEP list, once each label that has a code. Raises ValueError when it lacks a column."""
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines(), delimiter=";")
    if not {_LABEL, _ROME} <= set(rows.fieldnames or ()):
        raise ValueError(f"colonnes « {_LABEL} » et « {_ROME} » attendues")
    return tuple({row[_LABEL]: Label(row[_LABEL], row[_ROME]) for row in rows if row[_ROME]}.values())


def served(mots: Iterable[Mot], codes: Iterable[str], find: Find) -> tuple[Served, ...]:
    """`codes`: those published."""
    known = {code[:_CODE] for code in codes}
    return tuple(_served(mot, known, find(mot.texte)[:SHOWN]) for mot in mots)


def _served(mot: Mot, known: set[str], shown: Sequence[Entree]) -> Served:
    return Served(
        mot,
        not known.isdisjoint(mot.codes),
        any(entree.code[:_CODE] in mot.codes for entree in shown),
        tuple(entree.titre for entree in shown),
    )


def shares(labels: Iterable[Label], entrees: Iterable[Entree], families: Mapping[str, str], find: Find) -> Shares:
    """`families`: ROME code → that of its family in ROME 3."""
    titles = {title_key(forme) for entree in entrees for forme in (entree.titre, *entree.formes)}
    count = near = named = first = 0
    missed = []
    for label in labels:
        shown = find(label.texte)[:SHOWN]
        count += 1
        close = any(families.get(entree.code[:_CODE]) == label.family for entree in shown)
        near += close
        missed += [] if close else [label.texte]
        key = title_key(label.texte)
        if key in titles:
            named += 1
            first += any(title_key(forme) == key for entree in shown[:1] for forme in (entree.titre, *entree.formes))
    return Shares(count, near, named, first, tuple(missed))


def times(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in ms."""
    return 1000 * median(seconds), 1000 * quantiles(seconds, n=20)[-1]
