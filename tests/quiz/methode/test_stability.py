"""How firm a ranking is said to be: reproducible, bounded, and true on cases one can work out."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.methode.index import best_first, indices
from quiz.methode.listes import Candidats
from quiz.methode.matching import normalise_weights, percentiles, terms
from quiz.methode.places import classer
from quiz.methode.stability import (
    COMPLET_SPREAD,
    EXPRESS_SPREAD,
    PERCENTILES_SPREAD,
    STUDENTS_SPREAD,
    Simulation,
    best_rows,
    firmness,
    out_of_100,
    seed_of,
    shares,
    simulate,
)
from tests.quiz.reference import rank

importances = st.lists(st.integers(0, 10), min_size=5, max_size=5).filter(any)
catalogues = st.integers(1, 60).flatmap(
    lambda count: st.lists(st.lists(st.integers(0, 100), min_size=5, max_size=5), min_size=count, max_size=count)
)

steady = settings(deadline=None, max_examples=40)


def top_shares(simulation, size=5):
    return shares(simulation.best(size), simulation.noise.shape[1], size)


def slugs_of(raw):
    return [f"m{number:03d}" for number in range(len(raw))]


@steady
@given(catalogues, importances)
def test_the_product_gives_the_same_ranking_as_the_terms(rows, wished):
    raw, weights = np.array(rows, dtype=float), normalise_weights(wished)
    shown = percentiles(raw)
    expected = [
        terms(slug, one, two, weights).score_unclipped for slug, one, two in zip(slugs_of(raw), raw, shown, strict=True)
    ]
    assert indices(shown, weights) == pytest.approx(expected)
    ranked = rank(slugs_of(raw), raw, weights)
    places = classer(Candidats(slugs_of(raw), shown), weights, seed=1, most=len(rows)).places
    assert [place.slug for place in places] == [one.slug for one in ranked]
    assert [place.place for place in places] == list(range(1, len(rows) + 1))


@steady
@given(catalogues, importances, st.integers(0, 2**63))
def test_shares_of_the_top_five_add_up_and_the_same_seed_gives_the_same(rows, wished, seed):
    shown, weights = percentiles(np.array(rows, dtype=float)), normalise_weights(wished)
    found = top_shares(simulate(shown, weights, seed, draws=130))
    assert found.sum() == pytest.approx(min(5, len(rows)))
    assert (found >= 0).all() and (found <= 1).all()
    assert (top_shares(simulate(shown, weights, seed, draws=130)) == found).all()


@steady
@given(catalogues, importances, st.integers(1, 250), st.integers(1, 8))
def test_the_shares_are_those_of_a_whole_sort_of_every_index(rows, wished, draws, size):
    shown, weights = percentiles(np.array(rows, dtype=float)), normalise_weights(wished)
    simulation = simulate(shown, weights, 3, draws=draws)
    every = np.stack([simulation.index(row) for row in range(len(rows))], axis=1)
    best = np.argsort(-every, axis=1, kind="stable")[:, :size]
    expected = np.bincount(best.ravel(), minlength=len(rows)) / draws
    different = abs(top_shares(simulation, size) - expected).sum() * draws
    assert different <= 2.001  # rounding may exchange two neighbours in one draw


def test_the_noise_on_five_percentiles_is_the_one_variable_that_stands_for_them():
    """Drawn score by score, the spread of an index is the same as what `simulate` draws at once."""
    shown, weights = np.full((2, 5), 50.0), normalise_weights([1, 2, 3, 4, 0])
    random = np.random.default_rng(3)
    keep = 0.8**2 / (0.8**2 + 0.6**2)
    logits = keep * np.log(np.maximum(weights, 0.01)) + random.normal(0, 0.6 * keep**0.5, (20_000, 5))
    drawn = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    errors = np.tile([2.0, 5, 8, 11, 20], (2, 1))
    sure = PERCENTILES_SPREAD**2 / (PERCENTILES_SPREAD**2 + errors[0] ** 2)
    slow = (drawn - 0.65 / 5) * (50 + random.normal(0, 1, (20_000, 5)) * errors[0] * sure**0.5)
    quick = simulate(shown, weights, 4, spread=0.6, draws=20_000, errors=errors).index(0)
    assert float(quick.mean()) == pytest.approx(32.5 + slow.sum(axis=1).mean(), abs=0.1)
    assert float(quick.std()) == pytest.approx(slow.sum(axis=1).std(), rel=0.03)


@pytest.mark.parametrize("spread", [EXPRESS_SPREAD, COMPLET_SPREAD])
def test_priorities_are_drawn_around_nearer_ones_as_bayes_has_it(spread):
    """Students whose log weights differ by N(0, τ²), told with a noise N(0, σ²): among those who said x, the true ones
    have the mean and the spread of the draws for x."""
    random = np.random.default_rng(5)
    true = random.normal(0, STUDENTS_SPREAD, 400_000)
    told = true + random.normal(0, spread, true.shape)
    among = true[abs(told - 1.0) < 0.05]
    factors = simulate(np.zeros((1, 5)), normalise_weights([np.e, 1, 1, 1, 1]), 1, spread=spread, draws=20_000).factors
    logs = np.log(factors[:, :5] + 0.65 / 5)
    between = logs[:, 0] - logs[:, 1]  # of two log weights: the spread of one, twice
    assert float(between.mean()) == pytest.approx(among.mean(), abs=0.03)
    assert float(between.std()) == pytest.approx(2**0.5 * among.std(), rel=0.03)


def test_percentiles_are_drawn_nearer_to_the_middle_as_bayes_has_it():
    """Métiers whose percentiles differ by N(0, v²), measured with an error e: among those measured near 85, the true
    ones have the mean and the spread of the draws."""
    random = np.random.default_rng(5)
    true = random.normal(50, PERCENTILES_SPREAD, 400_000)
    among = true[abs(true + random.normal(0, 15, true.shape) - 85) < 1]
    simulation = simulate(np.full((1, 5), 85.0), normalise_weights([1] * 5), 1, errors=np.full((1, 5), 15.0))
    share = simulation.factors[:, :5].astype(float)
    assert simulation.known[0, :5] == pytest.approx([among.mean()] * 5, abs=0.3)
    assert simulation.errors[0] == pytest.approx(among.std() * (share**2).sum(axis=1).mean() ** 0.5, rel=0.02)


def test_points_of_tastes_are_not_drawn():
    shown, weights = np.full((2, 5), 50.0), normalise_weights([1] * 5)
    without, with_them = (simulate(shown, weights, 1, bonus=bonus) for bonus in (None, np.array([0.0, 30.0])))
    assert with_them.index(0) == pytest.approx(without.index(0))
    assert with_them.index(1) == pytest.approx(without.index(1) + 30, abs=1e-4)


def test_the_noise_of_two_metiers_and_of_two_draws_is_independent():
    noise = simulate(np.full((300, 5), 50.0), normalise_weights([1] * 5), 2, draws=4050).noise
    assert noise.shape == (4050, 300)
    assert float(noise.std()) == pytest.approx(1, abs=0.03)
    assert (abs((noise[:, :-1] * noise[:, 1:]).mean(axis=0)) < 0.1).all()  # 6 standard errors
    assert (abs((noise[:-1] * noise[1:]).mean(axis=1)) < 0.4).mean() > 0.99
    assert (abs((noise[:-1, 1:] * noise[1:, :-1]).mean(axis=1)) < 0.4).mean() > 0.99  # nor shifted by one
    assert abs(noise.mean(axis=0)).max() < 0.1
    assert all(len(np.unique(noise[:, row])) > 4000 for row in (0, 150, 299))  # a métier never meets its own again


@steady
@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.integers(1, 12), st.sampled_from([0, 1e-12, -1e-12]))
def test_the_few_best_are_those_of_a_whole_sort_ties_in_order(values, most, dust):
    scores = np.array(values, dtype=float)
    expected = sorted(range(len(values)), key=lambda row: (-values[row], row))[:most]
    assert best_first(scores + dust * np.arange(len(values)), most).tolist() == expected
    size = min(most, len(values))
    twice = np.stack([scores, scores]).astype(np.float32)
    assert best_rows(twice, size).tolist() == [expected[:size]] * 2
    assert twice.tolist() == [values, values]  # left alone


def test_the_index_for_many_students_and_for_another_share():
    shown = np.array([[10.0, 20, 30, 40, 50], [90, 90, 90, 90, 90]])
    weights = np.array([[1.0, 0, 0, 0, 0], [0.2] * 5])
    assert indices(shown, weights).tolist() == [pytest.approx(indices(shown, one).tolist()) for one in weights]
    assert indices(shown, weights, 1.0) == pytest.approx(weights @ shown.T)
    assert indices(shown, weights, 0.0) == pytest.approx(np.array([[30, 50], [50, 50]]))


def test_one_that_gives_more_of_everything_is_always_there_and_the_least_never():
    shown = np.array([[95.0] * 5, *([50.0 - number] * 5 for number in range(20)), [1.0] * 5])
    found = top_shares(simulate(shown, normalise_weights([1] * 5), 7))
    assert found[0] == 1
    assert found[-1] == 0


def test_twins_are_tied_and_unequals_are_not():
    shown = np.array([[80.0] * 5, [80.0] * 5, [20.0] * 5])
    simulation = simulate(shown, normalise_weights([3, 1, 4, 1, 5]), 5)
    assert simulation.is_tied(0, 1)
    assert not simulation.is_tied(0, 2)


def test_a_small_catalogue_is_always_all_in_the_top():
    assert top_shares(simulate(np.zeros((3, 5)), normalise_weights([1] * 5), 1, draws=10)).tolist() == [1, 1, 1]
    assert classer(Candidats([], np.empty((0, 5))), normalise_weights([1] * 5), seed=1, most=5).places == []


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.8, "solide"), (0.796, "solide"), (0.794, "probable"), (0.5, "probable"), (0.1, "explorer"), (0.09, "")],
)
def test_firmness_in_a_word(share, word):
    assert firmness(out_of_100(share)) == word, "the word is that of the number shown"


@pytest.mark.parametrize("share", [0.0, 0.5, 0.8, 1.0])
def test_the_interval_holds_the_central_share_of_the_draws(share):
    shown = np.array([[90.0, 10, 50, 30, 70], [20, 60, 40, 80, 10]])
    simulation = simulate(shown, normalise_weights([5, 4, 3, 2, 1]), 1)
    for row in (0, 1):
        low, high = simulation.interval(row, share)
        drawn = simulation.index(row)
        assert float((drawn < low).mean()) == pytest.approx((1 - share) / 2, abs=0.001)
        assert float((drawn > high).mean()) == pytest.approx((1 - share) / 2, abs=0.001)
    assert simulation.interval(0) == simulation.interval(0, 0.8)


@pytest.mark.parametrize(
    ("profile", "low", "high"),
    [
        ([100.0, 0, 0, 0, 0], (40, 110), (100, 140)),
        ([0.0, 100, 100, 100, 100], 0, (0, 40)),
        ([50.0] * 5, (30, 50), (50, 70)),
    ],
)
def test_an_interval_does_not_go_below_0(profile, low, high):
    """One priority ten times the others and more: one métier gives that only, another all but that."""
    weights, errors = normalise_weights([1000, 1, 1, 1, 1]), np.full((1, 5), 5.0)
    found = simulate(np.array([profile]), weights, 1, errors=errors).interval(0)
    for value, expected in zip(found, (low, high), strict=True):
        assert value == expected if isinstance(expected, int) else expected[0] < value < expected[1]


def test_the_less_sure_the_weights_the_more_the_scores_move():
    shown = np.tile([[90.0, 10.0, 50.0, 30.0, 70.0]], (20, 1))
    weights = normalise_weights([5, 4, 3, 2, 1])
    moves = [
        float(simulate(shown, weights, 1, spread=spread).index(0).std())
        for spread in (0.0, COMPLET_SPREAD, EXPRESS_SPREAD)
    ]
    assert moves == sorted(moves) and len(set(moves)) == 3


def test_the_seed_is_that_of_the_priorities():
    weights = normalise_weights([3, 1, 4, 1, 5])
    assert (
        seed_of(weights) == seed_of(normalise_weights([6, 2, 8, 2, 10])) != seed_of(normalise_weights([3, 1, 4, 1, 6]))
    )
    assert 0 <= seed_of(weights) < 2**60


@pytest.mark.parametrize(("ahead", "tied"), [(0.30, True), (0.55, True), (0.60, True), (0.61, False), (0.70, False)])
def test_two_are_tied_unless_the_first_is_clearly_ahead(ahead, tied):
    draws = np.arange(100) < round(100 * ahead)
    simulation = SimpleNamespace(index=lambda row: draws if row == 0 else ~draws)
    assert Simulation.is_tied(simulation, 0, 1) == tied
