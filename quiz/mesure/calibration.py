"""When a place is said to be firm 85 times out of 100, how often is it? Pure.

Tried on what was not used to say it: the sources of each métier are cut in two. One half is all that is known of it,
from which shares are said; the other half and the true priorities make the ranking in which one looks.
Shapes: S students, M métiers that can be cut, D dimensions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from metiers.catalogue.splits import Source, halves
from quiz.mesure.students import Mask, Students, again
from quiz.methode.index import best_first, indices
from quiz.methode.listes import FIRST, IN_A_DIRECTION, directions
from quiz.methode.matching import Floats, percentile_errors, percentiles
from quiz.methode.stability import TOP, Rows, shares, simulate

Said = tuple[list[Floats], list[Mask]]
"""What is said, and what is seen, of each student."""
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


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of places among the first five, and of directions."""

    places: list[Bin]
    directions: list[Bin]


def calibration(
    sources: Sequence[Source], fields: Sequence[str], students: Students, spread: float, seed: int
) -> Calibration:
    """`sources` of the M métiers, as `metiers.catalogue.splits.read_splits` gives them, cut anew for each lot of
    students; `fields`: their professional domaines. Students tell their weights with a noise of `spread` on the logs.
    The draws also carry the errors of the other half, since its ranking is what is foretold. Twins and the limit of a
    domaine are left aside."""
    places: Said = ([], [])
    coming: Said = ([], [])
    observed = again(students.weights, spread, np.random.default_rng(seed))
    everybody = np.arange(len(students.weights))
    for number, lot in enumerate(np.array_split(everybody, min(SPLITS, len(everybody)))):
        (shown, errors), (true, beyond) = _cut(sources, seed + number)
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
            shares_of = (simulation.factors[:, :-1] ** 2).mean(axis=0)
            simulation = replace(simulation, errors=np.sqrt(simulation.errors**2 + beyond[some] ** 2 @ shares_of))
            best = simulation.best(FIRST)
            truth = best_first(indices(true[some], weights, bonus=points), FIRST)
            _add(places, shares(best, len(points)), np.isin(np.arange(len(points)), truth[:TOP]))
            often, there = _directions(best, truth, np.array(fields, dtype=str)[some].tolist())
            _add(coming, often, there)
    return Calibration(*(in_bins(np.concatenate(said), np.concatenate(seen)) for said, seen in (places, coming)))


def _add(found: Said, said: Floats, seen: Mask) -> None:
    found[0].append(said)
    found[1].append(seen)


def _directions(best: Rows, truth: Rows, fields: Sequence[str]) -> tuple[Floats, Mask]:
    """How often each domaine comes back, and whether it does in the true list."""
    said = directions(best, fields)
    held = Counter(fields[row] for row in truth)
    there = [held[one.domaine] >= IN_A_DIRECTION for one in said]
    return np.array([one.share for one in said], dtype=np.float64), np.array(there, dtype=np.bool_)


def _cut(sources: Sequence[Source], seed: int) -> list[tuple[Floats, Floats]]:
    """Percentiles and their errors, (M, D) each, from one half of each source, then from the other."""
    found = [halves(*source, seed=1000 * seed + number) for number, source in enumerate(sources)]
    sides = []
    for side in zip(*found, strict=True):
        raw = np.array([half.scores for half in side])
        sides.append((percentiles(raw), percentile_errors(raw, np.array([half.errors for half in side]))))
    return sides


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
