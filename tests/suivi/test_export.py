"""Exports: what leaves, who may, what is noted of it, and what happens meanwhile."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from metiers.dimensions import CLES
from quiz import services as quiz
from suivi import services
from suivi.models import Acte, Lecture, Role
from suivi.tableur.colonnes import COLONNES
from suivi.views.export import AT_ONCE
from tests.conftest import StrictClient, sign_in
from tests.suivi.envois import populate, pupil, pupil_who_sent, sent_by
from tests.suivi.test_comptes import age
from tests.suivi.world import PASSWORD, campaign, cio, lycee, member

pytestmark = pytest.mark.django_db
ADDRESS = "/suivi/exporter/"
TITLES = [title for title, _ in COLONNES]


@pytest.fixture
def bob():
    cache.clear()
    return member("bob", lycee())


@pytest.fixture
def staff(bob):
    return sign_in(StrictClient(), bob.user)


def asked(*campagnes, **more):
    return {"campagnes": [one.pk for one in campagnes], "fichier": "csv", "raison": "Préparer le conseil.", **more}


def read(octets):
    return list(csv.DictReader(StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))


def lines(staff, *campagnes):
    response = staff.post(ADDRESS, asked(*campagnes))
    assert response.status_code == 200, response.content.decode()[:500]
    return read(b"".join(response))


def test_a_line_says_in_words_and_in_figures_what_a_list_shows(staff, bob):
    made = campaign(bob)
    emma = pupil_who_sent(made, "Emma", direction="Santé", share=0.78)
    sent_by(emma, direction="Art", share=0.99, importances=dict.fromkeys(CLES, 5))
    services.ask_for_talk(participation=emma, sujet="etudes", demande="Mes secrets")
    pupil(made, "=Zoé", finished=False)
    first, second = lines(staff, made)
    assert list(first) == TITLES
    assert (first["Structure"], first["Campagne"], first["Pseudonyme"]) == (
        "Lycée Jean-Moulin, Lyon",
        "Seconde 4",
        "'=Zoé",
    )
    assert (first["État"], first["Nombre d’envois"], first["Stimulation"]) == ("commencée", "0", "")
    assert (second["État"], second["Nombre d’envois"], second["Évolution"]) == ("envoyée", "2", "autre direction")
    assert (second["Direction"], second["Fermeté de la direction"]) == ("Art", "solide")
    assert second["Direction, fois sur 100"] == "plus de 95"
    assert second["Stimulation"].startswith("compte") and second["Stimulation, en % de ses priorités"].isdecimal()
    assert second["À propos de"] == "Les études, leur durée" and second["Entretien"] == "demandé"
    assert second["Premier envoi"] <= second["Dernier envoi"]
    assert "secrets" not in str(second), "free text stays on the pupil's page"


def test_a_workbook_holds_the_same(staff, bob):
    made = campaign(bob)
    pupil_who_sent(made, "Emma")
    response = staff.post(ADDRESS, asked(made, fichier="xlsx"))
    assert response["Content-Disposition"].endswith('.xlsx"') and "no-store" in response["Cache-Control"]
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert list(rows[0]) == TITLES and rows[1][3] == "Emma" and rows[1][6] == 1


def test_every_state_of_a_class_has_its_line(staff, bob):
    made = campaign(bob, noms=["Ada"])
    populate(made, bob)
    states = [one["État"] for one in lines(staff, made)]
    assert {"pas commencée", "commencée", "à envoyer", "envoyée", "retirée"} == set(states)


def test_an_empty_class_is_titles_alone(staff, bob):
    assert lines(staff, campaign(bob)) == []


def test_structures_and_pupils_read_that_it_was_exported(staff, bob):
    made = campaign(bob)
    sent = pupil_who_sent(made, "Emma")
    pupil(made, "Zoé")
    lines(staff, made)
    acte = Acte.objects.get(genre=Acte.Genre.EXPORT)
    assert (acte.par, acte.structure, acte.precision) == (
        bob.user,
        bob.structure,
        "1\u00a0campagne\u00a0: Préparer le conseil.",
    )
    assert [(one.envoi.participation, one.signature) for one in Lecture.objects.filter(quoi="export")] == [
        (sent, str(bob))
    ]
    assert sent.envois.get().lu_le is None, "a line of a table is not the page read"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"raison": ""}, "obligatoire"),
        ({"raison": "court"}, "dix signes"),
        ({"raison": "\u200b" * 30}, "obligatoire"),
        ({"campagnes": []}, "Cochez au moins une campagne"),
        ({"campagnes": ["999"]}, "Choisissez dans la liste"),
        ({"campagnes": ["\x00"]}, "Choisissez dans la liste"),
        ({"fichier": "exe"}, "Choisissez dans la liste"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_leaves(staff, bob, changes, said):
    made = campaign(bob)
    response = staff.post(ADDRESS, asked(made) | changes)
    assert response.status_code == 422 and said in response.content.decode()
    assert not Acte.objects.filter(genre=Acte.Genre.EXPORT).exists()


def test_the_campaign_one_comes_from_is_ticked_and_all_of_them_otherwise(staff, bob):
    one, _ = campaign(bob), campaign(bob, nom="Autre")
    assert staff.get(f"{ADDRESS}?campagne={one.pk}").content.decode().count("checked") == 2, "and the kind of file"
    assert staff.get(ADDRESS).content.decode().count("checked") == 3
    assert f'href="{ADDRESS}?campagne={one.pk}"' in staff.get(one.get_absolute_url()).content.decode()


def test_who_one_is_is_asked_again_and_choices_are_kept(staff, bob):
    made, _ = campaign(bob), campaign(bob, nom="Autre")
    age(staff)
    asks = staff.post(
        ADDRESS, asked(made, raison="Pour le proviseur."), headers={"referer": f"http://testserver{ADDRESS}"}
    )
    assert asks.status_code == 302 and asks["Location"].startswith("/compte/confirmer/")
    assert not Acte.objects.filter(genre=Acte.Genre.EXPORT).exists()
    back = staff.post(asks["Location"], {"password": PASSWORD})
    assert back["Location"] == ADDRESS
    page = staff.get(ADDRESS).content.decode()
    assert 'value="Pour le proviseur."' in page and page.count("checked") == 2
    assert staff.get(ADDRESS).content.decode().count("checked") == 3, "once"


def test_only_what_one_may_read(bob):
    mine, guest = campaign(bob), member("gil", bob.structure, Role.INVITE)
    theirs = campaign(member("eve", cio()))
    services.share_campagne(campagne=mine, membres=[guest])
    assert sign_in(StrictClient(), guest.user).get(ADDRESS).status_code == 404
    assert "exporter" not in sign_in(StrictClient(), guest.user).get(mine.get_absolute_url()).content.decode()
    assert sign_in(StrictClient(), bob.user).post(ADDRESS, asked(mine, theirs)).status_code == 422


# --- meanwhile ------------------------------------------------------------------------------


def started(staff, *campagnes):
    """(what has left, what is to come) once the first pupils have."""
    response = iter(staff.post(ADDRESS, asked(*campagnes)))
    return [next(response), next(response), next(response)], response


def test_who_erases_withdraws_or_leaves_meanwhile_is_not_there(staff, bob):
    made = campaign(bob)
    everybody = [pupil_who_sent(made, f"Élève {number:02}") for number in range(60)]
    left, rest = started(staff, made)
    assert "Élève 00" in b"".join(left).decode()
    quiz.erase(secret=everybody[-1].secret)
    services.withdraw_sent(participation=everybody[-2])
    services.leave(participation=everybody[-3])
    names = [one["Pseudonyme"] for one in read(b"".join([*left, *rest]))]
    assert names == [f"Élève {number:02}" for number in range(57)]


def test_a_campaign_that_goes_or_a_right_that_is_lost_meanwhile_is_told(staff, bob):
    first, second = campaign(bob), campaign(bob, nom="Autre")
    pupil_who_sent(first, "Emma")
    pupil_who_sent(second, "Zoé")
    left, rest = started(staff, first, second)
    services.delete_campagne(campagne=second)
    said = b"".join([*left, *rest]).decode()
    assert "Emma" in said and "Zoé" not in said and "Tableau incomplet" in said

    third = campaign(bob, nom="Troisième")
    pupil_who_sent(third, "Ali")
    left, rest = started(staff, first, third)
    bob.role = Role.INVITE
    bob.save(update_fields=["role"])
    said = b"".join([*left, *rest]).decode()
    assert "Ali" not in said and "Tableau incomplet" in said


def test_two_at_once_and_no_more_until_one_is_done(staff, bob):
    made = campaign(bob)
    pupil_who_sent(made, "Emma")
    running = [staff.post(ADDRESS, asked(made)) for _ in range(AT_ONCE)]
    refused = staff.post(ADDRESS, asked(made))
    assert refused.status_code == 429 and "déjà en train de partir" in refused.content.decode()
    assert "Emma" in b"".join(running[0]).decode(), "the first is whole"
    for gone in running[1]._resource_closers:  # as the server does; the whole of close() ends the test's database too
        gone()
    again = [staff.post(ADDRESS, asked(made)) for _ in range(AT_ONCE)]
    assert all("Emma" in b"".join(one).decode() for one in again)


def test_queries_grow_with_campaigns_and_not_with_pupils(staff, bob):
    def queries(*campagnes):
        with CaptureQueriesContext(connection) as found:
            lines(staff, *campagnes)
        return len(found)

    few, many = campaign(bob), campaign(bob, nom="Autre")
    pupil_who_sent(few, "Emma")
    for number in range(40):
        pupil_who_sent(many, f"Élève {number}")
    assert queries(few) == queries(many)
    assert queries(few, many) <= 2 * queries(few)
