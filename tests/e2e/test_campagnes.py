"""The whole path of a class in real browsers: a campaign, its poster, two students, a send, a note, an answer, the
sheet of the talk, a withdrawal, an erasure."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from quiz.models import Passation
from suivi.models import Campagne, Envoi, Lecture, Note, Participation
from tests.conftest import sign_in
from tests.quiz.plans import CANARY, dump
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.e2e
PRIORITES = {"qualite_vie": 8, "flexibilite": 4, "stimulation": 7, "relations": 9, "carriere": 2}


@pytest.fixture
def at(catalogue_site):
    caches["default"].clear()
    caches["processus"].clear()
    return lambda path: f"{catalogue_site}{path}"


@pytest.fixture
def counsellor(at, browser):
    """Bob, on a laptop."""
    own = sign_in(Client(), member("bob", lycee()).user)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    context.add_cookies([{"name": "sessionid", "value": own.cookies["sessionid"].value, "url": at("/")}])
    yield context.new_page()
    context.close()


@pytest.fixture
def phones(browser):
    """A telephone for each student, with or without JavaScript."""
    opened = []

    def phone(**more):
        opened.append(browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR", **more))
        return opened[-1].new_page()

    yield phone
    for context in opened:
        context.close()


def submit(page, words):
    page.locator("main").get_by_role("button", name=re.compile(words)).click()
    page.wait_for_load_state()


def join(page, at, code, pseudonyme):
    page.goto(at("/"))
    page.get_by_role("link", name="J’ai un code de classe").click()
    page.get_by_label("Ton code de classe").fill(code)
    submit(page, "Continuer")
    page.locator("[name=pseudonyme]").fill(pseudonyme)
    submit(page, "Entrer")


def answer(page, at):
    page.get_by_role("link", name="Faire le quiz").click()
    for name, value in PRIORITES.items():
        page.fill(f"[name={name}]", str(value))
    page.get_by_role("button", name="Voir déjà mes pistes").click()
    page.wait_for_url("**/classement/**")


def read_pdf(page, at, address):
    response = page.request.get(at(address))
    assert response.status == 200 and response.body().startswith(b"%PDF")


def test_from_a_campaign_to_an_erasure(at, counsellor, phones, check_page):
    bob = counsellor
    bob.goto(at("/suivi/"))
    check_page(bob)
    bob.get_by_role("link", name=re.compile("campagne", re.IGNORECASE)).and_(bob.locator(".button")).first.click()
    bob.fill("[name=nom]", "Seconde 4")
    submit(bob, "Ouvrir la campagne")
    check_page(bob)
    classe = Campagne.objects.get()
    assert classe.code_lisible in bob.inner_text("main").replace("\xa0", " ")
    read_pdf(bob, at, f"/suivi/campagnes/{classe.pk}/affiche.pdf")

    emma, noah = phones(), phones(java_script_enabled=False)
    join(emma, at, classe.code_lisible, CANARY)
    check_page(emma)
    join(noah, at, classe.code.lower(), "Noah")
    answer(emma, at)
    answer(noah, at)
    assert "rien n’est parti" in emma.inner_text("main")
    bob.goto(at(f"/suivi/campagnes/{classe.pk}/"))
    assert bob.inner_text("main").count("à envoyer") >= 2

    emma.get_by_role("link", name="Choisir ce que j’envoie").click()
    emma.get_by_role("link", name="Voir ce que j’envoie").click()
    check_page(emma)
    assert "Rien n’est parti" in emma.inner_text("main")
    submit(emma, "Voir la page qu’on lira")
    check_page(emma)
    emma.go_back()
    emma.check("[name=entretien]")
    emma.select_option("[name=sujet]", "etudes")
    emma.fill("[name=demande]", CANARY)
    submit(emma, "^Envoyer")
    assert Envoi.objects.count() == 1 and "pas encore ouvert" in emma.inner_text("main")

    bob.goto(at("/suivi/"))
    check_page(bob)
    bob.get_by_role("link", name=CANARY).first.click()
    bob.wait_for_url("**/eleves/**")
    check_page(bob)
    group = bob.get_by_role("group", name=re.compile("en face de.: ce qui compte"))
    group.get_by_text("Noter ici").click()
    group.get_by_role("textbox").fill("Tu l’as lue ?")
    group.get_by_role("checkbox").check()
    group.get_by_role("button", name="Enregistrer").click()
    bob.wait_for_load_state()
    assert Note.objects.get().partagee
    read_pdf(bob, at, bob.locator("a[href*='fiche.pdf']").first.get_attribute("href"))

    emma.reload()
    check_page(emma)
    assert "Tu l’as lue ?" in emma.inner_text("main") and "Bob Martin" in emma.inner_text("main")
    emma.get_by_text("Répondre, ou dire").click()
    emma.get_by_label("Ta réponse").fill(f"Oui {CANARY}")
    submit(emma, "Enregistrer ma réponse")
    bob.reload()
    assert f"Oui {CANARY}" in bob.inner_text("main")
    assert Lecture.objects.exists()

    emma.get_by_role("link", name="Tout retirer").click()
    check_page(emma)
    submit(emma, "Retirer")
    assert not Envoi.objects.exists() and not Note.objects.exists()
    bob.reload()
    assert "Oui" not in bob.inner_text("main")

    emma.goto(at("/quiz/effacer/"))
    submit(emma, "Tout effacer")
    assert CANARY not in dump() and Participation.objects.get().pseudonyme == "Noah"
    assert Passation.objects.count() == 1


def test_without_javascript_a_class_works_to_its_end(at, phones, counsellor):
    classe = campaign(member("anne", lycee()))
    noah = phones(java_script_enabled=False)
    join(noah, at, classe.code, "Noah")
    answer(noah, at)
    noah.goto(at(f"/c/{classe.code}/envoyer/"))
    submit(noah, "^Envoyer")
    assert Envoi.objects.count() == 1
    noah.get_by_text("Demander un entretien").click()
    submit(noah, "^Demander")
    assert Participation.objects.get().demandee_le
    noah.get_by_role("link", name="Quitter la classe").click()
    submit(noah, "Quitter la classe")
    assert not Participation.objects.exists() and "Tu as quitté la classe" in noah.inner_text("main")


@pytest.mark.parametrize("width", [360, 320, 1280])
def test_the_pages_of_a_class_are_seen_by_all(at, phones, check_page, width):
    classe = campaign(member("anne", lycee()), montre="apres", but="Préparer l’entretien.")
    page = phones()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(at("/c/ZZZZZZ/"))
    check_page(page)
    page.goto(at(f"/c/{classe.code}/"))
    check_page(page)
    page.fill("[name=pseudonyme]", "a@b")
    submit(page, "Entrer")
    assert page.evaluate("document.activeElement.tagName") in {"BODY", "DIV", "INPUT", "MAIN"}
    check_page(page)
    page.fill("[name=pseudonyme]", "Emma")
    submit(page, "Entrer")
    check_page(page)
    page.get_by_role("link", name="Faire le quiz").click()
    for name, value in PRIORITES.items():
        page.fill(f"[name={name}]", str(value))
    page.get_by_role("button", name="Voir déjà mes pistes").click()
    page.get_by_role("heading", name=re.compile("Tes pistes t’attendent")).wait_for()
    check_page(page)
    for then in ("envoyer/", "retirer/", "quitter/"):
        page.goto(at(f"/c/{classe.code}/{then}"))
        check_page(page)
