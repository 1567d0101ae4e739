"""A ranking in sentences: what is said at its edges."""

import pytest

from quiz.rapport.text import plain
from quiz.rapport.told_ranking import tell_ranking
from tests.quiz.instantanes import build_instantane


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"en_vue": 0}, "Aucun métier ne passe tous tes filtres"),
        ({"en_vue": 0, "metiers": 0}, "Aucun métier n’est publié"),
    ],
)
def test_an_empty_ranking_says_why(changes, words):
    told = tell_ranking(build_instantane(count=0, entrees=(), autrement=None, **changes))
    assert words in plain(told.vide) and told.titre == "Aucune piste" and told.fermete == ()


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0\u00a0métier comparé."), (1, "1\u00a0métier comparé."), (2, "2\u00a0métiers comparés.")]
)
def test_what_is_counted_agrees(count, said):
    assert tell_ranking(build_instantane(count=count, en_vue=count, metiers=count)).compte == said


def test_a_ranking_with_pistes_has_nothing_empty_to_say():
    told = tell_ranking(build_instantane())
    assert told.vide == () and "presque toujours dans tes cinq premières" in plain(told.fermete)
