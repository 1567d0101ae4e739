"""What a list shows, as it is stored; what moved between two sends; in what order pupils are seen."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from metiers.dimensions import CLES
from quiz.resultat.instantane import FiltreFige
from quiz.resultat.instantane import from_json as result_from_json
from suivi.synthese.apercu import apercu, from_json, to_json
from suivi.synthese.changements import changements, evolution, situation
from suivi.synthese.faits import Faits
from suivi.synthese.ordre import Attente, frequentes, order_key, poids
from suivi.synthese.questions import questions
from tests.quiz.format_1 import SAMPLES
from tests.quiz.instantanes import METHODE, build_piste
from tests.suivi.synthese.sends import faits_with, kept_with, results, sends, weighing

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
A, B = (20, 20, 20, 20, 20), (25, 20, 20, 20, 15)


def test_what_a_list_shows_of_a_send():
    found = apercu(faits_with(direction="Santé", share=0.78, filtres=(FiltreFige("niveau", "3"),)))
    assert (found.direction, found.direction_fois, found.fermete) == ("Santé", 78, "probable")
    assert (found.piste_niveau, found.piste_domaine) == (3, "Social")
    assert (found.etudes, found.evolution, sum(found.parts.values())) == (3, "première", 99)


def test_a_result_without_pistes_nor_direction_shows_none():
    found = apercu(faits_with(kept=kept_with(count=0)))
    assert (found.direction, found.direction_fois, found.fermete) == ("", 0, "")
    assert (found.piste_titre, found.piste_niveau) == ("", None)


@settings(max_examples=50)
@given(sends())
def test_it_is_read_as_it_was_stored_whatever_the_order_of_the_keys(faits):
    found = apercu(faits)
    stored = json.loads(json.dumps(to_json(found), sort_keys=True))
    before = situation(faits.avant) if faits.avant else None
    assert from_json(stored, before, faits.avant_le) == found
    assert list(from_json(stored).parts) == list(CLES)


def test_nothing_of_the_send_before_is_kept_with_a_send():
    """That one may be taken away: what compared the two goes with it."""
    found = apercu(faits_with(kept=kept_with("Santé", 0.9), avant=kept_with("Zoologie", 0.9)))
    assert "Zoologie" in str(found.constats) and found.evolution == "autre direction"
    stored = to_json(found)
    assert "Zoologie" not in str(stored) and "evolution" not in stored
    assert from_json(stored).evolution == "première"


@pytest.mark.parametrize("data", [{}, {"format": 2}, {"format": "1"}])
def test_a_format_that_nobody_wrote_is_refused(data):
    with pytest.raises(ValueError, match="format"):
        from_json(data)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_results_of_the_first_format_are_read_too(sample):
    kept = result_from_json(sample.contenu)
    found = apercu(Faits(kept, avant=kept_with("Santé", 0.8)))
    assert found.direction == "" and 99 <= sum(found.parts.values()) <= 101
    assert questions(found, Faits(kept), [])


@pytest.mark.parametrize(
    ("avant", "apres", "said"),
    [
        (None, kept_with("Santé", 0.8), "première"),
        (kept_with("Santé", 0.8), kept_with("Santé", 0.95), "inchangée"),
        (kept_with("Santé", 0.79), kept_with("Santé", 0.8), "plus ferme"),
        (kept_with("Santé", 0.5), kept_with("Santé", 0.3), "moins ferme"),
        (kept_with("Santé", 0.5), kept_with("Art", 0.3), "autre direction"),
        (kept_with("Santé", 0.4), kept_with("Art", 0.4), "inchangée"),
        (kept_with(), kept_with("Art", 0.9), "inchangée"),
        (weighing(*A), weighing(*B), "autres priorités"),
        (weighing(*A), weighing(24, 19, 19, 19, 19), "inchangée"),
        (kept_with("Santé", 0.9, methode=METHODE), kept_with("Art", 0.9), ""),
    ],
)
def test_what_changed_most_is_said_in_two_words(avant, apres, said):
    assert evolution(situation(avant) if avant else None, situation(apres)) == said


def test_what_moved_is_told_with_both_figures():
    before = kept_with("Santé", 0.44, weights=dict(zip(CLES, (0.17, 0.2, 0.28, 0.18, 0.17), strict=True)))
    after = kept_with(
        "Santé",
        0.78,
        weights=dict(zip(CLES, (0.24, 0.21, 0.28, 0.17, 0.1), strict=True)),
        pistes=(*before.pistes[4:10], *(build_piste(30 + place, titre=f"Neuf {place}") for place in range(4))),
    )
    found = changements(before, after)
    assert [(one.dimension.cle, one.avant, one.apres) for one in found.priorites] == [
        ("qualite_vie", 17, 24),
        ("carriere", 17, 10),
    ]
    assert found.direction_avant.en_mots == "Santé, à explorer (44 fois sur 100)"
    assert found.direction_apres.en_mots == "Santé, probable (78 fois sur 100)"
    assert (found.restent, len(found.nouvelles)) == (6, 4)
    assert found.nouvelles[0] == "Neuf 0" and found.evolution == "plus ferme"


@settings(max_examples=50)
@given(results(), results())
def test_of_any_two_results_what_stays_and_what_is_new_are_the_ten_first(avant, apres):
    found = changements(avant, apres)
    assert found.restent + len(found.nouvelles) == len(apres.pistes[:10])
    kept = {piste.slug for piste in avant.pistes[:10]} & {piste.slug for piste in apres.pistes[:10]}
    assert found.restent == len(kept)
    assert sum(one.ecart for one in found.priorites) in range(-7, 8)
    assert evolution(situation(apres), situation(apres)) == "inchangée"


def test_pupils_are_seen_in_the_order_of_what_was_asked_and_found():
    waiting = {
        "rien": Attente(False, ()),
        "lu hier": Attente(False, ("rapides",)),
        "non lu, récent": Attente(False, ("rapides",), NOW),
        "non lu, ancien": Attente(False, ("rapides",), NOW - timedelta(days=3)),
        "une règle double": Attente(False, ("etudes",)),
        "trois simples": Attente(False, ("rapides", "croisees", "changement")),
        "demande": Attente(True, ()),
    }
    seen = sorted(waiting, key=lambda name: order_key(waiting[name]))
    assert seen == [
        "demande",
        "trois simples",
        "une règle double",
        "non lu, ancien",
        "non lu, récent",
        "lu hier",
        "rien",
    ]


def test_four_rules_count_double_a_change_of_direction_once_and_a_rule_that_is_gone_not_at_all():
    assert poids(("direction", "egales", "etudes", "regarde")) == 8
    assert poids(("changement",)) == 1 and poids(("disparue",)) == 0


def test_a_rule_that_fires_for_more_than_a_third_orders_nobody():
    pupils = [("etudes",)] * 4 + [("egales",)] * 3 + [()] * 2
    assert frequentes(pupils) == {"etudes"}
    assert order_key(Attente(False, ("etudes",)), frequentes(pupils)) == order_key(Attente(False, ()))


def test_among_few_pupils_no_rule_is_frequent():
    assert frequentes([("etudes",)] * 5) == frozenset()
    assert frequentes([("etudes",)] * 6) == {"etudes"}
