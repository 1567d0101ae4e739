"""The skills that characterise a métier: important in it, and more than elsewhere. Pure.

O*NET rates a skill twice: how important it is (1–5), and at which level it is used (0–7). Importance chooses; for hard
skills the level is the figure shown, since it says how far there is to go: « mathématiques » are as important to a
carpenter as to a statistician, not at the same level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metiers.catalogue.arithmetic import Vector

Mask = npt.NDArray[np.bool_]

IMPORTANCE = (1.0, 5.0)
LEVEL = (0.0, 7.0)
_FIRST = 1e6  # the rank of what somebody asked for, above any importance


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


@dataclass(frozen=True, slots=True)
class Ratings:
    """(n métiers, k skills): `importance` and the figure `shown`, 0–100, NaN unknown. `mean` (k,): the importance of
    each against which it stands out, that of these métiers if None; `asked` (n, k): told anyway, none if None."""

    importance: Vector
    shown: Vector
    mean: Vector | None = None
    asked: Mask | None = None


def rescaled(figures: Vector, scale: tuple[float, float]) -> Vector:
    """Figures on one of O*NET's scales → 0–100."""
    lowest, highest = scale
    return (figures - lowest) / (highest - lowest) * 100.0


def characteristic(names: Sequence[str], ratings: Ratings, choice: Choice) -> list[list[tuple[str, int]]]:
    """`names` (k,) → for each métier its skills with the figure to show, highest first.

    Ranked by importance + `choice.lift` × (importance − mean); beyond the fewest, only skills that are important and
    above the mean. Those asked for come first. A NaN is never chosen. Raises ValueError when a métier knows fewer than
    `fewest`.
    """
    importance, shown = ratings.importance, ratings.shown
    asked: Mask = np.zeros(importance.shape, dtype=np.bool_) if ratings.asked is None else ratings.asked
    lift = importance - (np.nanmean(importance, axis=0) if ratings.mean is None else ratings.mean)
    known = ~(np.isnan(importance) | np.isnan(shown))
    rank = np.where(known, np.where(asked, _FIRST, importance + choice.lift * lift), -np.inf)
    worth = asked | ((importance >= choice.important) & (lift > 0))
    return [
        sorted(
            ((names[k], int(shown[i, k] + 0.5)) for k in _chosen(rank[i], worth[i], choice)),
            key=lambda skill: (-skill[1], skill[0]),
        )
        for i in range(len(importance))
    ]


def _chosen(rank: Vector, worth: Mask, choice: Choice) -> list[int]:
    """The positions of the skills of one métier."""
    order = [k for k in np.argsort(-rank, kind="stable").tolist() if np.isfinite(rank[k])][: choice.most]
    if len(order) < choice.fewest:
        raise ValueError(f"only {len(order)} skills are known")
    return [*order[: choice.fewest], *(k for k in order[choice.fewest :] if worth[k])]
