"""The figures of a métier that no survey reaches, from its nearest neighbours that one does. Pure.

Each figure of O*NET is the weighted mean of those of its neighbours; French facts (DARES, contexts of the ROME) are its
own. The five scores follow by the same recipes as everybody's, on the same scales: publishing one more estimated métier
moves no figure of the others.

How wrong that is, is measured on the métiers that have figures: each is estimated as if it had none, from neighbours
that share no O*NET occupation with it (they would give it its own figures back). The root mean square of what is missed
is the error of every estimated score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import Vector, correlation
from metiers.catalogue.elements import PARTS
from metiers.catalogue.joins import Link
from metiers.catalogue.profile import Profiles, scores_of

FEWEST, MOST = 5, 12  # neighbours, where there are as many
POWER = 2.5  # of the nearness, in the weights
TWINS = 0.3  # two métiers that share as much of their O*NET occupations say the same thing: the nearer speaks
LIGHTEST = 0.05  # share under which a neighbour is not worth a name
FRENCH = ("dares:", "rome:")

Share = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Trial:
    """What estimating the métiers that have figures shows, by dimension: Pearson's `r` of the estimates with the
    scores, and their root mean square `error` in points."""

    r: dict[str, float]
    error: dict[str, float]


def shared(links: Sequence[Link]) -> Vector:
    """(n, n) 0–1: how much of their O*NET occupations two métiers have in common."""
    codes = {code: k for k, code in enumerate(sorted({code for link in links for code, _ in link.shares}))}
    weights = np.zeros((len(links), len(codes)))
    for i, link in enumerate(links):
        for code, share in link.shares:
            weights[i, codes[code]] = share
    return np.array([np.minimum(row, weights).sum(axis=1) for row in weights])


def chosen(near: Vector, common: Vector) -> list[tuple[int, float]]:
    """(m,) nearness to each métier that has figures, and (m, m) what those share → the neighbours and their weights
    (sum 1, nearest first). Of twins, only the nearer; a nearness of 0 or less is no neighbour."""
    kept: list[int] = []
    for j in np.argsort(-near, kind="stable").tolist():
        if near[j] <= 0 or len(kept) == MOST:
            break
        if all(common[j, other] <= TWINS for other in kept):
            kept.append(j)
    weights = near[kept] ** POWER
    shares = weights / weights.sum()
    heavy = [
        (j, share)
        for rank, (j, share) in enumerate(zip(kept, shares.tolist(), strict=True))
        if rank < FEWEST or share >= LIGHTEST
    ]
    total = sum(share for _, share in heavy)
    return [(j, share / total) for j, share in heavy]


def matrix_of(neighbours: Sequence[Sequence[tuple[int, float]]], width: int) -> Vector:
    """(n, width) the weights of the neighbours of each."""
    weights = np.zeros((len(neighbours), width))
    for i, found in enumerate(neighbours):
        for j, share in found:
            weights[i, j] = share
    return weights


def means_of(weights: Vector, figures: Vector) -> Vector:
    """(n, m) weights and (m,) figures → (n,): over the weights of what is known; NaN where nothing is."""
    known = ~np.isnan(figures)
    total = weights @ known
    return np.divide(weights @ np.where(known, figures, 0.0), total, out=np.full(len(weights), np.nan), where=total > 0)


def columns_of(weights: Vector, profiles: Profiles, facts: Mapping[str, Vector]) -> dict[str, Vector]:
    """The elements of métiers estimated with `weights` (n, m): `facts` are those French figures that are their own
    (n,), NaN unknown; the neighbours speak where they are."""
    found = {}
    for cle, figures in profiles.elements.items():
        means = means_of(weights, figures)
        own = facts[cle] if cle.startswith(FRENCH) else means
        found[cle] = np.where(np.isnan(own), means, own)
    return found


def leave_one_out(near: Vector, links: Sequence[Link], profiles: Profiles) -> Trial:
    """`near` (m, m) between the métiers of `profiles`, in their order, whose `links` these are."""
    common = shared(links)
    blind = np.where(common > 0, -1.0, near)
    neighbours = [chosen(row, common) for row in blind]
    columns = columns_of(matrix_of(neighbours, len(links)), profiles, profiles.elements)
    estimated, _ = scores_of(columns, profiles.scales)
    pairs = {
        cle: (np.array(estimated[cle], dtype=np.float64), np.array(profiles.scores[cle], dtype=np.float64))
        for cle in PARTS
    }
    return Trial(
        {cle: correlation(*pair) for cle, pair in pairs.items()},
        {cle: float(np.sqrt(np.mean((pair[0] - pair[1]) ** 2))) for cle, pair in pairs.items()},
    )
