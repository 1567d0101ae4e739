"""The reference students are whole: known codes, enough to expect and to laugh at, nothing in both."""

import json
import tomllib
from collections import Counter

import pytest

from metiers.contraintes import PAR_CLE, cles_refusees, contraintes_of
from metiers.dimensions import CLES
from metiers.search.selection import LEVELS
from tests.conftest import CATALOGUE, ROOT

FOLDER = ROOT / "fixtures" / "eleves"
STREAMS = {
    "collège": 6,
    "générale": 12,
    "technologique": 10,
    "bac pro": 14,
    "CAP": 8,
    "première année": 6,
    "aucune idée": 4,
}
FEWEST = 12  # expected métiers that the student can see
ELEVES = {path.stem: tomllib.loads(path.read_text())["eleve"] for path in sorted(FOLDER.glob("*.toml"))}
EVERYBODY = [pytest.param(one, id=one["cle"]) for students in ELEVES.values() for one in students]
PUBLISHED = json.loads(CATALOGUE.read_text())["metiers"]


def is_visible(entry, eleve):
    """Is this métier one that the student could be shown?"""
    refused = cles_refusees(contraintes_of(entry["contraintes"], experience=False))
    asked = (entry["etudes"] or {}).get("bac_plus")
    return (
        not (entry["experience"] and entry["experience"]["demandee"])
        and entry["grand_domaine"] not in eleve["domaines_refuses"]
        and not refused & set(eleve["refus"])
        and (asked is None or asked <= eleve.get("niveau", 99))
    )


def shown_of(eleve, wanted):
    """The published métiers of these codes and professional domaines that the student could be shown."""
    return [one for one in PUBLISHED if {one["code"], one["domaine"]} & set(wanted) and is_visible(one, eleve)]


def test_there_are_sixty_of_all_streams_and_ten_witnesses():
    sixty = [one for name, students in ELEVES.items() if name != "temoins" for one in students]
    assert Counter(one["filiere"] for one in sixty) == STREAMS
    assert len(ELEVES["temoins"]) == 10
    keys = [one["cle"] for students in ELEVES.values() for one in students]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("eleve", EVERYBODY)
def test_a_student_answers_as_the_quiz_asks(eleve):
    interets = {code for one in PUBLISHED for code in one["interets"]}
    domaines = {one["grand_domaine"] for one in PUBLISHED}
    assert set(eleve["priorites"]) == set(CLES) and all(0 <= value <= 10 for value in eleve["priorites"].values())
    assert len(eleve["interets"]) <= 3 and set(eleve["interets"]) <= interets
    assert len(eleve["domaines"]) <= 4 and {*eleve["domaines"], *eleve["domaines_refuses"]} <= domaines
    assert not set(eleve["domaines"]) & set(eleve["domaines_refuses"])
    assert set(eleve["refus"]) <= set(PAR_CLE) - {"experience"}
    assert eleve.get("niveau", 5) in {years for years, _ in LEVELS}


@pytest.mark.parametrize("eleve", EVERYBODY)
def test_what_is_expected_can_be_seen_and_is_never_laughable(eleve):
    assert 8 <= len(eleve["attendus"]) <= 25 and len(eleve["risibles"]) >= 5
    assert all(len(entry) in (3, 5) for entry in (*eleve["attendus"], *eleve["risibles"])), "never a grand domaine"
    expected, laughable = shown_of(eleve, eleve["attendus"]), shown_of(eleve, eleve["risibles"])
    assert len(expected) >= FEWEST and len(laughable) >= 5
    assert not {one["code"] for one in expected} & {one["code"] for one in laughable}
