"""The simulated students of the benchmark."""

import math

import numpy as np
import pytest

from quiz.mesure.students import draw_students, first_of, without_interests, without_points
from quiz.methode.gouts import GAMMA
from quiz.methode.matching import normalise_weights

TENS = np.kron(np.eye(6), np.ones((10, 1)))  # six interests of ten métiers each


def test_students_are_the_same_for_a_seed_and_see_what_their_interests_leave():
    drawn = draw_students(TENS, 5, 200, seed=3)
    assert drawn.weights.sum(axis=1) == pytest.approx(np.ones(200))
    assert drawn.again.sum(axis=1) == pytest.approx(np.ones(200))
    assert (drawn.eligible.sum(axis=1) == 30).all()
    assert drawn.unfiltered == 0
    assert len({tuple(row) for row in drawn.eligible}) == 20  # every three of six
    same, other = draw_students(TENS, 5, 200, seed=3), draw_students(TENS, 5, 200, seed=4)
    assert (same.weights == drawn.weights).all() and (same.eligible == drawn.eligible).all()
    assert (other.weights != drawn.weights).any()


def test_interests_bring_points():
    drawn = draw_students(TENS, 5, 20, seed=3)
    assert (drawn.points[drawn.eligible] == pytest.approx(GAMMA / 3)) and not drawn.points[~drawn.eligible].any()
    assert not without_points(drawn).points.any() and (without_points(drawn).eligible == drawn.eligible).all()
    assert not without_interests(drawn).points.any() and without_interests(drawn).eligible.all()


def test_the_second_answer_moves_each_log_weight_by_the_spread():
    drawn = draw_students(np.ones((20, 3)), 5, 20_000, seed=1)
    sure = (drawn.weights > 0.02).all(axis=1)  # below .01 a weight is raised first
    moved = np.log(drawn.again[sure] / drawn.weights[sure])
    between = moved[:, 0] - moved[:, 1]  # their common divisor drops out
    assert between.std() == pytest.approx(math.sqrt(2) * 0.3, rel=0.03)
    assert between.mean() == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("each", "unfiltered"), [(3, 50), (4, 0)])
def test_when_interests_leave_fewer_than_ten_all_count(each, unfiltered):
    matches = np.zeros((40, 3))
    for number in range(3):
        matches[number * each : (number + 1) * each, number] = 1
    drawn = draw_students(matches, 5, 50, seed=1)
    assert drawn.unfiltered == unfiltered
    assert (drawn.eligible.sum(axis=1) == (40 if unfiltered else 12)).all()


def test_a_catalogue_without_interests_is_seen_whole():
    drawn = draw_students(np.zeros((30, 0)), 5, 4, seed=1)
    assert drawn.eligible.all() and drawn.unfiltered == 4 and not drawn.points.any()


def test_some_of_the_students():
    drawn = draw_students(TENS, 5, 30, seed=3)
    some = first_of(drawn, 7)
    for name in ("weights", "again", "eligible", "points"):
        assert (getattr(some, name) == getattr(drawn, name)[:7]).all()


def test_a_student_of_the_bench_is_weighted_as_on_the_site():
    drawn = draw_students(np.ones((10, 1)), 5, 3, seed=2)
    importances = np.random.default_rng(2).integers(0, 11, (3, 5))
    assert drawn.weights == pytest.approx(np.array([normalise_weights(row) for row in importances.tolist()]))
