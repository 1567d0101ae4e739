"""The student's path in Firefox ESR and in WebKitGTK: `./dev browsers`."""

import pytest

from tests.browsers.drivers import HEIGHT, WIDTH
from tests.quiz.answers import IMPORTANCES

pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
REASONS = "return document.querySelector('.carte ul').getBoundingClientRect().bottom"
SMALL = """return [...document.querySelectorAll('main :is(a, button, summary, input, select)')]
    .filter((one) => one.getClientRects().length && !one.closest('p, li'))
    .filter((one) => getComputedStyle(one).visibility === 'visible')
    .map((one) => one.closest('label') ?? one)
    .filter((one) => one.getBoundingClientRect().height < 43.5 || one.getBoundingClientRect().width < 43.5)
    .map((one) => one.outerHTML.slice(0, 90))"""


def look(window):
    """Nothing wider than the phone, and every target as large as a thumb."""
    assert window.run(OVERFLOW) <= 0, window.path()


def answer_priorities(window, then="Continuer"):
    for name, value in IMPORTANCES.items():
        window.type(f"#id_{name}", value)
    look(window)
    window.click("button", then)


def to_the_pistes(window, site):
    window.go(site)
    look(window)
    window.click("a", "Trouver mes pistes")
    window.wait_for("Ce qui compte pour toi")
    answer_priorities(window)
    window.wait_for("Qu’est-ce qui t’attire")
    look(window)
    assert window.run(SMALL) == []
    window.click("summary", "Soin, secours")
    window.click("label", "Prendre soin des autres")
    window.wait_for("1 sur 3")
    window.click("button", "Voir mes pistes")
    window.wait_for("Tes pistes")
    look(window)


def test_the_page_is_as_narrow_as_the_browser_allows(window, catalogue_site):
    window.go(catalogue_site)
    width, height = window.run("return [innerWidth, innerHeight]")
    assert (WIDTH <= width < 450, height) == (True, HEIGHT)


def test_from_home_to_a_report_a_plan_and_a_link(window, catalogue_site):
    to_the_pistes(window, catalogue_site)
    assert window.run(REASONS) < HEIGHT
    rank, title = window.run("return document.querySelector('.carte h3 a').innerText").split(maxsplit=1)
    assert rank == "1."
    window.click(".carte h3 a")
    window.wait_for("Pourquoi toi")
    assert title in window.text()
    look(window)
    window.click("summary", "Voir le calcul")
    window.wait_for("D’où vient l’indice")
    look(window)
    window.click("header a", "Mes pistes")
    window.wait_for("Tes pistes")
    window.click("button", "Garder ces pistes")
    window.wait_for("Partager")
    look(window)


def test_phrases_are_chosen_by_touch(window, catalogue_site):
    window.go(f"{catalogue_site}/quiz/complet/1/")
    look(window)
    for number in range(1, 6):
        window.wait_for(f"Écran {number} sur 5")
        for side, place in (("plus", number % 4), ("moins", (number + 2) % 4)):
            window.run(f"document.querySelectorAll('input[name={side}]')[{place}].closest('label').scrollIntoView()")
            window.run(f"document.querySelectorAll('input[name={side}]')[{place}].closest('label').click()")
        window.click("button", "Continuer")
    window.wait_for("Te ressemblent-elles")


def test_nothing_of_the_student_comes_back_after_leaving(window, catalogue_site):
    """Back, on plain http, where nothing forbids a browser to keep a page."""
    to_the_pistes(window, catalogue_site)
    window.go(f"{catalogue_site}/quiz/code/")
    code = window.run("return document.querySelector('.code').innerText")
    assert code
    window.click("a", "Quitter cet appareil")
    window.click("button[name=garder]")
    window.wait_for("Reprendre avec un code")
    for _ in range(2):
        window.back()
        assert code not in window.text(), window.path()
