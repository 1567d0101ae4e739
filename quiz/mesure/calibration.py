"""When a place is said to be firm 85 times out of 100, how often is it? Pure.

Tried on what was not used to say it: the sources of each métier are cut in two. One half is all that is known of it,
from which shares are said; the other half and the true priorities make the ranking in which one looks.
Shapes: S students, M métiers that can be cut, D dimensions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.splits import Source, halves
from quiz.mesure.students import Mask, Students, again
from quiz.methode.matching import Floats, percentile_errors, percentiles
from quiz.methode.places import best_first, indices
from quiz.methode.stability import TOP, shares, simulate

SPLITS = 200
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The `count` métiers said to be in the top 5 with a share of `low` to `high`: the mean share `said`, and the share
    `seen` in the true top 5. Both are nan when there is none."""

    low: float
    high: float
    count: int
    said: float
    seen: float


def calibration(sources: Sequence[Source], students: Students, spread: float, seed: int) -> list[Bin]:
    """`sources` of the M métiers, as `metiers.catalogue.splits.read_splits` gives them, cut anew for each lot of
    students; they tell their weights with a noise of `spread` on the logs. The draws carry the errors of both halves,
    since the ranking of the other half is what is foretold."""
    said, seen = [], []
    observed = again(students.weights, spread, np.random.default_rng(seed))
    everybody = np.arange(len(students.weights))
    for number, lot in enumerate(np.array_split(everybody, min(SPLITS, len(everybody)))):
        shown, true, errors = _cut(sources, seed + number)
        for student in lot:
            some, weights = students.eligible[student], students.weights[student]
            points = students.points[student, some]
            simulation = simulate(
                shown[some],
                observed[student],
                seed + int(student),
                spread=spread,
                bonus=points,
                errors=errors[some],
            )
            said.append(shares(simulation.best(TOP), int(some.sum())))
            among = np.zeros(len(points), dtype=np.bool_)
            among[best_first(indices(true[some], weights, bonus=points), TOP)] = True
            seen.append(among)
    return in_bins(np.concatenate(said), np.concatenate(seen))


def _cut(sources: Sequence[Source], seed: int) -> tuple[Floats, Floats, Floats]:
    """Percentiles (M, D) from one half of each source, from the other, and the errors of their difference."""
    first, second = zip(
        *(halves(*source, seed=1000 * seed + number) for number, source in enumerate(sources)), strict=True
    )
    scores = [np.array([half.scores for half in side]) for side in (first, second)]
    errors = [
        percentile_errors(raw, np.array([half.errors for half in side]))
        for raw, side in zip(scores, (first, second), strict=True)
    ]
    return percentiles(scores[0]), percentiles(scores[1]), np.hypot(*errors)


def in_bins(said: Floats, seen: Mask) -> list[Bin]:
    """Ten bins of the shares said; a share on a limit belongs to the bin above, 1 to the last one."""
    number = np.minimum((said * BINS).astype(int), BINS - 1)
    return [
        Bin(
            low=low / BINS,
            high=(low + 1) / BINS,
            count=int(inside.sum()),
            said=float(said[inside].mean()) if inside.any() else float("nan"),
            seen=float(seen[inside].mean()) if inside.any() else float("nan"),
        )
        for low in range(BINS)
        for inside in [number == low]
    ]
