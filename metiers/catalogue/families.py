"""From a ROME code to DARES families (FAP) and their figures. Pure.

The DARES table knows the codes of ROME 3; a code born with ROME 4 takes the families of the code it was split from.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from metiers.catalogue.readers.dares import ATYPICAL, BANDS, Dares
from metiers.catalogue.readers.rome import Rome
from metiers.catalogue.titles import typeset

AGGREGATE = 3
# Where DARES has no label of its own for a small family, it writes the code once more.
_CODE = re.compile(r"[A-Z]\d[A-Z]\d{0,2}")
_LEVEL, _CADRES = 3, "9"  # the fourth character of a family says the level of its jobs
_MASTER, _SHORT, _LICENCE = 5, 2, 3  # years after the bac
# A family is far wider than a métier when its highest median is half more than its lowest, or when one is trained for
# three years more, or less, than most of the family. Where somebody read that both families hold people of the métier
# (a developer is a technician or a cadre), its pay does go from one to the other.
_FAR_APART, _CHOSEN_APART, _OTHER_STUDIES = 1.5, 2.0, 3
__all__ = ["BANDS", "FIGURES", "Families", "families_of", "hours", "names_of", "of_level", "salary", "usual_studies"]
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


def salary(
    families: Families,
    dares: Dares,
    studies: float = math.nan,
    usual: Mapping[str, float] | None = None,
    *,
    chosen: bool = False,
) -> dict[str, object] | None:
    """`mediane`: lowest and highest median among the families, net euros a month (one figure twice when there is one
    family). `repartition`: mean shares of the five bands, rounded %. `familles`: which families say so.

    None when no median is published, or when they say something else than this métier: they lie too far apart, or
    `studies` (its years after the bac, NaN unknown) are far from the `usual` ones of each of them. `chosen`: by a hand.
    """
    known = [fap for fap in families.faps if fap in dares.medians]
    medians = [dares.medians[fap] for fap in known]
    apart = _CHOSEN_APART if chosen else _FAR_APART
    if not medians or max(medians) > apart * min(medians) or _is_other_work(known, studies, usual or {}):
        return None
    bands = [dares.bands[fap] for fap in families.faps if fap in dares.bands]
    shares = [round(sum(column) / len(bands)) for column in zip(*bands, strict=True)] if bands else None
    return {"mediane": [round(min(medians)), round(max(medians))], "repartition": shares, "familles": known}


def names_of(faps: Iterable[str], dares: Dares) -> dict[str, str]:
    """Family → its label, or that of the larger one it belongs to where DARES gives it none."""
    found = {fap: _label(fap, dares) or _label(fap[:AGGREGATE], dares) for fap in sorted(faps)}
    return {fap: typeset(name) for fap, name in found.items() if name}


def _label(fap: str, dares: Dares) -> str:
    name = dares.names.get(fap, "")
    return "" if _CODE.fullmatch(name) else name


def of_level(families: Families, lowest: int, highest: int, *, technician: bool = False) -> Families:
    """Those that speak of jobs of this level, where some are of cadres and others are not. `lowest`, `highest`: years
    after the bac. A master leads to the pay of cadres, two years do not, nor three for a technician; between, both."""
    cadres = tuple(fap for fap in families.faps if fap[_LEVEL : _LEVEL + 1] == _CADRES)
    others = tuple(fap for fap in families.faps if fap not in cadres)
    if cadres and others and lowest >= _MASTER:
        return Families(cadres, families.inherited)
    if cadres and others and highest <= (_LICENCE if technician else _SHORT):
        return Families(others, families.inherited)
    return families


def usual_studies(levels: Iterable[tuple[Iterable[str], int]]) -> dict[str, float]:
    """(families, years after the bac) of many métiers → family → the median of its métiers'."""
    found = defaultdict(list)
    for faps, years in levels:
        for fap in faps:
            found[fap].append(years)
    return {fap: median(years) for fap, years in sorted(found.items())}


def _is_other_work(faps: Iterable[str], studies: float, usual: Mapping[str, float]) -> bool:
    """Is one trained otherwise than for all these families? An architect is no gardener."""
    apart = [abs(studies - usual[fap]) for fap in faps if fap in usual]
    return bool(apart) and min(apart) >= _OTHER_STUDIES


def _share(shares: Mapping[str, float], fap: str) -> float | None:
    return shares.get(fap, shares.get(fap[:AGGREGATE]))


def _mean(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else float("nan")
