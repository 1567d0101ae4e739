"""The complete quiz: five screens of four statements, then the priorities they say, to be corrected by hand."""

import re
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from pytest_django.asserts import assertNumQueries

from quiz.calcul.reponses import choices_of, elicited
from quiz.methode.statements import SCREENS
from quiz.models import ChoixEcran, Passation
from quiz.steps import next_step
from tests.quiz.answers import IMPORTANCES, follow, pick, url

pytestmark = pytest.mark.django_db
PRIORITES = "/quiz/priorites/"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\xa0", " ")


def test_each_screen_shows_its_four_statements_and_leads_to_the_next(client):
    for numero, screen in enumerate(SCREENS, start=1):
        page = read(client, url(numero))
        assert all(enonce.texte in page for enonce in screen)
        response = pick(client, numero)
        assert response.status_code == 302
        assert response["Location"] == (url(numero + 1) if numero < 5 else f"{PRIORITES}?phrases")
    assert ChoixEcran.objects.count() == 5


def test_the_priorities_they_say_are_proposed_and_the_student_decides(client):
    order = ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"]
    follow(client, order)
    page = read(client, PRIORITES)
    values = {cle: int(re.search(rf'name="{cle}"\s+value="(\d+)"', page)[1]) for cle in order}
    assert [values[cle] for cle in order] == sorted(values.values(), reverse=True)
    assert values["relations"] == 10
    assert "Te ressemblent-elles" in page
    assert "presque toujours dans le même sens" in page
    assert not Passation.objects.get().has_importances, "nothing is decided for the student"
    client.post(PRIORITES, IMPORTANCES)
    passation = Passation.objects.get()
    assert passation.importances == {cle: int(value) for cle, value in IMPORTANCES.items()}
    assert passation.choix.count() == 5, "what was elicited is kept beside what was adjusted"


def test_an_earlier_screen_can_be_answered_again_and_changes_what_follows(client):
    follow(client, ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"])
    before = elicited(choices_of(Passation.objects.get())).importances
    page = read(client, url(1))
    assert page.count(" checked") == 2
    assert "Ta réponse précédente est reprise" in page
    pick(client, 1, 3, 0)
    assert ChoixEcran.objects.count() == 5
    assert elicited(choices_of(Passation.objects.get())).importances != before


def test_a_statement_answered_otherwise_asks_the_priorities_again(client):
    follow(client, ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"])
    client.post(PRIORITES, IMPORTANCES)
    follow(client, ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"])
    assert Passation.objects.get().has_importances, "the same answers change nothing"
    best = ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"]
    places = sorted(range(4), key=lambda position: best.index(SCREENS[4][position].dimension))
    assert pick(client, 5, places[0], places[-1])["Location"] == PRIORITES, "and show what was decided"
    assert pick(client, 1, 3, 0)["Location"] == f"{PRIORITES}?phrases", "what they now say comes next"
    assert not Passation.objects.get().has_importances
    assert client.get("/quiz/classement/")["Location"] == f"{PRIORITES}?reprise"
    assert "Te ressemblent-elles" in read(client, PRIORITES)


def test_priorities_given_as_numbers_stay_until_all_screens_are_answered(client):
    client.post(PRIORITES, IMPORTANCES)
    for numero in range(1, 5):
        pick(client, numero)
    assert Passation.objects.get().has_importances
    pick(client, 5)
    assert not Passation.objects.get().has_importances


def test_a_double_click_and_a_screen_left_out_lose_nothing(client):
    for numero in (1, 2, 2, 4, 5):
        response = pick(client, numero)
    assert response["Location"] == url(3), "the last one leads to the first still missing"
    assert ChoixEcran.objects.count() == 4
    assert "Te ressemblent-elles" not in read(client, PRIORITES)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Le plus important : choisis une des quatre phrases."),
        ({"plus": SCREENS[0][0].cle}, "Le moins important : choisis une des quatre phrases."),
        ({"plus": SCREENS[0][0].cle, "moins": SCREENS[0][0].cle}, "La même phrase ne peut pas"),
        ({"plus": SCREENS[0][0].cle, "moins": "inventee"}, "Le moins important : choisis"),
        ({"plus": "\x00", "moins": "é" * 5000}, "Le plus important : choisis"),
    ],
)
def test_a_wrong_answer_is_told_at_its_place_and_keeps_the_right_one(client, data, said):
    response = client.post(url(1), data)
    assert response.status_code == 422
    page = unescape(response.content.decode()).replace("\xa0", " ")
    assert said in page
    assert page.count(" checked") == sum(value in KNOWN for value in data.values())
    assert not ChoixEcran.objects.exists()


KNOWN = {enonce.cle for enonce in SCREENS[0]}


@pytest.mark.parametrize("numero", [0, 6, 99])
def test_a_screen_that_does_not_exist_is_not_found(client, numero):
    assert client.get(url(numero)).status_code == 404
    assert client.post(url(numero), {}).status_code == 404


def test_erasing_takes_the_choices_along(client):
    pick(client, 1)
    client.post("/quiz/effacer/")
    assert not ChoixEcran.objects.exists()


def test_the_database_refuses_what_no_form_sends(client):
    pick(client, 1)
    passation = Passation.objects.get()
    for ecran, plus, moins in ((5, "a", "b"), (2, "a", "a"), (0, "a", "b")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChoixEcran.objects.create(passation=passation, ecran=ecran, plus=plus, moins=moins)


def test_answers_to_statements_that_were_taken_away_do_not_count(client):
    follow(client, ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"])
    ChoixEcran.objects.filter(ecran=0).update(plus="retire")
    assert elicited(choices_of(Passation.objects.get())) is None


def test_a_screen_whose_statements_were_reworded_since_is_asked_again(client):
    """The words that were picked stay among the stored data until then."""
    follow(client, ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"])
    ChoixEcran.objects.filter(ecran=2).update(plus="projet_plusieurs", moins="diriger")
    assert next_step(Passation.objects.get()) == url(3)
    assert "Diriger un jour un service, un chantier ou un magasin" in read(client, "/quiz/mes-donnees/")
    page = read(client, url(3))
    assert " checked" not in page and "Ta réponse précédente" not in page
    assert pick(client, 3)["Location"] == url(4)
    assert ChoixEcran.objects.count() == 5
    assert elicited(choices_of(Passation.objects.get())) is not None
    assert "Diriger un jour un service, un chantier ou un magasin" not in read(client, "/quiz/mes-donnees/")


def test_a_ranking_decided_before_a_rewording_stays_open(client, metier):
    follow(client, ["relations", "stimulation", "flexibilite", "qualite_vie", "carriere"])
    client.post(PRIORITES, IMPORTANCES)
    ChoixEcran.objects.filter(ecran=2).update(plus="projet_plusieurs", moins="diriger")
    assert metier.titre in read(client, "/quiz/classement/")
    pick(client, 3)
    assert not Passation.objects.get().has_importances, "all are answered again: the priorities are asked again"


def test_queries_of_a_screen(client):
    pick(client, 1)
    with assertNumQueries(2):
        client.get(url(2))
