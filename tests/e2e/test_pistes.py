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
    page.goto(f"{catalogue_site}/quiz/priorites/")
    check_page(page)
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui te ressemble ?")).to_be_visible()
    check_page(page)
    for query in ("", "?domaine=J&interet=22", "?domaine=J&niveau=-1&interet=7"):
        page.goto(f"{catalogue_site}/quiz/classement/{query}")
        check_page(page)
