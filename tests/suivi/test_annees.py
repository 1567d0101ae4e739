"""What a student shows of an earlier year beside what they send, and takes away again."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metiers.dimensions import CLES
from quiz import services as quiz
from quiz.calcul.profils import load_profils
from quiz.models import Passation, Resultat
from quiz.services.resultat import _prune
from suivi import services, travaux
from suivi.dossier import dossier_of, fiche_of, read_envois
from suivi.models import Envoi, Genre, Participation, Piece
from suivi.place import apercu_of, comparables, comparison_with, preview, signales_of
from suivi.synthese.apercu import situation_from_json, situation_to_json
from suivi.synthese.changements import changements, situation
from suivi.tableaux import eleves_of
from tests.conftest import sign_in
from tests.quiz.instantanes import METHODE
from tests.quiz.plans import text
from tests.suivi.classe import address, finish, newcomer, place, send, student
from tests.suivi.eleves import joined, of, result
from tests.suivi.synthese.sends import kept_with
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db
CANARY = "Zzcanari"  # the direction of the earlier result: nothing else says it


@pytest.fixture
def bob(metier):
    return member("bob", lycee())


@pytest.fixture
def campagne(bob):
    return campaign(bob)


def two_years(campagne, before=None, nom="Emma"):
    """(place, the result of a year ago, that of today)"""
    own = joined(campagne, nom)
    older = result(own, before or kept_with(CANARY, 0.8))
    Resultat.objects.filter(pk=older.pk).update(cree_le=timezone.now() - timedelta(days=365))
    older.refresh_from_db()
    return own, older, result(own, kept_with("Santé", 0.9))


def sent_with(own, older, newer):
    coches = services.Coches()
    compared = comparison_with(older) if older else None
    said = apercu_of(own, newer, coches)
    return services.send(participation=own, resultat=newer, coches=coches, apercu=said, comparaison=compared)


def told(envoi):
    return dossier_of(read_envois([Envoi.objects.get(pk=envoi.pk)])[0], load_profils())


def listed(campagne, bob):
    return eleves_of([campagne], bob.user, apercus=True)[campagne.pk][0]


def everything_said(client, bob, campagne, own):
    """All that a counsellor reads of a pupil."""
    sign_in(client, bob.user)
    envoi = Envoi.objects.filter(participation=own).first()
    paper = repr(fiche_of(told(envoi), campagne, own, "Bob Martin")) if envoi else ""
    pages = [text(client.get(one)) for one in (of(own), f"/suivi/campagnes/{campagne.pk}/resultats/")]
    return "".join([*pages, paper, repr(listed(campagne, bob))])


# --- said everywhere when it is ticked, nowhere when it is not ------------------------------


def test_an_earlier_result_is_compared_only_if_the_student_says_so(client, bob, campagne):
    own, older, newer = two_years(campagne)
    sent_with(own, None, newer)
    assert CANARY not in everything_said(client, bob, campagne, own)
    assert listed(campagne, bob).evolution == ""
    envoi = sent_with(own, older, newer)
    dossier, day = told(envoi), timezone.localdate(older.cree_le)
    assert (dossier.avant_le, dossier.avant_garde, dossier.rang) == (day, True, 1)
    assert dossier.changements.direction_avant.nom == CANARY
    assert listed(campagne, bob).evolution == "autre direction"
    assert "changement" in listed(campagne, bob).regles
    assert any(CANARY in one.phrase for one in dossier.particulier)
    page = text(client.get(of(own)))
    assert f"Depuis le {day.day}" in page and str(day.year) in page
    assert "Ce résultat n’est pas envoyé ici" in page
    assert "non envoyé ici" in fiche_of(dossier, campagne, own, "Bob Martin").depuis.titre


def test_the_student_reads_before_sending_what_the_counsellor_will(campagne):
    own, older, newer = two_years(campagne)
    shown, foreign = preview(own, newer, services.Coches(), older)
    after = told(sent_with(own, older, newer))
    template, more = "suivi/eleve_detail/_changements.html", {"marge": None, "eleve": "", "csrf_token": ""}
    pages = [
        render_to_string(
            template, {"changements": one.changements, "avant_le": one.avant_le, "garde": one.avant_garde, **more}
        )
        for one in (shown, after)
    ]
    assert pages[0] == pages[1] and CANARY in pages[0] and not foreign
    assert (shown.particulier, shown.questions) == (after.particulier, after.questions)


def test_the_list_says_what_the_page_says(campagne, bob):
    own, older, newer = two_years(campagne)
    envoi = sent_with(own, older, newer)
    with CaptureQueriesContext(connection) as asked:
        found = listed(campagne, bob)
    assert not [one["sql"] for one in asked if "contenu" in one["sql"]], "no frozen result is opened"
    assert found.evolution == told(envoi).changements.evolution
    assert [one.phrase for one in found.apercu.constats] == [one.phrase for one in told(envoi).particulier]
    assert CANARY not in json.dumps(Envoi.objects.get().apercu), "what lists keep of a send says it of the send alone"


def test_as_many_queries_for_two_pupils_as_for_one(campagne, bob):
    counts = []
    for nom in ("Emma", "Léa"):
        sent_with(*two_years(campagne, nom=nom))
        with CaptureQueriesContext(connection) as asked:
            listed(campagne, bob)
            read_envois(list(Envoi.objects.select_related("participation")))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_once_something_was_sent_it_is_compared_with_that(campagne):
    own, older, newer = two_years(campagne)
    sent_with(own, older, newer)
    third = result(own, kept_with("Art", 0.9))
    results = list(own.passation.resultats.all())
    assert comparables(own, newer, results) == [older]
    assert comparables(own, third, results) == [] and comparables(own, older, results) == []
    envoi = sent_with(own, older, third)
    assert Envoi.objects.get(pk=envoi.pk).depuis is None
    assert told(envoi).changements.direction_avant.nom == "Santé" and not told(envoi).avant_garde


# --- two methods -----------------------------------------------------------------------


def test_of_two_methods_priorities_alone_are_compared(campagne, client, bob):
    own, older, newer = two_years(campagne, kept_with(CANARY, 0.8, methode=METHODE))
    assert older.instantane.methode.version != newer.instantane.methode.version
    envoi = sent_with(own, older, newer)
    assert not told(envoi).changements.meme_methode and listed(campagne, bob).evolution == ""
    said = everything_said(client, bob, campagne, own)
    assert CANARY not in said.partition("Ce qui a changé")[2].partition("L’ensemble")[0]
    assert "La méthode a changé entre les deux" in said
    assert "le reste ne se compare pas" in fiche_of(told(envoi), campagne, own, "Bob").depuis.texte


def test_other_priorities_do_not_hide_that_the_method_changed(campagne):
    weights = dict(zip(CLES, (0.6, 0.1, 0.1, 0.1, 0.1), strict=True))
    before = kept_with("Santé", 0.9, methode=METHODE, weights=weights)
    found = changements(before, kept_with("Santé", 0.9))
    assert (found.evolution, found.meme_methode) == ("autres priorités", False)


def test_a_situation_is_read_as_it_was_written():
    found = situation(kept_with("Santé", 0.9))
    day = timezone.localdate()
    assert situation_from_json(json.loads(json.dumps(situation_to_json(found, day)))) == (found, day)
    for broken in ({}, {"format": 0}, situation_to_json(found, day) | {"le": "hier"}):
        with pytest.raises((KeyError, ValueError)):
            situation_from_json(broken)


def test_a_situation_of_another_format_breaks_no_list(campagne, bob):
    own, older, newer = two_years(campagne)
    sent_with(own, older, newer)
    Envoi.objects.update(situation_avant={"format": 99})
    assert listed(campagne, bob).evolution == "" and listed(campagne, bob).apercu is not None


# --- taken away ------------------------------------------------------------------------


def test_erasing_the_earlier_result_takes_the_comparison_and_leaves_the_send(client, bob, campagne):
    own, older, newer = two_years(campagne)
    envoi = sent_with(own, older, newer)
    assert CANARY in everything_said(client, bob, campagne, own)
    quiz.remove_result(resultat=older)
    kept = Envoi.objects.get(pk=envoi.pk)
    assert (kept.depuis, kept.situation_avant, kept.resultat_id) == (None, {}, newer.pk)
    assert CANARY not in everything_said(client, bob, campagne, own)


@pytest.mark.parametrize("act", [services.withdraw_sent, services.leave])
def test_withdrawing_or_leaving_takes_it_away_and_the_student_keeps_both(client, bob, campagne, act):
    own, older, newer = two_years(campagne)
    sent_with(own, older, newer)
    act(participation=own)
    assert not Envoi.objects.exists() and set(Resultat.objects.all()) == {older, newer}
    sign_in(client, bob.user)
    assert CANARY not in text(client.get(f"/suivi/campagnes/{campagne.pk}/resultats/"))


def test_a_result_that_is_compared_is_not_pruned(campagne, monkeypatch):
    own, older, newer = two_years(campagne)
    sent_with(own, older, newer)
    monkeypatch.setattr("quiz.services.resultat.MOST_RESULTS", 1)
    third = result(own, kept_with("Art", 0.9))
    _prune(own.passation)
    assert set(Resultat.objects.all()) == {older, newer, third}
    quiz.remove_result(resultat=newer)
    _prune(own.passation)
    assert set(Resultat.objects.all()) == {third}


def test_one_of_somebody_else_or_erased_meanwhile_is_not_compared(campagne):
    own, older, newer = two_years(campagne)
    stranger = result(joined(campagne, "Léa"), kept_with("Art"))
    quiz.remove_result(resultat=Resultat.objects.get(pk=older.pk))
    for lost in (older, stranger, newer):
        with pytest.raises(services.NotComparableError):
            sent_with(own, lost, newer)
    assert not Envoi.objects.exists()


def test_a_sheet_made_before_goes_with_the_earlier_result(campagne, bob):
    own, older, newer = two_years(campagne)
    sent_with(own, older, newer)
    travail, _ = travaux.ask(campagne=campagne, membre=bob, genre=Genre.ZIP, eleves=[own.pk])
    travaux.work(travail.pk)
    assert Piece.objects.get().faite_le is not None
    quiz.remove_result(resultat=older)
    piece = Piece.objects.get()
    assert (piece.faite_le, bytes(piece.contenu)) == (None, b"")


def test_a_sheet_is_not_kept_when_the_earlier_result_goes_while_it_is_made(campagne, bob, monkeypatch):
    own, older, newer = two_years(campagne)
    sent_with(own, older, newer)
    travail, _ = travaux.ask(campagne=campagne, membre=bob, genre=Genre.PDF, eleves=[own.pk])
    make, asked = travaux._content, []

    def erased(travail, lu):
        asked.append(lu.depuis)
        contenu = make(travail, lu)
        if len(asked) == 1:
            quiz.remove_result(resultat=older)
        return contenu

    monkeypatch.setattr(travaux, "_content", erased)
    travaux.work(travail.pk)
    assert asked[0] is not None and asked[1] is None and len(asked) == 2
    assert CANARY not in bytes(Piece.objects.get().contenu).decode()


# --- the student's pages ---------------------------------------------------------------


@pytest.fixture
def second_year(bob):
    """A student who did the quiz a year apart, in a class of today; a class that knows nothing of them."""
    with time_machine.travel("2026-06-10T10:00:00+02:00", tick=True):
        emma = student(campaign(bob))
        finish(emma, stimulation="10", carriere="0")
        quiz_end = timezone.now() + timedelta(days=500)
        own = place()
        own.passation.expire_le = quiz_end
        own.passation.save()
    with time_machine.travel("2026-10-05T10:00:00+02:00", tick=True):
        seconde = campaign(bob, nom="Première 2")
        newcomer(seconde, "Emma P", emma, reponses="miennes")
        finish(emma, stimulation="0", carriere="10")
        yield emma, seconde


def test_the_choice_is_not_ticked_and_is_told(second_year):
    emma, seconde = second_year
    page = text(emma.get(address(seconde, "envoyer/")))
    assert "Montrer aussi ce qui a changé" in page and "10 juin 2026" in page
    assert 'name="changements"' in page and "checked" not in page
    assert "Rien d’autre de ce résultat ne part" in page
    send(emma, seconde, depuis="1")
    assert Envoi.objects.get(participation__campagne=seconde).depuis is None, "the date alone ticks nothing"
    send(emma, seconde, changements="on", depuis="1")
    assert Envoi.objects.get(participation__campagne=seconde).depuis.numero == 1
    page = text(emma.get(address(seconde)))
    assert "ce qui a changé depuis ton résultat du 10 juin 2026" in page


def test_what_is_compared_is_in_my_data(second_year):
    emma, seconde = second_year
    send(emma, seconde, changements="on", depuis="1")
    data = json.loads(emma.get("/quiz/mes-donnees/export.json").content)
    said = {one["classe"]: one["envois"] for one in data["classes"]}
    assert said["Première 2"][0]["compare_au_resultat"] == 1
    assert "ce qui a changé depuis ton résultat 1" in text(emma.get("/quiz/mes-donnees/"))


@pytest.mark.parametrize("depuis", ["", "99", "x", "-1", "3", "1.5"])
def test_a_result_that_cannot_be_compared_is_refused_and_nothing_leaves(second_year, depuis):
    emma, seconde = second_year
    ticks = {"resultat": "3", "changements": "on", "depuis": depuis}
    response = emma.post(address(seconde, "envoyer/"), ticks)
    assert response.status_code == 422 and not Envoi.objects.exists()
    assert emma.post(address(seconde, "envoyer/apercu/"), ticks).status_code == 200


def test_an_earlier_result_erased_while_one_reads_is_said(second_year, monkeypatch):
    emma, seconde = second_year
    ticks = {"resultat": "3", "changements": "on", "depuis": "1"}

    def erased(depuis):
        found = comparison_with(depuis)
        quiz.remove_result(resultat=depuis)
        return found

    monkeypatch.setattr("suivi.views.envoi.comparison_with", erased)
    response = emma.post(address(seconde, "envoyer/"), ticks)
    assert response.status_code == 422 and "vient d’être effacé" in text(response)
    assert not Envoi.objects.exists()


def test_what_would_be_called_particular_says_on_what_it_depends(campagne):
    own, older, newer = two_years(campagne)
    said = signales_of(own, newer, older, held=False)
    assert any(CANARY in one and one.endswith("(Si tu coches ce qui a changé.)") for one in said.phrases)
    assert not any(CANARY in one for one in signales_of(own, newer, held=False).phrases)
    held = signales_of(own, newer, older, held=True)
    assert not any(CANARY in one for one in held.phrases) and held.gardes


# --- kept for the next year -------------------------------------------------------------

KEEP = "/quiz/mes-donnees/an-prochain/"


def last_days():
    own = Passation.objects.get()
    return own.dernier_jour, own.dernier_jour_choisi


@pytest.fixture
def november():
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=False) as clock:
        yield clock


def test_results_are_kept_for_the_next_year_only_if_one_asks_and_one_may_undo_it(november, bob):
    emma = student(campaign(bob))
    before = last_days()
    assert before == (date(2026, 12, 24), None)
    page = text(emma.get("/quiz/mes-donnees/"))
    assert "Garder mes résultats jusqu’au 31 août 2028" in page and "Garde ton code" in page
    emma.post(KEEP, {"garder": "1"})
    assert last_days() == (date(2028, 8, 31), date(2028, 8, 31))
    page = text(emma.get("/quiz/mes-donnees/"))
    assert "Tu as choisi de garder tes résultats jusqu’au 31 août 2028" in page
    assert "Garder mes résultats jusqu’au" not in page, "one school year ahead at most"
    data = json.loads(emma.get("/quiz/mes-donnees/export.json").content)
    assert data["gardee_par_choix_jusqu_au"] == "2028-09-01T00:00:00+02:00"
    assert "Gardé pour l’an prochain, à ta demande" in page
    emma.post(KEEP, {"garder": "0"})
    assert last_days() == before


def test_it_never_goes_beyond_the_next_school_year_and_may_be_said_again_then(november, bob):
    emma = student(campaign(bob))
    for _ in range(3):
        emma.post(KEEP, {"garder": "1"})
    assert last_days()[0] == date(2028, 8, 31)
    november.move_to("2027-09-02T12:00:00+02:00")
    assert "Garder mes résultats jusqu’au 31 août 2029" in text(emma.get("/quiz/mes-donnees/"))
    emma.post(KEEP, {"garder": "1"})
    assert last_days()[0] == date(2029, 8, 31)


def test_without_a_result_there_is_nothing_to_keep(november, bob):
    emma = newcomer(campaign(bob))
    assert "an-prochain" not in text(emma.get("/quiz/mes-donnees/"))
    before = last_days()
    for garder in ("1", "0", "", "x"):
        assert emma.post(KEEP, {"garder": garder}).status_code == 302
    assert last_days() == before


def test_the_class_ends_at_its_own_date_and_the_results_stay(november, bob):
    classe = campaign(bob)
    emma = student(classe)
    send(emma, classe)
    assert "Garder mes résultats pour l’an prochain" in text(emma.get(address(classe)))
    emma.post(KEEP, {"garder": "1"})
    page = text(emma.get(address(classe)))
    assert "Garder mes résultats pour l’an prochain" not in page
    assert "Effacé de la classe après le 31 août 2027" in page and "jusqu’au 31 août 2028" in page
    november.move_to("2027-09-01T03:00:00+02:00")
    for _ in range(2):
        call_command("purge_expired")
        assert not Envoi.objects.exists() and not Participation.objects.exists()
        assert Resultat.objects.count() == 1 and last_days()[0] == date(2028, 8, 31)
    assert "Résultat 1" in text(emma.get("/quiz/mes-donnees/"))
    november.move_to("2028-09-01T00:00:01+02:00")
    call_command("purge_expired")
    assert not Passation.objects.exists()


@pytest.mark.parametrize("first", ["send", "keep"])
def test_undone_the_answers_last_as_long_as_what_was_sent_is_read(november, bob, first):
    classe = campaign(bob)
    emma = student(classe)
    acts = {"send": lambda: send(emma, classe), "keep": lambda: emma.post(KEEP, {"garder": "1"})}
    acts.pop(first)()
    next(iter(acts.values()))()
    assert last_days()[0] == date(2028, 8, 31)
    emma.post(KEEP, {"garder": "0"})
    assert last_days() == (date(2027, 8, 31), None)
    emma.post(KEEP, {"garder": "1"})
    services.withdraw_sent(participation=place())
    assert last_days()[0] == date(2028, 8, 31), "withdrawing takes nothing from the student"
    emma.post(KEEP, {"garder": "0"})
    assert last_days() == (date(2026, 12, 24), None)


def test_a_choice_undone_after_its_own_end_leaves_a_week_to_come_back(november, bob):
    emma = student(campaign(bob))
    emma.post(KEEP, {"garder": "1"})
    november.move_to("2027-03-01T12:00:00+01:00")
    emma.post(KEEP, {"garder": "0"})
    assert last_days() == (date(2027, 3, 8), None)


def test_from_one_year_to_the_next_nothing_but_the_choice_is_needed(november, bob):
    emma = student(campaign(bob))
    finish(emma, stimulation="10", carriere="0")
    emma.post(KEEP, {"garder": "1"})
    november.move_to("2027-10-05T12:00:00+02:00")
    call_command("purge_expired")
    premiere = campaign(bob, nom="Première 2")
    newcomer(premiere, "Emma P", emma, reponses="miennes")
    finish(emma, stimulation="0", carriere="10")
    send(emma, premiere, changements="on", depuis="2")
    assert Envoi.objects.get().depuis.numero == 2
