"""The page of a pupil in a real browser: seen by all, with and without a mouse."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from suivi import services
from suivi.dossier import TICKED
from suivi.models import Montre, Note, Sujet
from tests.conftest import sign_in
from tests.suivi.eleves import of, result, send, sent, with_everything, written
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.e2e


@pytest.fixture
def emma(live_server, transactional_db, page):
    """Bob's browser, and a pupil who sent everything twice."""
    caches["default"].clear()
    bob = member("bob", lycee())
    place, _ = sent(campaign(bob, montre=Montre.APRES))
    resultat = result(place, with_everything())
    written(resultat)
    send(place, resultat, **dict.fromkeys(TICKED, True))
    sent(place.campagne, "Zoé")
    services.ask_for_talk(participation=place, sujet=Sujet.ETUDES, demande="Est-ce que ça peut être moins long\u00a0?")
    note = services.write_note(participation=place, membre=bob, ancre="plan", texte="Tu l’as lue ?", partagee=True)
    services.answer_note(note=note, version=1, reponse="Oui", desaccord=True)
    own = sign_in(Client(), bob.user)
    page.context.add_cookies([{"name": "sessionid", "value": own.cookies["sessionid"].value, "url": live_server.url}])
    return place


@pytest.fixture
def at(live_server):
    return lambda path: f"{live_server.url}{path}"


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_pages_of_a_pupil_are_seen_by_all(page, at, emma, check_page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for then in ("", "essai/?relations=10&qualite_vie=0&flexibilite=1&stimulation=1&carriere=1", "rendez-vous/"):
        page.goto(at(of(emma, then)))
        check_page(page)
    page.goto(at(of(emma)))
    for fold in page.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    check_page(page)


def test_a_note_is_written_where_it_stands_and_keys_lead_to_the_next_pupil(page, at, emma):
    page.goto(at(of(emma)))
    group = page.get_by_role("group", name=re.compile("en face de.: ce qui compte"))
    group.get_by_text("Noter ici").click()
    group.get_by_role("textbox").fill("Jour J, à reprendre")
    page.keyboard.press("j")
    assert page.url == at(of(emma)), "letters that are written lead nowhere"
    group.get_by_role("button").click()
    note = Note.objects.get(ancre="priorites")
    assert page.url.endswith(f"#note-{note.pk}") and page.locator(f"#note-{note.pk}").is_visible()
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != at(of(emma)) and f"#note-{note.pk}" not in url)
    assert page.get_by_role("heading", level=1).inner_text() == "Zoé"
    page.keyboard.press("k")
    page.wait_for_url(at(of(emma)))
    page.get_by_role("button", name="Couper les raccourcis d’une touche").click()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.get_by_role("heading", level=1).inner_text() == "Emma"
