"""The worked example of the home page and of /methode/: an imaginary métier, computed by the real formula. Pure."""

from dataclasses import dataclass

import numpy as np

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.methode.gouts import DOMAINE, interest_points, rarity
from quiz.methode.matching import Terms, normalise_weights, terms

_IMPORTANCES = (6, 2, 9, 5, 3)
_SCORES = (55, 60, 85, 70, 65)
_ONE_IN = np.array([4.0, 16.0])  # métiers: those that have each of the two interests that are ticked
_MATCHES = np.array([[1.0, 0.0]])  # this one has the first, as its principal one, and is of a domaine that attracts


@dataclass(frozen=True, slots=True)
class ExampleLine:
    dimension: Dimension
    importance: int
    weight: float
    score: int
    points: float
    excess: float  # weight above 1/5
    above: float  # points above the mean of the five scores


@dataclass(frozen=True, slots=True)
class Example:
    """`telling`: how much each of the two interests weighs, the first of which the métier has."""

    total_importance: int
    lines: tuple[ExampleLine, ...]
    telling: tuple[float, ...]
    result: Terms

    @property
    def strongest(self) -> ExampleLine:
        return max(self.lines, key=lambda line: line.points)

    @property
    def steps(self) -> tuple[float, ...]:
        return (self.result.general, *self.result.contributions, self.result.interets, self.result.domaine)

    @property
    def epanouissement(self) -> float:
        """The index without the points for interests and domaine."""
        return self.result.score_unclipped - self.result.interets - self.result.domaine


def _build() -> Example:
    weights = normalise_weights(_IMPORTANCES)
    telling = rarity(1 / _ONE_IN)
    interets = float(interest_points(_MATCHES, telling, (0, 1))[0])
    result = terms("exemple", _SCORES, _SCORES, weights, interets=interets, domaine=DOMAINE)
    columns = zip(DIMENSIONS, _IMPORTANCES, weights.tolist(), _SCORES, result.contributions, strict=True)
    lines = tuple(
        ExampleLine(dimension, importance, weight, score, points, weight - 1 / 5, score - result.mean_percentile)
        for dimension, importance, weight, score, points in columns
    )
    return Example(sum(_IMPORTANCES), lines, tuple(telling.tolist()), result)


EXAMPLE = _build()
