"""What is said of a place, looked for in the half of the sources that was not used to say it."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from quiz.mesure import calibration as module
from quiz.mesure.calibration import calibration, in_bins
from quiz.mesure.students import Students, draw_students
from quiz.methode.stability import COMPLET_SPREAD, EXPRESS_SPREAD

pytestmark = pytest.mark.one_database

ALIKE = ["A11"] * 40
FIELDS = [f"A{number % 5}" for number in range(60)]


def students(weights, metiers, eligible=None):
    everybody = np.ones((len(weights), metiers), dtype=bool) if eligible is None else eligible
    return Students(np.asarray(weights), np.asarray(weights), everybody, np.zeros(everybody.shape), 0)


def source(*occupations, spread):
    """A métier told by these occupations alike: five scores each, the spread of one of them."""
    return [(1 / len(occupations), list(scores)) for scores in occupations], [spread] * 5


def drawn_sources(count, spread, seed, told=None):
    """Métiers whose two occupations are off by `spread`, which is what is said of them unless `told` is."""
    random = np.random.default_rng(seed)
    true = random.uniform(0, 100, (count, 1, 5))
    seen = true + random.normal(0, spread, (count, 2, 5))
    return [source(*pair.tolist(), spread=spread if told is None else told) for pair in seen]


def total(bins, what):
    return sum(one.count * getattr(one, what) for one in bins if one.count)


def test_bins_by_hand():
    said = np.array([0.0, 0.05, 0.3, 0.35, 0.9, 1.0])
    seen = np.array([False, True, False, False, True, False])
    bins = in_bins(said, seen)
    assert [one.count for one in bins] == [2, 0, 0, 2, 0, 0, 0, 0, 0, 2]
    assert (bins[0].said, bins[0].seen) == (pytest.approx(0.025), 0.5)
    assert (bins[3].said, bins[3].seen) == (pytest.approx(0.325), 0)
    assert bins[9].seen == 0.5 and (bins[9].low, bins[9].high) == (0.9, 1.0)
    assert math.isnan(bins[1].said) and math.isnan(bins[1].seen)


def test_what_nothing_can_change_is_said_and_seen():
    """Five far above thirty-five others, whose sources agree."""
    sources = [source([score] * 5, [score] * 5, spread=0.1) for score in (95, 96, 97, 98, 99, *range(35))]
    bins = calibration(sources, ALIKE, students(np.full((20, 5), 0.2), 40), 0.8, 1).places
    assert total(bins[7:], "seen") == 5 * 20 and total(bins[7:], "said") > 0.9 * 5 * 20
    assert total(bins[:5], "seen") == 0


def test_five_of_each_student_are_said_and_seen():
    bins = calibration(
        [source([50] * 5, [50] * 5, spread=5)] * 40, ALIKE, students(np.full((20, 5), 0.2), 40), 0.8, 1
    ).places
    assert sum(one.count for one in bins) == 40 * 20
    assert total(bins, "seen") == pytest.approx(5 * 20) and total(bins, "said") == pytest.approx(5 * 20)


def test_it_stays_among_the_eligible():
    eligible = np.zeros((3, 40), dtype=bool)
    eligible[:, 28:] = True
    bins = calibration(drawn_sources(40, 10, 1), ALIKE, students(np.full((3, 5), 0.2), 40, eligible), 0.8, 1).places
    assert sum(one.count for one in bins) == 3 * 12


@cache
def of_a_thousand(spread, told=None):
    some = draw_students(np.ones((60, 1)), 5, 1000, seed=7)
    return calibration(drawn_sources(60, 12, 6, told), FIELDS, some, spread, 8)


@pytest.mark.parametrize("spread", [COMPLET_SPREAD, EXPRESS_SPREAD])
def test_what_is_said_happens_as_often_as_said(spread):
    """True errors, told as they are; and the same, told as if there were none: then what is said is too much."""
    bins = [one for one in of_a_thousand(spread).places if one.count >= 100]
    assert len(bins) >= 7
    assert max(abs(one.said - one.seen) for one in bins) < 0.07
    boasted = of_a_thousand(spread, told=0.5).places
    assert boasted[8].said - boasted[8].seen > 0.07


def test_directions_are_told_as_often_as_they_come_true():
    bins = [one for one in of_a_thousand(EXPRESS_SPREAD).directions if one.count >= 100]
    assert len(bins) >= 5 and max(abs(one.said - one.seen) for one in bins) < 0.08


def test_tastes_count_on_both_sides():
    """Five métiers of forty have what every student likes: always said, always seen."""
    likes = students(np.full((20, 5), 0.2), 40)
    likes = replace(likes, points=np.tile([500.0] * 5 + [0.0] * 35, (20, 1)))
    found = calibration(drawn_sources(40, 10, 1), ["A11"] * 5 + ["B11"] * 35, likes, 0.8, 1)
    assert [one.count for one in found.places] == [35 * 20, *[0] * 8, 5 * 20] and found.places[9].seen == 1
    assert found.directions[9].seen == 1


def test_students_are_cut_into_lots_with_other_halves(monkeypatch):
    seeds = []
    cut = module._cut
    monkeypatch.setattr(module, "_cut", lambda sources, seed: seeds.append(seed) or cut(sources, seed))
    monkeypatch.setattr(module, "SPLITS", 3)
    calibration(drawn_sources(40, 10, 1), ALIKE, students(np.full((7, 5), 0.2), 40), 0.8, 10)
    assert seeds == [10, 11, 12]
