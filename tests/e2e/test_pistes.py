"""From the home page to a ranking and a report, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from quiz.models import ChoixEcran, Passation
from tests.e2e.test_journeys import answer_priorities

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def to_the_ranking(page, site):
    page.goto(site)
    page.get_by_role("link", name="Trouver mes pistes").click()
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()
    page.locator("summary", has_text="Soin, secours").click()
    page.get_by_role("checkbox", name="Prendre soin des autres").check()
    page.locator("summary", has_text="Jusqu’où étudier").click()
    page.get_by_role("radio", name=re.compile(r"Jusqu’à bac \+3")).check()
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
    expect(page.get_by_role("heading", name="Pourquoi toi")).to_be_visible()
    page.get_by_text("Voir le calcul").click()
    expect(page.get_by_role("heading", name="D’où vient l’indice")).to_be_visible()


def answer_screens(page):
    for number in range(1, 6):
        expect(page.get_by_text(f"Écran {number} sur 5")).to_be_visible()
        page.locator("input[name=plus]").nth(number % 4).check()
        page.locator("input[name=moins]").nth((number + 2) % 4).check()
        page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Te ressemblent-elles")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_complete_quiz_leads_to_a_ranking_with_skills(browser, browser_context_args, catalogue_site, javascript):
    context = browser.new_context(**browser_context_args, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(catalogue_site)
    page.get_by_role("link", name="Plutôt choisir entre des phrases").click()
    answer_screens(page)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()
    assert page.locator(".famille").count() == 8
    page.locator("summary", has_text="Jusqu’où étudier").click()
    page.get_by_role("radio", name=re.compile(r"Jusqu’à bac \+5")).check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Où en es-tu aujourd’hui ?")).to_be_visible()
    expect(page.locator("fieldset.rating-line")).to_have_count(12)
    for line in page.locator("fieldset.rating-line").all():
        line.get_by_text("avec de l’aide").click()
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_role("heading", name="Tes pistes")).to_be_visible()
    page.get_by_text("Voir le calcul").click()
    expect(page.get_by_role("img", name=re.compile("Les pistes selon l’indice"))).to_be_visible()
    page.get_by_text("Les mêmes chiffres en tableau").click()
    expect(page.get_by_role("columnheader", name="Compétences")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio", name=re.compile("avec de l’aide")).first).to_be_checked()
    page.get_by_role("button", name="Revenir").click()
    expect(page.get_by_role("radio", name=re.compile(r"Jusqu’à bac \+5"))).to_be_checked()
    page.get_by_role("link", name="Revenir à mes priorités").click()
    expect(page.locator("input[name=stimulation]")).not_to_have_value("")
    context.close()


def test_sliders_rank_again_in_place_and_the_page_is_the_one_of_its_address(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    mine = page.locator(".pistes h3").all_inner_texts()
    page.get_by_text("Et si tes priorités changeaient").click()
    slider = page.get_by_role("slider", name="Stimulation")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("C’est un essai. Tes réponses")).to_be_visible()
    expect(slider).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile("^Essai"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("stimulation=1&"))
    state = "() => [document.title, document.querySelector('#resultats').textContent]"
    expect(page.locator("#resultats .priorities")).to_contain_text(re.compile(r"Stimulation\s+1/10"))
    patched = page.evaluate(state)
    page.reload()
    assert page.evaluate(state) == patched
    page.get_by_role("link", name="Revenir aux miennes").click()
    assert page.locator(".pistes h3").all_inner_texts() == mine


def test_priorities_tried_without_javascript_can_be_kept(browser, browser_context_args, catalogue_site):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    to_the_ranking(page, catalogue_site)
    page.get_by_text("Et si tes priorités changeaient").click()
    page.get_by_role("spinbutton", name="Stimulation").fill("1")
    page.get_by_role("button", name="Essayer").click()
    expect(page).to_have_url(re.compile("stimulation=1&"))
    expect(page.get_by_role("contentinfo")).to_be_visible()
    tried = [" ".join(text.split()) for text in page.locator(".pistes h3").all_text_contents()]
    page.get_by_role("button", name="Garder ces priorités").click()
    expect(page.get_by_text("C’est un essai. Tes réponses")).to_have_count(0)
    expect(page.locator(".chip-remove")).to_have_count(2)
    expect(page.locator(".pistes h3")).to_have_text(tried)
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_quiz_is_taken_up_on_another_device(browser, browser_context_args, catalogue_site, javascript):
    phone = browser.new_context(**browser_context_args)
    page = phone.new_page()
    to_the_ranking(page, catalogue_site)
    ranking = page.url
    page.get_by_role("link", name="Mon code").click()
    link, code = page.locator(".code-link").get_attribute("href"), page.locator(".code").inner_text()
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    school = browser.new_context(**browser_context_args, java_script_enabled=javascript)
    other = school.new_page()
    if javascript:
        for behind in (".", ")", "%C2%BB", ""):
            other.goto("about:blank")
            other.goto(f"{link}{behind}")
            expect(other.get_by_label("Ton code")).to_have_value(code)
        assert other.url == f"{catalogue_site}/quiz/reprendre/", "the code leaves the address"
    else:
        other.goto(catalogue_site)
        other.get_by_role("link", name="Reprendre avec un code").click()
        other.get_by_label("Ton code").fill(code.lower())
    other.get_by_role("button", name="Reprendre").click()
    expect(other).to_have_url(ranking)
    other.get_by_role("contentinfo").get_by_role("link", name="Effacer et quitter").click()
    other.get_by_role("button", name="J’ai noté mon code, quitter").click()
    expect(other.get_by_role("heading", name="Cet appareil t’a oublié")).to_be_visible()
    page.goto(ranking)
    expect(page.get_by_role("heading", name="Tes pistes")).to_be_visible()
    phone.close()
    school.close()


def test_two_tabs_and_a_double_click_write_one_answer(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/complet/1/")
    second = page.context.new_page()
    second.goto(f"{catalogue_site}/quiz/complet/1/")
    for tab, place in ((page, 0), (second, 1)):
        tab.locator("input[name=plus]").nth(place).check()
        tab.locator("input[name=moins]").nth(3).check()
        tab.get_by_role("button", name="Continuer").dblclick(no_wait_after=True)
        expect(tab.get_by_text("Écran 2 sur 5")).to_be_visible()
    assert Passation.objects.count() == ChoixEcran.objects.count() == 1
    page.go_back()
    expect(page.locator("input[name=plus]").nth(1)).to_be_checked()


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
    page.get_by_text("Filtrer", exact=True).click()
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
    page.get_by_text("Filtrer", exact=True).click()
    page.locator("#sans-nuit").check()
    page.get_by_role("button", name="Appliquer les filtres").click()
    expect(page.locator(".chip-remove")).to_have_count(3)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_each_step_is_accessible(page, catalogue_site, check_page, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{catalogue_site}/quiz/complet/1/")
    check_page(page)
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#errors")).to_be_focused()
    check_page(page)
    page.goto(f"{catalogue_site}/quiz/priorites/")
    check_page(page)
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()
    check_page(page)
    for summary in page.locator("main summary").all():
        summary.click()
    for index in range(3):
        page.locator("input[name=interet]").nth(index).check()
    for index, name in enumerate(("aime", "evite")):
        page.locator(f"input[name={name}]").nth(index).check()
    check_page(page)
    page.locator("input[name=interet]").nth(3).evaluate("one => { one.disabled = false; one.checked = true; }")
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_text("4 phrases sont cochées")).to_be_visible()
    check_page(page)
    page.goto(f"{catalogue_site}/quiz/competences/")
    check_page(page)
    for line in page.locator("fieldset.rating-line").all():
        line.locator("input").nth(2).check()
    page.get_by_role("button", name="Voir mes pistes").click()
    page.get_by_text("Voir le calcul").click()
    expect(page.locator(".nuage")).to_be_visible()
    for query in ("", "?domaine=J&interet=22", "?domaine=J&niveau=-1&interet=7", TRIED, "?carriere=99"):
        page.goto(f"{catalogue_site}/quiz/classement/{query}")
        check_page(page)


TRIED = "?qualite_vie=9&flexibilite=1&stimulation=1&relations=0&carriere=2&interet=22&interet=4"


def test_leaving_and_coming_back_is_accessible(page, catalogue_site, check_page):
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(f"{catalogue_site}/quiz/priorites/")
    answer_priorities(page)
    for path in ("code", "effacer", "reprendre"):
        page.goto(f"{catalogue_site}/quiz/{path}/")
        check_page(page)
    page.get_by_label("Ton code").fill("7K3M-Q9XT-2BHD")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.get_by_text("Aucune réponse ne s’ouvre avec ce code")).to_be_visible()
    check_page(page)
