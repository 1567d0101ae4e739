"""The skills that characterise a métier: important in it, and more than elsewhere. Pure.

O*NET rates a skill twice: how important it is (1–5), and at which level it is used (0–7). Importance chooses; for hard
skills the level is the figure shown, since it says how far there is to go: « mathématiques » are as important to a
carpenter as to a statistician, not at the same level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import Vector

IMPORTANCE = (1.0, 5.0)
LEVEL = (0.0, 7.0)


@dataclass(frozen=True, slots=True)
class Choice:
    """How many to keep, the importance (0–100) under which a skill beyond `fewest` is not worth a line, and how much
    more than importance its lift counts."""

    fewest: int
    most: int
    important: float
    lift: float


HARD = Choice(fewest=6, most=10, important=45.0, lift=2.0)
SOFT = Choice(fewest=5, most=9, important=70.0, lift=1.5)


def rescaled(figures: Vector, scale: tuple[float, float]) -> Vector:
    """Figures on one of O*NET's scales → 0–100."""
    lowest, highest = scale
    return (figures - lowest) / (highest - lowest) * 100.0


def characteristic(
    names: Sequence[str], importance: Vector, shown: Vector, choice: Choice, mean: Vector | None = None
) -> list[list[tuple[str, int]]]:
    """(n métiers, k skills) importances and figures to show, 0–100 → for each métier its skills, highest figure first.

    Ranked by importance + `choice.lift` × (importance − `mean` (k,), that of these métiers if not given); beyond the
    fewest, only skills that are important and above the mean. A NaN is never chosen. Raises ValueError when a métier
    knows fewer than `fewest`.
    """
    lift = importance - (np.nanmean(importance, axis=0) if mean is None else mean)
    known = ~(np.isnan(importance) | np.isnan(shown))
    rank = np.where(known, importance + choice.lift * lift, -np.inf)
    return [
        sorted(
            ((names[k], int(shown[i, k] + 0.5)) for k in _chosen(rank[i], importance[i], lift[i], choice)),
            key=lambda skill: (-skill[1], skill[0]),
        )
        for i in range(len(importance))
    ]


def _chosen(rank: Vector, importance: Vector, lift: Vector, choice: Choice) -> list[int]:
    """The positions of the skills of one métier."""
    order = [k for k in np.argsort(-rank, kind="stable").tolist() if np.isfinite(rank[k])][: choice.most]
    if len(order) < choice.fewest:
        raise ValueError(f"only {len(order)} skills are known")
    more = [k for k in order[choice.fewest :] if importance[k] >= choice.important and lift[k] > 0]
    return [*order[: choice.fewest], *more]
