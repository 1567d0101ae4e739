"""From a ROME code to DARES families (FAP) and their figures. Pure.

The DARES table knows the codes of ROME 3; a code born with ROME 4 takes the families of the code it was split from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from metiers.catalogue.readers.dares import ATYPICAL, BANDS, Dares
from metiers.catalogue.readers.rome import Rome

AGGREGATE = 3
__all__ = ["BANDS", "FIGURES", "Families", "families_of", "hours", "salary"]
FIGURES = ("heures_longues", *ATYPICAL)


@dataclass(frozen=True, slots=True)
class Families:
    """`inherited` says that they are those of the parent code. Empty `faps`: DARES has nothing for this métier."""

    faps: tuple[str, ...]
    inherited: bool


def families_of(code: str, rome: Rome, dares: Dares) -> Families:
    if code in dares.faps:
        return Families(dares.faps[code], inherited=False)
    return Families(dares.faps.get(rome.parents.get(code, ""), ()), inherited=True)


def hours(families: Families, dares: Dares) -> dict[str, float]:
    """Mean share (in %) over the families, for each of FIGURES; NaN where none is known.

    Where DARES publishes nothing for a small family, the larger one it belongs to (three characters) stands in.
    """
    return {figure: _mean([_share(dares.hours[figure], fap) for fap in families.faps]) for figure in FIGURES}


def salary(families: Families, dares: Dares) -> dict[str, object] | None:
    """`mediane`: lowest and highest median among the families, net euros a month (one figure twice when there is one
    family). `repartition`: mean shares of the five bands, rounded %. None when no median is published."""
    medians = [dares.medians[fap] for fap in families.faps if fap in dares.medians]
    if not medians:
        return None
    bands = [dares.bands[fap] for fap in families.faps if fap in dares.bands]
    shares = [round(sum(column) / len(bands)) for column in zip(*bands, strict=True)] if bands else None
    return {"mediane": [round(min(medians)), round(max(medians))], "repartition": shares}


def _share(shares: Mapping[str, float], fap: str) -> float | None:
    return shares.get(fap, shares.get(fap[:AGGREGATE]))


def _mean(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else float("nan")
