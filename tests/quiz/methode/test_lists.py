"""A list of pistes: twins stand as one, a domaine does not fill it, directions are counted."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metiers.dimensions import CLES
from quiz.methode.jumeaux import twins
from quiz.methode.listes import FIRST, MOST_OF_A_FIELD, Candidats, directions, ordered, spread_draws, spread_out
from quiz.methode.matching import normalise_weights, percentile_errors, percentiles
from quiz.methode.places import classer
from quiz.methode.stability import Solidite, firmness
from quiz.methode.whatif import with_share

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


def test_a_twin_that_is_asked_about_stands_where_its_leader_does():
    own = candidats(6, twins=[0, 1, 2, 2, 2, 5])
    found = classer(own, WEIGHTS, seed=1, most=0, asked="m03").asked
    assert (found.slug, found.place, found.before, found.variantes) == ("m03", 3, None, ("m02", "m04"))
    assert found.index == pytest.approx(32.5 + 0.35 * 87) and not found.ex_aequo
    other = classer(own, WEIGHTS, seed=1, most=0, asked="m05").asked
    assert (other.place, other.before) == (4, "m02")


def test_asking_about_a_twin_changes_nothing_of_the_ranking():
    own = candidats(6, twins=[0, 1, 2, 2, 2, 5])
    plain, asking = (classer(own, WEIGHTS, seed=1, most=6, asked=asked) for asked in (None, "m03"))
    assert asking.places == plain.places and asking.asked is None, "it is asked for apart"


FIELDS = {"fields": ["A11"] * 12 + ["B11"] * 6 + ["C11"] * 12, "groups": ["A"] * 12 + ["B"] * 6 + ["C"] * 12}


def test_one_professional_domaine_does_not_fill_the_first_ten():
    own = candidats(30, **FIELDS)
    order, waiting = spread_out(range(30), own)
    assert [own.fields[row] for row in order[:FIRST]] == ["A11"] * 4 + ["B11"] * 4 + [
        "C11"
    ] * 2 and MOST_OF_A_FIELD == 4
    assert order[FIRST : FIRST + 2] == [4, 5], "those that wait come right after"
    assert sorted(order) == list(range(30)) and waiting == {*range(4, 12), 16, 17}
    assert [own.fields[row] for row in spread_out(range(30), own, 5)[0][:FIRST]] == ["A11"] * 5 + ["B11"] * 5


def test_one_that_had_to_wait_is_not_told_to_be_less_than_the_one_before():
    found = classer(candidats(30, **FIELDS), WEIGHTS, seed=1, most=20)
    told = {one.slug: one for one in found.places}
    assert [one.slug for one in found.places if one.reportee] == [f"m{n:02d}" for n in (*range(4, 12), 16, 17)]
    assert (told["m04"].place, told["m04"].before, told["m04"].ecarts, told["m04"].ex_aequo) == (11, None, (), False)
    assert told["m05"].before == "m04" and told["m12"].before == "m03" and told["m18"].before == "m15"


def test_when_nothing_else_is_left_one_domaine_does():
    own = candidats(12, fields=["A11"] * 12, groups=["A"] * 12)
    assert spread_out(range(12), own) == (list(range(12)), frozenset(range(4, 12)))


@pytest.mark.parametrize("changes", [{"uncapped": frozenset("A")}, {"fields": [""] * 12 + ["C11"] * 18}])
def test_a_domaine_that_was_asked_for_or_is_not_known_may_fill_them(changes):
    own = candidats(30, **FIELDS | changes)
    assert spread_out(range(30), own)[0][:FIRST] == list(range(FIRST))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from("AABC"), min_size=1, max_size=10), st.sampled_from([frozenset(), frozenset("A")]))
def test_a_draw_is_spread_out_as_a_list_is(fields, uncapped):
    own = candidats(len(fields), fields=fields, groups=fields, uncapped=uncapped)
    best = np.array([range(len(fields)), range(len(fields) - 1, -1, -1)])
    assert [line.tolist() for line in spread_draws(best, own)] == [spread_out(line, own)[0] for line in best.tolist()]


def test_what_would_enter_the_top_enters_the_list_that_is_shown():
    """Six of one domaine first: the fifth and the sixth would pass others, and still wait."""
    own = candidats(30, fields=["A11"] * 6 + [f"B{n}" for n in range(24)], groups=["A"] * 6 + ["B"] * 24)
    shown = np.random.default_rng(2).uniform(20, 80, (30, 5))
    own = replace(own, shown=shown)
    weights = normalise_weights([5, 2, 3, 1, 4])
    found = classer(own, weights, seed=1, most=20)
    assert found.entrees
    for one in found.entrees:
        moved = with_share(weights, CLES.index(one.dimension.cle), one.wanted)
        assert one.slug in [own.slugs[row] for row in ordered(own, moved)[:5]]


def test_tastes_move_a_metier_up_in_the_order():
    assert ordered(candidats(3), WEIGHTS) == [0, 1, 2]
    assert ordered(candidats(3, interets=np.array([0.0, 0, 40])), WEIGHTS) == [2, 0, 1]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_no_word_is_stronger_than_that_of_a_piste_placed_before(seed):
    """One that is less sure of its scores leaves the first five more often than one right behind it."""
    draw = np.random.default_rng(seed)
    shown, errors = draw.normal(70, 6, (30, 5)).clip(0, 100), draw.choice([1.0, 14.0], (30, 1)) * np.ones(5)
    own = Candidats([f"m{number:02d}" for number in range(30)], shown, errors=errors)
    strength = [Solidite.PASSAGE, Solidite.EXPLORER, Solidite.PROBABLE, Solidite.SOLIDE]
    places = classer(own, WEIGHTS, seed=seed, most=20).places
    said = [strength.index(one.solidite) for one in places]
    assert said == sorted(said, reverse=True)
    assert all(strength.index(firmness(one.times)) >= word for one, word in zip(places, said, strict=True)), "at least"


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_neighbours_are_equal_when_their_figures_are_and_never_a_point_apart(seed):
    draw = np.random.default_rng(seed)
    shown = np.round(draw.normal(70, 3, (30, 5))).clip(0, 100)
    own = Candidats([f"m{number:02d}" for number in range(30)], shown, errors=draw.uniform(1, 9, (30, 5)))
    for before, one in pairwise(classer(own, WEIGHTS, seed=seed, most=20).places):
        if one.before and round(before.index, 1) == round(one.index, 1):
            assert one.ex_aequo
        elif before.index - one.index >= 1:
            assert not one.ex_aequo


def test_a_direction_is_a_domaine_with_three_of_the_first_ten():
    best = np.array([[0, 1, 2, 3], [0, 1, 3, 4], [3, 4, 5, 6]])
    found = directions(best, ["A11", "A11", "A11", "B11", "B11", "B11", ""])
    assert [(one.domaine, one.share) for one in found] == [("A11", 1 / 3), ("B11", 1 / 3)]
    assert directions(best[:1], ["A11"] * 4 + ["", "", ""])[0].times == 100
    assert directions(best, ()) == ()


def test_an_error_in_points_becomes_one_in_percentiles():
    raw = np.array([[float(number)] * 5 for number in range(100)])
    errors = percentile_errors(raw, np.full(raw.shape, 4.5))
    assert errors[50].tolist() == [4.5] * 5, "one point is one rank here"
    assert errors[0].tolist() == errors[99].tolist() == [4.5] * 5, "the one side there is"
    assert percentile_errors(raw[:5], np.full((5, 5), 3.0)).tolist() == [[3.0] * 5] * 5
    assert percentiles(raw).shape == errors.shape
