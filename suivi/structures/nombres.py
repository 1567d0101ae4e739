"""The counts of a structure's campaigns, year by year, as a responsable reads them. Pure.

Each is told by fives (« de 15 à 19 »): none from one to four is found from the others, and one pupil who sends, leaves
or is read seldom changes anything. A total is made of what its lines say and of nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from suivi.classe.annee import in_words

SEUIL = 5  # pupils


@dataclass(frozen=True, slots=True)
class Nombre:
    """A count from `bas` to `haut`, both included."""

    bas: int
    haut: int

    def __str__(self) -> str:
        if self.haut == 0:
            return "0"
        return f"de {self.bas} à {self.haut}" if self.bas >= SEUIL else f"moins de {self.haut + 1}"


def by_fives(number: int) -> Nombre:
    """None, from one to four, or between two multiples of five."""
    low = SEUIL * (number // SEUIL)
    return Nombre(0, 0) if number == 0 else Nombre(max(1, low), low + SEUIL - 1)


def total(numbers: Iterable[Nombre]) -> Nombre:
    """From what is told of its lines alone."""
    told = list(numbers)
    return Nombre(sum(one.bas for one in told), sum(one.haut for one in told))


@dataclass(frozen=True, slots=True)
class Decompte:
    """What is counted of one campaign: pupils, each once in each number, and all among those who joined; those who were
    read have sent."""

    nom: str
    a_qui: str
    annee: int
    etat: str
    inscrits: int = 0
    envoyes: int = 0
    lus: int = 0
    demandes: int = 0
    faits: int = 0


@dataclass(frozen=True, slots=True)
class Ligne:
    """What is told of one campaign."""

    nom: str
    a_qui: str
    etat: str
    nombres: tuple[Nombre, ...]


@dataclass(frozen=True, slots=True)
class Annee:
    """A school year, named by the one in which it begins."""

    annee: int
    lignes: Sequence[Ligne]
    totaux: tuple[Nombre, ...]

    @property
    def en_mots(self) -> str:
        return in_words(self.annee)


def line(one: Decompte) -> Ligne:
    counts = (one.inscrits, one.envoyes, one.lus, one.demandes, one.faits)
    told = tuple(by_fives(number) for number in counts)
    return Ligne(one.nom, one.a_qui, one.etat, told)


def by_year(counted: Iterable[Decompte]) -> list[Annee]:
    """The last one first."""
    order = sorted(counted, key=lambda one: (-one.annee, one.nom.casefold()))
    return [_year(annee, [line(one) for one in group]) for annee, group in groupby(order, key=lambda one: one.annee)]


def _year(annee: int, lines: list[Ligne]) -> Annee:
    return Annee(annee, lines, tuple(total(column) for column in zip(*(one.nombres for one in lines), strict=True)))
