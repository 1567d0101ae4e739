"""A result that is kept, carried away, shared and taken back, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pistes import to_the_ranking

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_result_is_kept_shared_read_and_taken_back(browser, browser_context_args, catalogue_site, javascript):
    context = browser.new_context(**browser_context_args, java_script_enabled=javascript)
    page = context.new_page()
    to_the_ranking(page, catalogue_site)
    names = page.locator(".pistes h3").all_inner_texts()
    page.get_by_role("button", name="Garder ces pistes").click()
    expect(page.get_by_role("heading", name=re.compile("Mes pistes, le"))).to_be_visible()
    assert page.locator(".pistes h3").all_inner_texts() == names
    pdf = context.request.get(
        catalogue_site + page.get_by_role("link", name="Télécharger le PDF").get_attribute("href")
    )
    assert pdf.body().startswith(b"%PDF-")
    page.get_by_role("link", name="Partager").click()
    page.get_by_role("button", name="Créer le lien").click()
    link = page.locator(".code-link").get_attribute("href")
    stranger = browser.new_context(**browser_context_args).new_page()
    stranger.goto(link)
    expect(stranger.get_by_role("heading", name=re.compile("Ses pistes"))).to_be_visible()
    assert stranger.locator(".pistes h3").all_inner_texts() == names
    assert stranger.context.cookies() == []
    page.get_by_role("button", name="Retirer ce lien").click()
    expect(page.get_by_text("Tu ne partages rien pour l’instant")).to_be_visible()
    assert stranger.goto(link).status == 404
    context.close()


def test_two_results_are_compared_and_a_plan_is_made(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    page.get_by_text("Et si tes priorités changeaient").click()
    page.get_by_role("spinbutton", name="Stimulation").fill("1")
    page.get_by_role("button", name="Garder ces priorités").click()
    expect(page.get_by_role("button", name="Garder ces priorités")).to_have_count(0)
    page.get_by_role("link", name="Mes résultats").click()
    page.get_by_role("button", name="Comparer ces deux-là").click()
    expect(page.get_by_role("heading", name="Résultat 1 et résultat 2")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Résultat 2").click()
    page.locator(".pistes h3 a").first.click()
    page.get_by_role("link", name="Mon plan").click()
    page.get_by_label("Quoi", exact=False).first.select_option("stage")
    page.get_by_label("Ce qui m’étonne").fill("Le week-end")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est enregistré")).to_be_visible()
    expect(page.get_by_label("Ce qui m’étonne")).to_have_value("Le week-end")


@pytest.mark.parametrize("javascript", [True, False])
def test_all_that_is_stored_is_seen_taken_away_and_erased(browser, browser_context_args, catalogue_site, javascript):
    context = browser.new_context(**browser_context_args, java_script_enabled=javascript)
    page = context.new_page()
    to_the_ranking(page, catalogue_site)
    for _ in range(2):
        page.get_by_role("button", name="Garder ces pistes").click()
        page.get_by_role("link", name="Partager").click()
        page.get_by_role("button", name="Créer le lien").click()
        page.goto(f"{catalogue_site}/quiz/classement/")
    page.goto(f"{catalogue_site}/quiz/partages/")
    link = page.locator(".code-link").first.get_attribute("href")
    browser.new_context(**browser_context_args).new_page().goto(link)
    page.goto(f"{catalogue_site}/quiz/mes-donnees/")
    expect(page.get_by_role("region", name="Qui a pu le voir")).to_contain_text("ouvert une fois")
    page.get_by_text("Tes priorités").click()
    expect(page.get_by_text(re.compile("sur 10")).first).to_be_visible()
    for name, start in (("Tout télécharger en PDF", b"%PDF-"), ("En JSON, pour un programme", b"{")):
        address = page.get_by_role("link", name=name).get_attribute("href")
        assert context.request.get(catalogue_site + address).body().startswith(start)
    page.get_by_role("link", name="Tout effacer").click()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_role("heading", name="C’est effacé")).to_be_visible()
    assert context.request.get(link).status == 404
    context.close()


def test_a_report_leads_to_a_plan(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    page.locator(".pistes h3 a").first.click()
    page.get_by_role("button", name="Faire mon plan").click()
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()
    page.get_by_text("Prévoir plus d’étapes").click()
    page.get_by_label("Quoi", exact=False).nth(4).select_option("visite")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est enregistré")).to_be_visible()
    page.goto(f"{catalogue_site}/quiz/resultats/")
    expect(page.get_by_role("region", name="Mes plans")).to_contain_text("1 étape")


def test_a_result_is_computed_again_and_one_is_taken_away(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    page.get_by_role("button", name="Garder ces pistes").click()
    page.get_by_role("button", name="Recalculer avec les fiches d’aujourd’hui").click()
    expect(page.get_by_role("heading", name=re.compile("Mes pistes, le"))).to_be_visible()
    page.get_by_text("Retirer ce résultat").click()
    page.get_by_role("button", name=re.compile("Retirer le résultat")).click()
    expect(page.get_by_role("heading", name="Mes résultats")).to_be_visible()
    expect(page.get_by_text("Résultat 2")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_a_result_are_accessible(page, catalogue_site, check_page, width):
    page.set_viewport_size({"width": width, "height": 740})
    to_the_ranking(page, catalogue_site)
    page.get_by_role("button", name="Garder ces pistes").click()
    expect(page.get_by_role("heading", name=re.compile("Mes pistes, le"))).to_be_visible()
    result = page.url
    check_page(page)
    page.locator(".pistes h3 a").first.click()
    check_page(page)
    page.get_by_role("link", name="Mon plan").click()
    page.locator("input[type=date]").first.fill("2027-01-12")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#errors")).to_be_visible()
    check_page(page)
    page.goto(f"{result}partager/")
    check_page(page)
    page.get_by_role("button", name="Créer le lien").click()
    check_page(page)
    page.goto(page.locator(".code-link").get_attribute("href"))
    check_page(page)
    for path in ("resultats", "mes-donnees", "resultats/comparer/?avant=1&apres=1"):
        page.goto(f"{catalogue_site}/quiz/{path}")
        check_page(page)
