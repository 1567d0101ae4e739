"""A score is told as the sum of its elements."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metiers.catalogue.arithmetic import MEAN
from metiers.dimensions import CLES, DIMENSIONS
from metiers.provenance import SHORT_NAMES, origines, place, quality_in_words
from tests.conftest import CATALOGUE

# On a slow machine too.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
z_scores = st.none() | st.floats(-4, 4)
elements = st.tuples(z_scores, st.sampled_from([-1, 1]), st.floats(0.25, 3))
recipes = st.lists(elements, min_size=1, max_size=8)


def scale(*elements, mean=0.0, spread=1.0):
    """Of (sign, weight) pairs."""
    return {
        "moyenne": mean,
        "ecart_type": spread,
        "elements": [
            {"cle": f"c{index}", "explication": f"élément {index}", "signe": sign, "poids": weight, "source": "onet"}
            for index, (sign, weight) in enumerate(elements)
        ],
    }


def origine(z_scores, scale, score=60):
    """Of the first dimension, the others being the same."""
    figures = {"profil": dict.fromkeys(CLES, score), "elements": dict.fromkeys(CLES, z_scores)}
    found = origines(figures, dict.fromkeys(CLES, scale))
    assert [one.dimension for one in found] == list(DIMENSIONS)
    return found[0]


def test_a_score_by_hand():
    """m = (1×2×1 − 1×1×(−0.5) ) / 3 = 5/6; (m − 0.1) / 0.5 = 1.4667; 60 + 14 × 1.4667 = 80.533."""
    one = origine([-0.5, 1.0, None], scale((-1, 1.0), (1, 2.0), (1, 5.0), mean=0.1, spread=0.5), score=81)
    assert one.score == 81
    assert one.total == pytest.approx(80.5333, abs=1e-4)
    assert [(ligne.explication, ligne.sens, ligne.place) for ligne in one.lignes] == [
        ("élément 1", 1, "plus que la moyenne"),
        ("élément 0", -1, "moins que la moyenne"),
        ("élément 2", 1, "pas de donnée"),
    ]
    assert [ligne.part for ligne in one.lignes] == pytest.approx([2 / 3, 1 / 3, 0])
    assert [ligne.points for ligne in one.lignes[:2]] == pytest.approx([14 / 0.5 * 2 / 3, 14 / 0.5 * 0.5 / 3])
    assert one.lignes[2].points is None
    assert {ligne.source for ligne in one.lignes} == {"onet"}


def test_each_dimension_has_its_own_figures():
    figures = {
        "profil": {cle: index for index, cle in enumerate(CLES)},
        "elements": {cle: [float(index)] for index, cle in enumerate(CLES)},
    }
    found = origines(figures, {cle: scale((1, 1.0), spread=1.0 + index) for index, cle in enumerate(CLES)})
    assert [one.score for one in found] == [0, 1, 2, 3, 4]
    assert [one.total for one in found] == pytest.approx([60 + 14 * index / (1 + index) for index in range(5)])


def test_of_nothing_known_there_are_no_points():
    one = origine([None, None], scale((1, 1.0), (-1, 2.0)))
    assert one.total == MEAN
    assert [(ligne.points, ligne.part) for ligne in one.lignes] == [(None, 0.0), (None, 0.0)]


def test_figures_that_do_not_match_the_recipe_are_refused():
    with pytest.raises(ValueError, match="zip"):
        origine([1.0], scale((1, 1.0), (1, 1.0)))


@steady
@given(recipes, st.floats(-0.5, 0.5), st.floats(0.2, 2))
def test_terms_add_up_to_the_total(recipe, mean, spread):
    one = origine([z for z, *_ in recipe], scale(*(rest for _, *rest in recipe), mean=mean, spread=spread))
    known = [(z, sign, weight) for z, sign, weight in recipe if z is not None]
    weights = sum(weight for *_, weight in known)
    signed = sum(sign * weight * z for z, sign, weight in known) / weights if known else 0.0
    terms = sum(ligne.points for ligne in one.lignes if ligne.points is not None)
    assert one.total == pytest.approx(MEAN + terms - 14 * mean / spread)
    assert one.total == pytest.approx(MEAN + 14 * (signed - mean) / spread)


@steady
@given(recipes)
def test_shares_are_of_what_is_known_heaviest_first(recipe):
    lines = origine([z for z, *_ in recipe], scale(*(rest for _, *rest in recipe))).lignes
    shares = [ligne.part for ligne in lines]
    assert shares == sorted(shares, reverse=True)
    assert all((ligne.points is None) == (ligne.part == 0) == (ligne.place == "pas de donnée") for ligne in lines)
    assert sum(shares) == pytest.approx(1 if any(z is not None for z, *_ in recipe) else 0)


@pytest.fixture(scope="module")
def catalogue():
    return json.loads(CATALOGUE.read_bytes())


def test_every_score_of_the_catalogue_is_explained(catalogue):
    header = catalogue["entete"]
    for metier in catalogue["metiers"]:
        for one in origines(metier, header["dimensions"]):
            assert one.score == metier["profil"][one.dimension.cle]
            assert min(100, max(0, one.total)) == pytest.approx(one.score, abs=0.8), (metier["code"], one.dimension.cle)
            shown = MEAN + sum(ligne.points or 0 for ligne in one.lignes)
            assert shown == pytest.approx(one.total, abs=0.05), "the table of a fiche shows no other term"
            assert {ligne.source for ligne in one.lignes} <= set(header["sources"]) & set(SHORT_NAMES)
            assert all(ligne.source_courte == SHORT_NAMES[ligne.source] for ligne in one.lignes)


@pytest.mark.parametrize(
    ("z", "words"),
    [
        (None, "pas de donnée"),
        (0.0, "dans la moyenne"),
        (0.34, "dans la moyenne"),
        (-0.34, "dans la moyenne"),
        (0.35, "plus que la moyenne"),
        (-0.35, "moins que la moyenne"),
        (1.24, "plus que la moyenne"),
        (1.25, "bien plus que la moyenne"),
        (-1.25, "bien moins que la moyenne"),
        (4.0, "bien plus que la moyenne"),
    ],
)
def test_where_a_metier_stands_in_words(z, words):
    assert place(z) == words


@pytest.mark.parametrize(
    ("quality", "words"),
    [
        *((1.0, "très proches"), (0.9, "très proches"), (0.89, "proches"), (0.7, "proches")),
        *((0.69, "voisins"), (0.0, "voisins")),
    ],
)
def test_the_quality_of_a_link_in_words(quality, words):
    assert quality_in_words(quality) == words
