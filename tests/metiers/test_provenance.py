"""A score is told as the sum of its elements."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metiers.catalogue.arithmetic import MEAN
from metiers.dimensions import CLES, DIMENSIONS
from metiers.provenance import SHORT_NAMES, facettes_of, is_doubtful, merit, origines, place, quality_in_words
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


def header(recettes, dimensions=None):
    """A catalogue in which each dimension is one recipe, unless told otherwise."""
    plain = {"moyenne": 0.0, "ecart_type": 1.0}
    return {
        "recettes": recettes,
        "dimensions": {cle: plain | {"recettes": [cle]} for cle in CLES} | (dimensions or {}),
    }


def figures(elements, score=60, **more):
    scores = dict.fromkeys(CLES, score)
    return {"profil": scores, "facettes": {}, "elements": elements, "erreur": dict.fromkeys(CLES, 4.5)} | more


def origine(z_scores, scale, score=60):
    """Of the first dimension, the others being the same."""
    found = origines(figures(dict.fromkeys(CLES, z_scores), score), header(dict.fromkeys(CLES, scale)))
    assert [one.dimension for one in found] == list(DIMENSIONS)
    assert [len(one.parties) for one in found] == [1] * 5
    return found[0]


def lignes(one):
    return [ligne for partie in one.parties for ligne in partie.lignes]


def test_a_score_by_hand():
    """m = (1×2×1 − 1×1×(−0.5) ) / 3 = 5/6; (m − 0.1) / 0.5 = 1.4667; 60 + 14 × 1.4667 = 80.533."""
    one = origine([-0.5, 1.0, None], scale((-1, 1.0), (1, 2.0), (1, 5.0), mean=0.1, spread=0.5), score=81)
    assert one.score == 81
    assert one.total == pytest.approx(80.5333, abs=1e-4)
    assert [(ligne.explication, ligne.sens, ligne.place) for ligne in lignes(one)] == [
        ("élément 1", 1, "plus que la moyenne"),
        ("élément 0", -1, "moins que la moyenne"),
        ("élément 2", 1, "pas de donnée"),
    ]
    assert [ligne.part for ligne in lignes(one)] == pytest.approx([2 / 3, 1 / 3, 0])
    assert [ligne.points for ligne in lignes(one)[:2]] == pytest.approx([14 / 0.5 * 2 / 3, 14 / 0.5 * 0.5 / 3])
    assert lignes(one)[2].points is None
    assert {ligne.source for ligne in lignes(one)} == {"onet"}


def test_each_dimension_has_its_own_figures():
    told = figures(
        {cle: [float(index)] for index, cle in enumerate(CLES)},
        profil={cle: index for index, cle in enumerate(CLES)},
        erreur={cle: index / 2 for index, cle in enumerate(CLES)},
    )
    found = origines(told, header({cle: scale((1, 1.0), spread=1.0 + index) for index, cle in enumerate(CLES)}))
    assert [one.score for one in found] == [0, 1, 2, 3, 4]
    assert [one.erreur for one in found] == [0, 0.5, 1, 1.5, 2]
    assert [one.total for one in found] == pytest.approx([60 + 14 * index / (1 + index) for index in range(5)])


def test_a_score_of_two_facets_by_hand():
    """Time: 1 / 0.5 = 2; safety: −1; their sum 1, on a scale of mean 0.2 and spread 1.6: 60 + 14 × 0.8 / 1.6."""
    recettes = dict.fromkeys(CLES, scale((1, 1.0)))
    recettes |= {"temps": scale((-1, 2.0), spread=0.5), "securite": scale((1, 1.0), (1, 3.0))}
    two = {"qualite_vie": {"recettes": ["temps", "securite"], "moyenne": 0.2, "ecart_type": 1.6}}
    elements = {cle: [0.0] for cle in CLES} | {"temps": [-1.0], "securite": [2.0, -2.0]}
    told = figures(elements, facettes={"temps": 88, "securite": 46})
    one = origines(told, header(recettes, two))[0]
    assert one.total == pytest.approx(60 + 14 * 0.8 / 1.6)
    time, safety = one.parties
    assert (time.facette.facette.label, time.facette.score) == ("Temps", 88)
    assert time.points == pytest.approx(14 * 2 / 1.6)
    assert safety.points == pytest.approx(-14 / 1.6)
    assert [ligne.points for ligne in safety.lignes] == pytest.approx([14 / 1.6 * -1.5, 14 / 1.6 * 0.5])
    assert [one.parties[0].facette for one in origines(told, header(recettes, two))[1:]] == [None] * 4


def test_facets_are_told_in_their_order_and_only_where_they_are_known():
    found = facettes_of({"facettes": {"securite": 78, "temps": 59}})
    assert [(one.facette.label, one.score, one.place) for one in found] == [
        ("Temps", 59, "dans la moyenne"),
        ("Sécurité et santé", 78, "nettement mieux que la moyenne"),
    ]
    assert facettes_of({"facettes": None}) == ()


def test_of_nothing_known_there_are_no_points():
    one = origine([None, None], scale((1, 1.0), (-1, 2.0)))
    assert one.total == MEAN
    assert [(ligne.points, ligne.part) for ligne in lignes(one)] == [(None, 0.0), (None, 0.0)]


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
    terms = sum(ligne.points for ligne in lignes(one) if ligne.points is not None)
    assert one.total == pytest.approx(MEAN + terms - 14 * mean / spread)
    assert one.total == pytest.approx(MEAN + 14 * (signed - mean) / spread)


@steady
@given(recipes)
def test_shares_are_of_what_is_known_heaviest_first(recipe):
    lines = origine([z for z, *_ in recipe], scale(*(rest for _, *rest in recipe))).parties[0].lignes
    shares = [ligne.part for ligne in lines]
    assert shares == sorted(shares, reverse=True)
    assert all((ligne.points is None) == (ligne.part == 0) == (ligne.place == "pas de donnée") for ligne in lines)
    assert sum(shares) == pytest.approx(1 if any(z is not None for z, *_ in recipe) else 0)


@pytest.fixture(scope="module")
def catalogue():
    return json.loads(CATALOGUE.read_bytes())


def test_every_score_of_the_catalogue_is_explained(catalogue):
    entete = catalogue["entete"]
    for metier in catalogue["metiers"]:
        for one in origines(metier, entete):
            assert one.score == metier["profil"][one.dimension.cle]
            assert min(100, max(0, one.total)) == pytest.approx(one.score, abs=0.8), (metier["code"], one.dimension.cle)
            shown = MEAN + sum(ligne.points or 0 for ligne in lignes(one))
            assert shown == pytest.approx(one.total, abs=0.05), "the table of a fiche shows no other term"
            assert {ligne.source for ligne in lignes(one)} <= set(entete["sources"]) & set(SHORT_NAMES)
            assert all(ligne.source_courte == SHORT_NAMES[ligne.source] for ligne in lignes(one))


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


@pytest.mark.parametrize(
    ("z", "words"),
    [
        (0.0, "dans la moyenne"),
        (0.35, "mieux que la moyenne"),
        (-0.35, "moins bien que la moyenne"),
        (1.25, "nettement mieux que la moyenne"),
        (-2.0, "nettement moins bien que la moyenne"),
    ],
)
def test_how_good_a_facet_is_in_words(z, words):
    assert merit(z) == words


@pytest.mark.parametrize(
    ("quality", "doubtful"), [(None, False), (1.0, False), (0.7, False), (0.69, True), (0.5, True)]
)
def test_a_metier_joined_from_far_is_doubtful(quality, doubtful):
    assert is_doubtful(quality) is doubtful
