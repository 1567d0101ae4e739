"""What a catalogue is like, in the few figures that the method page shows. Pure.

Shapes: N métiers, D dimensions in the order of `metiers.dimensions`.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.mesure.bench import Figures, figures, index_with, top_rows
from quiz.mesure.students import draw_students, without_interests
from quiz.methode.matching import LAMBDA, Floats

STUDENTS = 1000
_SEED = 1
_TOGETHER = 0.5  # correlation from which two dimensions are said to go together


@dataclass(frozen=True, slots=True)
class Spread:
    """A quarter of the métiers have less than `low`, half less than `middle`, a quarter more than `high` (0–100)."""

    dimension: Dimension
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two dimensions that métiers tend to give together; `correlation` in 0–1."""

    one: Dimension
    other: Dimension
    correlation: float


@dataclass(frozen=True, slots=True)
class Portrait:
    """`pairs`: most alike first; `figures`: what the ranking does for `STUDENTS` simulated students without filters."""

    spreads: tuple[Spread, ...]
    pairs: tuple[Pair, ...]
    figures: Figures


def portrait(raw: Floats, shown: Floats) -> Portrait:
    """Raw scores and percentiles, both (N, D) with N > 1."""
    quarters = np.percentile(raw, [25, 50, 75], axis=0).round().astype(int).T.tolist()
    students = without_interests(draw_students(np.ones((len(raw), 1)), len(DIMENSIONS), STUDENTS, _SEED))
    index = index_with(LAMBDA)
    first, second = (top_rows(index, shown, weights, students) for weights in (students.weights, students.again))
    return Portrait(
        spreads=tuple(Spread(dimension, *values) for dimension, values in zip(DIMENSIONS, quarters, strict=True)),
        pairs=_pairs(raw),
        figures=figures("indice", raw, students.weights, first, second),
    )


def _pairs(raw: Floats) -> tuple[Pair, ...]:
    varied = [index for index, spread in enumerate(raw.std(axis=0)) if spread > 0]
    found = [
        Pair(DIMENSIONS[one], DIMENSIONS[other], float(np.corrcoef(raw[:, one], raw[:, other])[0, 1]))
        for one, other in combinations(varied, 2)
    ]
    together = [pair for pair in found if pair.correlation >= _TOGETHER]
    return tuple(sorted(together, key=lambda pair: -pair.correlation))
