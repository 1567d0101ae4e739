"""« Garder sur ce téléphone »: by choice, until the answers end, and gone with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quiz.models import Passation
from tests.conftest import SLUG, StrictClient
from tests.quiz.answers import EFFACER, IMPORTANCES
from tests.quiz.test_reprise_view import CODE, code_of, read, resume

PRIORITES = "/quiz/priorites/"
GARDER, FAVORI = "/quiz/code/garder/", f"/metiers/{SLUG}/favori/"
DAY = 24 * 3600


@pytest.fixture
def student(client, metier):
    client.post(PRIORITES, IMPORTANCES)
    return client


def lasts(client, name):
    """Days that a cookie lasts after the browser is closed; None: it goes with it."""
    age = client.cookies[name]["max-age"]
    return None if age == "" else round(age / DAY)


def test_nothing_lasts_unless_one_asks_for_it(student):
    student.post(FAVORI, {"garder": "oui"})
    assert "Garder sur ce téléphone" in read(student, CODE)
    assert "garder" not in student.cookies
    assert (lasts(student, "passation"), lasts(student, "favoris")) == (None, None)


def test_answers_and_favourites_last_as_long_as_the_answers_then_no_longer(student):
    student.post(FAVORI, {"garder": "oui"})
    assert student.post(GARDER, {"ici": "1"})["Location"] == CODE
    assert {lasts(student, name) for name in ("garder", "passation", "favoris")} == {30}
    assert "même quand tu le fermes" in read(student, CODE)
    student.post(FAVORI, {"garder": "non"})
    student.post(FAVORI, {"garder": "oui"})
    student.post(PRIORITES, IMPORTANCES | {"carriere": "9"})
    assert (lasts(student, "passation"), lasts(student, "favoris")) == (30, 30), "what is written later too"
    student.post(GARDER, {})
    assert (lasts(student, "passation"), lasts(student, "favoris")) == (None, None)
    assert student.cookies["garder"]["max-age"] == 0
    assert "Garder sur ce téléphone" in read(student, CODE)


def test_what_is_kept_follows_answers_that_are_kept_longer(student):
    student.post(GARDER, {"ici": "1"})
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=200))
    student.get("/")
    assert (lasts(student, "garder"), lasts(student, "passation")) == (200, 200)


def test_erasing_or_leaving_keeps_nothing(student):
    for sent in ({}, {"garder": "1"}):
        student.post(PRIORITES, IMPORTANCES)
        student.post(GARDER, {"ici": "1"})
        student.post(EFFACER, sent)
        assert {student.cookies[name]["max-age"] for name in ("garder", "passation", "favoris")} == {0}


def test_a_code_typed_on_a_device_that_keeps_is_not_kept(student, client):
    other = StrictClient()
    other.post(PRIORITES, IMPORTANCES)
    code = code_of(other)
    student.post(GARDER, {"ici": "1"})
    student.post(FAVORI, {"garder": "oui"})
    resume(code, student)
    assert student.cookies["garder"]["max-age"] == 0
    assert lasts(student, "favoris") is None
    assert lasts(student, "passation") is None


def test_a_device_that_kept_one_student_keeps_nothing_of_the_next(student):
    """Whose answers were erased elsewhere, and who says nothing of keeping."""
    student.post(FAVORI, {"garder": "oui"})
    student.post(GARDER, {"ici": "1"})
    Passation.objects.all().delete()
    student.get("/quiz/complet/1/")
    assert (lasts(student, "passation"), lasts(student, "favoris")) == (None, None)
    student.post(PRIORITES, IMPORTANCES)
    assert lasts(student, "passation") is None
    assert "garder" not in {name for name, cookie in student.cookies.items() if cookie["max-age"] != 0}
    assert "Garder sur ce téléphone" in read(student, CODE) and "même quand tu le fermes" not in read(student, CODE)


def test_the_code_page_promises_what_the_cookie_does(student):
    student.post(GARDER, {"ici": "1"})
    Passation.objects.update(expire_le=timezone.now() + timedelta(days=200))
    student.get(CODE)
    assert (lasts(student, "garder"), lasts(student, "passation")) == (200, 200)


@pytest.mark.parametrize("https", [True, False])
def test_what_is_kept_is_for_the_server_alone(student, settings, https):
    settings.GARDER_COOKIE_SECURE = https
    student.post(GARDER, {"ici": "1"})
    cookie = student.cookies["garder"]
    assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (https, True, "Lax")


@pytest.mark.parametrize("forged", ["2099-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00:abc", "", "é"])
def test_a_day_that_this_site_did_not_sign_keeps_nothing(student, forged):
    student.cookies["garder"] = forged
    student.post(PRIORITES, IMPORTANCES)
    assert lasts(student, "passation") is None


def test_without_answers_there_is_nothing_to_keep(client, db):
    assert client.post(GARDER, {"ici": "1"})["Location"] == "/quiz/reprendre/"
    assert client.get(GARDER).status_code == 405
    assert "garder" not in client.cookies
