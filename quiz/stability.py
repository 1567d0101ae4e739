"""How firm a ranking is: the same student, a little less sure of their priorities, and scores a little off. Pure.

Simulated rank acceptability (SMAA-2, Lahdelma & Salminen, 2001): weights and percentiles are drawn around what is
known, and one counts how often each métier stands among the best. Shapes: D = 5 dimensions, N métiers, R draws.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quiz.matching import BASE, LAMBDA, Floats

DRAWS = 1000
TOP = 5
WEIGHT_SPREAD = 0.8  # standard deviation of log weights after the express form
SCORE_SPREAD = 5.0  # standard deviation of a percentile, in points
SMALLEST_WEIGHT = 0.01
SOLID, PROBABLE, EXPLORE = 0.80, 0.50, 0.20
_TIED = (0.40, 0.60)

Draws = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Simulation:
    """`scores`, shape (R, N): the unclipped index of each métier in each draw."""

    scores: Draws

    def top_shares(self, size: int = TOP) -> Floats:
        """Share (0–1) of the draws in which each métier is among the `size` best, shape (N,)."""
        draws, count = self.scores.shape
        if count <= size:
            return np.ones(count)
        best = np.argpartition(self.scores, count - size, axis=1)[:, -size:]
        return np.bincount(best.ravel(), minlength=count) / draws

    def is_tied(self, first: int, second: int) -> bool:
        """Does the order of two métiers (rows) flip in 40 to 60 % of the draws?"""
        ahead = float((self.scores[:, first] > self.scores[:, second]).mean())
        return _TIED[0] <= ahead <= _TIED[1]


def simulate(shown: Floats, weights: Floats, seed: int, *, draws: int = DRAWS) -> Simulation:
    """`shown` percentiles (N, D) and `weights` (D,) → R rankings; the same seed gives the same ones.

    w' = softmax(log(max(w, .01)) + N(0, .8²)) and p' = p + N(0, 5²). The noise of the five percentiles of a métier
    enters its index only through their weighted sum, which is one normal variable: it is drawn as such.
    """
    random = np.random.default_rng(seed)
    logits = np.log(np.maximum(weights, SMALLEST_WEIGHT)) + random.normal(0, WEIGHT_SPREAD, (draws, len(weights)))
    drawn = np.exp(logits - logits.max(axis=1, keepdims=True))
    factors = drawn / drawn.sum(axis=1, keepdims=True) - (1 - LAMBDA) / len(weights)
    scores = (BASE * (1 - LAMBDA) + factors @ shown.T).astype(np.float32)
    spread = (SCORE_SPREAD * np.linalg.norm(factors, axis=1, keepdims=True)).astype(np.float32)
    scores += spread * random.standard_normal(scores.shape, dtype=np.float32)
    return Simulation(scores)


def firmness(share: float) -> str:
    """A share of draws in one word, or none when a métier is only passing through the top."""
    if share >= SOLID:
        return "solide"
    if share >= PROBABLE:
        return "probable"
    return "à explorer" if share >= EXPLORE else ""
