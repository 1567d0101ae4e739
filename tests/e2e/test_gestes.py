"""What fingers, wheels and thumbs do on the pages of a student, and what stands in the first screen of a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_journeys import answer_priorities
from tests.e2e.test_pistes import to_the_ranking
from tests.quiz.answers import IMPORTANCES

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
BOTTOM = "(one) => Math.round(one.getBoundingClientRect().bottom)"
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, input, select)')]
    .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }) && !one.closest('p, li'))
    .map((one) => one.closest('label') ?? one)
    .filter((one) => one.getBoundingClientRect().height < 43.5 || one.getBoundingClientRect().width < 43.5)
    .map((one) => one.outerHTML.slice(0, 90))"""
LETTERS = """() => [...document.querySelectorAll('main *')]
    .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden')
        && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 14)
    .map((one) => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def tastes(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/priorites/")
    answer_priorities(page)
    expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()
    return page


def test_three_phrases_at_most_and_the_count_lives(tastes):
    state = tastes.locator("[data-state-of=interet]")
    expect(state).to_have_text("0 sur 3")
    for family in ("Soin, secours", "Nature, animaux"):
        tastes.locator("summary", has_text=family).click()
    for phrase in ("Prendre soin des autres", "M’occuper d’enfants", "Être dans la nature"):
        tastes.get_by_role("checkbox", name=phrase).check()
    expect(state).to_have_text("3 sur 3")
    expect(tastes.locator("summary", has_text="Soin, secours").locator("[data-count]")).to_contain_text("2")
    expect(tastes.get_by_role("checkbox", name="Protéger et secourir")).to_be_disabled()
    tastes.get_by_role("checkbox", name="Être dans la nature").uncheck()
    expect(tastes.get_by_role("checkbox", name="Protéger et secourir")).to_be_enabled()
    expect(tastes.locator("summary", has_text="Nature, animaux").locator("[data-count]")).to_be_hidden()


def test_a_world_is_liked_or_put_off_never_both(tastes):
    tastes.locator("summary", has_text="Un secteur que tu veux").click()
    liked, put_off = (tastes.get_by_role("checkbox", name=f"Santé : {end}") for end in ("m’attire", "pas pour moi"))
    liked.check()
    put_off.check()
    expect(liked).not_to_be_checked()
    liked.check()
    expect(put_off).not_to_be_checked()


def test_families_leave_no_hole_and_are_seen_in_the_order_of_the_page(tastes):
    """Any of them open, in either column."""
    for name in ("Faire, réparer", "Soin, secours", "Organiser"):
        tastes.locator("summary", has_text=name).click()
    corners = tastes.locator(".famille").evaluate_all(
        "all => all.map((one) => { const box = one.getBoundingClientRect(); return [box.top, box.left, box.width]; })"
    )
    assert corners == sorted(corners)
    whole = max(width for _, _, width in corners)
    rows = {}
    for top, _, width in corners:
        rows[top] = rows.get(top, 0) + width
    assert all(width > whole - 20 for width in rows.values())


def test_the_way_on_is_always_in_view(tastes):
    button = tastes.get_by_role("button", name="Voir mes pistes")
    for summary in tastes.locator("main summary").all():
        summary.click()
    for place in ("0", "600", "document.body.scrollHeight / 2"):
        tastes.evaluate(f"scrollTo(0, {place})")
        expect(button).to_be_in_viewport(ratio=1)


def test_without_javascript_families_open_and_too_many_are_told(browser, browser_context_args, catalogue_site):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{catalogue_site}/quiz/priorites/")
    answer_priorities(page)
    page.locator("summary", has_text="Les gens").click()
    for box in page.locator(".famille", has_text="Les gens").get_by_role("checkbox").all()[:4]:
        box.check()
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_text("4 phrases sont cochées")).to_be_visible()
    expect(page.locator("[data-state-of=interet]")).to_have_text("4 sur 3")
    page.get_by_role("checkbox", name="Transmettre ce que je sais").uncheck()
    page.get_by_role("button", name="Voir mes pistes").click()
    expect(page.get_by_role("heading", name="Tes pistes")).to_be_visible()
    context.close()


def test_a_wheel_over_a_number_answers_nothing(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/priorites/")
    number = page.locator("#id_stimulation")
    number.fill("7")
    number.hover()
    page.mouse.wheel(0, 300)
    page.mouse.wheel(0, 300)
    expect(number).to_have_value("7")
    expect(number).not_to_be_focused()


def test_a_swipe_that_begins_on_a_slider_answers_nothing(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/priorites/")
    page.locator("#id_stimulation").fill("7")
    for field, value in (("stimulation", "7"), ("carriere", "")):
        slider = page.locator(f"#id_{field}-field [data-scale-range]")
        slider.dispatch_event("pointerdown", {"pointerType": "touch"})
        slider.evaluate("one => { one.value = 2; one.dispatchEvent(new Event('input', { bubbles: true })); }")
        slider.dispatch_event("pointercancel", {"pointerType": "touch"})
        expect(page.locator(f"#id_{field}")).to_have_value(value)


def test_targets_and_letters_of_the_quiz_are_large_enough(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/complet/1/")
    for path in ("/quiz/complet/1/", "/quiz/priorites/", "/quiz/gouts/"):
        page.goto(catalogue_site + path)
        for summary in page.locator("main summary").all():
            summary.click()
        assert (page.evaluate(SMALL), page.evaluate(LETTERS)) == ([], []), path
        if path == "/quiz/priorites/":
            answer_priorities(page)
            expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()
    page.goto(f"{catalogue_site}/quiz/competences/")
    assert (page.evaluate(SMALL), page.evaluate(LETTERS)) == ([], [])


def test_the_first_pistes_stand_in_the_first_screens(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    page.evaluate("scrollTo(0, 0)")
    assert page.locator(".carte .raisons").first.evaluate(BOTTOM) <= 620
    assert page.locator(".carte").nth(2).evaluate(BOTTOM) <= 1.7 * 740
    words = page.evaluate(
        "() => document.querySelector('main').innerText.split(document.querySelector('.carte h3').innerText)[0]"
    )
    assert len(words.split()) <= 120


def test_a_report_says_it_within_a_screen_and_a_third(page, catalogue_site):
    to_the_ranking(page, catalogue_site)
    page.locator(".carte h3 a").first.click()
    expect(page.get_by_role("heading", name="Pourquoi toi")).to_be_visible()
    for said in (page.locator(".rang"), page.locator(".raisons"), page.get_by_role("button", name="Partager")):
        assert said.evaluate(BOTTOM) <= 1.3 * 740


def test_enter_means_the_main_button(page, catalogue_site):
    page.goto(f"{catalogue_site}/quiz/priorites/")
    for name, value in IMPORTANCES.items():
        page.fill(f"input[name={name}]", value)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Qu’est-ce qui t’attire ?")).to_be_visible()


def test_going_back_gives_the_count_again(tastes):
    tastes.locator("summary", has_text="Soin, secours").click()
    tastes.get_by_role("checkbox", name="Prendre soin des autres").check()
    tastes.get_by_role("button", name="Voir mes pistes").click()
    expect(tastes.get_by_role("heading", name="Tes pistes")).to_be_visible()
    tastes.go_back()
    expect(tastes.locator("[data-state-of=interet]")).to_have_text("1 sur 3")


def test_seven_taps_lead_from_home_to_three_pistes(page, catalogue_site):
    taps = []
    page.goto(catalogue_site)
    page.expose_function("tapped", lambda: taps.append(1))
    page.add_init_script("addEventListener('click', (event) => event.isTrusted && tapped(), true)")
    page.goto(catalogue_site)
    page.get_by_role("link", name="Trouver mes pistes").click()
    expect(page.get_by_role("slider")).to_have_count(5)  # the page is there before they are listed
    for slider in page.get_by_role("slider").all():
        slider.click()
    page.get_by_role("button", name="Voir déjà mes pistes").click()
    expect(page.locator(".carte")).to_have_count(3)
    assert len(taps) <= 7


def test_sixteen_taps_are_enough_for_the_complete_quiz(page, catalogue_site):
    taps = []
    page.expose_function("tapped", lambda: taps.append(1))
    page.add_init_script("addEventListener('click', (event) => event.isTrusted && tapped(), true)")
    page.goto(catalogue_site)
    page.get_by_role("link", name="Plutôt choisir entre des phrases").click()
    for number in range(1, 6):
        expect(page.get_by_text(f"Écran {number} sur 5")).to_be_visible()
        page.locator("input[name=plus]").nth(0).click()
        page.locator("input[name=moins]").nth(3).click()
        page.get_by_role("button", name="Continuer" if number < 5 else "Voir déjà mes pistes").click()
    expect(page.locator(".carte")).to_have_count(3)
    assert len(taps) <= 16


def test_answers_stay_on_a_phone_that_is_asked_to_keep_them(browser, browser_context_args, catalogue_site):
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    to_the_ranking(page, catalogue_site)
    page.locator(".favori-button").first.click()
    expect(page.locator(".favori-button").first).to_have_attribute("aria-pressed", "true")
    page.goto(f"{catalogue_site}/quiz/code/")
    page.get_by_role("button", name="Garder sur ce téléphone").click()
    expect(page.get_by_text("même quand tu le fermes")).to_be_visible()
    lasting = [one for one in context.cookies() if one["expires"] > 0]
    assert {one["name"] for one in lasting} == {"passation", "favoris", "garder"}
    context.close()
    again = browser.new_context(**browser_context_args)
    again.add_cookies(lasting)
    page = again.new_page()
    page.goto(catalogue_site)
    page.get_by_role("link", name="Mes pistes", exact=True).click()
    expect(page.locator(".carte")).to_have_count(3)
    page.goto(f"{catalogue_site}/metiers/favoris/")
    expect(page.locator(".metier-row")).to_have_count(1)
    again.close()


def test_a_link_is_copied_and_scanned(page, catalogue_site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    to_the_ranking(page, catalogue_site)
    page.get_by_role("button", name="Garder ces pistes").click()
    page.get_by_role("link", name="Partager").click()
    page.get_by_role("button", name="Créer le lien").click()
    link = page.locator(".code-link").get_attribute("href")
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_text("Lien copié.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_text("Montrer le code à scanner").click()
    expect(page.get_by_role("img", name="Code à scanner de ce lien")).to_be_visible()


def test_the_progress_stays_visible_in_forced_colours(page, catalogue_site):
    page.emulate_media(forced_colors="active")
    page.goto(f"{catalogue_site}/quiz/priorites/")
    assert re.match(r"[1-9]", page.locator("progress").evaluate("one => getComputedStyle(one).borderTopWidth"))
    assert len(IMPORTANCES) == page.get_by_role("slider").count()
