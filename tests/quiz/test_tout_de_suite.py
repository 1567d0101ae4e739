"""« Voir déjà mes pistes »: from the priorities, or from the last of the five screens."""

import pytest
import time_machine

from quiz.calcul.reponses import choices_of, elicited
from quiz.models import Passation, Resultat
from tests.quiz.answers import IMPORTANCES, pick, url
from tests.quiz.test_complet_view import PRIORITES

pytestmark = pytest.mark.django_db
CLASSEMENT, NOW = "/quiz/classement/", {"pistes": "1"}


def pick_and_see(client, numero, plus=0, moins=3):
    from quiz.methode.statements import SCREENS

    screen = SCREENS[numero - 1]
    return client.post(url(numero), {"plus": screen[plus].cle, "moins": screen[moins].cle} | NOW)


def test_priorities_alone_are_enough(client):
    response = client.post(PRIORITES, IMPORTANCES | NOW)
    assert response["Location"] == CLASSEMENT
    assert Resultat.objects.count() == 1
    assert Passation.objects.get().importances == {cle: int(value) for cle, value in IMPORTANCES.items()}


def test_wrong_priorities_are_told_first(client):
    assert client.post(PRIORITES, IMPORTANCES | NOW | {"carriere": "11"}).status_code == 422
    assert not Resultat.objects.exists()


def test_filters_that_were_said_are_kept(client):
    client.post(PRIORITES, IMPORTANCES)
    client.post("/quiz/gouts/", {"niveau": "3"})
    assert client.post(PRIORITES, IMPORTANCES | NOW)["Location"] == f"{CLASSEMENT}?niveau=3"


def test_the_last_screen_leads_to_the_priorities_that_the_screens_say(client):
    for numero in range(1, 5):
        pick(client, numero)
    assert pick_and_see(client, 5)["Location"] == CLASSEMENT
    passation = Passation.objects.get()
    assert passation.importances == elicited(choices_of(passation)).importances
    assert Resultat.objects.count() == 1
    assert passation.rapide, "five screens in no time were not read"


def test_screens_that_took_their_time_are_not_quick(client):
    with time_machine.travel("2026-11-02 10:00", tick=False) as clock:
        for numero in range(1, 5):
            pick(client, numero)
        clock.shift(26)
        pick_and_see(client, 5)
    assert not Passation.objects.get().rapide


def test_a_screen_that_is_missing_is_asked_first(client):
    for numero in (1, 2, 4):
        pick(client, numero)
    assert pick_and_see(client, 5)["Location"] == url(3)
    assert not Passation.objects.get().has_importances and not Resultat.objects.exists()


def test_priorities_that_were_decided_stay_unless_a_screen_changed(client):
    for numero in range(1, 6):
        pick(client, numero)
    client.post(PRIORITES, IMPORTANCES)
    decided = Passation.objects.get().importances
    pick_and_see(client, 5)
    assert Passation.objects.get().importances == decided
    pick_and_see(client, 5, plus=2, moins=1)
    passation = Passation.objects.get()
    assert passation.importances == elicited(choices_of(passation)).importances != decided


def test_about_one_metier_there_are_no_pistes_to_see(client, metier):
    response = client.post(f"/quiz/{metier.slug}/priorites/", IMPORTANCES | NOW)
    assert response["Location"] == f"/quiz/{metier.slug}/competences/"
