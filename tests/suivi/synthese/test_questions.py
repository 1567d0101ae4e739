"""Five questions at most, all different, never two from one line, for any send; nothing that says what to do."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from quiz.resultat.instantane import FiltreFige
from suivi.synthese import questions as module
from suivi.synthese.apercu import apercu
from suivi.synthese.questions import KEPT, LIBRES, PAR_REGLE, Etape, Modele, questions
from tests.quiz.instantanes import build_piste
from tests.suivi.synthese.sends import faits_with, kept_with, plans, sends, weighing

STAGE = "Faire un stage ou une observation"
MODELS = {one for models in (*PAR_REGLE.values(), LIBRES) for one in models} | {
    one for one in vars(module).values() if isinstance(one, Modele)
}
ORDERS = re.compile(r"\b(dois|devrais|faut|faudrait|choisis|va|essaie|essaye|parle|demande-)\b", re.IGNORECASE)


def asked(faits, etapes=(), **more):
    return questions(apercu(faits), faits, etapes, **more)


def about(label, faits, etapes=()):
    return next((one for one in asked(faits, etapes) if one.etiquette == label), None)


def test_there_are_fifteen_templates_and_each_only_asks():
    assert len(MODELS) >= 15
    for one in MODELS:
        assert one.texte.endswith("\u00a0?") and "'" not in one.texte
        assert not ORDERS.search(one.texte), one.texte
        assert not re.search(r"[^\u00a0\u202f][?:;!]", one.texte), one.texte


def test_a_template_is_shown_with_the_names_of_its_slots():
    assert PAR_REGLE["contrainte"][0].montre == "[contrainte]\u00a0: c’est non toujours, ou non pour l’instant\u00a0?"


def test_a_template_with_an_empty_slot_asks_nothing():
    assert Modele("plan", "{étape}\u00a0?").filled({"étape": ""}) is None
    assert Modele("plan", "Et\u00a0?", "piste:{slug}").filled({}) is None


def test_rules_first_then_what_changed_the_first_piste_and_the_plan():
    faits = faits_with(
        filtres=(FiltreFige("niveau", "3"),),
        au_dela=6,
        avant=weighing(40, 10, 20, 20, 10),
        avant_le=date(2026, 11, 6),
    )
    found = asked(faits, [Etape(STAGE, None, False)])
    assert [one.etiquette for one in found] == ["études", "évolution", "1re piste", "plan", "goûts"]
    assert "bac\u00a0+3" in found[0].texte
    assert found[1].texte.startswith("Qualité de vie\u00a0: 40\u00a0% le 6\u00a0novembre 2026, 22\u00a0% maintenant.")
    assert [one.ancre for one in found] == ["", "changements", f"piste:{faits.kept.pistes[0].slug}", "plan", ""]


@pytest.mark.parametrize(
    ("etapes", "said"),
    [
        (
            [Etape(STAGE, date(2026, 12, 12), False), Etape("Autre", date(2026, 12, 1), True)],
            "le 12\u00a0décembre 2026",
        ),
        ([Etape(STAGE, None, False)], "une étape\u00a0: «\u00a0faire un stage ou une observation\u00a0»."),
        ([Etape(STAGE, None, False)] * 2, "Il te reste 2\u00a0étapes."),
        ([Etape(STAGE, None, True)] * 2, "Tu as tout fait de ton plan\u00a0: 2\u00a0étapes."),
    ],
)
def test_what_is_asked_of_a_plan(etapes, said):
    assert said in about("plan", faits_with(), etapes).texte


def test_a_plan_that_was_not_sent_is_not_asked_about():
    assert about("plan", faits_with()) is None


@pytest.mark.parametrize(
    ("filtres", "said"),
    [
        ((), "sans qu’on te le demande"),
        ((FiltreFige("interet", "9", "Soigner"),), "«\u00a0Soigner\u00a0»\u00a0: à quoi"),
        (
            (FiltreFige("interet", "9", "Soigner"), FiltreFige("interet", "4", "Bâtir")),
            "Entre «\u00a0Soigner\u00a0» et «\u00a0Bâtir\u00a0»",
        ),
    ],
)
def test_what_is_asked_of_tastes(filtres, said):
    assert said in about("goûts", faits_with(filtres=filtres)).texte


def test_a_priority_is_said_to_dominate_from_a_third_and_more():
    assert about("priorités", faits_with(kept=weighing(35, 20, 20, 15, 10))).texte.startswith(
        "Qualité de vie, c’est 35"
    )
    assert (
        "la qualité de vie et la flexibilité" in about("priorités", faits_with(kept=weighing(34, 20, 19, 15, 12))).texte
    )


def test_the_first_piste_is_asked_by_its_conditions():
    pistes = (build_piste(1, contraintes=("nuit", "week-end", "effort")), build_piste(2))
    assert "travail de nuit, travail le week-end." in about("1re piste", faits_with(pistes=pistes)).texte
    bare = (replace(pistes[0], contraintes=()), pistes[1])
    assert "une bonne journée" in about("1re piste", faits_with(pistes=bare)).texte


def test_labels_that_are_not_wanted_leave_their_places_to_the_next_ones():
    faits = faits_with(direction="Santé", share=0.3)
    first = asked(faits)
    labels = [one.etiquette for one in first]
    others = asked(faits, sauf=labels)
    assert len(first) == len(others) == KEPT
    assert not {one.etiquette for one in others} & set(labels)


def test_a_line_that_is_taken_gives_its_place_when_its_question_is_not_wanted():
    faits = faits_with(direction="Santé", share=0.3)
    assert asked(faits)[0].etiquette == "explorer" and about("1re piste", faits) is None
    again = asked(faits, sauf=["explorer"])
    assert again[0].etiquette == "1re piste" and again[0].ancre == f"piste:{faits.kept.pistes[0].slug}"


def test_an_empty_result_still_has_something_to_talk_of():
    assert len(asked(faits_with(kept=kept_with(count=0)))) == KEPT


@settings(max_examples=100)
@given(sends(), plans)
def test_any_send_has_five_different_questions_and_no_line_has_two(faits, etapes):
    found = asked(faits, etapes)
    lines = [one.ancre for one in found if one.ancre]
    known = {"priorites", "plan", "changements", *(f"piste:{piste.slug}" for piste in faits.kept.kept)}
    assert len(found) == KEPT
    assert len({one.texte for one in found}) == len({one.etiquette for one in found}) == len(found)
    assert len(lines) == len(set(lines)) and set(lines) <= known
    assert all(one.texte.endswith("\u00a0?") and not re.search(r"[{}]|\b(0|100) fois", one.texte) for one in found)
    assert "plan" not in lines or etapes
