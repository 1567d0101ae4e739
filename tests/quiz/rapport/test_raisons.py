"""Two reasons and one thing to check: the largest terms first, in a few words, and never against the figures."""

import json
from dataclasses import replace

import pytest

from metiers.contraintes import CONTRAINTES
from metiers.dimensions import CLES
from quiz.rapport.raisons import LONGEST, reasons, said_of
from quiz.rapport.text import plain
from quiz.resultat.instantane import PhraseFigee
from tests.conftest import CATALOGUE
from tests.quiz.instantanes import build_instantane

KEPT = build_instantane()
PISTE = KEPT.pistes[0]
INTERETS = list(json.loads(CATALOGUE.read_bytes())["entete"]["interets"].values())


def told(contributions, percentiles, *, weights=None, **changes):
    kept = replace(KEPT, weights=dict(zip(CLES, weights or [0.2] * 5, strict=True)))
    bare = {"phrases": (), "gouts": 0.0, "attrait": 0.0, "apres_experience": False, "contraintes": (), "niveau": 2}
    piste = replace(PISTE, contributions=contributions, percentiles=percentiles, **(bare | changes))
    found = reasons(kept, piste)
    return [plain(one) for one in found.pour], found.verifier


def test_the_largest_terms_are_told_first():
    assert told((0, 0, 3, 9, 0), (50, 50, 60, 90, 50)) == (
        ["Beaucoup de contacts humains", "Un travail plutôt stimulant"],
        "",
    )


def test_what_the_student_likes_is_told_with_its_share_of_the_points():
    phrases = (PhraseFigee("J’aime jouer avec les mots", 3.0, 1.0), PhraseFigee("J’ai le sens du contact", 1.0, 0.7))
    pour, _ = told((0, 0, 0, 12, 0), (50, 50, 50, 90, 50), phrases=phrases, gouts=37.0)
    assert pour == ["Tu aimes jouer avec les mots", "Beaucoup de contacts humains"], "30 points, then 12, then 7"


def test_less_of_what_one_does_not_ask_for_is_told_as_such():
    pour, _ = told((0, 0, 0, 0, 5), (50, 50, 50, 50, 10), weights=[0.3, 0.2, 0.2, 0.2, 0.1])
    assert pour == ["Peu de course aux postes\u00a0: ça te va"]
    pour, _ = told((0, 0, 0, 0, 5), (50, 50, 50, 50, 10), weights=[0.1, 0.2, 0.2, 0.2, 0.3])
    assert "Peu de course aux postes\u00a0: ça te va" not in pour, "who asks for it is not told so"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contributions": (0, -6, 0, 0, 0), "percentiles": (50, 10, 50, 50, 50)}, "peu de liberté"),
        ({"contributions": (0, 0, 0, -6, 0), "percentiles": (50, 50, 50, 95, 50)}, "du monde toute la journée"),
        ({"contributions": (-6, 0, 0, 0, 0), "percentiles": (95, 50, 50, 50, 50)}, ""),
        ({"contraintes": ("nuit", "effort")}, "le travail de nuit"),
        ({"contraintes": ("nuit",), "apres_experience": True}, "l’expérience demandée"),
        ({"niveau": 5}, "des études longues"),
    ],
)
def test_what_to_check(changes, said):
    assert told(**({"contributions": (0.0,) * 5, "percentiles": (50.0,) * 5} | changes))[1] == said


def test_there_is_always_a_reason():
    assert told((0, 0, 0, 0, 0), (50, 50, 50, 50, 50))[0] == ["Proche de tes priorités"]


def test_all_words_are_short_and_speak_to_the_student():
    for nom in INTERETS:
        said = plain(said_of(PhraseFigee(nom, 1.0, 1.0)))
        assert said.startswith("Tu ") and len(said) <= LONGEST and " / " not in said, said
    lines = []
    for index in range(len(CLES)):
        for points, percentile in ((9.0, 90.0), (9.0, 60.0), (9.0, 10.0), (-9.0, 10.0), (-9.0, 90.0)):
            contributions = tuple(points if index == place else 0.0 for place in range(len(CLES)))
            lines.append(told(contributions, (percentile,) * 5))
    still = ((0.0,) * 5, (50.0,) * 5)
    lines += [told(*still, contraintes=(contrainte.cle,)) for contrainte in CONTRAINTES[1:]]
    lines += [told(*still, apres_experience=True), told(*still, niveau=5)]
    for pour, verifier in lines:
        assert max(map(len, pour)) <= LONGEST and len(f"À vérifier\u00a0: {verifier}") <= LONGEST, (pour, verifier)
    assert all(verifier for _, verifier in lines[25:]), "each condition has its words"
