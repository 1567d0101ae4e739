"""What a student likes, in points."""

import numpy as np
import pytest

from quiz.methode.gouts import DOMAINE, GAMMA, SECOND, domaine_points, interest_points, rarities

MATCHES = np.array([[1.0, 0, SECOND], [SECOND, 1, 0], [SECOND, 0, 0], [SECOND, 0, 0]])


def test_who_has_all_the_interests_as_its_principal_ones_has_all_the_points():
    alone = interest_points(MATCHES, rarities(MATCHES), [1])
    assert alone.tolist() == pytest.approx([0, GAMMA, 0, 0])


def test_a_rare_interest_counts_more_than_a_common_one():
    rarity = rarities(MATCHES)
    assert rarity[1] > rarity[0] and rarity[2] > rarity[0]
    both = interest_points(MATCHES, rarity, [0, 1])
    assert both[1] > both[0] > both[2], "the second has the rare one"
    assert both.max() <= GAMMA


def test_nothing_chosen_brings_nothing():
    assert interest_points(MATCHES, rarities(MATCHES), []).tolist() == [0] * 4


def test_a_domaine_that_attracts_brings_the_same_to_all_its_metiers():
    assert domaine_points(["A", "B", "A"], ["A"]).tolist() == [DOMAINE, 0, DOMAINE]
    assert domaine_points(["A", "B"], []).tolist() == [0, 0]


def test_an_interest_that_all_have_still_counts_when_it_is_alone():
    matches = np.ones((5, 1))
    assert interest_points(matches, rarities(matches), [0]).tolist() == pytest.approx([GAMMA] * 5)
