"""How lists of pupils are chosen, ordered and put in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suivi.classe.annee import last_day, school_year, usual_close
from suivi.classe.liste import read_names
from suivi.classe.pseudonyme import key, refusal
from suivi.listes import activite, mots, resultats
from suivi.listes.activite import RAPPEL, ChoixActivite
from suivi.listes.choix import matches
from suivi.listes.eleve import ETATS, parts
from suivi.listes.file import queue
from suivi.listes.resultats import ChoixResultats
from tests.suivi.listes.eleves import DAY, eleve, sender

TODAY = date(2026, 11, 30)


# --- a list that is pasted -----------------------------------------------------------


def test_a_column_of_a_workbook_is_a_list_and_empty_lines_say_nothing():
    assert read_names("Emma\tDupont\t2nde 4\r\n\r\n  Noé \u200b ;x\nT-118\n") == (["Emma", "Noé", "T-118"], [])


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("emma@ecole.fr", "adresse"),
        ("https://x.fr", "adresse"),
        ("06 12 34 56 78", "téléphone"),
        ("=1+1", "une lettre ou un chiffre"),
        ("+33", "une lettre ou un chiffre"),
        ("-emma", "une lettre ou un chiffre"),
        ("E", "au moins 2"),
        ("E" * 31, "au plus 30"),
        ("EMMA", "déjà à la ligne 1"),
        ("Émma", "déjà à la ligne 1"),
    ],
)
def test_a_wrong_line_is_told_with_its_number_and_its_cause(line, cause):
    names, faults = read_names(f"Emma\n\n{line}\nNoé")
    assert names == ["Emma", "Noé"]
    assert [one.ligne for one in faults] == [3] and cause in str(faults[0])


@given(st.text(max_size=200))
def test_whatever_is_pasted_the_names_are_good_and_different(pasted):
    names, faults = read_names(pasted)
    assert not any(map(refusal, names)) and len({*map(key, names)}) == len(names)
    assert all(str(one) for one in faults)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 30), date(2027, 6, 30)),
        (date(2027, 6, 30), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 8, 31)),
        (date(2027, 8, 1), date(2028, 6, 30)),
    ],
)
def test_a_campaign_closes_in_june_or_with_its_year(today, expected):
    assert usual_close(today) == expected <= last_day(school_year(today))


# --- words of days ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "aujourd’hui"),
        (1, "hier"),
        (4, "il y a 4\u00a0jours"),
        (8, "22\u00a0novembre"),
        (340, "25\u00a0décembre 2025"),
    ],
)
def test_a_day_that_is_past(days, expected):
    assert mots.moment(TODAY - timedelta(days=days), TODAY) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "aujourd’hui"), (1, "demain"), (4, "vendredi"), (18, "18\u00a0décembre"), (-2, "28\u00a0novembre")],
)
def test_a_day_to_come(days, expected):
    assert mots.echeance(TODAY + timedelta(days=days), TODAY) == expected


def test_days_and_hours():
    assert (mots.jour(date(2026, 12, 1)), mots.heure(DAY)) == ("mardi 1er\u00a0décembre", "12\u00a0h\u00a000")


# --- what is asked by an address -------------------------------------------------------


@given(st.dictionaries(st.sampled_from(["q", "tri", "direction", "etudes", "page", "x"]), st.text(max_size=100)))
def test_any_address_is_read_and_written_again(params):
    choix = ChoixResultats.read(params)
    assert choix.query().startswith("?") and len(choix.q) <= 80
    assert resultats.keep([sender("Ana"), eleve("Bob", "commencee")], choix) is not None
    assert all(resultats.chip(name, value) for name, value in choix.actifs())


def test_words_are_found_whatever_their_accents_and_in_any_text():
    assert matches("emm SANTE", "Emma", "Santé") and not matches("emma chimie", "Emma", "Santé")


# --- activité -----------------------------------------------------------------------------


def test_who_is_stuck_comes_first_and_who_withdrew_is_not_reminded():
    some = [eleve(etat, etat) for etat in reversed(ETATS)]
    assert [one.etat for one in activite.order(some, "")] == [*ETATS]
    reminded = activite.keep(some, ChoixActivite(etat=RAPPEL))
    assert {one.etat for one in reminded} == {"a_envoyer", "commencee", "pas_commencee"}
    assert activite.keep(some, ChoixActivite(etat="retiree", q="emma")) == []


def test_orders_of_activity():
    some = [eleve("Zoé", le=DAY), eleve("Ana", le=DAY - timedelta(days=2)), eleve("Bob", "pas_commencee", le=None)]
    assert [one.nom for one in activite.order(some, "nom")] == ["Ana", "Bob", "Zoé"]
    assert [one.nom for one in activite.order(some, "date")] == ["Zoé", "Ana", "Bob"]


@given(st.lists(st.sampled_from(ETATS), max_size=60))
def test_the_bar_holds_everybody_once(etats):
    found = parts([eleve(etat=etat) for etat in etats])
    assert sum(one.nombre for one in found) == len(etats)
    assert not etats or sum(one.largeur for one in found) == pytest.approx(100)
    assert all(one.nombre for one in found)


# --- résultats ----------------------------------------------------------------------------


def test_talk_asked_then_rules_then_the_oldest_unread():
    some = [
        sender("Lu", read=True),
        sender("Récent"),
        sender("Ancien", le=DAY - timedelta(days=3)),
        sender("Deux", "direction"),
        sender("Demande", read=True, demandee_le=DAY),
        sender("Prévu", read=True, demandee_le=DAY, prochain=DAY),
    ]
    found = [one.nom for one in resultats.order(some, "", ())]
    assert found == ["Demande", "Deux", "Ancien", "Récent", "Lu", "Prévu"]


def test_a_rule_of_everybody_tells_nobody_apart_and_leaves_the_list():
    some = [sender(f"E{number}", "egales", *(["direction"] if number == 3 else [])) for number in range(6)]
    often = resultats.frequentes(some)
    assert often == {"egales"}
    assert resultats.order(some, "", often)[0].nom == "E3"
    assert resultats.cellules(some[3], often).signes == ("court direction",)
    assert resultats.cellules(some[0], often).signes == ()


def test_a_row_says_two_facts_and_how_many_more():
    cells = resultats.cellules(sender("Emma", "direction", "etudes", "rapides"), ())
    assert (cells.signes, cells.autres) == (("court direction", "court etudes"), 1)
    assert cells.priorites == (("Qualité de vie", "qualite_vie", 28), ("Relations humaines", "relations", 24))
    assert (cells.fermete, cells.fois, cells.niveau) == ("probable", "78 fois sur 100", "bac\u00a0+3")
    assert resultats.cellules(sender("Emma", "egales"), ()).priorites == (), "none stands out"
    assert resultats.cellules(replace(sender(), apercu=None), ()) is None


CHOSEN = [
    ({"direction": "Santé"}, ["Ana", "Bob"]),
    ({"fermete": "sure"}, ["Bob"]),
    ({"etudes": "3"}, ["Ana"]),
    ({"etudes": "sans"}, ["Bob", "Cid"]),
    ({"entretien": "demande"}, ["Ana"]),
    ({"entretien": "prevu"}, ["Bob"]),
    ({"entretien": "fait"}, ["Cid"]),
    ({"lire": "oui"}, ["Ana"]),
    ({"lire": "non"}, ["Bob", "Cid"]),
    ({"q": "infirmier"}, ["Ana", "Bob"]),
    ({"q": "bati"}, ["Cid"]),
    ({"direction": "Santé", "lire": "non"}, ["Bob"]),
    ({"direction": "Inconnue"}, []),
]


@pytest.fixture
def three():
    built = {"direction": "Bâtiment", "piste_titre": "Maçon(ne)", "piste_domaine": "Bâtiment", "etudes": None}
    return [
        sender("Ana", demandee_le=DAY),
        sender("Bob", read=True, fermete="sure", etudes=None, demandee_le=DAY, prochain=DAY),
        sender("Cid", read=True, fait_le=DAY, **built),
    ]


@pytest.mark.parametrize(("asked", "expected"), CHOSEN)
def test_filters(three, asked, expected):
    assert [one.nom for one in resultats.keep(three, ChoixResultats(**asked))] == expected


def test_an_empty_list_says_how_many_come_back(three):
    choix = ChoixResultats(direction="Santé", entretien="fait", fermete="sure")
    assert resultats.keep(three, choix) == []
    assert resultats.without(three, choix) == [("entretien", 1), ("direction", 0), ("fermete", 0)] or resultats.without(
        three, choix
    )[0] == ("entretien", 1)


def test_filters_offer_what_is_there_with_how_many(three):
    offered = resultats.options(three)
    assert [(one.mot, one.nombre) for one in offered["direction"]] == [("Bâtiment", 1), ("Santé", 2)]
    assert [(one.mot, one.nombre) for one in offered["etudes"]] == [("jusqu’à bac\u00a0+3", 1), ("sans limite", 2)]
    assert [(one.mot, one.nombre) for one in offered["entretien"]] == [("demandé", 1), ("prévu", 1), ("fait", 1)]
    assert [(one.mot, one.nombre) for one in offered["lire"]] == [("à lire", 1), ("lus", 2)]


# --- the queue -----------------------------------------------------------------------------


def told(groupes):
    return {one.cle: [tache.eleve.nom if tache.eleve else tache.raison for tache in one.taches] for one in groupes}


def test_the_queue_has_who_asked_who_answered_who_is_unread_and_who_is_late():
    classes = {
        1: [
            sender("Lu", read=True),
            sender("Noah", "direction"),
            sender("Rien"),
            sender("Emma", "etudes", demandee_le=DAY, sujet="La durée"),
            sender("Avant", read=True, demandee_le=DAY - timedelta(days=4)),
            sender("Prévue", read=True, demandee_le=DAY, prochain=DAY),
            sender("Note", read=True, reponses=2),
            eleve("A", "a_envoyer"),
            eleve("C", "commencee"),
            eleve("D", "commencee"),
            eleve("R", "retiree"),
        ],
        2: [eleve("Tard", "commencee")],
    }
    closing = {1: TODAY + timedelta(days=7), 2: TODAY + timedelta(days=8)}
    groupes = queue(classes, closing, TODAY)
    assert told(groupes) == {
        "demandes": ["Avant", "Emma"],
        "reponses": ["Note"],
        "lire": ["Noah", "Rien"],
        "rappels": ["1\u00a0a fini sans envoyer, 2\u00a0ont commencé."],
    }
    reasons = {tache.eleve.nom: tache.raison for one in groupes for tache in one.taches if tache.eleve}
    assert reasons["Emma"] == "Sujet\u00a0: «\u00a0La durée\u00a0». Phrase de etudes."
    assert reasons["Noah"] == "Phrase de direction." and reasons["Rien"] == "Rien de particulier."
    assert reasons["Note"] == "A répondu à deux de vos notes."
    assert groupes[-1].nombre == 3, "pupils, not campaigns"


def test_nothing_waits_in_an_empty_queue_nor_after_the_last_day():
    late = {1: [eleve("C", "commencee"), sender("Lu", read=True)]}
    assert queue(late, {1: TODAY - timedelta(days=1)}, TODAY) == []
    assert queue({}, {}, TODAY) == []
