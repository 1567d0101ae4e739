"""What a group is like, in words."""

import pytest

from metiers.dimensions import CLES
from suivi.ensemble.dessin import echelle
from suivi.ensemble.mots import phrases, rubriques, sur
from suivi.ensemble.petits import Ligne
from suivi.ensemble.portrait import portrait
from suivi.ensemble.vue import Vu

MONDES = {"A": "Nature", "J": "Santé"}
ALIKE = (20, 20, 20, 20, 20)


def vu(shares=ALIKE, domaine="Santé", **more):
    values = {"monde": domaine, "fermete": "sure", "etudes": 3, "domaines": (domaine,), "gouts": ("soin",), **more}
    return Vu(parts=dict(zip(CLES, shares, strict=True)), **values)


def told(vus):
    return [one.replace("\u00a0", " ") for one in phrases(portrait(vus, MONDES))]


def test_it_says_what_stands_out_and_where_pistes_go():
    group = [vu((18, 15, 30, 20, 17)) for _ in range(6)] + [vu((20, 16, 26, 19, 19), "Nature") for _ in range(10)]
    assert told(group) == [
        "Le groupe met la stimulation un peu plus haut que la flexibilité.",
        "10 élèves ont au moins une piste en « Nature ».",
    ]


def test_where_nothing_stands_out_it_says_what_differs_most():
    group = [vu((20, 20, 20, share, 40 - share)) for share in (10, 12, 20, 20, 28, 30) * 2]
    assert told(group)[0] == (
        "Aucune priorité ne se détache. Ce qui change le plus d’un élève à l’autre, c’est les relations humaines : "
        "la moitié du groupe va de 12 à 28 %."
    )


@pytest.mark.parametrize(
    ("ligne", "total", "words"),
    [
        (Ligne(("a",), 10), 22, "10 sur 22"),
        (Ligne(("a",), None, (10, 14)), 22, "10 à 14 sur 22"),
        (Ligne(("a",), None), 22, "presque tout le groupe"),
        (Ligne(("a",), None), 9, "la plupart du groupe"),
    ],
)
def test_so_many_of_the_group(ligne, total, words):
    assert sur(ligne, total) == words


def test_tables_say_what_was_put_together_and_what_is_left_out():
    levels = [-1] * 3 + [0] * 3 + [3] * 4 + [5] * 2 + [None] * 10
    found = {one.cle: one for one in rubriques(portrait([vu(etudes=one) for one in levels], MONDES))}
    assert found["etudes"].lignes == (
        ("Sans le bac ou jusqu’au bac", "6 sur 22", 27),
        ("Jusqu’à bac +2, jusqu’à bac +3 ou jusqu’à bac +5", "6 sur 22", 27),
        ("Sans limite", "10 sur 22", 45),
    )
    assert "réunies" in found["etudes"].reunies and not found["etudes"].reste
    assert found["domaines"].lignes == (("Santé", "presque tout le groupe", None),)
    assert found["domaines"].reste.startswith("1\u00a0autre ligne")


def test_an_unknown_level_counts_with_the_next_one_above():
    found = portrait([vu(etudes=one) for one in (1, 1, 1, 2, 2, 8, 8, 8, None, None)], MONDES).comptes["etudes"]
    assert [(one.noms[0][-6:], one.nombre) for one in found.lignes][-1][1] == 5


@pytest.mark.parametrize(("high", "end"), [(12, 40), (40, 40), (41, 50), (70, 70), (100, 100)])
def test_the_scale_ends_at_a_whole_ten(high, end):
    rest = (100 - high) // 4
    assert echelle(portrait([vu((high, rest, rest, rest, rest))] * 12, MONDES).bandes) == end


def test_of_a_few_the_middle_half_is_said_by_fives():
    shares = (11, 14, 22, 27, 35)
    [found] = [one for one in portrait([vu((one, *[0] * 4)) for one in shares], MONDES).bandes if one.milieu]
    assert (found.bas, found.milieu, found.haut) == (15, 20, 25)
