"""The index of every métier at once, the best of them, and where one stands. Pure.

Shapes: N métiers, D = 5 dimensions; percentiles (N, D) in 0–100, weights (…, D) >= 0 that sum to 1.
"""

from dataclasses import dataclass

import numpy as np

from quiz.methode.matching import BASE, LAMBDA, MIN_FOR_PERCENTILES, Floats
from quiz.methode.stability import Rows

_DECIMALS = 9  # below this, two indices differ by rounding only


def indices(shown: Floats, weights: Floats, share: float = LAMBDA, bonus: Floats | None = None) -> Floats:
    """S of every métier, unclipped: `shown` percentiles (N, D), `weights` (…, D), `share` λ, `bonus` (…, N) points of
    `gouts` → (…, N).

    The same S as `matching.terms`, written as one product: 50 (1 − λ) + Σ_d (w_d − (1 − λ)/D) p_d, and the points.
    """
    scores = (weights - (1 - share) / shown.shape[1]) @ shown.T
    scores += BASE * (1 - share)
    if bonus is not None:
        scores += bonus
    return scores


def best_first(scores: Floats, most: int) -> Rows:
    """Rows of the `most` best indices (N,), best first, equal ones in the order of the rows."""
    rows = np.arange(len(scores))
    if most < len(scores):  # sort only those that reach the last place, or miss it by rounding
        last = np.partition(scores, -most)[-most]
        rows = np.flatnonzero(scores >= last - 10.0**-_DECIMALS)
    return rows[np.argsort(-np.round(scores[rows], _DECIMALS), kind="stable")][:most]


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one métier among `size`: `rank` from 1, ties by row; `better_than`, the share (0–1) of the others that have a
    lower index, None in a catalogue too small to say."""

    rank: int
    size: int
    better_than: float | None


def standing(scores: Floats, row: int) -> Standing:
    """Where the métier of this row stands among all of these indices (N,)."""
    rounded = np.round(scores, _DECIMALS)
    ahead = int((rounded > rounded[row]).sum() + (rounded[:row] == rounded[row]).sum())
    if len(scores) < MIN_FOR_PERCENTILES:
        return Standing(ahead + 1, len(scores), None)
    return Standing(ahead + 1, len(scores), float((rounded < rounded[row]).sum() / (len(scores) - 1)))
