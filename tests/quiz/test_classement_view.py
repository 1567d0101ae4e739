"""« Tes pistes » : from five priorities to every métier ranked, narrowed by visible filters."""

import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django.asserts import assertNumQueries

from quiz.models import Passation
from tests.metiers.small_catalogue import catalogue_of, write_fixtures
from tests.quiz.answers import IMPORTANCES, follow

PRIORITES, GOUTS, CLASSEMENT = "/quiz/priorites/", "/quiz/gouts/", "/quiz/classement/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def health(tmp_path):
    """The métiers of health and of law: forty of them."""
    codes = [entry["code"] for entry in catalogue_of(*ALL)["metiers"]]
    call_command("load_fixtures", fixtures=write_fixtures(tmp_path, catalogue_of(*codes)), stdout=StringIO())


ALL = [f"J{number}" for number in range(1000, 2000)] + [f"K19{number:02d}" for number in range(20)]


def read(client, query=""):
    response = client.get(f"{CLASSEMENT}{query}")
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\xa0", " ")


def slugs(page):
    ranked = "".join(re.findall(r"<ol class=.*?</ol>", page, re.DOTALL))
    return re.findall(r'href="/quiz/([\w-]+)/rapport/"', ranked)


@pytest.fixture
def student(client, health):
    response = client.post(PRIORITES, IMPORTANCES)
    assert (response.status_code, response["Location"]) == (302, GOUTS)
    return client


def test_five_priorities_lead_to_a_ranking_that_leads_to_each_report(student):
    page = read(student)
    found = slugs(page)
    assert len(found) == len(set(found)) == 20
    assert "fois sur 100" in page
    assert student.get(f"/quiz/{found[0]}/rapport/").status_code == 200
    assert Passation.objects.get().terminee_le


def test_the_ranking_and_the_report_give_the_same_index_and_place(student):
    page = read(student)
    shown = re.search(r"indice ([\d,]+)", page)[1]
    report = unescape(student.get(f"/quiz/{slugs(page)[0]}/rapport/").content.decode())
    assert f"indice de {shown} sur 100" in " ".join(report.replace("\xa0", " ").split())


def test_the_same_answers_give_the_same_page_tomorrow(student):
    from metiers.directory import read_annuaire

    first = read(student)
    read_annuaire.cache_clear()
    assert re.findall(r"(\d+) fois sur 100", read(student)) == re.findall(r"(\d+) fois sur 100", first)


def test_priorities_weighed_in_twenty_statements_are_surer_than_five_numbers(student):
    unsure = [int(times) for times in re.findall(r"(\d+) fois sur 100", read(student))]
    follow(student, list(IMPORTANCES))
    surer = [int(times) for times in re.findall(r"(\d+) fois sur 100", read(student))]
    assert slugs(read(student)) and len(surer) == len(unsure)
    assert sum(surer[1:6]) > sum(unsure[1:6]), "the first five hold more often"


def test_filters_narrow_the_ranking_and_an_empty_one_says_what_to_relax(student):
    law = read(student, "?domaine=K")
    assert set(slugs(read(student, "?domaine=K&niveau=5"))) < set(slugs(law))
    assert len(slugs(law)) < 20
    empty = read(student, "?domaine=K&niveau=-1")
    assert slugs(empty) == []
    assert "Sans le filtre" in empty
    assert "Laissé de côté" in read(student, "?domaine=Z")


def test_what_resembles_the_student_is_a_form_that_narrows_the_ranking(student):
    page = unescape(student.get(GOUTS).content.decode())
    assert f'action="{CLASSEMENT}"' in page
    assert 'name="interet"' in page and 'name="sans"' in page and 'name="niveau"' in page
    caring = read(student, "?niveau=&interet=22")
    assert "Je souhaite prendre soin des autres" in caring


def test_without_priorities_the_ranking_leads_to_the_question(client, health):
    for _ in range(2):
        assert client.get(CLASSEMENT)["Location"] == client.get(GOUTS)["Location"] == PRIORITES
        client.get(PRIORITES)


def test_refused_priorities_stay_in_the_page(client, health):
    response = client.post(PRIORITES, IMPORTANCES | {"stimulation": "12"})
    assert response.status_code == 422
    assert "le plus grand nombre possible est 10" in response.content.decode()
    assert not Passation.objects.exists()


def test_an_empty_catalogue_has_a_ranking_too(client, db):
    client.post(PRIORITES, IMPORTANCES)
    assert slugs(read(client)) == []


def test_the_page_says_why_one_stands_before_another_and_what_would_change_it(student):
    page = " ".join(read(student, "?niveau=5").split())
    assert 10 < page.count("Pourquoi après le précédent ?") < 20, "the first has none before it"
    said = re.findall(r"entrerait dans ton top 5 si .*? passai(?:t|ent) de (\d+) % à (\d+) % de tes priorités", page)
    assert all(before != after for before, after in said)
    assert said or "Pour voir autre chose" in page


def test_equal_priorities_are_told_as_such(client, health):
    client.post(PRIORITES, dict.fromkeys(IMPORTANCES, 5))
    assert "Tes priorités sont équilibrées" in read(client)


def test_the_page_is_personal(student):
    response = student.get(CLASSEMENT)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_queries_of_the_ranking(student):
    read(student)
    with assertNumQueries(4):
        read(student, "?niveau=5")
