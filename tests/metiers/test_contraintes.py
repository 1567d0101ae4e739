"""The constraints one can refuse are made of ROME contexts, each in one of them, and of years of experience."""

import json
from collections import Counter

import pytest

from metiers.contraintes import (
    CONTRAINTES,
    EXPERIENCE,
    NOTED,
    NUIT,
    PAR_CLE,
    WEEK_END,
    cles_refusees,
    contraintes_named,
    contraintes_of,
    inconnues_of,
)
from tests.conftest import CATALOGUE


@pytest.fixture(scope="module")
def catalogue():
    return json.loads(CATALOGUE.read_bytes())


def test_keys_are_unique_and_fit_an_address():
    assert list(PAR_CLE) == [contrainte.cle for contrainte in CONTRAINTES]
    assert len(PAR_CLE) == len(CONTRAINTES)
    assert all(cle.replace("-", "").isalpha() and cle.isascii() and cle.islower() for cle in PAR_CLE)


def test_labels_and_phrases_are_told_apart():
    assert len({contrainte.label for contrainte in CONTRAINTES}) == len(CONTRAINTES)
    assert len({contrainte.phrase for contrainte in CONTRAINTES}) == len(CONTRAINTES)


def test_a_phrase_follows_de():
    for contrainte in CONTRAINTES:
        assert contrainte.phrase[0] in "bcdfgjklmnpqrstvwxz", "« de » is never elided before it"
        assert not contrainte.phrase.endswith("."), contrainte.cle


def contextes_of(contrainte):
    return contrainte.signes - {EXPERIENCE, NUIT, WEEK_END}


def of(contextes, experience=False):
    return [contrainte.cle for contrainte in contraintes_of(contextes, experience=experience)]


def test_no_context_is_in_two_constraints():
    signes = Counter(signe for contrainte in CONTRAINTES for signe in contrainte.signes)
    assert signes.most_common(1)[0][1] == 1
    assert all(contrainte.signes for contrainte in CONTRAINTES)


def test_every_context_is_one_that_the_catalogue_knows_and_uses(catalogue):
    used = {code for metier in catalogue["metiers"] for code in metier["contraintes"]}
    for contrainte in CONTRAINTES:
        assert contextes_of(contrainte) <= set(catalogue["entete"]["contextes"]), contrainte.cle
        assert contextes_of(contrainte) <= used, contrainte.cle


def test_no_constraint_is_that_of_every_metier_or_of_none(catalogue):
    metiers = catalogue["metiers"]
    known = [(metier["contraintes"], metier["experience"] or {"demandee": False}) for metier in metiers]
    brought = Counter(cle for contextes, experience in known for cle in of(contextes, experience["demandee"]))
    assert set(brought) == set(PAR_CLE)
    assert all(10 <= number <= 0.6 * len(metiers) for number in brought.values())


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], []),
        (["300806", "inconnu"], []),
        (["300803"], ["nuit"]),
        (["23377", "126450"], ["nuit", "dehors"]),
        (["300803", "126450", "300803"], ["nuit"]),
        (("300801", "300779", "23374"), ["week-end", "deplacements", "cadence"]),
    ],
)
def test_contexts_bring_their_constraints_in_one_order(codes, expected):
    assert of(codes) == expected
    assert of(iter(codes)) == expected
    assert of(codes, experience=True) == ["experience", *expected]


def test_each_context_brings_its_constraint_alone():
    for contrainte in CONTRAINTES:
        for code in contextes_of(contrainte):
            assert of([code]) == [contrainte.cle]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Horaires décalés et travail de nuit", "Fatigue et charge physique"], ["nuit", "horaires", "effort"]),
        (["Bruit, fumées et chaleur"], ["ambiance", "danger"]),
        (["Ordinateur", "Clients", "Une longue expérience"], []),
        ([], []),
    ],
)
def test_a_written_fiche_names_its_constraints_in_its_own_words(names, expected):
    assert [contrainte.cle for contrainte in contraintes_named(names)] == expected


def test_who_refuses_odd_hours_is_not_shown_night_work():
    assert cles_refusees(contraintes_of(["300803"], experience=False)) == {"nuit", "horaires"}
    assert cles_refusees(contraintes_of(["300783"], experience=False)) == {"dehors"}


def test_hours_of_the_family_bring_what_the_rome_does_not_list():
    assert of(["23377", NUIT]) == ["nuit", "dehors"]
    assert of([WEEK_END]) == ["week-end"]


def test_what_nobody_noted_is_not_known_but_for_the_hours_that_dares_tells():
    everything = set(PAR_CLE) - {EXPERIENCE}
    assert inconnues_of([], []) == everything
    assert inconnues_of([NUIT], [NUIT, WEEK_END]) == everything - {"nuit", "week-end"}
    assert inconnues_of([], [WEEK_END]) == everything - {"week-end"}


def test_a_metier_with_one_condition_noted_has_the_others_known():
    assert inconnues_of(["403019"], []) == frozenset()
    assert inconnues_of([], [NOTED]) == frozenset(), "and so has one of which none holds"
