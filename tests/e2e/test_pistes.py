"""From the home page to a ranking and a report, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_journeys import answer_priorities

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def to_the_ranking(page, site):
    page.goto(site)
    page.get_by_role("link", name="Trouver des pistes").click()
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui te ressemble ?")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Je souhaite prendre soin des autres")).check()
    page.get_by_role("radio", name=re.compile("Jusqu’à bac \\+3")).check()
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_role("heading", name="Tes pistes")).to_be_visible()
    expect(page.locator(".chip-remove")).to_have_count(2)


def test_from_the_home_page_to_a_ranking_and_a_report(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    first = page.locator(".pistes h3 a").first
    address = first.get_attribute("href")
    page.get_by_role("link", name=re.compile("Jusqu’à bac.*enlever ce filtre")).click()
    expect(page.locator(".chip-remove")).to_have_count(1)
    page.go_back()
    expect(first).to_have_attribute("href", address)
    first.click()
    expect(page.get_by_role("heading", name="D’où vient l’indice")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_five_screens_of_statements_lead_to_the_same_ranking(browser, browser_context_args, catalogue_site, javascript):
    context = browser.new_context(**browser_context_args, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(catalogue_site)
    page.get_by_role("link", name="Plutôt choisir entre des phrases").click()
    for number in range(1, 6):
        expect(page.get_by_text(f"Écran {number} sur 5")).to_be_visible()
        page.locator("input[name=plus]").nth(number % 4).check()
        page.locator("input[name=moins]").nth((number + 2) % 4).check()
        page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Te ressemblent-elles")).to_be_visible()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_role("heading", name="Tes pistes")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Qu’est-ce qui te ressemble ?")).to_be_visible()
    page.get_by_role("link", name="Revenir").click()
    expect(page.locator("input[name=stimulation]")).not_to_have_value("")
    context.close()


def test_a_screen_answered_by_keyboard_alone(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/complet/1/")
    page.locator("input[name=plus]").first.focus()
    page.keyboard.press("Space")
    page.locator("input[name=moins]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Écran 2 sur 5")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_filter_ranks_again_in_place(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    page.get_by_text("Restreindre").click()
    page.locator("#domaine-J").check()
    expect(page.locator(".chip-remove")).to_have_count(3)
    expect(page.locator("#domaine-J")).to_be_focused()
    state = "() => [document.title, document.querySelector('#resultats').innerText]"
    patched = page.evaluate(state)
    page.reload()
    assert page.evaluate(state) == patched


def test_without_javascript_the_path_is_the_same(browser, browser_context_args, catalogue_site):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    to_the_ranking(page, catalogue_site)
    page.get_by_text("Restreindre").click()
    page.locator("#sans-nuit").check()
    page.get_by_role("button", name="Appliquer les filtres").click()
    expect(page.locator(".chip-remove")).to_have_count(3)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_each_step_is_accessible(page, catalogue_site, check_page, width, scheme):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{catalogue_site}/quiz/complet/1/")
    check_page(page)
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#errors")).to_be_focused()
    check_page(page)
    page.goto(f"{catalogue_site}/quiz/priorites/")
    check_page(page)
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui te ressemble ?")).to_be_visible()
    check_page(page)
    for query in ("", "?domaine=J&interet=22", "?domaine=J&niveau=-1&interet=7"):
        page.goto(f"{catalogue_site}/quiz/classement/{query}")
        check_page(page)
