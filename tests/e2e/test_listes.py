"""The lists of a counsellor in a real browser: seen by all, ticked, told of what is new, with keys or without."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from suivi import travaux
from suivi.models import Envoi, Genre, Montre
from tests.conftest import sign_in
from tests.suivi.envois import populate, pupil_who_sent
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.e2e


@pytest.fixture
def group(live_server, transactional_db, page):
    """Bob's browser, and a class of his where each state is once."""
    caches["default"].clear()
    bob = member("bob", lycee())
    soon = timezone.localdate() + timedelta(days=3)
    made = campaign(bob, noms=["Emma", "Zoé"], montre=Montre.APRES, ferme_le=soon)
    populate(made, bob)
    own = sign_in(Client(), bob.user)
    page.context.add_cookies([{"name": "sessionid", "value": own.cookies["sessionid"].value, "url": live_server.url}])
    return made


@pytest.fixture
def at(live_server):
    return lambda path: f"{live_server.url}{path}"


@pytest.mark.parametrize("width", [1280, 320])
def test_lists_and_settings_are_seen_by_all(page, at, group, check_page, width):
    page.set_viewport_size({"width": width, "height": 800})
    own = group.get_absolute_url()
    pages = ("", "resultats/", "resultats/?q=zz&direction=Art", "ensemble/", "documents/", "reglages/", "supprimer/")
    first = group.participations.tenues().first().pk
    travaux.ask(campagne=group, membre=group.proprietaire, genre=Genre.ZIP, eleves=[first])
    for path in (
        *("/suivi/", "/suivi/agenda/", "/suivi/eleves/?q=e", "/suivi/structures/"),
        *("/suivi/campagnes/nouvelle/", "/suivi/exporter/"),
        *(f"{own}{one}" for one in pages),
        f"{own}eleves/{first}/liberer/",
    ):
        page.goto(at(path))
        check_page(page)


def test_ticks_are_counted_and_what_is_done_is_taken_back(page, at, group):
    page.goto(at(f"{group.get_absolute_url()}resultats/"))
    bar = page.locator(".lot")
    read = page.get_by_role("button", name="Marquer lus")
    assert read.is_disabled()
    height = bar.bounding_box()["height"]
    page.get_by_label("Toute la page").check()
    assert bar.bounding_box()["height"] == height, "nothing moves"
    assert re.match(r"4 choisis sur 4", bar.inner_text())
    page.locator("tbody [name=eleve]").first.uncheck()
    assert "3 choisis sur 4" in bar.inner_text()
    before = Envoi.objects.filter(lu_le=None).count()
    read.click()
    page.get_by_text("3 marqués lus.").wait_for()
    assert Envoi.objects.filter(lu_le=None).count() < before
    page.get_by_role("button", name="Annuler").click()
    page.get_by_text("C’est annulé.").wait_for()
    assert Envoi.objects.filter(lu_le=None).count() == before


def test_a_phone_sorts_and_has_room_for_a_finger(page, at, group):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(at(f"{group.get_absolute_url()}resultats/"))
    named = page.locator(".resultats tbody th a").first
    assert named.bounding_box()["height"] >= 40
    sort = page.locator(".resultats thead a").first
    assert page.locator(".resultats thead").evaluate("one => getComputedStyle(one).clipPath") != "none"
    sort.focus()
    assert page.locator(".resultats thead").evaluate("one => getComputedStyle(one).clipPath") == "none", "seen"
    page.get_by_text("Filtrer et chercher").click()
    page.get_by_label("Tri").select_option("nom")
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**tri=nom**")
    shown = page.locator(".resultats tbody th bdi").all_inner_texts()
    assert shown == sorted(shown)
    assert not page.get_by_label("Tri").is_visible(), "an order is no filter: the list stays first"


def test_new_sends_arrive_without_reloading(page, at, group):
    address = at(f"{group.get_absolute_url()}resultats/?tri=nom")
    page.goto(address)
    pupil_who_sent(group, "Ana")
    page.evaluate("htmx.ajax('GET', nouveaux.getAttribute('hx-get'), {target: nouveaux, swap: 'outerHTML'})")
    page.get_by_role("link", name="L’afficher").click()
    page.get_by_role("link", name="Ana").wait_for()
    assert "5 affichés sur 5" in page.inner_text("main") and "nouvel" not in page.inner_text("main")
    page.get_by_label("Toute la page").check()
    assert "5 choisis" in page.inner_text(".lot"), "what was put in works as what was there"


def test_one_key_goes_to_the_search_until_it_is_switched_off(page, at, group):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(at("/suivi/"))
    page.keyboard.press("/")
    page.keyboard.type("zo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Zoé").wait_for()
    page.get_by_role("button", name="Couper les raccourcis d’une touche").click()
    page.get_by_role("button", name="Rétablir les raccourcis d’une touche").wait_for()
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") != "q"


def test_without_javascript_everything_is_there(browser, page, at, group):
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(at(f"{group.get_absolute_url()}resultats/"))
    plain.get_by_label("Direction").select_option(index=1)
    plain.get_by_role("button", name="Filtrer").click()
    plain.get_by_role("link", name=re.compile("enlever ce filtre")).click()
    plain.locator("tbody [name=eleve]").first.check()
    plain.get_by_role("button", name="Marquer à lire").click()
    assert "marqué" in plain.inner_text("main") or "déjà fait" in plain.inner_text("main")
    context.close()
