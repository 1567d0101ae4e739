"""Profiles and priorities → places, with how firm each is. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metiers.dimensions import Dimension
from quiz.methode.matching import BASE, LAMBDA, MIN_FOR_PERCENTILES, Floats, clipped
from quiz.methode.stability import (
    EXPRESS_SPREAD,
    PROBABLE,
    TOP,
    Rows,
    Solidite,
    firmness,
    out_of_100,
    shares,
    simulate,
)
from quiz.methode.whatif import Ecart, contrast, nearest_thresholds, something_else

_DECIMALS = 9  # below this, two indices differ by rounding only
FIRST = 10  # the first pistes of a list: what is said of directions and of variety is said of them
MOST_OF_A_FIELD = 4  # of these, of one professional domaine, unless the student asked for it
IN_A_DIRECTION = 3  # of these, of one domaine, make a direction
_MORE = 100  # best métiers among which the pistes of a list are found, besides as many as it has
_NEAREST, _FARTHEST, _TOLD = 0.01, 0.25, 2  # changes of priority worth telling, and how many are told


@dataclass(frozen=True, slots=True)
class Place:
    """One métier of a ranking. `place` from 1, `index` from 0, `share` (0–1) of the draws that have it in the top 5,
    `solidite`: the same in a word, `low` and `high`: the interval that holds its index eight times out of ten,
    `before`: the slug of the one before it, `ex_aequo`: the draws do not put it clearly ahead, `ecarts`: why it is;
    `variantes`: the slugs of its twins; `reportee`: it comes after the ten first, which hold enough of its domaine."""

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
    variantes: tuple[str, ...] = ()
    reportee: bool = False

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
class Direction:
    """`groupe` (code of a professional or grand domaine): at least three of the ten first métiers in a `share` (0–1) of
    the draws."""

    groupe: str
    share: float

    @property
    def times(self) -> int:
        return out_of_100(self.share)


@dataclass(frozen=True, slots=True)
class Classement:
    """`places`, best first; `asked`: the place of the métier asked about, wherever it stands; `entrees`: what the
    smallest changes of priority would bring into the top 5; `autrement`: a métier that suits too, from elsewhere and of
    another shape; `directions`: the domaines that come back, most often first."""

    places: list[Place]
    asked: Place | None
    entrees: list[Entrant]
    autrement: str | None
    directions: tuple[Direction, ...] = ()


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


@dataclass(frozen=True, slots=True, eq=False)
class Candidats:
    """N métiers to rank, in the order of their slugs: `shown` percentiles and their `errors` (N, D), points for
    `interets` and `domaine` (N,), the `groups` (grand domaine) and `fields` (professional domaine) they belong to, and
    the `twins` (N,): the row each one stands with. `asked`: the groups that the student asked for."""

    slugs: Sequence[str]
    shown: Floats
    errors: Floats | None = None
    interets: Floats | None = None
    domaine: Floats | None = None
    groups: Sequence[str] = ()
    fields: Sequence[str] = ()
    twins: Sequence[int] = ()
    liked: frozenset[str] = frozenset()

    @property
    def gouts(self) -> tuple[Floats, Floats]:
        """Points for interests and for domaines, (N,) each."""
        nothing = np.zeros(len(self.slugs))
        return (
            nothing if self.interets is None else self.interets,
            nothing if self.domaine is None else self.domaine,
        )

    @property
    def bonus(self) -> Floats:
        """All the points of `gouts`, (N,)."""
        interets, domaine = self.gouts
        return interets + domaine

    def only(self, rows: Rows) -> "Candidats":
        """Some of them."""

        def some(values: Sequence[str]) -> Sequence[str]:
            return [values[row] for row in rows] if len(values) else ()

        return Candidats(
            some(self.slugs),
            self.shown[rows],
            None if self.errors is None else self.errors[rows],
            None if self.interets is None else self.interets[rows],
            None if self.domaine is None else self.domaine[rows],
            some(self.groups),
            some(self.fields),
            [int(self.twins[row]) for row in rows] if len(self.twins) else (),
            self.liked,
        )


def leaders(candidats: Candidats, scores: Floats, asked: str | None) -> tuple[Rows, dict[str, list[str]]]:
    """The rows that stand for themselves and their twins, the best of each, and `asked` in any case; and the slugs of
    the others by the slug of the one that stands for them."""
    rows = range(len(scores))
    twins = candidats.twins if len(candidats.twins) else rows
    stands: dict[int, int] = {}
    variants: dict[str, list[str]] = {}
    for row in best_first(scores, len(scores)).tolist():
        leader = stands.setdefault(twins[row], row)
        if leader != row:
            variants.setdefault(candidats.slugs[leader], []).append(candidats.slugs[row])
    own = {*stands.values(), *(row for row in rows if candidats.slugs[row] == asked)}
    return np.array(sorted(own), dtype=np.intp), variants


def spread_out(order: Sequence[int], candidats: Candidats, most: int = MOST_OF_A_FIELD) -> list[int]:
    """The same rows, best first, with at most `most` of one professional domaine among the ten first, but for the
    domaines asked for; the others come right after."""
    if not len(candidats.fields):
        return list(order)
    first: list[int] = []
    seen: Counter[str] = Counter()
    for row in order:
        field, free = candidats.fields[row], candidats.groups[row] in candidats.liked
        if len(first) < FIRST and (free or not field or seen[field] < most):
            seen[field] += 1
            first.append(row)
    return [*first, *(row for row in order if row not in first)]


def ordered(candidats: Candidats, weights: Floats, most: int = MOST_OF_A_FIELD) -> list[int]:
    """The rows of all these métiers in the order of a list, twins left out but for the best of each; `most`: see
    `spread_out`."""
    scores = indices(candidats.shown, weights, bonus=candidats.bonus)
    own, _ = leaders(candidats, scores, None)
    return spread_out(own[best_first(scores[own], len(own))].tolist(), candidats, most)


def classer(
    candidats: Candidats,
    weights: Floats,
    *,
    seed: int,
    spread: float = EXPRESS_SPREAD,
    most: int,
    asked: str | None = None,
) -> Classement:
    """The `most` best of these métiers, best first, ties by slug, from one simulation; twins stand as one. `spread`:
    how unsure the weights are, see `stability`; `asked`: the slug of one métier whose place is wanted too, or alone
    when `most` is 0."""
    if not candidats.slugs or not (most or asked):
        return Classement([], None, [], None)
    everybody = indices(candidats.shown, weights, bonus=candidats.bonus)
    rows, variants = leaders(candidats, everybody, asked)
    own, scores = candidats.only(rows), everybody[rows]
    bonus = own.bonus
    ranked = best_first(scores, len(rows) if asked else most + _MORE).tolist()
    order = spread_out(ranked, own)
    simulation = simulate(own.shown, weights, seed, spread=spread, bonus=bonus, errors=own.errors)
    best = simulation.best(FIRST)
    top_shares = shares(best, len(rows))

    def place_at(place: int) -> Place:
        row, before = order[place - 1], order[place - 2] if place > 1 else None
        low, high = simulation.interval(row)
        return Place(
            slug=own.slugs[row],
            place=place,
            index=clipped(float(scores[row])),
            share=float(top_shares[row]),
            solidite=firmness(out_of_100(top_shares[row])),
            low=low,
            high=high,
            ex_aequo=before is not None and simulation.is_tied(before, row),
            before=own.slugs[before] if before is not None else None,
            ecarts=_ecarts(own, weights, before, row) if before is not None else (),
            variantes=tuple(variants.get(own.slugs[row], ())),
            reportee=place > FIRST > ranked.index(row),
        )

    one = place_at(order.index(list(own.slugs).index(asked)) + 1) if asked else None
    if not most:
        return Classement([], one, [], None)
    listed = order[:most]
    changes = nearest_thresholds(own.shown, weights, order[TOP : 2 * TOP], TOP, bonus)
    near = [seuil for seuil in changes if _NEAREST <= seuil.move <= _FARTHEST]
    elsewhere = scores - own.gouts[1]  # what comes from another domaine is not judged on the domaines liked
    other = something_else(own.shown, elsewhere, own.groups, order[:TOP], listed) if len(own.groups) else None
    return Classement(
        places=[place_at(place) for place in range(1, len(listed) + 1)],
        asked=one,
        entrees=[Entrant(own.slugs[one.row], one.dimension, one.weight, one.wanted) for one in near[:_TOLD]],
        autrement=own.slugs[other] if other is not None else None,
        directions=directions(best, own),
    )


def _ecarts(candidats: Candidats, weights: Floats, ahead: int, behind: int) -> tuple[Ecart, ...]:
    interets, domaine = (float(points[ahead] - points[behind]) for points in candidats.gouts)
    return contrast(candidats.shown[ahead], candidats.shown[behind], weights, (interets, domaine))


def directions(best: Rows, candidats: Candidats) -> tuple[Direction, ...]:
    """The best of each draw (R, 10) → how often at least three of them are of one professional domaine, most often
    first; of one grand domaine, when no professional one is probable."""
    found = _coming_back(best, candidats.fields)
    return found if found and found[0].times >= PROBABLE else _coming_back(best, candidats.groups)


def _coming_back(best: Rows, groups: Sequence[str]) -> tuple[Direction, ...]:
    if not len(groups):
        return ()
    names, codes = np.unique(np.array(groups, dtype=str), return_inverse=True)
    draws = np.arange(len(best))[:, None] * len(names)
    held = np.bincount((draws + codes[best]).ravel(), minlength=len(best) * len(names)).reshape(len(best), -1)
    shares_held = (held >= IN_A_DIRECTION).mean(axis=0).tolist()
    found = [Direction(name, share) for name, share in zip(names.tolist(), shares_held, strict=True) if name]
    return tuple(sorted((one for one in found if one.share > 0), key=lambda one: -one.share))
