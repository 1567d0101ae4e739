"""Finding, keeping and comparing métiers in a real browser, with JavaScript and without."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LIST = "/metiers/"


def rows(page):
    return page.locator(".metier-row h3 a")


def test_results_follow_what_is_typed_and_the_field_keeps_the_focus(page, catalogue_site):
    page.goto(f"{catalogue_site}/methode/")
    page.goto(catalogue_site + LIST)
    field = page.get_by_role("searchbox", name="Nom d’un métier, ou un mot")
    field.press_sequentially("infirm", delay=30)
    expect(page.get_by_role("heading", name=re.compile("métiers? pour « infirm »"))).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("infirm")
    expect(rows(page).first).to_contain_text("Infirmier")
    expect(page).to_have_url(re.compile(r"\?q=infirm"))
    expect(page.locator("#status")).to_have_text(re.compile("infirm.*Orientation"))
    page.go_back()
    expect(page).to_have_url(f"{catalogue_site}/methode/", timeout=3000)  # typing is no step that one goes back over


def test_a_filter_is_applied_counted_and_taken_back(page, catalogue_site):
    page.goto(catalogue_site + LIST)
    page.get_by_text("Filtres et ordre").click()
    health = page.get_by_role("checkbox", name=re.compile("^Santé"))
    expected = int(page.locator("label", has=page.locator("#domaine-J")).locator(".count").inner_text())
    health.check()
    expect(page.get_by_role("heading", name=f"{expected} métiers")).to_be_visible()
    expect(health).to_be_focused()
    expect(health).to_be_checked()
    page.get_by_role("combobox", name="Ordre").select_option(label="Relations humaines d’abord")
    expect(page.locator(".row-score").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Santé.*enlever ce filtre")).click()
    expect(page.locator("#domaine-J")).not_to_be_checked()
    expect(page).to_have_url(re.compile("tri=relations"))


def test_taking_back_the_last_interest_keeps_the_focus_and_going_back_gives_it_again(page, catalogue_site):
    page.goto(f"{catalogue_site}{LIST}?interet=22")
    page.get_by_text("Filtres et ordre").click()
    box = page.locator("#interet-22")
    box.uncheck()
    expect(page.locator(".chip-remove")).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_be_visible()
    page.go_back()
    expect(page.locator(".chip-remove")).to_have_count(1)
    expect(page.locator("#interet-22")).to_be_checked()


def test_a_star_that_cannot_be_kept_says_so(page, catalogue_site):
    page.goto(f"{catalogue_site}{LIST}?q=juge")
    page.route("**/favori/", lambda route: route.abort())
    page.locator(".favori-button").first.click()
    expect(page.get_by_text("Ça n’a pas marché")).to_be_visible()


def test_a_patched_list_equals_a_fresh_one(page, catalogue_site):
    page.goto(catalogue_site + LIST)
    page.locator("#q").press_sequentially("agent", delay=20)
    expect(page.get_by_role("heading", name=re.compile("pour « agent »"))).to_be_visible()
    page.get_by_text("Filtres et ordre").click()
    with page.expect_response(re.compile("niveau=0")):
        page.get_by_role("radio", name=re.compile("Jusqu’au bac")).check()
    expect(page.locator(".chip-remove")).to_have_count(1)
    state = """() => [document.title, location.search, document.querySelector('#resultats').innerText,
        document.querySelector('.facets').textContent,
        [...document.querySelectorAll('.facets :checked')].map((input) => input.id)]"""
    patched = page.evaluate(state)
    page.reload()
    assert page.evaluate(state) == patched


def test_without_javascript_search_filters_pages_and_favourites_work(browser, browser_context_args, catalogue_site):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(catalogue_site + LIST)
    page.get_by_text("Filtres et ordre").click()
    page.get_by_role("checkbox", name=re.compile("^École, social")).check()
    page.get_by_role("button", name="Appliquer les filtres").click()
    expect(page.locator(".chip-remove")).to_have_count(1)
    page.get_by_role("link", name="Suivants").click()
    expect(page.get_by_text(re.compile("Page 2 sur"))).to_be_visible()
    page.fill("#q", "professeur")
    page.get_by_role("button", name="Chercher").click()
    expect(rows(page).first).to_contain_text("Professeur")
    title = rows(page).first.inner_text()
    page.get_by_role("button", name=f"{title}, en favori").click()
    expect(page).to_have_url(re.compile("q=professeur"))
    expect(page.get_by_role("button", name=f"{title}, en favori")).to_have_attribute("aria-pressed", "true")
    context.close()


def test_from_favourites_to_a_comparison(page, catalogue_site):
    page.goto(f"{catalogue_site}{LIST}?q=infirmier")
    for index in range(2):
        star = page.locator(".favori-button").nth(index)
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        expect(star).to_be_focused()
    page.get_by_role("navigation", name="Principale").get_by_role("link", name="Favoris").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("heading", name="Comparer des métiers")).to_be_visible()
    expect(page.locator(".compare-table thead th")).to_have_count(3)
    cells = page.locator(".compare-table :is(td, thead th:not(:first-child))")
    assert len(set(cells.evaluate_all("all => all.map((one) => one.offsetWidth)"))) == 1, "values under their names"
    page.fill("#q", "dentiste")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Dentiste").click()
    expect(page.locator(".compare-table thead th")).to_have_count(4)
    assert {cookie["name"] for cookie in page.context.cookies()} == {"favoris"}
    page.get_by_role("contentinfo").get_by_role("link", name="Effacer et quitter").click()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_role("heading", name="C’est effacé")).to_be_visible()
    assert "favoris" not in {cookie["name"] for cookie in page.context.cookies()}


def test_a_figure_leads_to_its_origin_already_open(page, catalogue_site):
    page.goto(f"{catalogue_site}/metiers/veterinaire/")
    expect(page.get_by_text("Fiche de données.")).to_be_visible()
    page.get_by_role("link", name="D’où vient ce chiffre ? (Carrière)").click()
    expect(page.locator("#carriere")).to_have_attribute("open", "")
    expect(page.locator("#carriere .total")).to_be_visible()
    expect(page.locator("#carriere")).to_be_in_viewport()
    page.get_by_role("link", name="Revenir à la fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vétérinaire")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_catalogue_is_accessible(page, catalogue_site, check_page, width):
    page.set_viewport_size({"width": width, "height": 740})
    two = "m=veterinaire&m=dentiste"
    for path in (
        LIST,
        f"{LIST}?q=agent&domaine=K&sans=nuit&tri=relations",
        f"{LIST}?q=veterinere&domaine=J&niveau=-1",
        f"{LIST}?domaine=Z",
        "/metiers/veterinaire/",
        "/metiers/veterinaire/chiffres/",
        f"{LIST}comparer/?m=veterinaire&q=dent",
        f"{LIST}comparer/?{two}&m=juge",
        f"{LIST}favoris/",
    ):
        page.goto(catalogue_site + path)
        if width == 320 and path == LIST:
            page.get_by_text("Filtres et ordre").click()
        check_page(page)
    page.goto(catalogue_site + LIST)
    page.locator(".favori-button").first.click()
    page.goto(f"{catalogue_site}{LIST}favoris/")
    check_page(page)


def test_text_twice_as_large_overflows_nowhere(page, catalogue_site):
    page.set_viewport_size({"width": 640, "height": 740})
    for path in (LIST, "/metiers/veterinaire/chiffres/", f"{LIST}comparer/?m=veterinaire&m=dentiste&m=juge"):
        page.goto(catalogue_site + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def without_cookies(playwright, browser_type_launch_args, tmp_path, request):
    """A page of a browser whose owner refuses every cookie."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = playwright.chromium.launch_persistent_context(
        tmp_path, **browser_type_launch_args, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def test_a_star_says_that_cookies_are_refused(without_cookies, catalogue_site):
    page = without_cookies
    page.goto(f"{catalogue_site}{LIST}?q=juge")
    page.locator(".favori-button").first.click()
    expect(page.get_by_text("refuse les cookies").locator("visible=true")).to_be_visible()
    expect(page.get_by_text("Pour les autoriser").locator("visible=true").first).to_be_visible()
    if page.url.endswith("q=juge"):
        return
    page.get_by_role("link", name="Revenir à la page").click()
    expect(page).to_have_url(f"{catalogue_site}{LIST}?q=juge")


@pytest.mark.parametrize("path", ["/quiz/priorites/", "/quiz/complet/1/"])
def test_a_step_says_that_cookies_are_refused(without_cookies, catalogue_site, path):
    page = without_cookies
    page.goto(catalogue_site + path)
    if "complet" in path:
        page.locator("input[name=plus]").nth(0).check(force=True)
        page.locator("input[name=moins]").nth(1).check(force=True)
    else:
        for field in page.locator("input[type=number]").all():
            field.fill("5")
    page.get_by_role("button", name="Continuer").click()
    said = page.locator("main").get_by_text("refuse les cookies").locator("visible=true")
    expect(said).to_contain_text("trop longtemps")
    expect(page.get_by_text("Pour les autoriser").locator("visible=true").first).to_be_visible()
