"""Sheets of paper typed in a real browser, by the keyboard alone, and one opened by its pupil on a phone."""

import re
from io import BytesIO

import pytest
from django.core.cache import caches
from django.test import Client
from playwright.sync_api import expect
from pypdf import PdfReader

from quiz.calcul.profils import load_profils
from suivi.models import Envoi, Feuille, Participation
from suivi.saisie import questionnaire_of
from tests.conftest import sign_in
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.e2e
MOST_KEYS = 40  # of one sheet
SHEETS = (
    ("Emma", "ac", "bd", "ca", "db", "ad", "4 12 7", "aj", "k", "e", "bd", "o"),
    ("Noé", "ab", "-", "cd", "da", "bc", "1", "", "", "", "", "n"),
    ("Zoé", "da", "cb", "ba", "ac", "db", "2 9", "j", "ak", "c", "a", "o"),
)


class Keyboard:
    """Presses keys one by one, and counts them."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1


@pytest.fixture
def classe(catalogue_site, page):
    caches["default"].clear()
    bob = member("bob", lycee())
    own = sign_in(Client(), bob.user)
    page.context.add_cookies([{"name": "sessionid", "value": own.cookies["sessionid"].value, "url": catalogue_site}])
    return campaign(bob, noms=["Emma", "Noé", "Zoé"], libre=False)


def sheet(keys, boxes):
    """From the box of the pseudonym, which has the focus, to the next blank sheet."""
    keys.type(boxes[0])
    for box in boxes[1:]:
        keys.press("Tab")
        keys.type(box)
    with keys.page.expect_navigation():
        keys.press("Enter")


def test_three_sheets_are_typed_without_a_mouse_in_forty_keys_each(classe, page, catalogue_site, check_page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{catalogue_site}/suivi/campagnes/{classe.pk}/papier/saisie/")
    keys = Keyboard(page)
    expect(page.locator("[name=version]")).to_be_focused()
    keys.type(questionnaire_of(load_profils()).version)  # once for the whole pile
    keys.press("Tab")
    pressed = []
    for boxes in SHEETS:
        keys.pressed = 0
        expect(page.locator("[name=pseudonyme]")).to_be_focused()
        sheet(keys, boxes)
        pressed.append(keys.pressed)
    assert page.get_by_text("3 feuilles saisies").is_visible()
    assert max(pressed) <= MOST_KEYS, pressed
    assert Feuille.objects.count() == 3 and Envoi.objects.count() == 2
    check_page(page)
    # A slip of the hand: the box is told, has the focus, and the sheet is saved from there.
    keys.type("Emma")
    for box in ("abc", *SHEETS[0][2:]):
        keys.press("Tab")
        keys.type(box)
    keys.press("Enter")
    page.get_by_text("3 lettres pour deux réponses").first.wait_for()
    expect(page.locator("[name=ecran1]")).to_be_focused()
    check_page(page)
    page.locator("[name=ecran1]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("bc")
    page.keyboard.press("Enter")
    page.get_by_text("est déjà saisie le").first.wait_for()
    page.get_by_role("button", name="La corriger avec ce qui est tapé ici").press("Enter")
    page.get_by_text("La feuille d’Emma est corrigée").wait_for()
    assert Participation.objects.get(pseudonyme="Emma").passation.choix.get(ecran=0).plus != "heure_debut"


def test_a_pupil_opens_their_sheet_with_the_code_of_the_strip(classe, page, browser, catalogue_site, check_page):
    page.goto(f"{catalogue_site}/suivi/campagnes/{classe.pk}/papier/saisie/")
    keys = Keyboard(page)
    expect(page.locator("[name=version]")).to_be_focused()
    keys.type(questionnaire_of(load_profils()).version)
    keys.press("Tab")
    sheet(keys, SHEETS[0])
    page.goto(f"{catalogue_site}/suivi/campagnes/{classe.pk}/papier/")
    check_page(page)
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    printed = page.request.post(
        f"{catalogue_site}/suivi/campagnes/{classe.pk}/papier/bandes.pdf",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
    )
    said = "".join(one.extract_text() for one in PdfReader(BytesIO(printed.body())).pages).replace("\u2011", "-")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", said)[0]
    phone = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR").new_page()
    phone.goto(f"{catalogue_site}/quiz/reprendre/")
    phone.get_by_label("Ton code").fill(code.lower().replace("-", " "))
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="Ces réponses viennent de ta feuille").wait_for()
    check_page(phone)
    phone.get_by_role("link", name="voir mes pistes").click()
    phone.wait_for_url("**/quiz/classement/**")
    page.reload()
    assert page.get_by_text("Ouverte par l’élève").is_visible()
    phone.context.close()
