"""Two halves of the sources of a métier, as if each were all that is known of it: to try what is said of a ranking on
what was not used to say it. Pure; what it reads is `fixtures/onet_profils.json`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from metiers.catalogue.arithmetic import Vector

Source = tuple[Sequence[tuple[float, Sequence[float]]], Sequence[float]]
"""(weight, five scores) of each occupation behind a métier, and the standard deviation of one of them, five figures."""
HEAVY = 0.2  # a half is worth reading when it holds an occupation of this weight
_ROUNDING = 1e-4  # weights are stored with four decimals


@dataclass(frozen=True, slots=True)
class Half:
    """`scores` (5,) 0–100 as the métier would have from this half alone, and their standard `errors` (5,) in points."""

    scores: Vector
    errors: Vector


def can_be_split(parts: Iterable[float]) -> bool:
    """Are two of the occupations, of weights `parts`, heavy enough to stand for the métier?"""
    return sum(part >= HEAVY - _ROUNDING for part in parts) >= 2


def halves(onet: Sequence[tuple[float, Sequence[float]]], ecart: Sequence[float], seed: int) -> tuple[Half, Half]:
    """`onet`: (weight, five scores) of each occupation; `ecart` (5,): standard deviation of one of them, in points.

    Each goes to either half by a throw of `seed`, until both hold a heavy one: the same seed, the same halves. Raises
    ValueError when they cannot.
    """
    parts = np.array([part for part, _ in onet])
    scores = np.array([values for _, values in onet], dtype=np.float64)
    if not can_be_split(parts):
        raise ValueError("a métier is split between two occupations of 20 % or more")
    heavy = parts >= HEAVY - _ROUNDING
    rng = np.random.default_rng(seed)
    first = rng.random(len(parts)) < 0.5
    while not (heavy & first).any() or not (heavy & ~first).any():
        first = rng.random(len(parts)) < 0.5
    spread = np.asarray(ecart, dtype=np.float64)
    return _half(parts[first], scores[first], spread), _half(parts[~first], scores[~first], spread)


def _half(parts: Vector, scores: Vector, spread: Vector) -> Half:
    shares = parts / parts.sum()
    return Half(shares @ scores, spread * np.sqrt(shares @ shares))


def read_splits(file: Any) -> dict[str, Source]:
    """The parsed fixture → code ROME → what `halves` takes."""
    return {
        code: ([(part, scores) for part, scores in found["onet"]], found["ecart"])
        for code, found in file["metiers"].items()
    }
