"""A quiz left on one device and taken up on another, with a code of twelve symbols."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from quiz.acces.essais import WRONG_CODES
from quiz.methode.statements import SCREENS
from quiz.models import Passation
from tests.conftest import StrictClient
from tests.quiz.answers import EFFACER, IMPORTANCES, pick, url

CODE, REPRENDRE, PRIORITES, CLASSEMENT = "/quiz/code/", "/quiz/reprendre/", "/quiz/priorites/", "/quiz/classement/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_try_counted():
    caches["processus"].clear()
    yield
    caches["processus"].clear()


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def code_of(client):
    return re.search(r'class="code"[^>]*>([0-9A-Z-]+)<', read(client, CODE))[1]


def resume(code, client=None):
    """Another browser that types the code."""
    client = client or StrictClient()
    return client, client.post(REPRENDRE, {"code": code})


def test_a_code_opens_the_same_answers_on_another_device(client):
    client.post(PRIORITES, IMPORTANCES)
    client.post("/quiz/gouts/", {"niveau": "3"})
    other, response = resume(code_of(client).lower().replace("-", " "))
    assert response["Location"] == f"{CLASSEMENT}?niveau=3"
    other.post(PRIORITES, IMPORTANCES | {"carriere": "10"})
    assert Passation.objects.get().carriere == 10
    assert 'value="10"' in client.get(PRIORITES).content.decode(), "both devices write the same answers"
    assert code_of(other) == code_of(client)


def test_a_code_may_come_with_the_message_that_held_it(client):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    link = f"http://testserver{REPRENDRE}#{code}"
    message = f"{'Bonjour, voici de quoi rouvrir mes pistes. ' * 5}Le lien : {link}).\nA bientôt"
    assert int(re.search(r'maxlength="(\d+)"', read(client, REPRENDRE))[1]) > len(message)
    for given in (link, f"{link}.", f"({code})", f"«\u00a0{code}\u00a0»", f"mon code : {code.lower()}", message):
        assert resume(given)[1].status_code == 302, given
    other = "7K3M-Q9XT-2BHD"
    assert "Un code a 12 lettres et chiffres" in unescape(resume(f"{code} ou {other}")[1].content.decode())


def test_nothing_is_promised_to_who_has_erased(client):
    client.post(PRIORITES, IMPORTANCES)
    client.post(EFFACER)
    assert "t’attendent" not in read(client, REPRENDRE)


def test_a_code_leads_to_where_one_was(client):
    pick(client, 1)
    assert resume(code_of(client))[1]["Location"] == url(2)
    for numero in (2, 4, 5):
        pick(client, numero)
    assert resume(code_of(client))[1]["Location"] == url(3)
    pick(client, 3)
    assert resume(code_of(client))[1]["Location"] == f"{PRIORITES}?phrases"
    client.post(PRIORITES, IMPORTANCES)
    assert resume(code_of(client))[1]["Location"] == CLASSEMENT


def test_the_page_of_the_code_says_until_when_and_holds_the_link(client):
    client.post(PRIORITES, IMPORTANCES)
    page = read(client, CODE)
    code = code_of(client)
    assert f'href="http://testserver{REPRENDRE}#{code}"' in page, "after « # », where no log can see it"
    assert timezone.localtime(Passation.objects.get().expire_le).strftime("%Y") in page
    assert code not in read(client, CLASSEMENT), "what is printed or shown to others does not open the answers"


def test_the_code_is_stored_nowhere(client):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    stored = str(list(Passation.objects.values()))
    assert code not in stored and code.replace("-", "") not in stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Tape ton code."),
        ("7K3M", "Un code a 12 lettres et chiffres"),
        ("\x00" * 12, "Le caractère nul n’est pas autorisé"),
        ("é" * 5000, "Un code a 12 lettres et chiffres"),
        ("7K3M-Q9XT-2BHD", "Aucune réponse ne s’ouvre avec ce code"),
    ],
)
def test_a_wrong_code_is_told_and_stays_in_the_field(client, typed, said):
    response = client.post(REPRENDRE, {"code": typed})
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page or "\x00" in typed
    assert "passation" not in response.cookies


def test_an_expired_or_erased_code_opens_nothing(client):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    Passation.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert resume(code)[1].status_code == 422
    client.post(PRIORITES, IMPORTANCES)
    assert code_of(client) != code, "what comes after has a code of its own"
    code = code_of(client)
    assert resume(code)[1].status_code == 302
    client.post(EFFACER)
    assert resume(code)[1].status_code == 422


@pytest.mark.parametrize("path", [PRIORITES, url(1), "/quiz/gouts/", CLASSEMENT])
def test_an_erased_code_does_not_come_back_with_the_next_answer_of_another_device(client, path):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    phone, _ = resume(code)
    client.post(EFFACER)
    screen = {"plus": SCREENS[0][0].cle, "moins": SCREENS[0][1].cle}
    assert phone.post(path, IMPORTANCES | screen | {"niveau": "3"}).status_code == 302
    assert Passation.objects.count() == 1
    assert resume(code)[1].status_code == 422
    assert code_of(phone) != code


def test_two_first_answers_sent_with_one_fresh_cookie_begin_one_passation(client):
    client.get(PRIORITES)
    fresh = client.cookies["passation"].value
    for _ in range(2):
        client.cookies["passation"] = fresh
        client.post(PRIORITES, IMPORTANCES)
    assert Passation.objects.count() == 1


def test_a_quiz_taken_up_again_is_not_called_hasty(client):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False) as now:
        for numero in range(1, 6):
            pick(client, numero)
            now.shift(60)
        other, _ = resume(code_of(client))
        now.shift(5)
        other.post(PRIORITES, IMPORTANCES)
        assert not Passation.objects.get().rapide


def test_codes_cannot_be_guessed(client, monkeypatch):
    client.post(PRIORITES, IMPORTANCES)
    right = code_of(client)
    monkeypatch.setattr(WRONG_CODES, "tries", 3)
    for _ in range(3):
        assert resume("7K3M-Q9XT-2BHD")[1].status_code == 422
    assert resume("7K3M")[1].status_code == 429
    blocked = resume(right)[1]
    assert blocked["Retry-After"] == "60"
    assert blocked.status_code == 429, "not even the right one: whoever guesses learns nothing"
    assert "réessaie dans une minute" in unescape(blocked.content.decode())
    assert "passation" not in blocked.cookies
    assert client.get(CLASSEMENT).status_code == 200, "who has answers open goes on"


def test_a_code_cut_short_is_no_guess(client, monkeypatch):
    monkeypatch.setattr(WRONG_CODES, "tries", 3)
    for _ in range(5):
        assert resume("7K3M")[1].status_code == 422


def test_a_class_behind_one_address_is_not_blocked(client):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    for _ in range(40):
        assert resume("7K3M-Q9XT-2BHD")[1].status_code == 422
        assert resume(code)[1].status_code == 302


def test_another_code_replaces_what_is_open_here_without_erasing_it(client):
    client.post(PRIORITES, IMPORTANCES)
    other = StrictClient()
    pick(other, 1)
    here, there = code_of(client), code_of(other)
    assert "Un quiz est déjà ouvert dans ce navigateur" in read(client, REPRENDRE)
    resume(there, client)
    assert code_of(client) == there
    resume(here, client)
    assert Passation.objects.count() == 2
    assert client.get(CLASSEMENT).status_code == 200


def test_quitting_after_the_answers_are_gone_does_not_promise_them(client):
    client.post(PRIORITES, IMPORTANCES)
    Passation.objects.update(expire_le=timezone.now())
    assert client.post(EFFACER, {"garder": "1"})["Location"].endswith("?fait=tout")
    assert "Rien à effacer" in read(client, f"{EFFACER}?fait=zzz")


def test_quitting_forgets_here_and_keeps_the_answers_for_the_code(client):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    assert code in read(client, EFFACER)
    client.cookies["favoris"] = "x"
    response = client.post(EFFACER, {"garder": "1"}, follow=True)
    assert "attendent ton code" in unescape(response.content.decode())
    assert client.cookies["favoris"]["max-age"] == 0
    assert client.get(CLASSEMENT).status_code == 302
    assert resume(code, client)[1]["Location"] == CLASSEMENT


def test_without_answers_the_page_of_the_code_asks_for_one(client):
    client.get(PRIORITES)
    assert client.get(CODE)["Location"] == REPRENDRE


def test_typing_a_code_needs_the_token_of_the_form(client):
    assert StrictClient(enforce_csrf_checks=True).post(REPRENDRE, {"code": "7K3M-Q9XT-2BHD"}).status_code == 403


@pytest.mark.parametrize("path", [CODE, REPRENDRE])
def test_the_pages_are_personal(client, path):
    pick(client, 1)
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_a_passation_begun_elsewhere_keeps_its_draws(client):
    for numero in range(1, len(SCREENS) + 1):
        pick(client, numero)
    client.post(PRIORITES, IMPORTANCES)
    other, _ = resume(code_of(client))
    assert re.findall(r"\d+ fois sur 100", read(other, CLASSEMENT)) == re.findall(
        r"\d+ fois sur 100", read(client, CLASSEMENT)
    )


def test_queries_of_the_pages(client):
    client.post(PRIORITES, IMPORTANCES)
    code = code_of(client)
    with assertNumQueries(1):
        client.get(CODE)
    with assertNumQueries(2):  # the answers, and whether somebody else typed them from paper
        resume(code)
