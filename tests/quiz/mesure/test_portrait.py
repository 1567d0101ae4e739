import numpy as np
import pytest

from quiz.mesure.portrait import portrait
from quiz.methode.matching import percentiles


def of(raw):
    return portrait(raw, percentiles(raw))


def test_quarters_and_what_goes_together():
    steps = np.arange(101.0)
    raw = np.column_stack([steps, steps, 100 - steps, np.roll(steps * 37 % 101, 5), np.full(101, 60.0)])
    drawn = of(raw)
    assert [(one.low, one.middle, one.high) for one in drawn.spreads[:3]] == [(25, 50, 75)] * 3
    assert [(one.low, one.middle, one.high) for one in drawn.spreads[4:]] == [(60, 60, 60)]
    assert [(pair.one.cle, pair.other.cle) for pair in drawn.pairs] == [("qualite_vie", "flexibilite")]
    assert drawn.pairs[0].correlation == pytest.approx(1)


def test_what_hardly_goes_together_is_not_told():
    random = np.random.default_rng(5)
    first = random.normal(50, 10, 400)
    second = 0.4 * first + random.normal(30, 10, 400)
    raw = np.column_stack([first, second, *random.normal(50, 10, (3, 400))])
    assert 0.2 < np.corrcoef(first, second)[0, 1] < 0.5
    assert of(raw).pairs == ()


def test_satisfaction_is_in_the_scores_of_the_fiches():
    raw = np.random.default_rng(4).integers(0, 21, (100, 5)).astype(float)
    assert of(raw).figures.satisfaction < 20, "and not in percentiles, which go to 100"


def test_the_ranking_is_measured_on_students_who_are_always_the_same():
    raw = np.random.default_rng(3).integers(0, 101, (200, 5)).astype(float)
    first, again = of(raw).figures, of(raw).figures
    assert first == again
    assert 20 / 200 <= first.coverage <= 1
    assert 20 / 200 <= first.concentration <= 1
