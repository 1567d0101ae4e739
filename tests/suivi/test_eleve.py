"""The page of a pupil: who opens it, what it says, what is noted of it."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from suivi import services
from suivi.dossier import TICKED
from suivi.models import Envoi, Lecture, Membre, Montre, Participation, Role, Sujet
from tests.conftest import StrictClient, sign_in, styled_classes
from tests.orientation.test_poids import sent as size_of
from tests.suivi.eleves import CANARIES, joined, of, result, send, sent, with_everything, written
from tests.suivi.synthese.sends import kept_with
from tests.suivi.test_pages import ENGLISH, FAMILIAR, Staff
from tests.suivi.world import campaign, cio, lycee, member

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys(TICKED, True)
PAGES = ("", "fiche.pdf", "essai/", "notes/", "rendez-vous/")


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


@pytest.fixture
def bob():
    return member("bob", lycee())


@pytest.fixture
def campagne(bob):
    return campaign(bob)


@pytest.fixture
def opened(client, bob):
    sign_in(client, bob.user)
    return lambda place, then="": text(client.get(of(place, then)))


def text(response):
    html = response.content.decode()
    bare = re.sub(r"<[^>]+>", "", html.split("<main")[-1].split("</main")[0])
    return re.sub(r"\s+", " ", unescape(bare)).replace("\xa0", " ")


def browser_of(whom):
    return sign_in(StrictClient(), whom.user)


# --- who opens it --------------------------------------------------------------


def test_a_pupil_is_open_to_the_owner_and_to_those_it_is_shared_with(bob, campagne):
    house = bob.structure
    place, _ = sent(campagne)
    eva, ivan = member("eva", house), member("ivan", house, Role.INVITE)
    boss, stranger = member("anne", house, Role.RESPONSABLE), member("ali", cio(), Role.RESPONSABLE)
    services.share_campagne(campagne=campagne, membres=[eva, ivan])
    for who, status in ((bob, 200), (eva, 200), (ivan, 404), (boss, 404), (stranger, 404)):
        statuses = {browser_of(who).get(of(place, then)).status_code for then in PAGES}
        assert statuses == {status}, who


def test_a_pupil_of_another_campaign_is_not_there(opened, bob, campagne, client):
    place, _ = sent(campaign(bob, "Autre"))
    assert client.get(f"/suivi/campagnes/{campagne.pk}/eleves/{place.pk}/").status_code == 404


def test_between_two_clicks_it_may_be_gone_and_says_so_in_french(client, opened, bob, campagne):
    place, envoi = sent(campagne)
    assert "Emma" in opened(place)
    services.withdraw_sent(participation=place)
    assert client.get(of(place, f"?envoi={envoi.pk}")).status_code == 404
    assert client.get(of(place, "fiche.pdf")).status_code == 404
    assert "a retiré ce qui était envoyé" in opened(place)
    place.passation.delete()
    gone = client.get(of(place))
    assert gone.status_code == 404 and "Cette page n’existe pas" in text(gone)
    other, _ = sent(campagne, "Léa")
    member("zoe", bob.structure, Role.RESPONSABLE)
    Membre.objects.filter(pk=bob.pk).update(role=Role.INVITE)
    assert client.get(of(other)).status_code == 404


@pytest.mark.parametrize("asked", ["0", "x", "999999999999999999999", ""])
def test_a_send_that_is_not_theirs_is_not_there(client, opened, campagne, asked):
    place, _ = sent(campagne)
    assert client.get(of(place, f"?envoi={asked}")).status_code == 404


# --- what it says ---------------------------------------------------------------


def test_before_any_send_it_says_how_far_the_pupil_is_and_no_answer(opened, campagne):
    place = joined(campagne)
    said = opened(place)
    assert "Emma a commencé, et n’a rien envoyé" in said and "aucune réponse avant un envoi" in said
    written(result(place, kept_with("Santé")))
    said = opened(place)
    assert "Emma a fini, et n’a rien envoyé" in said
    assert "Santé" not in said and not any(canary in said for canary in CANARIES.values())
    assert not Lecture.objects.exists()


@pytest.mark.parametrize("name", TICKED)
def test_the_page_shows_what_was_ticked_and_nothing_else(opened, campagne, name):
    place = joined(campagne)
    resultat = result(place)
    written(resultat)
    send(place, resultat, **{name: True})
    said = opened(place)
    shown = {
        "competences": "Compétences à construire",
        "plan": CANARIES["plan"],
        "reflexions": CANARIES["reflexions"],
        "sans_les_noms": CANARIES["sans_les_noms"],
    }
    assert [one for one, canary in shown.items() if canary in said] == [name]


def test_the_first_screen_says_what_to_say(opened, campagne):
    place, _ = sent(campagne, kept=kept_with("Santé", share=0.3))
    services.ask_for_talk(participation=place, sujet=Sujet.ETUDES, demande="Moins <b>long</b> ?")
    Participation.objects.filter(pk=place.pk).update(demandee_le=timezone.now() - timedelta(days=4))
    said = opened(place)
    assert "Demande un entretien depuis 4 jours : les études, leur durée. « Moins <b>long</b> ? »" in said
    assert "En bref. D’abord" in said and "Direction à explorer." in said
    assert "12 autres règles : rien à signaler." in said
    assert "1er envoi, le" in said and "Emma n’a pas envoyé ses compétences" in said
    assert said.index("Ce qui compte pour Emma") < said.index("Ce qui est particulier") < said.index("Des questions")


def test_questions_are_changed_by_a_link(client, opened, campagne):
    place, _ = sent(campagne)
    html = client.get(of(place)).content.decode()
    first = set(re.findall(r'<span class="etiquette">([^<]*)', html))
    link = re.search(r'href="(\?sauf[^"#]*)#questions"', html)[1].replace("&amp;", "&")
    then = set(re.findall(r'<span class="etiquette">([^<]*)', client.get(of(place, link)).content.decode()))
    assert len(first) == 5 and then and not first & then
    odd = "?" + "&".join(["sauf=%00<script>"] * 200)
    assert client.get(of(place, odd)).status_code == 200


def test_a_name_of_any_script_and_the_pupils_around(opened, campagne):
    adam, _ = sent(campagne, "Adam")
    emma, _ = sent(campagne, "Emma")
    arab, _ = sent(campagne, "محمد")
    joined(campagne, "Léa")
    assert "2 sur 3" in opened(emma) and "Précédent : Adam" in opened(emma) and "Suivant : محمد" in opened(emma)
    assert "Précédent" not in opened(adam) and "Suivant" not in opened(arab)


def test_keys_that_act_alone_can_be_switched_off(client, opened, campagne):
    sent(campagne, "Adam")
    place, _ = sent(campagne)
    html = client.get(of(place)).content.decode()
    assert 'aria-keyshortcuts="K"' in html and "js/eleve.js" in html
    response = client.post("/suivi/raccourcis/", {"actifs": "0", "retour": of(place)})
    assert response["Location"] == of(place)
    html = client.get(of(place)).content.decode()
    assert "aria-keyshortcuts" not in html and "js/eleve.js" not in html and "Rétablir les raccourcis" in html
    assert client.post("/suivi/raccourcis/", {"retour": "//ailleurs.example/"})["Location"] == "/suivi/"
    client.post("/suivi/raccourcis/", {"actifs": "1"})
    assert "aria-keyshortcuts" in client.get(of(place)).content.decode()


# --- the same name, again --------------------------------------------------------


def test_what_was_sent_before_the_name_was_freed_is_found_again(client, opened, campagne):
    before, first = sent(campagne)
    services.free(participation=before)
    assert "Ce pseudonyme est libéré" in opened(before)
    place = joined(campagne)
    assert "1er envoi" in opened(place), "what was sent under this name, before anything new"
    new = send(place, result(place, kept_with("Social")))
    said = opened(place)
    assert "2e envoi" in said and "avant que le pseudonyme soit libéré" in said and "Ce qui a changé" in said
    assert "1er envoi" in opened(place, f"?envoi={first.pk}")
    assert "Voir sa page d’aujourd’hui" in opened(before)
    assert new.pk != first.pk


# --- who read what -----------------------------------------------------------------


def test_opening_is_noted_and_said(client, opened, bob, campagne):
    place, envoi = sent(campagne)
    client.head(of(place))
    assert not Lecture.objects.exists()
    said = opened(place)
    (reading,) = Lecture.objects.all()
    assert (reading.envoi, reading.membre, reading.quoi) == (envoi, bob, "page")
    assert "Emma voit que vous avez ouvert cette page le" in said
    assert client.get(of(place, "fiche.pdf"))["Content-Type"] == "application/pdf"
    assert Lecture.objects.filter(quoi="fiche").count() == 1
    opened(place, "essai/")
    envoi.refresh_from_db()
    assert envoi.lu_le is not None and Lecture.objects.count() == 2, "the same within ten minutes"


def test_the_sheet_of_a_talk_is_one_page(client, opened, campagne):
    place = joined(campagne, "محمد")
    resultat = result(place)
    written(resultat)
    send(place, resultat, **ALL)
    services.ask_for_talk(participation=place, sujet=Sujet.ETUDES)
    response = client.get(of(place, "fiche.pdf"))
    (sheet,) = PdfReader(BytesIO(response.content)).pages
    said = re.sub(r"\s+", " ", sheet.extract_text())
    assert "Décidé ensemble" in said and "Bob Martin" in said
    assert "no-store" in response["Cache-Control"]


# --- held results --------------------------------------------------------------------


def test_a_result_kept_for_the_talk_is_said_and_shown(client, opened, bob):
    place, _ = sent(campaign(bob, montre=Montre.APRES))
    assert "Emma ne voit pas encore son résultat" in opened(place)
    assert client.post(of(place, "montrer/"), {"montre": "1"}).status_code == 302
    assert "Emma voit son résultat depuis le" in opened(place)
    client.post(of(place, "montrer/"), {"montre": "0"})
    assert "ne voit pas encore" in opened(place)


def test_where_results_are_seen_at_once_there_is_nothing_to_show(client, opened, campagne):
    place, _ = sent(campagne)
    assert "ne voit pas encore" not in opened(place)
    assert client.post(of(place, "montrer/")).status_code == 404


# --- how much it asks ------------------------------------------------------------------


def test_the_page_asks_as_many_queries_whatever_there_is(client, opened, bob, campagne):
    def queries(place):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(of(place)).status_code == 200
        return len(captured)

    place = joined(campagne)
    resultat = result(place)
    written(resultat)
    send(place, resultat, **ALL)
    before = result(place, kept_with("Social"))
    written(before)
    Envoi.objects.filter(pk=send(place, before).pk).update(envoye_le=timezone.now() - timedelta(days=3))
    opened(place)
    few = queries(place)
    for number in range(12):
        sent(campagne, f"Élève {number}")
        services.write_note(participation=place, membre=bob, ancre="plan", texte=f"Note {number}", partagee=True)
        le = timezone.now() + timedelta(days=number + 1)
        services.propose(participation=place, membre=bob, le=le, lieu="CDI")
        send(place, result(place, kept_with("Social")))
    send(place, resultat, **ALL)
    opened(place)
    assert queries(place) == few <= 36


# --- how it looks and speaks ---------------------------------------------------------------


@pytest.fixture
def tour(bob):
    """Each page of a pupil, in each of its states."""
    held = campaign(bob, montre=Montre.APRES)
    place = joined(held)
    resultat = result(place, with_everything())
    written(resultat)
    first = send(place, result(place, kept_with("Social")))
    Envoi.objects.filter(pk=first.pk).update(envoye_le=timezone.now() - timedelta(days=9))
    send(place, resultat, **ALL)
    for nom in ("Adam", "Zoé"):
        sent(held, nom)
    services.ask_for_talk(participation=place, sujet=Sujet.ETUDES, demande="Moins long\u00a0?")
    private, answered = (
        services.write_note(participation=place, membre=bob, ancre="plan", texte=texte, partagee=texte == "Lu")
        for texte in ("Vu", "Lu")
    )
    services.answer_note(note=answered, version=1, reponse="Non", desaccord=True)
    le = timezone.now() + timedelta(days=3)
    done = services.propose(participation=place, membre=bob, le=le, lieu="CDI")
    services.propose(participation=place, membre=bob, le=le + timedelta(days=1), lieu="")
    visitor = sign_in(Staff(), bob.user)
    for then in ("", "essai/", "essai/?relations=0", "notes/", f"notes/{private.pk}/", "rendez-vous/"):
        visitor.get(of(place, then))
    visitor.post(of(place, f"notes/{private.pk}/"), {"texte": "Ici", "version": "9"})
    visitor.post(of(place, "rendez-vous/"), {})
    visitor.get(of(place, f"rendez-vous/{done.pk}/"))
    visitor.post(of(place, f"rendez-vous/{done.pk}/fait/"))
    visitor.get(of(place))
    visitor.get(of(joined(held, "Léa")))
    return visitor


def test_every_rule_of_the_stylesheet_is_of_use(tour):
    assert styled_classes("css/eleve.css") - tour.used == set()


def test_the_pages_of_a_pupil_are_in_french_and_say_vous(tour):
    found = {path: ENGLISH.findall(said) for path, said in tour.said.items() if ENGLISH.search(said)}
    assert found == {}
    without_questions = {path: said for path, said in tour.said.items() if "Des questions à poser" not in said}
    assert {path for path, said in without_questions.items() if FAMILIAR.search(said)} == set()


def test_they_are_light():
    assert size_of("css/eleve.css") <= 2_600 and size_of("js/eleve.js") <= 500
