"""Profiles and priorities → places, with how firm each is. Pure."""

from dataclasses import dataclass

import numpy as np

from metiers.dimensions import CLES, Dimension
from quiz.methode.index import best_first, indices
from quiz.methode.listes import FIRST, Candidats, Direction, directions, spread_draws, spread_out, stand_together
from quiz.methode.matching import Floats, clipped
from quiz.methode.stability import EXPRESS_SPREAD, TOP, Solidite, firmness, out_of_100, shares, simulate
from quiz.methode.whatif import Ecart, Seuil, contrast, nearest_thresholds, something_else, with_share

_MORE = 100  # best métiers among which the pistes of a list are found, besides as many as it has
_APART = 1.0  # points between two neighbours from which they are not equal, whatever the draws say
_NEAREST, _FARTHEST, _TOLD = 0.01, 0.25, 2  # changes of priority worth telling, and how many are told


@dataclass(frozen=True, slots=True)
class Place:
    """One métier of a ranking. `place` from 1, `index` from 0, `share` (0–1) of the draws that have it in the top 5,
    `solidite`: the same in a word, `low` and `high`: the interval that holds its index eight times out of ten,
    `before`: the slug of the one before it, `ex_aequo`: the draws do not put it clearly ahead, `ecarts`: why it is;
    `variantes`: the slugs of its twins; `reportee`: it waits for others, since enough of its
    domaine stand before it."""

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
class Classement:
    """`places`, best first; `asked`: the place of the métier asked about, wherever it stands; `entrees`: what the
    smallest changes of priority would bring into the top 5; `autrement`: a métier that suits too, from elsewhere and of
    another shape; `directions`: the domaines that come back, most often first."""

    places: list[Place]
    asked: Place | None
    entrees: list[Entrant]
    autrement: str | None
    directions: tuple[Direction, ...] = ()


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
    when `most` is 0. The place of a twin is wanted alone: it would take that of its leader in the draws."""
    if not candidats.slugs or not (most or asked):
        return Classement([], None, [], None)
    listing = _Listing(candidats, weights, most, asked)
    listing.draw(seed, spread)
    one = listing.place_of(listing.asked) if listing.asked is not None else None
    if not most:
        return Classement([], one, [], None)
    return Classement(
        places=[listing.place_of(row) for row in listing.order[:most]],
        asked=one,
        entrees=listing.entrants(),
        autrement=listing.something_else(most),
        directions=directions(listing.best, listing.own.fields),
    )


class _Listing:
    """The métiers that stand in a list, and the one that is asked about: `own` (N,), in rows of these alone."""

    def __init__(self, candidats: Candidats, weights: Floats, most: int, asked: str | None) -> None:
        everybody = indices(candidats.shown, weights, bonus=candidats.bonus)
        together = stand_together(candidats, everybody)
        wanted = candidats.slugs.index(asked) if asked else None
        leader = next((one for one, others in together.items() if wanted in others), None)
        alone = leader is not None and not most
        extra = {wanted} if wanted is not None and alone else set()
        rows = np.array(sorted({*together} | extra), dtype=np.intp)
        self.own, self.scores, self.weights = candidats.only(rows), everybody[rows], weights
        of = {row: number for number, row in enumerate(rows.tolist())}
        self.asked = of.get(wanted) if wanted is not None else None
        self.leader = of[leader] if alone and leader is not None else None
        self.variants = {
            of[one]: tuple(candidats.slugs[row] for row in others) for one, others in together.items() if others
        }
        ranked = best_first(self.scores, len(rows) if asked else most + _MORE).tolist()
        listed = [row for row in ranked if self.leader is None or row != self.asked]
        self.order, self.waiting = spread_out(listed, self.own)
        self.places = {row: place for place, row in enumerate(self.order, start=1)}

    def draw(self, seed: int, spread: float) -> None:
        own = self.own
        self.simulation = simulate(own.shown, self.weights, seed, spread=spread, bonus=own.bonus, errors=own.errors)
        self.best = spread_draws(self.simulation.best(FIRST), own)
        self.shares = shares(self.best, len(own.slugs))
        # In the order of the list, the least share so far: no word is stronger than that of a piste placed before.
        self.least = np.minimum.accumulate(self.shares[self.order])

    def place_of(self, row: int) -> Place:
        """Where this métier stands; a twin that is asked about, where its leader does."""
        twin = self.leader if row == self.asked else None
        place = self.places[row if twin is None else twin]
        before = self.order[place - 2] if place > 1 and twin is None else None
        if before is not None and self.scores[before] < self.scores[row]:
            before = None  # this one had to wait: nothing of it is less
        low, high = self.simulation.interval(row)
        return Place(
            slug=self.own.slugs[row],
            place=place,
            index=clipped(float(self.scores[row])),
            share=float(self.shares[row]),
            solidite=firmness(out_of_100(self.least[place - 1])),
            low=low,
            high=high,
            ex_aequo=before is not None and self._tied(before, row),
            before=self.own.slugs[before] if before is not None else None,
            ecarts=self._ecarts(before, row) if before is not None else (),
            variantes=self._together(row, twin),
            reportee=row in self.waiting,
        )

    def _tied(self, before: int, row: int) -> bool:
        """Does nothing clear part them? Equal figures never are; those a point apart or more always."""
        ahead, behind = clipped(float(self.scores[before])), clipped(float(self.scores[row]))
        return ahead - behind < _APART and (round(ahead, 1) == round(behind, 1) or self.simulation.is_tied(before, row))

    def _together(self, row: int, twin: int | None) -> tuple[str, ...]:
        if twin is None:
            return self.variants.get(row, ())
        slug = self.own.slugs[row]
        return (self.own.slugs[twin], *(other for other in self.variants[twin] if other != slug))

    def _ecarts(self, ahead: int, behind: int) -> tuple[Ecart, ...]:
        interets, domaine = (float(points[ahead] - points[behind]) for points in self.own.gouts)
        return contrast(self.own.shown[ahead], self.own.shown[behind], self.weights, (interets, domaine))

    def entrants(self) -> list[Entrant]:
        """What the smallest changes of priority would bring into the top, in a list made in the same way."""
        own = self.own
        changes = nearest_thresholds(own.shown, self.weights, self.order[TOP : 2 * TOP], TOP, own.bonus)
        near = [one for one in changes if _NEAREST <= one.move <= _FARTHEST and self._enters(one)]
        return [Entrant(own.slugs[one.row], one.dimension, one.weight, one.wanted) for one in near[:_TOLD]]

    def _enters(self, seuil: Seuil) -> bool:
        weights = with_share(self.weights, CLES.index(seuil.dimension.cle), seuil.wanted)
        scores = indices(self.own.shown, weights, bonus=self.own.bonus)
        order, _ = spread_out(best_first(scores, FIRST + _MORE).tolist(), self.own)
        return seuil.row in order[:TOP]

    def something_else(self, most: int) -> str | None:
        own = self.own
        if not len(own.groups):
            return None
        elsewhere = self.scores - own.gouts[1]  # what comes from another domaine is not judged on the domaines liked
        row = something_else(own.shown, elsewhere, own.groups, self.order[:TOP], self.order[:most])
        return own.slugs[row] if row is not None else None
