"""Answers that were erased in another tab, are past their date, or have another code: what their pages say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz.models import Passation, Resultat
from tests.conftest import SLUG, StrictClient
from tests.quiz.answers import EFFACER, IMPORTANCES, PRIORITES
from tests.quiz.plans import PLAN, text

RESULTAT = "/quiz/resultats/1/"
REPORT = f"{RESULTAT}{SLUG}/"
PAGES = [
    RESULTAT,
    f"{RESULTAT}pdf/",
    f"{RESULTAT}sans-les-noms/",
    f"{RESULTAT}partager/",
    REPORT,
    f"{REPORT}pdf/",
    f"{REPORT}partager/",
    PLAN,
    PLAN.replace("plan/", "plan.ics"),
    "/quiz/resultats/comparer/?avant=1&apres=2",
]
ACTS = [f"{RESULTAT}retirer/", f"{RESULTAT}recalculer/", "/quiz/partages/1/retirer/", f"{RESULTAT}partager/"]
GONE, USUAL = "Ces réponses ne sont plus ici", "Cette page n’existe pas"
pytestmark = pytest.mark.django_db


def erased(student):
    other_tab = StrictClient()
    other_tab.cookies = student.cookies.copy()
    other_tab.post(EFFACER)
    assert not Passation.objects.exists()


def expired(student):
    Passation.objects.update(expire_le=timezone.now() - timedelta(seconds=1))


def left(student):
    student.post(EFFACER, {"garder": "1"})


def never(student):
    student.cookies.clear()


@pytest.mark.parametrize("gone", [erased, expired, left, never])
def test_pages_of_answers_that_are_gone_say_so_without_saying_why(student, gone):
    gone(student)
    answers = [*map(student.get, PAGES), *map(student.post, ACTS)]
    assert {answer.status_code for answer in answers} == {404}
    for answer in answers:
        page = text(answer)
        assert GONE in page and "mal recopiée" not in page
        assert all(said in page for said in ("effacées", "leur date est passée", "autre code"))
        assert 'href="/quiz/reprendre/">Taper un code' in page and 'href="/">Commencer un quiz' in page
        assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]


def test_another_code_in_this_browser_is_not_told_apart(student):
    Resultat.objects.update(numero=7)
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    for path in ("/quiz/resultats/7/", f"/quiz/resultats/7/{SLUG}/"):
        answer = other.get(path)
        assert answer.status_code == 404 and GONE in text(answer)
        assert 'href="/quiz/resultats/">Voir mes résultats' in text(answer)


@pytest.mark.parametrize(
    "path",
    [f"{RESULTAT}autre/", f"{RESULTAT}autre/pdf/", PLAN.replace(SLUG, "autre"), f"{RESULTAT}autre/partager/"],
)
def test_with_ones_answers_a_wrong_address_stays_an_ordinary_404(student, path):
    answer = student.get(path)
    assert answer.status_code == 404 and USUAL in text(answer) and GONE not in text(answer)


@pytest.mark.parametrize("path", ["/quiz/partages/", "/quiz/mes-donnees/", "/quiz/code/"])
def test_lists_of_answers_that_are_gone_lead_to_the_code_and_promise_nothing(student, path):
    erased(student)
    page = student.get(path, follow=True)
    assert page.redirect_chain[-1][0].startswith(("/quiz/reprendre/", "/quiz/priorites/"))
    assert "t’attendent" not in text(page) and "sont reprises" not in text(page)
