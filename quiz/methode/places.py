"""Profiles and priorities → places, with how firm each is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metiers.dimensions import Dimension
from quiz.methode.matching import BASE, LAMBDA, MIN_FOR_PERCENTILES, Floats, clipped
from quiz.methode.stability import EXPRESS_SPREAD, TOP, Rows, Solidite, firmness, out_of_100, simulate
from quiz.methode.whatif import Ecart, contrast, nearest_thresholds, something_else

_DECIMALS = 9  # below this, two indices differ by rounding only
_NEAREST, _FARTHEST, _TOLD = 0.01, 0.25, 2  # changes of priority worth telling, and how many are told


@dataclass(frozen=True, slots=True)
class Place:
    """One métier of a ranking. `place` from 1, `index` in 0–100, `share` (0–1) of the draws that have it in the top 5,
    `solidite`: the same in a word, `low` and `high`: the interval (0–100) that holds its index eight times out of ten,
    `before`: the slug of the one before it, `ex_aequo`: the draws do not put it clearly ahead, `ecarts`: why it is."""

    slug: str
    place: int
    index: float
    share: float
    solidite: Solidite
    low: float
    high: float
    ex_aequo: bool
    before: str | None = None
    ecarts: tuple[Ecart, ...] = ()

    @property
    def times(self) -> int:
        """In the top 5 so many times out of 100."""
        return out_of_100(self.share)


@dataclass(frozen=True, slots=True)
class Entrant:
    """`slug` would enter the top if `dimension` weighed `wanted` instead of `weight` (shares in 0–1)."""

    slug: str
    dimension: Dimension
    weight: float
    wanted: float


@dataclass(frozen=True, slots=True)
class Classement:
    """`places`, best first; `asked`: the place of the métier asked about, wherever it stands; `entrees`: what the
    smallest changes of priority would bring into the top 5; `autrement`: a métier that suits too, from elsewhere and of
    another shape."""

    places: list[Place]
    asked: Place | None
    entrees: list[Entrant]
    autrement: str | None


def indices(shown: Floats, weights: Floats, share: float = LAMBDA) -> Floats:
    """F of every métier, unclipped: `shown` percentiles (N, D), `weights` (…, D), `share` λ → (…, N).

    The same F as `matching.terms`, written as one product: 50 (1 − λ) + Σ_d (w_d − (1 − λ)/D) p_d. Places follow it
    unclipped: a student with one priority alone would see a dozen métiers at 100, in the order of the alphabet.
    """
    scores = (weights - (1 - share) / shown.shape[1]) @ shown.T
    scores += BASE * (1 - share)
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


def classer(
    slugs: Sequence[str],
    shown: Floats,
    weights: Floats,
    *,
    seed: int,
    spread: float = EXPRESS_SPREAD,
    most: int,
    groups: Sequence[str] = (),
    asked: str | None = None,
) -> Classement:
    """The `most` best of these métiers, best first, ties by slug, from one simulation. `slugs` are sorted; `shown`
    (N, D) and `groups` (the domaine of each, or none) are in their order; `spread`: how unsure the weights are, see
    `stability`; `asked`: the slug of one métier whose place is wanted too, or
    alone when `most` is 0."""
    if not slugs or not (most or asked):
        return Classement([], None, [], None)
    scores = indices(shown, weights)
    order = best_first(scores, len(slugs) if asked else most).tolist()
    simulation = simulate(shown, weights, seed, spread=spread)
    shares = simulation.top_shares()

    def place_at(place: int) -> Place:
        row, before = order[place - 1], order[place - 2] if place > 1 else None
        low, high = simulation.interval(row)
        return Place(
            slug=slugs[row],
            place=place,
            index=clipped(float(scores[row])),
            share=float(shares[row]),
            solidite=firmness(out_of_100(shares[row])),
            low=low,
            high=high,
            ex_aequo=before is not None and simulation.is_tied(before, row),
            before=slugs[before] if before is not None else None,
            ecarts=contrast(shown[before], shown[row], weights) if before is not None else (),
        )

    one = place_at(order.index(slugs.index(asked)) + 1) if asked else None
    if not most:
        return Classement([], one, [], None)
    changes = nearest_thresholds(shown, weights, order[TOP : 2 * TOP], TOP)
    near = [seuil for seuil in changes if _NEAREST <= seuil.move <= _FARTHEST]
    other = something_else(shown, scores, groups, order[:TOP]) if groups else None
    return Classement(
        places=[place_at(place) for place in range(1, min(most, len(order)) + 1)],
        asked=one,
        entrees=[Entrant(slugs[one.row], one.dimension, one.weight, one.wanted) for one in near[:_TOLD]],
        autrement=slugs[other] if other is not None else None,
    )
