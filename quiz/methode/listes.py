"""From indices to a list: twins stand as one, no professional domaine fills the first ten, directions. Pure.

Shapes: N métiers, R draws.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quiz.methode.index import best_first, indices
from quiz.methode.matching import LAMBDA, Floats
from quiz.methode.stability import Rows, out_of_100

FIRST = 10  # the first pistes of a list: what is said of directions and of variety is said of them
MOST_OF_A_FIELD = 4  # of these, of one professional domaine, unless the student asked for it
IN_A_DIRECTION = 3  # of these, of one domaine, make a direction


@dataclass(frozen=True, slots=True, eq=False)
class Candidats:
    """N métiers to rank, in the order of their slugs: `shown` percentiles and their `errors` (N, D), points for
    `interets` and `domaine` (N,), the `groups` (grand domaine) and `fields` (professional domaine) they belong to, and
    the `twins` (N,): the row each one stands with; `uncapped`: the groups that may fill a list, since the student asked
    for them."""

    slugs: Sequence[str]
    shown: Floats
    errors: Floats | None = None
    interets: Floats | None = None
    domaine: Floats | None = None
    groups: Sequence[str] = ()
    fields: Sequence[str] = ()
    twins: Sequence[int] = ()
    uncapped: frozenset[str] = frozenset()

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
            self.uncapped,
        )


@dataclass(frozen=True, slots=True)
class Direction:
    """`domaine` (a professional one): at least three of the ten first métiers in a `share` (0–1) of the draws."""

    domaine: str
    share: float

    @property
    def times(self) -> int:
        return out_of_100(self.share)


def stand_together(candidats: Candidats, scores: Floats) -> dict[int, list[int]]:
    """Row of each métier that stands for itself and its twins, the best of them → the rows of these, best first."""
    twins = candidats.twins if len(candidats.twins) else range(len(scores))
    stands: dict[int, int] = {}
    together: dict[int, list[int]] = {}
    for row in best_first(scores, len(scores)).tolist():
        leader = stands.setdefault(twins[row], row)
        together.setdefault(leader, [])
        if leader != row:
            together[leader].append(row)
    return together


def spread_out(
    order: Sequence[int], candidats: Candidats, most: int = MOST_OF_A_FIELD
) -> tuple[list[int], frozenset[int]]:
    """The same rows, best first, with at most `most` of one professional domaine among the ten first, but for the
    domaines asked for; and those that had to wait, which come right after."""
    first: list[int] = []
    waiting: list[int] = []
    seen: Counter[str] = Counter()
    for place, row in enumerate(order):
        if len(first) == FIRST:
            return [*first, *waiting, *order[place:]], frozenset(waiting)
        field = _capped(candidats, row)
        (first if not field or seen[field] < most else waiting).append(row)
        seen[field] += 1
    return [*first, *waiting], frozenset(waiting)


def spread_draws(best: Rows, candidats: Candidats) -> Rows:
    """The same for each line of `best` (R, ≤ FIRST), the best of each draw: those that wait go to the end."""
    fields = np.array([_capped(candidats, row) for row in range(len(candidats.slugs))], dtype=str)
    names, codes = np.unique(fields, return_inverse=True)
    seen, lines = np.zeros((len(best), len(names)), dtype=np.intp), np.arange(len(best))
    waits = np.zeros(best.shape, dtype=np.bool_)
    for column, rows in enumerate(best.T):
        waits[:, column] = (seen[lines, codes[rows]] >= MOST_OF_A_FIELD) & (fields[rows] != "")
        seen[lines, codes[rows]] += 1
    return np.take_along_axis(best, np.argsort(waits, axis=1, kind="stable"), axis=1)


def _capped(candidats: Candidats, row: int) -> str:
    """The professional domaine that may not fill a list, empty for one that may or is not known."""
    if not len(candidats.fields) or (len(candidats.groups) and candidats.groups[row] in candidats.uncapped):
        return ""
    return candidats.fields[row]


def ordered(candidats: Candidats, weights: Floats, most: int = MOST_OF_A_FIELD, share: float = LAMBDA) -> list[int]:
    """The rows of all these métiers in the order of a list, twins left out but for the best of each; `most`: see
    `spread_out`; `share`: λ."""
    scores = indices(candidats.shown, weights, share, candidats.bonus)
    own = np.array(sorted(stand_together(candidats, scores)), dtype=np.intp)
    return spread_out(own[best_first(scores[own], len(own))].tolist(), candidats, most)[0]


def directions(best: Rows, fields: Sequence[str]) -> tuple[Direction, ...]:
    """The best of each draw (R, 10) and the professional domaine of each métier → how often at least three of them are
    of one, most often first."""
    if not len(fields):
        return ()
    names, codes = np.unique(np.array(fields, dtype=str), return_inverse=True)
    draws = np.arange(len(best))[:, None] * len(names)
    held = np.bincount((draws + codes[best]).ravel(), minlength=len(best) * len(names)).reshape(len(best), -1)
    often = (held >= IN_A_DIRECTION).mean(axis=0).tolist()
    found = [Direction(name, share) for name, share in zip(names.tolist(), often, strict=True) if name and share > 0]
    return tuple(sorted(found, key=lambda one: -one.share))
