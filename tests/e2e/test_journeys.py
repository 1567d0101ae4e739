import re

import pytest
from playwright.sync_api import expect

from quiz.models import AutoEvaluation, Passation
from tests.e2e.conftest import FICHE
from tests.quiz.answers import COMPETENCES, IMPORTANCES, PRIORITES, RAPPORT, RATINGS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LEGAL = ("/mentions-legales/", "/confidentialite/", "/accessibilite/")


def answer_priorities(page):
    for name, value in IMPORTANCES.items():
        page.fill(f"input[name={name}]", value)
    page.get_by_role("button", name="Continuer").click()


def answer_skills(page):
    for name, value in RATINGS.items():
        page.locator(f"input[name='{name}'][value='{value}']").check()
    page.get_by_role("button", name="Voir mon rapport").click()


def test_from_the_home_page_to_the_report_and_away(page, site):
    page.goto(site)
    page.get_by_role("link", name="choisis un métier").click()
    page.get_by_role("link", name="Chargé(e) de coopération internationale").click()
    expect(page.get_by_role("heading", name="Profil d’épanouissement")).to_be_visible()
    page.get_by_role("link", name="Ce métier est-il fait pour moi ?").first.click()
    answer_priorities(page)
    expect(page).to_have_url(site + COMPETENCES)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile("Tes compétences"))
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    expect(page.get_by_text("59,6").first).to_be_hidden()
    page.get_by_text("Voir le calcul").click()
    expect(page.get_by_text("59,6").first).to_be_visible()
    page.get_by_role("contentinfo").get_by_role("link", name="Effacer et quitter").click()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_role("heading", name="C’est effacé")).to_be_visible()
    assert not Passation.objects.exists()
    assert page.context.cookies(site) == [] or "passation" not in {cookie["name"] for cookie in page.context.cookies()}


def test_without_javascript_the_path_is_the_same(browser, browser_context_args, site):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PRIORITES)
    expect(page.locator("input[type=range]").first).to_be_hidden()
    answer_priorities(page)
    expect(page).to_have_url(site + COMPETENCES)
    page.go_back()
    expect(page.locator("input[name=stimulation]")).to_have_value("9")
    page.fill("input[name=stimulation]", "")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#errors li")).to_have_count(1)
    answer_priorities(page)
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    page.get_by_text("Voir le calcul").click()
    expect(page.get_by_role("heading", name="D’où vient l’indice")).to_be_visible()
    context.close()


def test_the_whole_quiz_by_keyboard(page, site):
    page.goto(site + PRIORITES)
    for name, value in IMPORTANCES.items():
        page.locator(f"#id_{name}-field input[type=range]").focus()
        page.keyboard.press("Home")
        for _ in range(int(value)):
            page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Continuer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Où en es-tu aujourd’hui ?")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("input[type=radio]").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Voir mon rapport").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + RAPPORT)
    expect(page.get_by_text("59,6")).to_have_count(2)
    assert AutoEvaluation.objects.get().niveau == 25


def test_a_slider_not_touched_is_not_answered(page, site):
    page.goto(site + PRIORITES)
    slider = page.get_by_role("slider", name="Stimulation")
    assert slider.get_attribute("aria-valuetext") == "pas encore répondu"
    field = page.locator("input[name=stimulation]")
    expect(field).to_have_value("")
    slider.click()  # the middle, where it already stood
    expect(field).to_have_value("5")
    page.get_by_role("button", name="Stimulation : un de plus").click()
    expect(field).to_have_value("6")
    assert slider.get_attribute("aria-valuetext") == "6 sur 10"
    page.get_by_role("button", name="Carrière : un de moins").click()
    expect(page.locator("input[name=carriere]")).to_have_value("5")


def test_an_error_keeps_what_was_typed_and_takes_the_focus(page, site):
    page.goto(site + PRIORITES)
    page.fill("input[name=relations]", "7")
    page.fill("input[name=stimulation]", "12")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("input[name=relations]")).to_have_value("7")
    expect(page.get_by_role("slider", name="Relations humaines")).to_have_value("7")
    page.get_by_role("link", name="Stimulation : le plus grand nombre possible est 10.").click()
    expect(page.locator("#id_stimulation-field")).to_be_in_viewport()


def test_back_loses_no_answer(page, site):
    page.goto(site + FICHE)
    page.goto(site + PRIORITES)
    answer_priorities(page)
    expect(page).to_have_url(site + COMPETENCES)
    page.go_back()
    expect(page.locator("input[name=stimulation]")).to_have_value("9")
    expect(page.get_by_role("slider", name="Stimulation")).to_have_value("9")
    answer_priorities(page)
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    page.go_back()
    expect(page.locator("input[name='gestion-de-projet'][value='25']")).to_be_checked()


def test_a_double_click_writes_once(page, site):
    page.goto(site + PRIORITES)
    for name, value in IMPORTANCES.items():
        page.fill(f"input[name={name}]", value)
    page.get_by_role("button", name="Continuer").dblclick()
    expect(page).to_have_url(site + COMPETENCES)
    assert Passation.objects.count() == 1


def test_two_tabs_share_one_passation(page, site):
    page.goto(site + PRIORITES)
    other = page.context.new_page()
    other.goto(site + PRIORITES)
    answer_priorities(page)
    answer_priorities(other)
    expect(other).to_have_url(site + COMPETENCES)
    assert Passation.objects.count() == 1


def test_when_the_connection_fails_the_answers_stay(page, site):
    page.goto(site + PRIORITES)
    page.route("**/priorites/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    answer_priorities(page)
    expect(page.get_by_text("L’envoi n’a pas abouti")).to_be_visible()
    expect(page.locator("input[name=stimulation]")).to_have_value("9")
    page.unroute("**/priorites/")
    page.get_by_role("button", name="Continuer").click()
    expect(page).to_have_url(site + COMPETENCES)


def test_a_page_open_for_too_long_says_what_to_do(page, site):
    page.goto(site + PRIORITES)
    page.context.clear_cookies(name="csrftoken")
    answer_priorities(page)
    expect(page.get_by_text("Recharge-la, puis renvoie tes réponses")).to_be_visible()
    expect(page.locator("input[name=stimulation]")).to_have_value("9")


def test_a_patched_page_equals_a_fresh_one(page, site):
    """After the swaps, the report has the same content, title, address and styles as when opened directly."""
    page.goto(site + PRIORITES)
    answer_priorities(page)
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    expect(page.locator(".report")).to_be_visible()
    state = """() => [document.title, document.body.className, document.querySelector('#main').innerText,
        getComputedStyle(document.querySelector('.big-figure')).fontSize,
        getComputedStyle(document.querySelector('.points')).display]"""
    patched = page.evaluate(state)
    page.reload()
    assert page.evaluate(state) == patched


def test_a_deep_link_opens_its_folded_part(page, site):
    page.goto(f"{site}{FICHE}#faq-3")
    expect(page.locator("#faq-3")).to_have_attribute("open", "")
    expect(page.locator("#faq-2")).not_to_have_attribute("open", "")


def test_on_paper_every_part_is_open(page, site):
    page.goto(site + FICHE)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    expect(page.get_by_role("navigation", name="Principale")).to_be_hidden()


def test_pages_keep_nothing_in_the_browser_but_their_cookies(page, site):
    page.goto(site + PRIORITES)
    answer_priorities(page)
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("Object.entries(sessionStorage)") == [["htmx-current-path-for-history", RAPPORT]]
    assert {cookie["name"] for cookie in page.context.cookies()} == {"passation", "csrftoken"}


def test_no_page_asks_another_site_for_anything(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ["/", "/metiers/", FICHE, "/methode/", *LEGAL, PRIORITES]:
        page.goto(site + path)
    answer_priorities(page)
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    assert asked
    assert [url for url in asked if not url.startswith(site)] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_and_state_is_accessible(page, site, check_page, width):
    page.set_viewport_size({"width": width, "height": 740})
    for path in ["/", "/metiers/", FICHE, "/methode/", *LEGAL, "/nope", "/quiz/effacer/", PRIORITES]:
        page.goto(site + path)
        check_page(page)
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#errors")).to_be_visible()
    check_page(page)
    answer_priorities(page)
    expect(page).to_have_url(site + COMPETENCES)
    check_page(page)
    answer_skills(page)
    expect(page).to_have_url(site + RAPPORT)
    page.get_by_text("Voir le calcul").click()
    page.get_by_text("Refaire le calcul à la main").click()
    check_page(page)
    page.goto(site + "/quiz/effacer/")
    check_page(page)


def test_text_twice_as_large_overflows_nowhere(page, site):
    """200 % zoom on a 640 px window is a 320 px window; here the text alone doubles."""
    page.set_viewport_size({"width": 640, "height": 740})
    for path in ["/", FICHE, "/methode/", *LEGAL, PRIORITES]:
        page.goto(site + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
