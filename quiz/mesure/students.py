"""Simulated students: priorities at random, and three centres of interest. Pure.

Shapes: S students, N métiers, D dimensions, I centres of interest.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from quiz.methode.gouts import interest_points, rarities
from quiz.methode.matching import Floats
from quiz.methode.stability import wobble

PICKED = 3  # centres of interest of each student
WOBBLE = 0.3  # standard deviation of the log weights of a student who answers a second time
FEWEST = 10  # métiers: with fewer left by their interests, all count

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Students:
    """`weights` (S, D); `again`, the weights that they give a second time; `eligible` (S, N), the métiers that their
    centres of interest leave, and the `points` (S, N) that these bring; `unfiltered`, how many students had too few
    métiers left and get all."""

    weights: Floats
    again: Floats
    eligible: Mask
    points: Floats
    unfiltered: int


def draw_students(matches: Floats, dimensions: int, count: int, seed: int) -> Students:
    """`matches` (N, I): which métier has which centre of interest, see `gouts`. Importances are whole numbers from 0
    to 10."""
    random = np.random.default_rng(seed)
    importances = random.integers(0, 11, (count, dimensions)).astype(np.float64)
    importances[~importances.any(axis=1)] = 1.0
    weights = importances / importances.sum(axis=1, keepdims=True)
    picks = random.random((count, matches.shape[1])).argsort(axis=1)[:, :PICKED]
    rarity = rarities(matches)
    points = np.array([interest_points(matches, rarity, pick.tolist()) for pick in picks]).reshape(count, len(matches))
    eligible = points > 0
    few = eligible.sum(axis=1) < FEWEST
    eligible[few] = True
    return Students(weights, again(weights, WOBBLE, random), eligible, points, int(few.sum()))


def first_of(students: Students, count: int) -> Students:
    """Some of the students."""
    return Students(
        students.weights[:count], students.again[:count], students.eligible[:count], students.points[:count], 0
    )


def without_points(students: Students) -> Students:
    """The same, whose interests only leave métiers out, as in method 2."""
    return replace(students, points=np.zeros_like(students.points))


def without_interests(students: Students) -> Students:
    """The same, before the whole catalogue."""
    return replace(without_points(students), eligible=np.ones_like(students.eligible))


def again(weights: Floats, spread: float, random: np.random.Generator) -> Floats:
    """Weights (S, D), told with a noise on their logs."""
    return wobble(weights, random.normal(0, spread, weights.shape))
