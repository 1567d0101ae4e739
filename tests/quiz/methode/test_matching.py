import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quiz.methode.index import Standing, best_first, indices, standing
from quiz.methode.matching import (
    LAMBDA,
    MIN_FOR_PERCENTILES,
    is_balanced,
    most_telling,
    normalise_weights,
    percentiles,
    skills_fit,
    skills_fits,
    terms,
)
from tests.quiz.reference import rank

importances = st.lists(st.floats(0, 10), min_size=5, max_size=5).filter(lambda values: max(values) > 1e-6)
scores = st.floats(0, 100)
profiles = st.lists(scores, min_size=5, max_size=5)
integer_catalogues = st.integers(1, 60).flatmap(
    lambda count: arrays(np.int64, (count, 5), elements=st.integers(0, 100)).map(lambda array: array.astype(float))
)


def slugs_of(raw):
    return [f"m{index:03d}" for index in range(len(raw))]


# --- by hand ---------------------------------------------------------------


def test_the_seed_profile_by_hand():
    """30/10/25/20/15 on 58/65/82/78/70: mean 70.6, general 0.35 × 20.6 = 7.21, each term computed on paper."""
    weights = normalise_weights([30, 10, 25, 20, 15])
    one = terms("m", [58, 65, 82, 78, 70], [58, 65, 82, 78, 70], weights)
    assert one.base == 50
    assert one.general == pytest.approx(7.21)
    assert one.contributions == pytest.approx((-1.26, 0.56, 0.57, 0.0, 0.03))
    assert one.score == pytest.approx(57.11)
    assert one.weighted_mean == pytest.approx(70.5)


@pytest.mark.parametrize(
    ("importances", "expected"),
    [
        ([1, 1, 1, 1, 1], [0.2] * 5),
        ([10, 0, 0, 0, 0], [1, 0, 0, 0, 0]),
        ([30, 10, 25, 20, 15], [0.30, 0.10, 0.25, 0.20, 0.15]),
        ([1e308, 1e308, 0, 0, 0], [0.5, 0.5, 0, 0, 0]),
    ],
)
def test_importances_become_weights(importances, expected):
    assert normalise_weights(importances) == pytest.approx(expected)


@pytest.mark.parametrize("importances", [[0] * 5, [1, 1, 1, 1, -1], [1, 1, 1, 1, float("nan")], [1, float("inf")]])
def test_importances_that_say_nothing_are_refused(importances):
    with pytest.raises(ValueError, match="importance"):
        normalise_weights(importances)


def test_a_small_catalogue_keeps_its_raw_scores():
    raw = np.array([[58.0, 65, 82, 78, 70]] * (MIN_FOR_PERCENTILES - 1))
    assert (percentiles(raw) == raw).all()


def test_mid_ranks_share_ties():
    column = np.array([10.0] * 10 + [20.0] * 10 + [30.0] * 10)
    raw = np.stack([column] * 5, axis=1)
    assert sorted(set(percentiles(raw)[:, 0].round(6))) == pytest.approx([100 / 6, 50, 500 / 6])


def test_the_index_is_no_mark_out_of_100():
    one = terms("m", [100, 0, 0, 0, 0], [100, 0, 0, 0, 0], normalise_weights([1, 0, 0, 0, 0]))
    assert one.score_unclipped == pytest.approx(50 - 0.35 * 30 + 0.8 * 80 + 4 * 0.2 * 20)
    assert one.score == one.score_unclipped == 119.5
    low = terms("m", [0, 100, 100, 100, 100], [0, 100, 100, 100, 100], normalise_weights([1, 0, 0, 0, 0]))
    assert low.score_unclipped < 0 and low.score == 0


def test_tastes_are_two_more_terms():
    plain = terms("m", [60] * 5, [60] * 5, normalise_weights([1] * 5))
    liked = terms("m", [60] * 5, [60] * 5, normalise_weights([1] * 5), interets=42.0, domaine=30.0)
    assert liked.score_unclipped == plain.score_unclipped + 72


def test_ties_are_broken_by_slug():
    ranked = rank(["b", "c", "a"], np.array([[50.0] * 5] * 3), normalise_weights([1] * 5))
    assert [one.slug for one in ranked] == ["a", "b", "c"]


def test_an_empty_catalogue_ranks_nothing():
    assert rank([], np.empty((0, 5)), normalise_weights([1] * 5)) == []


def test_place_is_only_said_in_a_catalogue_large_enough():
    raw = np.array([[float(index)] * 5 for index in range(MIN_FOR_PERCENTILES)])
    scores = indices(raw, normalise_weights([1] * 5))
    assert standing(scores, len(raw) - 1) == Standing(1, len(raw), 1)
    assert standing(scores, 0) == Standing(len(raw), len(raw), 0)
    assert standing(scores[1:], 0).better_than is None


@given(integer_catalogues, importances)
def test_the_quick_ways_rank_as_the_formula_does(raw, values):
    """Also where the index leaves its scale: places follow it unclipped."""
    weights, slugs = normalise_weights(values), slugs_of(raw)
    expected = [one.slug for one in rank(slugs, raw, weights)]
    scores = indices(percentiles(raw), weights)
    assert [slugs[row] for row in best_first(scores, len(slugs))] == expected
    assert [standing(scores, slugs.index(slug)).rank for slug in expected] == list(range(1, len(slugs) + 1))


def test_with_one_priority_alone_the_best_of_it_are_not_in_the_order_of_the_alphabet():
    """By hand: 50 + .35 (18 − 50) + .8 × 72 + .2 × 4 × 18 = 110.8 for the first, 116.9 for the second."""
    raw = np.array([[90.0, 0, 0, 0, 0], [100.0, 5, 5, 5, 5], [0.0, 90, 90, 90, 90]])
    weights = normalise_weights([1, 0, 0, 0, 0])
    assert [one.slug for one in rank(["a", "b", "c"], raw, weights)] == ["b", "a", "c"]
    assert [one.score for one in rank(["a", "b", "c"], raw, weights)][:2] == pytest.approx([116.9, 110.8])


# --- skills ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("required", "ratings", "score", "coverage"),
    [
        ({"a": 80, "b": 40}, {"a": 100, "b": 50}, 100, 1),
        ({"a": 80, "b": 40}, {"a": 0, "b": 0}, 0, 1),
        ({"a": 80, "b": 40}, {"a": 75, "b": 25}, 100 * (1 - (80 * 5 + 40 * 15) / (80**2 + 40**2)), 1),
        ({"a": 80, "b": 40}, {"a": 50}, 100 * (1 - 80 * 30 / 80**2), 2 / 3),
        ({"a": 80, "b": 40}, {"b": 50}, None, 1 / 3),
        ({"a": 80, "b": 40}, {"a": None, "b": None}, None, 0),
        ({}, {}, None, 0),
        ({"a": 0}, {"a": 50}, None, 0),
    ],
)
def test_only_shortfalls_on_rated_skills_count(required, ratings, score, coverage):
    fit = skills_fit(required, ratings)
    assert fit.coverage == pytest.approx(coverage)
    assert fit.score == (None if score is None else pytest.approx(score))


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 100)), st.data())
def test_skills_fit_stays_within_its_scale_and_grows_with_ratings(required, data):
    ratings = {slug: data.draw(st.sampled_from([None, 0, 25, 50, 75])) for slug in required}
    better = {slug: rating if rating is None else rating + 25 for slug, rating in ratings.items()}
    fit, improved = skills_fit(required, ratings), skills_fit(required, better)
    assert fit.coverage == improved.coverage
    assert (fit.score is None) == (improved.score is None)
    if fit.score is not None:
        assert -1e-9 <= fit.score <= improved.score + 1e-9 <= 100 + 2e-9


@given(
    st.lists(st.lists(st.integers(0, 100), min_size=4, max_size=4), min_size=1, max_size=8),
    st.lists(st.sampled_from([None, 0, 25, 50, 75, 100]), min_size=4, max_size=4),
)
def test_many_metiers_at_once_fit_as_each_alone(required, ratings):
    known = np.array([np.nan if rating is None else rating for rating in ratings], dtype=float)
    fits = skills_fits(np.array(required, dtype=float), known)
    for fit, levels in zip(fits, required, strict=True):
        alone = skills_fit(
            {slug: level for slug, level in zip("abcd", levels, strict=True) if level},
            dict(zip("abcd", ratings, strict=True)),
        )
        assert (alone.score is None) == bool(np.isnan(fit))
        assert alone.score is None or fit == pytest.approx(alone.score, abs=1e-9)


def test_the_most_telling_skills_are_those_that_differ():
    required = np.array([[50.0, 0, 90, 10], [50, 80, 0, 20], [50, 0, 90, 30]])
    assert most_telling(required, 12) == [2, 1, 3], "what all ask alike tells nothing"
    assert most_telling(required, 1) == [2]
    assert most_telling(required[:1], 12) == most_telling(required[:0], 12) == []


@pytest.mark.parametrize(
    ("importances", "balanced"),
    [([5] * 5, True), ([0.1] * 5, True), ([7, 7, 7, 7, 8], True), ([5, 5, 5, 5, 7], False), ([10, 0, 0, 0, 0], False)],
)
def test_priorities_that_weigh_about_the_same_are_balanced(importances, balanced):
    assert is_balanced(normalise_weights(importances)) == balanced


# --- properties ------------------------------------------------------------


@given(profiles, importances)
def test_terms_add_up_and_agree_with_the_one_product_form(profile, values):
    weights = normalise_weights(values)
    one = terms("m", profile, profile, weights)
    assert one.base + one.general + sum(one.contributions) == pytest.approx(one.score_unclipped, abs=1e-9)
    product = 50 * (1 - LAMBDA) + sum((w - (1 - LAMBDA) / 5) * p for w, p in zip(weights, profile, strict=True))
    assert one.score_unclipped == pytest.approx(product, abs=1e-9)
    assert one.score == max(0, one.score_unclipped)


@given(integer_catalogues, importances, st.permutations(range(5)))
def test_permuting_dimensions_permutes_the_results(raw, values, order):
    weights = normalise_weights(values)
    before = {one.slug: one for one in rank(slugs_of(raw), raw, weights)}
    after = {one.slug: one for one in rank(slugs_of(raw), raw[:, order], weights[list(order)])}
    for slug, one in before.items():
        assert after[slug].score == pytest.approx(one.score, abs=1e-9)
        assert after[slug].contributions == pytest.approx([one.contributions[i] for i in order], abs=1e-9)


@given(profiles, importances, st.floats(0, 50))
def test_a_dominated_metier_never_scores_higher_at_equal_shape(profile, values, loss):
    weights = normalise_weights(values)
    lower = [score - loss for score in profile]
    assert terms("low", lower, lower, weights).score <= terms("high", profile, profile, weights).score + 1e-9


@given(integer_catalogues, importances)
def test_rank_is_a_sorted_permutation(raw, values):
    ranked = rank(slugs_of(raw), raw, normalise_weights(values))
    assert sorted(one.slug for one in ranked) == slugs_of(raw)
    keys = [(-round(one.score, 9), one.slug) for one in ranked]
    assert keys == sorted(keys)


@given(integer_catalogues)
def test_percentiles_keep_order_and_balance(raw):
    shown = percentiles(raw)
    for column, values in zip(shown.T, raw.T, strict=True):
        for left, right in zip(np.argsort(values)[:-1], np.argsort(values)[1:], strict=True):
            assert (values[left] == values[right]) == (column[left] == column[right])
            assert column[left] <= column[right]
    if len(raw) >= MIN_FOR_PERCENTILES:
        assert shown.mean(axis=0) == pytest.approx(np.full(5, 50.0))
