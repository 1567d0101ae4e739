"""The reference students of `fixtures/eleves/`, and how well a ranking serves them. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metiers.dimensions import CLES

ENOUGH = 5  # expected métiers among the first ten: fewer, and a student is not well served


@dataclass(frozen=True, slots=True)
class Eleve:
    """One student: answers as the quiz asks them, and the codes or professional domaines that a counsellor expects
    (`attendus`) or that would make one laugh (`risibles`)."""

    cle: str
    filiere: str
    priorites: dict[str, int]
    interets: tuple[str, ...]
    domaines: tuple[str, ...]
    domaines_refuses: tuple[str, ...]
    niveau: int | None
    refus: tuple[str, ...]
    attendus: frozenset[str]
    risibles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Service:
    """How one student is served: expected and laughable métiers among the first ones shown."""

    filiere: str
    attendus: int
    risibles: int

    @property
    def well(self) -> bool:
        return self.attendus >= ENOUGH and not self.risibles


def read_eleves(text: str) -> list[Eleve]:
    """A file of `fixtures/eleves/`. Raises KeyError or ValueError, with the key of the student, when one is not
    whole."""
    return [_eleve(one) for one in tomllib.loads(text)["eleve"]]


def _eleve(data: Mapping[str, Any]) -> Eleve:
    attendus, risibles = frozenset(data["attendus"]), frozenset(data["risibles"])
    if attendus & risibles:
        raise ValueError(f"{data['cle']}: {sorted(attendus & risibles)} expected and laughable")
    return Eleve(
        cle=data["cle"],
        filiere=data["filiere"],
        priorites={cle: data["priorites"][cle] for cle in CLES},
        interets=tuple(data["interets"]),
        domaines=tuple(data["domaines"]),
        domaines_refuses=tuple(data["domaines_refuses"]),
        niveau=data.get("niveau"),
        refus=tuple(data["refus"]),
        attendus=attendus,
        risibles=risibles,
    )


def serve(eleve: Eleve, first: Iterable[tuple[str, str]]) -> Service:
    """`first`: (code, professional domaine) of the first métiers shown."""
    pairs = list(first)
    return Service(
        eleve.filiere,
        sum(bool({code, domaine} & eleve.attendus) for code, domaine in pairs),
        sum(bool({code, domaine} & eleve.risibles) for code, domaine in pairs),
    )


@dataclass(frozen=True, slots=True)
class Bilan:
    """Of some students: how many, how many well served, and the share (0–1) of their first ten that is expected."""

    filiere: str
    eleves: int
    bien_servis: int
    places: float


def sum_up(services: Sequence[Service], shown: int) -> list[Bilan]:
    """A line for each stream in their order, then one for all (its stream is empty). `shown`: places of each
    student."""
    streams = [*dict.fromkeys(one.filiere for one in services), ""]
    return [_bilan(stream, [one for one in services if stream in ("", one.filiere)], shown) for stream in streams]


def _bilan(filiere: str, services: Sequence[Service], shown: int) -> Bilan:
    places = sum(one.attendus for one in services) / (shown * len(services))
    return Bilan(filiere, len(services), sum(one.well for one in services), places)
