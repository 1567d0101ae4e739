"""Profiles and priorities → places, with how firm each is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quiz.matching import BASE, LAMBDA, Floats
from quiz.stability import Rows, firmness, simulate

_DECIMALS = 9  # below this, two indices differ by rounding only


@dataclass(frozen=True, slots=True)
class Place:
    """One métier of a ranking. `place` from 1, `index` in 0–100, `times`: in the top 5 so many times out of 100,
    `solidite` in a word, `ex_aequo`: its order and that of the métier before it are a toss-up."""

    slug: str
    place: int
    index: float
    times: int
    solidite: str
    ex_aequo: bool


def indices(shown: Floats, weights: Floats, share: float = LAMBDA) -> Floats:
    """F of every métier, clipped to 0–100: `shown` percentiles (N, D), `weights` (…, D), `share` λ → (…, N).

    The same F as `matching.terms`, written as one product: 50 (1 − λ) + Σ_d (w_d − (1 − λ)/D) p_d.
    """
    scores = (weights - (1 - share) / shown.shape[1]) @ shown.T
    scores += BASE * (1 - share)
    return np.clip(scores, 0.0, 100.0, out=scores)


def best_first(scores: Floats, most: int) -> Rows:
    """Rows of the `most` best indices (N,), best first, equal ones in the order of the rows."""
    rows = np.arange(len(scores))
    if most < len(scores):  # sort only those that reach the last place, or miss it by rounding
        last = np.partition(scores, -most)[-most]
        rows = np.flatnonzero(scores >= last - 10.0**-_DECIMALS)
    return rows[np.argsort(-np.round(scores[rows], _DECIMALS), kind="stable")][:most]


def classer(slugs: Sequence[str], shown: Floats, weights: Floats, seed: int, most: int) -> list[Place]:
    """The `most` best of these métiers, best first, ties by slug. `slugs` are sorted; `shown` (N, D) in their order."""
    if not slugs:
        return []
    scores = indices(shown, weights)
    order = best_first(scores, most).tolist()
    simulation = simulate(shown, weights, seed)
    shares = simulation.top_shares()
    return [
        Place(
            slug=slugs[row],
            place=place,
            index=float(scores[row]),
            times=int(100 * shares[row] + 0.5),
            solidite=firmness(shares[row]),
            ex_aequo=place > 1 and simulation.is_tied(order[place - 2], row),
        )
        for place, row in enumerate(order, start=1)
    ]
