"""Home: the same for everybody, until this browser has answered."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from metiers.directory import annuaire
from quiz.models import Passation
from tests.quiz.answers import IMPORTANCES
from tests.quiz.plans import form

pytestmark = pytest.mark.django_db
GENERAL = "/quiz/priorites/"


@pytest.fixture(scope="module")
def catalogue(load_once):
    load_once()


@pytest.fixture
def student(client, catalogue):
    client.post(GENERAL, IMPORTANCES)
    client.post("/quiz/gouts/", {"interet": "22", "niveau": "3"})
    return client


def read(client):
    response = client.get("/")
    assert response.status_code == 200
    return response, " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def titles(page):
    return re.findall(r"<h3>\s*<a [^>]*>\s*<span[^>]*>\d+\.</span>\s*([^<]*?)\s*</a>", page)


def test_a_newcomer_reads_a_promise_and_an_example_that_is_computed(client, catalogue):
    response, page = read(client)
    assert "Trouver mes pistes" in page and "Un exemple" in page
    known = {entree.titre for entree in annuaire().entrees}
    assert len(titles(page)) == 3 and set(titles(page)) <= known
    assert "no-store" not in response.get("Cache-Control", "")
    before_the_button = re.sub(r"<[^>]+>", " ", page[page.index("<h1") : page.index("Trouver mes pistes")])
    assert len(before_the_button.split()) <= 30


def test_a_student_reads_their_own_first_pistes_and_where_to_go_on(student):
    response, page = read(student)
    ranking = unescape(student.get("/quiz/classement/?niveau=3&interet=22").content.decode())
    assert titles(page) == titles(" ".join(ranking.split()))[:3]
    assert 'href="/quiz/classement/?niveau=3&interet=22"' in page
    assert "Un exemple" not in page and "Dire ce que tu sais déjà faire" in page
    assert "no-store" in response["Cache-Control"], "a shared computer keeps no copy"


def test_the_next_step_of_the_plan_is_told_until_it_is_done(student):
    student.post("/quiz/resultats/", {"filtres": ""})
    slug = re.search(r'href="/quiz/([\w-]+)/rapport/', student.get("/").content.decode())[1]
    student.post("/quiz/resultats/", {"filtres": "", "metier": slug})
    plan = f"/quiz/resultats/{Passation.objects.get().resultats.latest('numero').numero}/{slug}/plan/"
    assert "plan/" not in student.get("/").content.decode()
    student.post(plan, form({"genre": "stage", "faite": "on"}, {"genre": "visite"}))
    page = unescape(student.get("/").content.decode())
    assert f'href="{plan}"' in page
    assert "stage" not in re.search(rf'href="{plan}".*?</a>', page, re.DOTALL)[0].lower()
    student.post(plan, form({"genre": "stage", "faite": "on"}, {"genre": "visite", "faite": "on"}))
    assert plan not in student.get("/").content.decode()


def test_answers_that_are_gone_leave_the_home_of_everybody(student):
    Passation.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert "Un exemple" in read(student)[1]


def test_home_asks_little_of_the_database(client, student):
    student.get("/")
    with assertNumQueries(7):
        student.get("/")
    student.cookies.clear()
    with assertNumQueries(2):
        student.get("/")


def test_my_pistes_in_the_header_are_those_of_the_answers(student):
    page = student.get("/metiers/").content.decode()
    mine = re.search(r'class="mes-pistes"\s+href="([^"]+)"', page)[1]
    assert student.get(mine)["Location"] == "/quiz/classement/?niveau=3&interet=22"
