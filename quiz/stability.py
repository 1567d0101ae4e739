"""How firm a ranking is: the same student, a little less sure of their priorities, and scores a little off. Pure.

Simulated rank acceptability (SMAA-2, Lahdelma & Salminen, 2001): weights and percentiles are drawn around what is
known, and one counts how often each métier stands among the best. Shapes: D = 5 dimensions, N métiers, R draws.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from quiz.matching import BASE, LAMBDA, Floats

DRAWS = 1000
TOP = 5
EXPRESS_SPREAD = 0.8  # standard deviation of log weights given as five numbers
COMPLET_SPREAD = 0.6  # the same, after the twenty statements
SCORE_SPREAD = 5.0  # standard deviation of a percentile, in points
SMALLEST_WEIGHT = 0.01
SOLID, PROBABLE, EXPLORE = 0.80, 0.50, 0.20
_TIED = (0.40, 0.60)
_OFFSETS = 1 << 15  # where a draw may take its noise
_AT_ONCE = 100  # draws

Draws = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Simulation:
    """`scores`, shape (R, N): the unclipped index of each métier in each draw."""

    scores: Draws

    def top_shares(self, size: int = TOP) -> Floats:
        """Share (0–1) of the draws in which each métier is among the `size` best, shape (N,)."""
        draws, count = self.scores.shape
        if count <= size:
            return np.ones(count)
        best = np.concatenate([best_rows(self.scores[some], size) for some in _portions(draws)])
        return np.bincount(best.ravel(), minlength=count) / draws

    def interval(self, row: int, share: float = 0.8) -> tuple[float, float]:
        """The central interval that holds this share of the indices of one métier, in 0–100."""
        low, high = np.clip(np.quantile(self.scores[:, row], [(1 - share) / 2, (1 + share) / 2]), 0.0, 100.0)
        return float(low), float(high)

    def is_tied(self, first: int, second: int) -> bool:
        """Does the order of two métiers (rows) flip in 40 to 60 % of the draws?"""
        ahead = float((self.scores[:, first] > self.scores[:, second]).mean())
        return _TIED[0] <= ahead <= _TIED[1]


def best_rows(scores: npt.NDArray[np.floating], size: int) -> Rows:
    """Scores (R, N) → in each line the places of its `size` <= N best, best first, equal ones in order: (R, size).

    For a few out of many: `size` passes cost less than a selection, and settle ties.
    """
    left = scores.copy()
    lines = np.arange(len(left))
    best = np.empty((len(left), size), dtype=np.intp)
    for place in range(size):
        best[:, place] = left.argmax(axis=1)
        left[lines, best[:, place]] = -np.inf
    return best


def wobble(weights: Floats, spread: float, random: np.random.Generator) -> Floats:
    """Weights (R, D), each line a little off: softmax(log(max(w, .01)) + N(0, spread²))."""
    logits = np.log(np.maximum(weights, SMALLEST_WEIGHT)) + random.normal(0, spread, weights.shape)
    drawn = np.exp(logits - logits.max(axis=1, keepdims=True))
    return drawn / drawn.sum(axis=1, keepdims=True)


def simulate(
    shown: Floats, weights: Floats, seed: int, *, spread: float = EXPRESS_SPREAD, draws: int = DRAWS
) -> Simulation:
    """`shown` percentiles (N, D) and `weights` (D,) → R rankings; the same seed gives the same ones.

    w' = softmax(log(max(w, .01)) + N(0, spread²)) and p' = p + N(0, 5²). The noise of the five percentiles of a métier
    enters its index only through their weighted sum, which is one normal variable: it is drawn as such. Drawing R × N
    of them is what costs: each draw takes N neighbours, from a place of its own, in one long row of them. Inside a
    draw they are independent; two draws may meet the same ones, seldom for the same métier.
    """
    random = np.random.default_rng(seed)
    count, dimensions = shown.shape
    drawn = wobble(np.broadcast_to(weights, (draws, dimensions)), spread, random)
    factors = (drawn - (1 - LAMBDA) / dimensions).astype(np.float32)
    normals = random.standard_normal(count + _OFFSETS, dtype=np.float32)
    neighbours = sliding_window_view(normals, count)
    places = random.integers(0, _OFFSETS, draws)
    noise = SCORE_SPREAD * np.linalg.norm(factors, axis=1, keepdims=True)
    scores = factors @ shown.T.astype(np.float32)
    for some in _portions(draws):
        scores[some] += noise[some] * neighbours[places[some]] + np.float32(BASE * (1 - LAMBDA))
    return Simulation(scores)


def _portions(draws: int) -> list[slice]:
    """A few draws at a time: small arrays are used again, large ones are asked from the system each time."""
    return [slice(start, start + _AT_ONCE) for start in range(0, draws, _AT_ONCE)]


def firmness(share: float) -> str:
    """A share of draws in one word, or none when a métier is only passing through the top."""
    if share >= SOLID:
        return "solide"
    if share >= PROBABLE:
        return "probable"
    return "à explorer" if share >= EXPLORE else ""
