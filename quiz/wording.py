"""French sentences that pages and documents share. Pure."""

from collections.abc import Sequence
from datetime import date

from metiers.chiffres import decimal, entier, level, percent
from metiers.dimensions import CLES, DIMENSIONS
from quiz.instantane import Instantane, PisteFigee

PENSEES = {
    "ressemble": "Ce qui me ressemble",
    "etonne": "Ce qui m’étonne",
    "verifier": "Ce que je veux vérifier",
}
"""What a student may think of a report, in their own words."""

_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def long_date(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day}\u00a0{_MOIS[day.month - 1]} {day.year}"


def ordinal(place: int) -> str:
    """A place among pistes: « 1re », « 12e »."""
    return "1re" if place == 1 else f"{entier(place)}e"


def metiers(count: int) -> str:
    return f"{entier(count)}\u00a0métier{'s' if count > 1 else ''}"


def quoted(text: str) -> str:
    return f"«\u202f{text}\u202f»"


def profile(values: Sequence[float]) -> str:
    """« qualité de vie 58, flexibilité 40, … »."""
    return ", ".join(
        f"{dimension.label.lower()} {decimal(value, 0)}" for dimension, value in zip(DIMENSIONS, values, strict=True)
    )


def where(piste: PisteFigee) -> str:
    """« Santé · bac +3 »."""
    studies = level(piste.niveau) if piste.niveau is not None else ""
    return " · ".join(part for part in (piste.domaine, studies) if part)


def importances(instantane: Instantane) -> list[dict[str, str | int]]:
    """What each dimension weighs, in the order of the dimensions."""
    return [
        {
            "cle": cle,
            "label": dimension.label,
            "nom": dimension.label.lower(),
            "importance": instantane.importances[cle],
            "part": percent(instantane.weights[cle]),
        }
        for cle, dimension in zip(CLES, DIMENSIONS, strict=True)
    ]
