"""Two reasons and one thing to check: the largest terms first, in a few words, and never against the figures."""

import csv
import json
import re
from dataclasses import replace

import pytest

from metiers.contraintes import CONTRAINTES
from metiers.dimensions import CLES
from quiz.rapport.raisons import LONGEST, reasons, said_of
from quiz.rapport.text import plain
from quiz.resultat.instantane import PhraseFigee
from tests.conftest import CATALOGUE, ROOT
from tests.quiz.instantanes import build_instantane

KEPT = build_instantane()
PISTE = KEPT.pistes[0]
INTERETS = list(json.loads(CATALOGUE.read_bytes())["entete"]["interets"].values())


ASKED = [0.3, 0.3, 0.2, 0.1, 0.1]  # qualité de vie and flexibilité; neither relations nor carrière


def told(percentiles, weights=ASKED, **changes):
    """What is said of a métier with these percentiles, to somebody with these weights."""
    kept = replace(KEPT, weights=dict(zip(CLES, weights, strict=True)))
    mean = sum(percentiles) / 5
    terms = tuple((weight - 0.2) * (one - mean) for weight, one in zip(weights, percentiles, strict=True))
    bare = {"phrases": (), "gouts": 0.0, "attrait": 0.0, "apres_experience": False, "contraintes": (), "niveau": 2}
    piste = replace(PISTE, contributions=terms, percentiles=tuple(percentiles), **(bare | changes))
    found = reasons(kept, piste)
    return [plain(one) for one in found.pour], found.verifier


@pytest.mark.parametrize(
    ("percentiles", "pour", "verifier"),
    [
        ((95, 70, 50, 50, 50), ["Une bonne qualité de vie", "Plus de liberté qu’ailleurs"], ""),
        ((70, 95, 20, 50, 50), ["Beaucoup de liberté au travail", "Plutôt une bonne qualité de vie"], ""),
        ((50, 50, 50, 50, 10), ["Peu d’avancement\u00a0: ça te va", "Plutôt une bonne qualité de vie"], ""),
        ((50, 10, 50, 50, 50), ["Plutôt une bonne qualité de vie"], "peu de liberté"),
        ((50, 50, 50, 95, 50), ["Proche de tes priorités"], "du monde toute la journée"),
        # Less of what is not asked for than of the rest, but more than elsewhere: no reason. And the other way round.
        ((90, 90, 90, 60, 60), ["Une bonne qualité de vie", "Beaucoup de liberté au travail"], ""),
        ((55, 55, 90, 90, 55), ["Proche de tes priorités"], "du monde toute la journée"),
    ],
)
def test_a_reason_is_true_of_the_metier_and_of_the_student(percentiles, pour, verifier):
    assert told(percentiles) == (pour, verifier)


def test_nothing_is_to_check_where_words_would_be_false():
    asks_for_people, does_not = [0.1, 0.2, 0.2, 0.4, 0.1], [0.3, 0.2, 0.2, 0.1, 0.2]
    assert told((90, 90, 90, 60, 90), asks_for_people)[1] == "", "fewer than of the rest, and still more than elsewhere"
    assert told((10, 10, 10, 40, 10), does_not)[1] == "", "more than of the rest, and still fewer than elsewhere"


def test_what_the_student_likes_is_told_with_its_share_of_the_points():
    phrases = (PhraseFigee("Jouer avec les mots", 3.0, 1.0), PhraseFigee("Le contact avec les gens", 1.0, 0.7))
    pour, _ = told((50, 50, 50, 50, 50), phrases=phrases, gouts=37.0, attrait=20.0)
    assert pour == ["Tu aimes jouer avec les mots", "Son domaine\u00a0: ça t’attire"], "30 points, then 20, then 7"


def test_a_taste_and_a_priority_are_told_when_there_are_both():
    phrases = (PhraseFigee("Jouer avec les mots", 3.0, 1.0), PhraseFigee("Le contact avec les gens", 1.0, 0.7))
    pour, _ = told((95, 70, 50, 50, 50), phrases=phrases, gouts=37.0, attrait=20.0)
    assert pour == ["Tu aimes jouer avec les mots", "Une bonne qualité de vie"]


def test_what_one_looks_for_is_nothing_to_check():
    nature = (PhraseFigee("Être dans la nature", 2.0, 1.0),)
    outdoors = {"contraintes": ("dehors", "effort")}
    assert told((50,) * 5, **outdoors)[1] == "dehors par tous les temps"
    assert told((50,) * 5, phrases=nature, gouts=20.0, **outdoors)[1] == "les efforts physiques"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contraintes": ("nuit", "effort")}, "le travail de nuit"),
        ({"contraintes": ("nuit",), "apres_experience": True}, "l’expérience demandée"),
        ({"niveau": 5}, "des études longues"),
        ({"contraintes": ("oubliée",)}, ""),
    ],
)
def test_what_to_check_when_no_term_takes_anything_away(changes, said):
    assert told((50, 50, 50, 50, 50), **changes) == (["Proche de tes priorités"], said)


def test_all_words_are_short_and_speak_to_the_student():
    for nom in INTERETS:
        said = plain(said_of(PhraseFigee(nom, 1.0, 1.0)))
        assert said.startswith("Tu ") and len(said) <= LONGEST and " / " not in said, said
    one_apart = [[other if place == index else 50 for place in range(5)] for index in range(5) for other in (95, 65, 5)]
    one_asked = [[0.6 if place == index else 0.1 for place in range(5)] for index in range(5)]
    lines = [told(percentiles, weights) for percentiles in one_apart for weights in one_asked]
    conditions = [told((50,) * 5, contraintes=(contrainte.cle,)) for contrainte in CONTRAINTES[1:]]
    assert all(verifier for _, verifier in conditions), "each condition has its words"
    for pour, verifier in (*lines, *conditions):
        assert max(map(len, pour)) <= LONGEST and len(f"À vérifier\u00a0: {verifier}") <= LONGEST, (pour, verifier)


@pytest.mark.parametrize("column", ["nom", "libelle_rome"])
def test_each_interest_is_said_to_the_student_as_ours_and_as_rome_calls_it(column):
    with (ROOT / "metiers" / "catalogue" / "interets_by_hand.csv").open(encoding="utf-8") as file:
        names = [row[column] for row in csv.DictReader(file)]
    for nom in names:
        said = plain(said_of(PhraseFigee(nom, 1.0, 1.0)))
        assert re.match(r"Tu (aimes|veux|as|es) ", said), said
        assert not re.search(r"\b(me|je|mes)\b|\bm’", said), said
