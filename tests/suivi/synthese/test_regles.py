"""Each rule on both sides of its threshold, and all of them on any send: facts with their figures, nothing else."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from metiers.dimensions import CLES
from quiz.methode.elicitation import Choix, repeated_pairs
from quiz.methode.statements import ANCIENS
from quiz.resultat.instantane import FiltreFige
from quiz.steps import QUICK_COMPLET, QUICK_EXPRESS
from suivi.synthese import constats
from suivi.synthese.lecture import parts
from suivi.synthese.questions import PAR_REGLE
from suivi.synthese.regles import REFERENCE, REGLES, constater
from tests.quiz.instantanes import build_piste
from tests.suivi.synthese.sends import answered, faits_with, in_order, kept_with, sends, weighing

CROSSED = answered([(0, 3), (3, 0), (0, 2), (1, 2), (0, 2)])  # four pairs of ten go one way
SIX_OF_TEN = answered([(3, 2), (1, 3), (3, 2), (3, 2), (2, 3)])
NONE_OF_TEN = answered([(3, 2), (1, 0), (1, 2), (3, 0), (3, 2)])
LIMIT = (FiltreFige("niveau", "3"),)
LIKED = (FiltreFige("aime", "J", "Santé"), FiltreFige("interet", "9", "Soigner"))
JUDGES = re.compile(r"\b(devrai\w*|doi(?:t|s|vent)|fau(?:t|drait)|conseill\w*|indécis\w*|incohéren\w*|mauvais\w*)\b")


def told(faits, cle):
    return next((one for one in constater(faits) if one.regle == cle), None)


def first_ten(grand="Art", **changes):
    return tuple(build_piste(place, grand_domaine=grand, **changes) for place in range(1, 11))


def by_tastes(number):
    """So many of the ten first stand on tastes alone."""
    under, over = {"general": -3.0, "contributions": (-1.0,) * 5}, {"general": 3.0, "contributions": (1.0,) * 5}
    return tuple(build_piste(place, gouts=20.0, **(under if place <= number else over)) for place in range(1, 11))


def moved(share):
    return {"avant": kept_with("Art", share), "avant_le": date(2026, 11, 6), "direction": "Santé", "share": 0.4}


HORS = (build_piste(1, domaine="Fleurs", grand_domaine="Commerce"), *first_ten("Soins", domaine="Santé")[1:])
SAME = (build_piste(1, domaine="Fleurs", grand_domaine="Soins"), *first_ten("Soins", domaine="Santé")[1:])
CIBLE = build_piste(1, slug="vu", titre="Vu", contributions=(2.0, 1.0, -4.2, 0.0, -1.0), gouts=5.0, place=0)


@pytest.mark.parametrize(
    ("cle", "fires", "silent", "phrase"),
    [
        (
            "direction",
            {"direction": "Santé", "share": 0.494},
            {"direction": "Santé", "share": 0.495},
            "«\u00a0Santé\u00a0», 49 fois sur 100.",
        ),
        ("direction", {"direction": "Santé", "share": 0.001}, {}, "«\u00a0Santé\u00a0», moins d’une fois sur 100."),
        (
            "egales",
            {"kept": weighing(23, 16, 20, 21, 20)},
            {"kept": weighing(24, 16, 20, 20, 20)},
            "23\u00a0% pour la plus forte, 16\u00a0% pour la plus faible.",
        ),
        (
            "egales",
            {"kept": weighing(20, 20, 20, 20, 20)},
            {"kept": weighing(50, 20, 10, 10, 10)},
            "pèsent 20\u00a0% chacune.",
        ),
        (
            "etudes",
            {"filtres": LIMIT, "au_dela": 5},
            {"filtres": LIMIT, "au_dela": 4},
            "5 des 10 métiers les plus proches, sans limite d’études, demandent plus que bac\u00a0+3, son",
        ),
        (
            "etudes",
            {"filtres": (FiltreFige("niveau", "-1"),), "au_dela": 10},
            {"au_dela": 10},
            "Les 10 métiers les plus proches, sans limite d’études, demandent le bac ou plus, au-delà",
        ),
        (
            "regarde",
            {"regardes": (("Vu", 101),), "cible": CIBLE},
            {"regardes": (("Vu", 100),), "cible": CIBLE},
            "vient 101e sur 797\u00a0métiers\u00a0; stimulation\u00a0: −4,2\u00a0points.",
        ),
        (
            "regarde",
            {"regardes": (("Vu", 101),), "cible": replace(CIBLE, gouts=0.0), "filtres": LIKED},
            {},
            "le goût choisi n’y mène pas.",
        ),
        (
            "changement",
            moved(0.5),
            moved(0.49),
            "(40 fois sur 100)\u00a0; le 6\u00a0novembre 2026, c’était «\u00a0Art\u00a0» (50 fois sur 100).",
        ),
        (
            "sans_noms",
            {"accord": (8, 24)},
            {"accord": (9, 24)},
            "4 accords sur 12 avec le classement\u00a0; le hasard en donne 6.",
        ),
        ("sans_noms", {"accord": (3, 24)}, {"accord": (4, 18)}, "1,5 accord sur 12"),
        ("sans_noms", {"accord": (0, 24)}, {"accord": None}, "aucun accord sur 12"),
        ("rapides", {"rapide": True}, {"rapide": False}, "en moins de 10\u00a0secondes"),
        ("rapides", {"rapide": True, "choix": CROSSED}, {}, "en moins de 25\u00a0secondes"),
        (
            "croisees",
            {"choix": CROSSED},
            {"choix": SIX_OF_TEN},
            "4 comparaisons répétées vont dans le même sens, sur 10.",
        ),
        ("croisees", {"choix": NONE_OF_TEN}, {"choix": in_order(CLES)}, "Aucune des 10 comparaisons répétées"),
        (
            "gouts_seuls",
            {"pistes": by_tastes(6)},
            {"pistes": by_tastes(5)},
            "6 pistes sur 10 ne tiennent qu’à ses goûts",
        ),
        ("gouts_seuls", {"pistes": by_tastes(6)[:9]}, {"pistes": by_tastes(6)[:5]}, "6 pistes sur 9 ne tiennent"),
        (
            "contrainte",
            {"caches": (("effort", 1), ("nuit", 4))},
            {"caches": (("nuit", 3),)},
            "Refuser «\u00a0travail de nuit\u00a0» cache 4 des 10",
        ),
        (
            "hors",
            {"pistes": HORS, "direction": "Santé", "share": 0.5},
            {"pistes": HORS, "direction": "Santé", "share": 0.49},
            "n’est pas dans sa direction, «\u00a0Santé\u00a0» (50 fois sur 100).",
        ),
        (
            "hors",
            {"pistes": HORS, "direction": "Santé (Soins)", "share": 1.0},
            {"pistes": SAME, "direction": "Santé", "share": 1.0},
            "(plus de 95 fois sur 100).",
        ),
        (
            "aime_absent",
            {"pistes": first_ten(), "filtres": LIKED},
            {"pistes": first_ten("Santé"), "filtres": LIKED},
            "Aucune des 10 premières pistes n’est en «\u00a0Santé\u00a0», un domaine qui l’attire.",
        ),
        (
            "aime_absent",
            {"pistes": first_ten(), "filtres": LIKED},
            {"pistes": first_ten("")[:9], "filtres": LIKED},
            "Aucune des 10",
        ),
        (
            "restent",
            {"metiers": 1000, "en_vue": 49},
            {"metiers": 1000, "en_vue": 50},
            "Ses choix laissent 49\u00a0métiers sur 1\u202f000.",
        ),
        (
            "restent",
            {"metiers": 1000, "en_vue": 0, "pistes": ()},
            {"metiers": 29, "en_vue": 1},
            "ne laissent aucun métier sur",
        ),
    ],
)
def test_a_rule_is_met_from_its_threshold_and_not_before(cle, fires, silent, phrase):
    found = told(faits_with(**fires), cle)
    assert found is not None and phrase in found.phrase
    assert told(faits_with(**silent), cle) is None


def test_every_rule_is_tried_and_has_its_question():
    tried = {mark[0] for mark in test_a_rule_is_met_from_its_threshold_and_not_before.pytestmark[0].args[1]}
    assert [one.cle for one in REGLES if one.cle not in tried] == []
    assert len(REGLES) >= 10 and len(tried) == len(REGLES)
    assert PAR_REGLE.keys() == {one.cle for one in REGLES}


def test_each_condition_says_its_figure_and_no_rule_fires_for_more_than_a_third():
    figured = {one.cle for one in REGLES if re.search(r"\d", one.condition)}
    assert {one.cle for one in REGLES} - figured == {"aime_absent"} - figured
    assert all(3 * (one.reference or 0) <= REFERENCE for one in REGLES)
    assert not [one.condition for one in REGLES if JUDGES.search(one.condition)]


def test_the_share_of_the_reference_students_is_said_in_words():
    said = {one.reference: replace(REGLES[0], reference=one.reference).part for one in REGLES}
    assert said[None] == "pas mesurable sur des élèves de référence"
    assert said[0] == "aucun élève sur 60 de référence"
    assert said[1] == "1\u00a0élève sur 60 de référence" and said[4] == "4\u00a0élèves sur 60 de référence"


def test_seconds_are_those_of_the_quiz():
    assert (constats.RAPIDE_COMPLET, constats.RAPIDE_EXPRESS) == (QUICK_COMPLET, QUICK_EXPRESS)


def test_comparisons_that_cross_name_two_dimensions_that_did():
    found = told(faits_with(choix=CROSSED), "croisees")
    pairs = repeated_pairs({int(ecran): Choix(*pick) for ecran, pick in CROSSED.items()})
    same = sum(len(set(won)) == 1 for won in pairs)
    assert found.phrase.startswith(f"{same} ") and found.phrase.endswith(f"sur {len(pairs)}.")
    assert found.valeurs["une_priorité"] != found.valeurs["autre_priorité"]


def test_a_statement_that_nobody_is_asked_any_more_compares_nothing():
    old = CROSSED | {"0": (next(iter(ANCIENS)), CROSSED["0"][1])}
    assert told(faits_with(choix=old), "croisees") is None


def test_too_few_metiers_say_nothing_of_directions():
    assert told(faits_with(direction="Santé", share=0.2, en_vue=10), "direction") is None
    assert told(faits_with(direction="Santé", share=0.2, metiers=29, en_vue=29), "direction") is None


def test_nothing_particular_is_nothing():
    calm = faits_with(direction="Santé", share=0.9, pistes=first_ten("Soins", domaine="Santé"))
    assert constater(calm) == ()


@settings(max_examples=100)
@given(sends())
def test_any_send_is_read_in_facts_with_figures_in_the_order_of_the_rules(faits):
    found = constater(faits)
    order = [one.cle for one in REGLES]
    assert [one.regle for one in found] == sorted({one.regle for one in found}, key=order.index)
    for one in found:
        assert re.search(r"\d", one.phrase) and one.phrase.endswith(".") and one.phrase[0] == one.phrase[0].upper()
        assert 0 < len(one.court) <= constats.LONGEST, one.court
        assert "'" not in one.phrase + one.court
        assert not re.search(r"\b(0|100) fois sur 100", one.phrase + one.court)
        assert not JUDGES.search(one.phrase), one.phrase


@settings(max_examples=100)
@given(sends())
def test_the_figures_told_are_those_of_the_result(faits):
    for one in constater(faits):
        shares = sorted(parts(faits.kept.weights).values())
        figures = [int(found) for found in re.findall(r"\d+", re.sub("[\u202f]", "", one.phrase))]
        if one.regle == "egales":
            assert set(figures) == {shares[0], shares[-1]}
        if one.regle == "direction" and faits.kept.directions[0].times:
            assert figures[0] == faits.kept.directions[0].times
        if one.regle == "restent" and faits.kept.en_vue:
            assert figures == [faits.kept.en_vue, faits.kept.metiers]
        if one.regle == "gouts_seuls":
            assert figures[1] == len(faits.kept.pistes[:10]) >= figures[0] >= constats.GOUTS_SEULS
        if one.regle == "contrainte":
            assert figures[0] == max(hidden for cle, hidden in faits.caches if cle != "disparue")
