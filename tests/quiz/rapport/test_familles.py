"""Every interest and domaine of the catalogue has its place among the pictures of the page of tastes."""

import json
import re

import pytest

from quiz.rapport.familles import FAMILLES, familles_shown, mondes_shown
from tests.conftest import CATALOGUE, ROOT

PICTOS = (ROOT / "orientation" / "static" / "img" / "pictos.svg").read_text()


@pytest.fixture(scope="module")
def entete():
    return json.loads(CATALOGUE.read_bytes())["entete"]


def test_each_interest_of_the_catalogue_stands_in_one_family(entete):
    placed = [code for famille in FAMILLES for code in famille.interets]
    assert sorted(placed) == sorted(entete["interets"])


def test_each_has_its_picture(entete):
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', PICTOS))
    assert {famille.cle for famille in FAMILLES} | entete["grands_domaines"].keys() == drawn


def test_words_fit_their_card(entete):
    assert all(len(famille.nom) <= 18 for famille in FAMILLES)
    assert all(len(nom) <= 24 for nom in entete["grands_domaines"].values())
    assert all(len(words) <= 28 for words in entete["interets"].values())


def test_a_family_counts_what_is_chosen_and_an_interest_without_family_is_still_offered():
    shown = familles_shown(
        {"9": "Être dans la nature", "14": "Travailler de mes mains", "99": "J’aime le vide"}, {"14", "99"}
    )
    assert [(one.nom, one.nombre) for one in shown] == [("Nature, animaux", 0), ("Faire, réparer", 1), ("Et aussi", 1)]
    assert shown[0].choix == (("9", "Être dans la nature", False),)
    assert shown[2].choix == (("99", "J’aime le vide", True),)


def test_domaines_are_told_in_the_order_of_their_letters():
    assert mondes_shown({"J": "Santé", "A": "Nature, animaux", "Z": "Ailleurs"}, {"A"}, {"J"}) == [
        ("A", "Nature, animaux", True, False),
        ("J", "Santé", False, True),
        ("Z", "Ailleurs", False, False),
    ]
