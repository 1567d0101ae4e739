"""French sentences that pages and documents share. Pure."""

from collections.abc import Sequence

from metiers.dimensions import CLES, DIMENSIONS
from metiers.francais.chiffres import decimal, level, percent
from quiz.resultat.instantane import Instantane, PisteFigee

PENSEES = {
    "ressemble": "Ce qui me ressemble",
    "etonne": "Ce qui m’étonne",
    "verifier": "Ce que je veux vérifier",
}
"""What a student may think of a report, in their own words."""


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
