"""Why before, what if, what else: each answer is exact and can be checked against the ranking itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metiers.dimensions import CLES
from quiz.methode.index import indices
from quiz.methode.matching import BASE, LAMBDA, normalise_weights
from quiz.methode.whatif import DOMAINES, INTERETS, contrast, nearest_thresholds, something_else, threshold

steady = settings(deadline=None, max_examples=60)
importances = st.lists(st.integers(0, 10), min_size=5, max_size=5).filter(lambda values: sum(v > 0 for v in values) > 1)
profiles = st.lists(st.integers(0, 100), min_size=5, max_size=5)
catalogues = st.lists(profiles, min_size=7, max_size=30).map(lambda rows: np.array(rows, dtype=float))


def unclipped(shown, weights):
    return BASE * (1 - LAMBDA) + shown @ (weights - (1 - LAMBDA) / 5)


def with_share(weights, dimension, share):
    """`dimension` at `share`, the others keeping their proportions."""
    others = weights.copy()
    others[dimension] = 0
    others = others / others.sum() if others.sum() else np.where(np.arange(5) == dimension, 0, 0.25)
    moved = others * (1 - share)
    moved[dimension] = share
    return moved


def is_in(shown, weights, row, size):
    scores = unclipped(shown, weights)
    return (scores > scores[row] + 1e-7).sum() < size


@steady
@given(profiles, profiles, importances)
def test_the_terms_of_a_contrast_add_up_to_the_difference(one, two, wished):
    one, two, weights = np.array(one, float), np.array(two, float), normalise_weights(wished)
    found = contrast(one, two, weights)
    assert sum(ecart.points for ecart in found) == pytest.approx(
        unclipped(one, weights) - unclipped(two, weights), abs=6 * 0.05
    )
    sizes = [abs(ecart.points) for ecart in found]
    assert sizes == sorted(sizes, reverse=True)


def test_a_contrast_by_hand():
    """All the weight on the first: 0.8 × 60 for it, 0.2 × 60 for the second, the same general part."""
    one, two = np.array([80.0, 20, 20, 20, 20]), np.array([20.0, 80, 20, 20, 20])
    ecarts = contrast(one, two, normalise_weights([1, 0, 0, 0, 0]))
    found = [(ecart.cle, round(ecart.points, 6)) for ecart in ecarts]
    assert found == [("qualite_vie", 48), ("flexibilite", 12)]


@steady
@given(profiles, profiles, importances, st.floats(-60, 60), st.floats(-30, 30))
def test_tastes_are_terms_of_a_contrast(one, two, wished, interets, domaine):
    one, two, weights = np.array(one, float), np.array(two, float), normalise_weights(wished)
    found = {ecart.cle: ecart.points for ecart in contrast(one, two, weights, (interets, domaine))}
    assert found.get(INTERETS, 0) == pytest.approx(interets, abs=0.05)
    assert found.get(DOMAINES, 0) == pytest.approx(domaine, abs=0.05)


def test_tastes_move_a_threshold_to_where_the_ranking_puts_it():
    """Exact with points: just there the métier enters a ranking that counts them, and would not without them."""
    random = np.random.default_rng(4)
    shown, weights = random.uniform(0, 100, (40, 5)), normalise_weights([3, 1, 4, 1, 5])
    bonus = random.uniform(0, 30, 40)
    order = np.argsort(-indices(shown, weights, bonus=bonus))
    found = nearest_thresholds(shown, weights, order[5:15].tolist(), 5, bonus)
    assert len(found) > 3
    for seuil in found:
        moved = with_share(weights, CLES.index(seuil.dimension.cle), seuil.wanted)
        scores = indices(shown, moved, bonus=bonus)
        assert (scores > scores[seuil.row] + 1e-9).sum() < 5
    bare = {one.row: one.wanted for one in nearest_thresholds(shown, weights, order[5:15].tolist(), 5)}
    assert any(bare.get(one.row) != one.wanted for one in found)


@steady
@given(catalogues, importances, st.integers(0, 6), st.integers(0, 4))
def test_at_its_threshold_a_metier_is_in_and_nearer_it_is_not(shown, wished, row, dimension):
    weights = normalise_weights(wished)
    found = threshold(shown, weights, row, dimension, 3)
    present = weights[dimension]
    steps = np.linspace(0, 1, 41)
    inside = [t for t in steps if is_in(shown, with_share(weights, dimension, t), row, 3)]
    if found is None:
        assert not inside
        return
    assert is_in(shown, with_share(weights, dimension, found), row, 3)
    assert all(abs(t - present) >= abs(found - present) - 1e-6 for t in inside)


def test_a_threshold_behind_hundreds_of_crossings_is_found():
    """Far behind, and the best in one dimension alone: it passes hundreds of others before it is in."""
    random = np.random.default_rng(1)
    others = np.column_stack([np.arange(300) / 4, random.uniform(60, 100, (300, 4))])
    shown = np.vstack([others, [100.0, 0, 0, 0, 0]])
    weights = normalise_weights([1, 5, 5, 5, 5])
    wanted = threshold(shown, weights, 300, 0, 5)
    assert wanted is not None and wanted > weights[0]
    assert not is_in(shown, weights, 300, 200)
    assert is_in(shown, with_share(weights, 0, wanted + 1e-6), 300, 5)
    assert not is_in(shown, with_share(weights, 0, wanted - 1e-6), 300, 5)


def test_one_that_is_in_already_needs_no_change():
    shown = np.array([[90.0] * 5, [10.0] * 5])
    assert threshold(shown, normalise_weights([1] * 5), 0, 2, 1) == pytest.approx(0.2)
    assert threshold(shown, normalise_weights([1] * 5), 1, 2, 1) is None, "nothing makes it the first"


def test_the_smallest_moves_come_first():
    random = np.random.default_rng(2)
    shown, weights = random.uniform(0, 100, (40, 5)), normalise_weights([3, 1, 4, 1, 5])
    order = np.argsort(-indices(shown, weights))
    found = nearest_thresholds(shown, weights, order[5:10].tolist(), 5)
    assert [seuil.move for seuil in found] == sorted(seuil.move for seuil in found)
    for seuil in found:
        assert seuil.weight != seuil.wanted


def test_something_else_suits_too_comes_from_elsewhere_and_looks_otherwise():
    shown = np.array(
        [
            [90.0, 80, 80, 80, 80],
            [88.0, 80, 80, 80, 80],
            [80.0, 80, 80, 80, 90],
            [89.0, 80, 80, 80, 80],
            *[[5.0] * 5] * 16,
        ]
    )
    groups = ["A", "A", "B", "C", *["D"] * 16]
    scores = indices(shown, normalise_weights([1] * 5))
    far = np.vstack([shown[:4], [[0.0, 20, 20, 20, 70]] * 16])
    assert something_else(far, indices(far, normalise_weights([1] * 5)), groups, [0, 1]) == 2, "one of the best fifth"
    assert something_else(shown, scores, groups, [0, 1]) == 2
    assert something_else(shown, scores, ["A"] * 20, [0]) is None
    assert something_else(shown, scores, groups, []) is None
