"""The counts of a structure's campaigns, year by year, as a responsable reads them. Pure.

None from one to four is told, nor found from the others. A total is made of what its lines say and of nothing
else, so that it tells nothing more than they do: between two numbers, where one of them hides one. In a line, a count
that leaves fewer than five of those who joined is « presque tous », for the rest would be found by subtraction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from suivi.classe.annee import in_words

SEUIL = 5  # pupils


@dataclass(frozen=True, slots=True)
class Nombre:
    """A count from `bas` to `haut`, both included; `presque`: of nearly all who joined."""

    bas: int
    haut: int
    presque: bool = False

    def __str__(self) -> str:
        if self.presque:
            return "presque tous"
        if self.bas == self.haut:
            return str(self.bas)
        return f"moins de {SEUIL}" if self.haut < SEUIL else f"de {self.bas} à {self.haut}"


def alone(number: int) -> Nombre:
    """Of a group of which nothing else is known."""
    return Nombre(1, SEUIL - 1) if 0 < number < SEUIL else Nombre(number, number)


def among(number: int, joined: int) -> Nombre:
    """Of those who joined."""
    if number >= SEUIL and joined - number < SEUIL:
        return Nombre(max(SEUIL, joined - SEUIL + 1), joined, presque=True)
    return alone(number)


def total(numbers: Iterable[Nombre]) -> Nombre:
    """From what is told of its lines alone."""
    told = list(numbers)
    return Nombre(sum(one.bas for one in told), sum(one.haut for one in told))


@dataclass(frozen=True, slots=True)
class Decompte:
    """What is counted of one campaign: pupils, each once in each number, and all among those who joined."""

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
    others = (one.envoyes, one.lus, one.demandes, one.faits)
    told = (alone(one.inscrits), *(among(number, one.inscrits) for number in others))
    return Ligne(one.nom, one.a_qui, one.etat, told)


def by_year(counted: Iterable[Decompte]) -> list[Annee]:
    """The last one first."""
    order = sorted(counted, key=lambda one: (-one.annee, one.nom.casefold()))
    return [_year(annee, [line(one) for one in group]) for annee, group in groupby(order, key=lambda one: one.annee)]


def _year(annee: int, lines: list[Ligne]) -> Annee:
    return Annee(annee, lines, tuple(total(column) for column in zip(*(one.nombres for one in lines), strict=True)))
