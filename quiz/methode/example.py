"""The worked example of the home page and of /methode/: an imaginary métier, computed by the real formula. Pure."""

from dataclasses import dataclass

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.methode.matching import Terms, normalise_weights, terms

_IMPORTANCES = (6, 2, 9, 5, 3)
_SCORES = (55, 60, 85, 70, 65)


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
    total_importance: int
    lines: tuple[ExampleLine, ...]
    result: Terms

    @property
    def strongest(self) -> ExampleLine:
        return max(self.lines, key=lambda line: line.points)

    @property
    def steps(self) -> tuple[float, ...]:
        return (self.result.general, *self.result.contributions)


def _build() -> Example:
    weights = normalise_weights(_IMPORTANCES)
    result = terms("exemple", _SCORES, _SCORES, weights)
    columns = zip(DIMENSIONS, _IMPORTANCES, weights.tolist(), _SCORES, result.contributions, strict=True)
    lines = tuple(
        ExampleLine(dimension, importance, weight, score, points, weight - 1 / 5, score - result.mean_percentile)
        for dimension, importance, weight, score, points in columns
    )
    return Example(sum(_IMPORTANCES), lines, result)


EXAMPLE = _build()
