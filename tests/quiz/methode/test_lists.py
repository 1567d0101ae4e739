"""A list of pistes: twins stand as one, a domaine does not fill it, directions are counted."""

import numpy as np

from quiz.methode.jumeaux import twins
from quiz.methode.matching import normalise_weights, percentile_errors, percentiles
from quiz.methode.places import FIRST, MOST_OF_A_FIELD, Candidats, classer, directions, ordered, spread_out

WEIGHTS = normalise_weights([1] * 5)


def candidats(count, **changes):
    shown = np.array([[90.0 - number] * 5 for number in range(count)])
    return Candidats([f"m{number:02d}" for number in range(count)], shown, **changes)


def test_twins_are_of_one_domaine_and_within_two_points():
    raw = np.array([[50.0] * 5, [51.0] * 5, [53.0] * 5, [50.0] * 5, [50.0] * 5])
    assert twins(raw, ["A11", "A11", "A11", "B12", ""]) == [0, 0, 2, 3, 4]


def test_the_best_of_twins_stands_for_them_and_names_them():
    found = classer(candidats(4, twins=[0, 0, 2, 0]), WEIGHTS, seed=1, most=4)
    assert [(one.slug, one.variantes) for one in found.places] == [("m00", ("m01", "m03")), ("m02", ())]


def test_a_twin_that_is_asked_about_has_its_own_place():
    found = classer(candidats(4, twins=[0, 0, 2, 0]), WEIGHTS, seed=1, most=4, asked="m03")
    assert found.asked.slug == "m03" and found.asked.place == 3


def test_one_professional_domaine_does_not_fill_the_first_ten():
    own = candidats(30, fields=["A11"] * 12 + ["B11"] * 6 + ["C11"] * 12, groups=["A"] * 12 + ["B"] * 6 + ["C"] * 12)
    order = spread_out(range(30), own)
    assert [own.fields[row] for row in order[:FIRST]] == ["A11"] * 4 + ["B11"] * 4 + [
        "C11"
    ] * 2 and MOST_OF_A_FIELD == 4
    assert order[FIRST : FIRST + 2] == [4, 5], "those that wait come right after"
    assert sorted(order) == list(range(30))
    assert [own.fields[row] for row in spread_out(range(30), own, 5)[:FIRST]] == ["A11"] * 5 + ["B11"] * 5


def test_when_nothing_else_is_left_one_domaine_does():
    own = candidats(12, fields=["A11"] * 12, groups=["A"] * 12)
    assert spread_out(range(12), own) == list(range(12))


def test_a_domaine_that_was_asked_for_may_fill_them():
    own = candidats(30, fields=["A11"] * 12 + ["B11"] * 18, groups=["A"] * 12 + ["B"] * 18, liked=frozenset("A"))
    assert spread_out(range(30), own)[:FIRST] == list(range(FIRST))


def test_tastes_move_a_metier_up_in_the_order():
    assert ordered(candidats(3), WEIGHTS) == [0, 1, 2]
    assert ordered(candidats(3, interets=np.array([0.0, 0, 40])), WEIGHTS) == [2, 0, 1]


def test_a_direction_is_a_domaine_with_three_of_the_first_ten():
    best = np.array([[0, 1, 2, 3], [0, 1, 3, 4]])
    own = candidats(5, fields=["A11", "A11", "A11", "B11", "B11"], groups=list("AAABB"))
    assert [(one.groupe, one.share) for one in directions(best, own)] == [("A11", 0.5)]


def test_a_grand_domaine_is_told_when_no_professional_one_is_probable():
    best = np.array([[0, 1, 2, 3], [0, 1, 3, 4], [0, 1, 3, 4]])
    own = candidats(5, fields=["A11", "A11", "A11", "A12", "B11"], groups=list("AAAAB"))
    assert [(one.groupe, one.share) for one in directions(best, own)] == [("A", 1.0)]
    assert directions(best, candidats(5)) == ()


def test_an_error_in_points_becomes_one_in_percentiles():
    raw = np.array([[float(number)] * 5 for number in range(100)])
    errors = percentile_errors(raw, np.full(raw.shape, 4.5))
    assert errors[50].tolist() == [4.5] * 5, "one point is one rank here"
    assert errors[0, 0] < errors[50, 0], "there is nobody below the last one"
    assert percentile_errors(raw[:5], np.full((5, 5), 3.0)).tolist() == [[3.0] * 5] * 5
    assert percentiles(raw).shape == errors.shape
