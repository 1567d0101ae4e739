"""What a student may ask of a ranking: why this one before that one, what would change it, what else there is. Pure.

Shapes: D = 5 dimensions, N métiers; `shown` percentiles (N, D) in 0–100, `weights` (D,) >= 0 that sum to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.methode.matching import LAMBDA, Floats

_LEAST = 0.05  # points of difference under which a term explains nothing
_DECIMALS = 9  # below this, two indices differ by rounding only
_TIE = 1e-9  # points of index that are only rounding
_SAME_PLACE = 1e-11  # shares that are only rounding apart
GENERAL, INTERETS, DOMAINES = "", "interets", "domaines"  # terms that are no dimension
_HIGH = 0.2  # the métier proposed for a change is among this share of the best, besides those shown


@dataclass(frozen=True, slots=True)
class Ecart:
    """One term of the difference between two indices, in points; `cle`: the key of a dimension, or one of the
    others."""

    cle: str
    points: float


@dataclass(frozen=True, slots=True)
class Seuil:
    """`row` would enter the top if `dimension` weighed `wanted` instead of `weight` (shares in 0–1), the others keeping
    their proportions."""

    row: int
    dimension: Dimension
    weight: float
    wanted: float

    @property
    def move(self) -> float:
        return abs(self.wanted - self.weight)


def contrast(
    ahead: Floats, behind: Floats, weights: Floats, gouts: tuple[float, float] = (0.0, 0.0)
) -> tuple[Ecart, ...]:
    """Why one métier stands before another: the difference of their terms, largest first; they add up to the difference
    of the unclipped indices. `ahead` and `behind`: percentiles (D,); `gouts`: by how many points the first has more of
    the interests and of the domaines that the student likes."""
    means = float(ahead.mean()), float(behind.mean())
    terms = (weights - 1 / len(weights)) * ((ahead - means[0]) - (behind - means[1]))
    found = [
        Ecart(GENERAL, LAMBDA * (means[0] - means[1])),
        *(Ecart(dimension.cle, float(points)) for dimension, points in zip(DIMENSIONS, terms, strict=True)),
        Ecart(INTERETS, gouts[0]),
        Ecart(DOMAINES, gouts[1]),
    ]
    return tuple(sorted((one for one in found if abs(one.points) >= _LEAST), key=lambda one: -abs(one.points)))


def threshold(
    shown: Floats, weights: Floats, row: int, dimension: int, size: int, *, bonus: Floats | float = 0.0
) -> float | None:
    """The share (0–1) nearest to the present one that `dimension` would need for `row` to be among the `size` best, the
    other shares keeping their proportions; None if no share does, the present share if it is there already.

    With t the share of the dimension, every index is a line in t, so another métier is ahead of this one on one side of
    where their lines cross. Only there can it let this one in: exact, and ties count for the métier.
    """
    return _threshold(_lines(shown, weights, dimension, bonus), float(weights[dimension]), row, size)


def _lines(shown: Floats, weights: Floats, dimension: int, bonus: Floats | float) -> tuple[Floats, Floats]:
    """The index of every métier as a line in the share t of this dimension: start + slope · t, less a constant."""
    others = np.delete(weights, dimension)
    others = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / len(others))
    rest = np.delete(shown, dimension, axis=1) @ others
    return rest - (1 - LAMBDA) * shown.mean(axis=1) + bonus, shown[:, dimension] - rest


def _threshold(lines: tuple[Floats, Floats], present: float, row: int, size: int) -> float | None:
    gap, drift = (line - line[row] for line in lines)  # of every métier over this one: gap + drift · t
    if int((gap + drift * present > _TIE).sum()) < size:
        return present
    found = [t for end in (0.0, 1.0) if (t := _first_place(gap, drift, present, end, size)) is not None]
    return min(found, key=lambda t: abs(t - present), default=None)


def _first_place(gap: Floats, drift: Floats, present: float, end: float, size: int) -> float | None:
    """Going from `present` to `end`, where fewer than `size` métiers stay strictly ahead; None if nowhere.

    On the way a métier that is ahead may fall back, once, and one that is behind may pass, once: how many are ahead at
    a place is how many there were, less those that have fallen back up to there, plus those that passed before it.
    """
    ahead, ahead_then = gap + drift * present > _TIE, gap + drift * end > _TIE
    side = 1.0 if end > present else -1.0
    away = side * (-gap / np.where(drift == 0, 1.0, drift) - present)  # how far along each one crosses
    falling, passing = np.sort(away[ahead & ~ahead_then]), np.sort(away[~ahead & ahead_then])
    left = ahead.sum() - np.arange(1, len(falling) + 1) + np.searchsorted(passing, falling - _SAME_PLACE)
    enough = left < size
    return present + side * float(falling[enough.argmax()]) if enough.any() else None


def nearest_thresholds(
    shown: Floats, weights: Floats, rows: Sequence[int], size: int, bonus: Floats | float = 0.0
) -> list[Seuil]:
    """For each of these métiers, the dimension that would let it in with the smallest move; smallest first.

    `wanted` is the first whole percent with which it is in: what is said is true as it is said.
    """
    lines = [_lines(shown, weights, index, bonus) for index in range(len(DIMENSIONS))]
    found = []
    for row in rows:
        options = [
            (abs(wanted - weights[index]), index, wanted)
            for index in range(len(DIMENSIONS))
            if (wanted := _threshold(lines[index], float(weights[index]), row, size)) is not None
        ]
        if options:
            _, index, wanted = min(options)
            said = _whole_percent(shown, weights, row, index, wanted=wanted, size=size, bonus=bonus)
            if said is not None:
                found.append(Seuil(row, DIMENSIONS[index], float(weights[index]), said))
    return sorted(found, key=lambda option: option.move)


def _whole_percent(
    shown: Floats, weights: Floats, row: int, dimension: int, *, wanted: float, size: int, bonus: Floats | float
) -> float | None:
    """The first whole percent from `wanted` on, away from the present share, with which `row` is among the `size`
    best; None if it is not with the next three."""
    rises = wanted > weights[dimension]
    first = ceil(100 * wanted - _SAME_PLACE) if rises else floor(100 * wanted + _SAME_PLACE)
    for step in range(3):
        share = (first + (step if rises else -step)) / 100
        if 0 <= share <= 1 and _is_in(shown, with_share(weights, dimension, share), row, size, bonus):
            return share
    return None


def with_share(weights: Floats, dimension: int, share: float) -> Floats:
    """The weights with one at `share`, the others keeping their proportions."""
    moved = weights.copy()
    moved[dimension] = 0.0
    rest = moved.sum()
    moved = moved * ((1 - share) / rest) if rest > 0 else np.full(len(weights), (1 - share) / (len(weights) - 1))
    moved[dimension] = share
    return moved


def _is_in(shown: Floats, weights: Floats, row: int, size: int, bonus: Floats | float) -> bool:
    """As the ranking has it: equal indices in the order of the rows."""
    scores = np.round(shown @ (weights - (1 - LAMBDA) / len(weights)) + bonus, _DECIMALS)
    return int((scores > scores[row]).sum() + (scores[:row] == scores[row]).sum()) < size


def something_else(
    shown: Floats, scores: Floats, groups: Sequence[str], top: Sequence[int], listed: Sequence[int] = ()
) -> int | None:
    """A métier (row) that also suits, of another group (domaine) and of the least similar shape; None if there is none.

    `scores` (N,): indices, or what is taken for them; `groups`: one label per métier; `top`: the rows it is to differ
    from; `listed`: all those that are shown. Among the best fifth besides these, the one whose profile, around its own
    mean, points the most away from the mean profile of `top`."""
    if not top:
        return None
    shape = shown - shown.mean(axis=1, keepdims=True)
    direction = shape[list(top)].mean(axis=0)
    among = min(len(scores), len(listed) + max(1, int(len(scores) * _HIGH)))
    least = np.sort(scores)[::-1][among - 1]
    taken = {groups[row] for row in top}
    rows = [
        row for row in range(len(scores)) if scores[row] >= least and groups[row] not in taken and row not in listed
    ]
    if not rows:
        return None
    norms = np.linalg.norm(shape, axis=1) * np.linalg.norm(direction)
    similarity = np.divide(shape @ direction, norms, out=np.zeros(len(scores)), where=norms > 0)
    return min(rows, key=lambda row: (float(similarity[row]), row))
