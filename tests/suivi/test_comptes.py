"""Coming in, and what keeps others out."""

import re
from contextlib import ExitStack, suppress
from smtplib import SMTPServerDisconnected
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.test import RequestFactory, override_settings

from orientation.throttle import address_key
from suivi import services
from suivi.hachage import PLACES, FullError, place
from tests.conftest import StrictClient, sign_in
from tests.suivi.factors import SECRET, add_totp, code_now
from tests.suivi.world import PASSWORD, account

pytestmark = pytest.mark.django_db
LOGIN, CODE, RESET = "/compte/connexion/", "/compte/connexion/code/", "/compte/mot-de-passe/perdu/"
FACTOR, ENROL = "/compte/connexion/second-facteur/", "/compte/second-facteur/"
HOME, ADMIN = "/suivi/", "/admin/"


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


def send_login(client, login="anne@ecole.example", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


def is_in(client):
    return client.get(HOME).status_code == 200


# --- coming in -------------------------------------------------------------------


def test_a_password_then_six_figures_open(client):
    add_totp(account("anne"))
    assert send_login(client)["Location"] == FACTOR
    assert not is_in(client)
    assert client.post(FACTOR, {"code": "000000"}).status_code == 422
    assert client.post(FACTOR, {"code": code_now()})["Location"] == HOME
    assert is_in(client)


def test_the_same_figures_do_not_open_twice(client):
    add_totp(account("anne"))
    figures = code_now()
    for expected, browser in ((302, client), (422, StrictClient())):
        send_login(browser)
        assert browser.post(FACTOR, {"code": figures}).status_code == expected


def test_a_recovery_code_opens_once(client):
    anne = account("anne")
    sign_in(client, anne)
    client.post("/compte/second-facteur/secours/nouveaux/")
    page = client.get("/compte/second-facteur/secours/")
    code = re.search(r"<li>(\d{8})</li>", page.content.decode())[1]
    for expected in (302, 422):
        browser = StrictClient()
        send_login(browser)
        assert browser.post(FACTOR, {"code": code}).status_code == expected


def test_an_e_mailed_code_opens_as_a_password_does(client):
    add_totp(account("anne"))
    client.post(CODE, {"email": "anne@ecole.example"})
    code = re.search(r": (\S+)\n", mail.outbox[0].body)[1]
    assert mail.outbox[0].subject == "[Orientation] Votre code"
    assert client.post(f"{CODE}recu/", {"code": "faux"}).status_code == 422
    assert client.post(f"{CODE}recu/", {"code": code})["Location"] == FACTOR
    assert client.post(FACTOR, {"code": code_now()}).status_code == 302
    assert is_in(client)


def test_nothing_tells_whether_an_address_has_an_account(client):
    account("anne")
    for path, at in ((CODE, f"{CODE}recu/"), (RESET, f"{RESET}envoye/")):
        answers = [StrictClient().post(path, {"email": f"{who}@ecole.example"}) for who in ("anne", "personne")]
        assert [one["Location"] for one in answers] == [at, at]
    assert sorted(one.to[0] for one in mail.outbox) == sorted(["anne@ecole.example", "personne@ecole.example"] * 2)
    wrong = [send_login(StrictClient(), login=f"{who}@ecole.example", password="x") for who in ("anne", "personne")]
    assert len({re.sub(r'(value|nonce)="[^"]*"', "", one.content.decode()) for one in wrong}) == 1


def test_a_superuser_comes_in_by_name_and_is_led_to_enrol(client):
    User.objects.create_superuser("root", "", PASSWORD)
    response = send_login(client, login="root")
    assert client.get(ADMIN)["Location"] == ENROL
    assert client.get(response["Location"])["Location"] == ENROL
    assert "Choisissez un second facteur" in client.get(ENROL).content.decode()
    client.get(f"{ENROL}application/")
    secret = client.session["mfa.totp.secret"]
    assert client.post(f"{ENROL}application/", {"code": "123"}).status_code == 422
    assert client.post(f"{ENROL}application/", {"code": code_now(secret)})["Location"] == f"{ENROL}secours/"
    assert len(re.findall(r"<li>\d{8}</li>", client.get(f"{ENROL}secours/").content.decode())) == 10
    assert client.get(ADMIN).status_code == 200
    assert secret not in str(Authenticator.objects.values())


def test_whoever_has_a_second_factor_shows_it_before_adding_another(client):
    """A session that was opened before, or a stolen cookie."""
    anne = account("anne", is_staff=True)
    add_totp(anne)
    client.force_login(anne)
    for path in (HOME, ADMIN, ENROL, f"{ENROL}application/", f"{ENROL}cle/", "/compte/sessions/", f"{ENROL}secours/"):
        assert client.get(path)["Location"].startswith("/compte/confirmer/second-facteur/?next="), path
    again = client.get(HOME)["Location"]
    assert client.post(again, {"code": code_now()})["Location"] == HOME
    assert is_in(client)


def test_a_new_password_by_a_link_that_serves_once(client):
    add_totp(account("anne"))
    client.post(RESET, {"email": "anne@ecole.example"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link)["Location"]
    assert form.startswith("/compte/mot-de-passe/lien/") and form.endswith("-nouveau/"), (
        "the secret leaves the address bar"
    )
    assert client.post(form, {"password1": "orientation", "password2": "orientation"}).status_code == 422
    new = "tremplin-violon-48"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    assert "Ce lien ne marche plus" in StrictClient().get(link).content.decode()
    assert send_login(client, password=new)["Location"] == FACTOR
    assert not is_in(client)


def test_an_account_that_is_closed_opens_nothing(client):
    anne = account("anne")
    sign_in(client, anne)
    assert is_in(client)
    User.objects.update(is_active=False)
    assert client.get(HOME).status_code == 302
    send_login(client)
    assert client.get(HOME).status_code == 302


# --- wrong tries -----------------------------------------------------------------


def test_forty_wrong_tries_from_one_address_and_the_member_enters_from_another(client):
    account("anne")
    statuses = [send_login(client, password=f"faux-{n}", REMOTE_ADDR="192.0.2.1").status_code for n in range(40)]
    assert statuses == [422] * 9 + [429] * 31
    assert send_login(client, REMOTE_ADDR="192.0.2.1").status_code == 429, "the right one neither, from there"
    other = StrictClient(REMOTE_ADDR="192.0.2.2")
    assert send_login(other)["Location"] == HOME


def test_the_count_is_of_the_pair_and_holds_no_address(client):
    account("anne")
    account("bob")
    for number in range(10):
        send_login(client, login=" ANNE@ecole.example", password=f"faux-{number}")
    assert send_login(StrictClient(), login="bob@ecole.example").status_code == 302
    assert send_login(StrictClient()).status_code == 429
    client.post(CODE, {"email": "anne@ecole.example"})
    client.post(RESET, {"email": "anne@ecole.example"})
    kept = raw_cache()
    assert len(kept) > 2
    assert not any(known in str(kept) for known in ("127.0.0.1", "anne", "axes", "login"))


def raw_cache():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache_comptes")
        return cursor.fetchall()


def test_a_count_is_shared_by_workers_and_ends(client, monkeypatch):
    """It is in the database: what one process counted, another reads."""
    account("anne")
    for number in range(10):
        send_login(client, password=f"faux-{number}")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache_comptes")
        assert cursor.fetchone()[0] == 1
        cursor.execute("UPDATE cache_comptes SET expires = %s", ["2020-01-01 00:00:00"])
    assert send_login(StrictClient()).status_code == 302


def test_six_figures_are_not_guessed(client):
    add_totp(account("anne"))
    send_login(client)
    for number in range(12):
        response = client.post(FACTOR, {"code": f"{number:06}"})
        assert response.status_code == 422
    assert "Trop d’essais" in response.content.decode()
    assert client.post(FACTOR, {"code": code_now()}).status_code == 422
    caches["default"].clear()
    assert client.post(FACTOR, {"code": code_now()}).status_code == 302


def test_a_right_password_takes_the_count_back(client):
    account("anne")
    for number in range(9):
        send_login(client, password=f"faux-{number}")
    assert len(raw_cache()) == 1
    assert send_login(client).status_code == 302
    assert raw_cache() == []


def test_too_many_logins_at_once_are_asked_to_come_back(client, monkeypatch):
    account("anne")
    monkeypatch.setattr("suivi.hachage.PLACES", 0)
    response = send_login(client)
    assert response.status_code == 422
    page = response.content.decode()
    assert "réessayez dans quelques secondes, ou recevez un code par courriel" in page
    assert f'href="{CODE}' in page


def test_one_pupil_does_not_keep_a_member_out_with_invented_names(client, monkeypatch):
    """All the requests of one address wait for their turn; from another, there is a place."""
    account("anne")
    monkeypatch.setattr("suivi.hachage.PATIENCE", 0.01)
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    with ExitStack() as pupil:
        with suppress(FullError):
            for _ in range(PLACES):
                pupil.enter_context(place(address_key(request)))
        assert send_login(StrictClient(), REMOTE_ADDR="192.0.2.1").status_code == 422
        assert send_login(client, REMOTE_ADDR="192.0.2.2")["Location"] == HOME
    assert send_login(StrictClient(), REMOTE_ADDR="192.0.2.1").status_code == 302


# --- bad input -------------------------------------------------------------------

LONG = "é" * 10_000
FIELDS = {
    LOGIN: ("login", "password"),
    CODE: ("email",),
    RESET: ("email",),
}


@pytest.mark.parametrize("given", ["a\0b", LONG, "\u200b", "<script>", "' OR 1=1 --", "é@é.é"])
@pytest.mark.parametrize("path", FIELDS)
def test_what_makes_no_sense_is_refused_at_its_place(client, path, given):
    account("anne")
    good = {"login": "anne@ecole.example", "password": PASSWORD, "email": "anne@ecole.example"}
    for field in FIELDS[path]:
        response = client.post(path, {**{name: good[name] for name in FIELDS[path]}, field: given})
        assert response.status_code == 422, (path, field)


RESPONSE = '{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "attestationObject": "AA"}'
GARBLED = f'{{"id": "AA", "rawId": "AA", "type": "public-key", "response": {RESPONSE}}}'


@pytest.mark.parametrize("given", ["a\0b", LONG, "{", "[]", "null", '{"id": 1}', '{"response": {}}', GARBLED])
def test_a_code_or_a_passkey_that_makes_no_sense(client, given):
    anne = account("anne")
    add_totp(anne)
    send_login(client)
    assert client.post(FACTOR, {"code": given.replace("}", "")}).status_code == 422
    assert client.post(FACTOR, {"credential": given}).status_code == 422
    sign_in(client, anne)
    assert client.post(f"{ENROL}cle/", {"name": "x", "credential": given}).status_code == 422
    assert client.post("/compte/confirmer/second-facteur/", {"code": given.replace("}", "")}).status_code == 422
    assert (
        client.post("/compte/mot-de-passe/", {"oldpassword": given, "password1": given, "password2": given}).status_code
        == 422
    )


# --- a mail server that is down --------------------------------------------------


def down(*args, **kwargs):
    raise SMTPServerDisconnected("no")


@pytest.mark.parametrize("path", [CODE, RESET])
def test_a_mail_server_that_is_down_is_told(client, monkeypatch, path):
    account("anne")
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    response = client.post(path, {"email": "anne@ecole.example"})
    assert response.status_code == 503
    assert "Le courriel n’est pas parti" in response.content.decode()


def test_a_second_factor_is_added_even_when_nobody_can_be_told(client, monkeypatch):
    anne = account("anne")
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    send_login(client)
    client.get(f"{ENROL}application/")
    secret = client.session["mfa.totp.secret"]
    assert client.post(f"{ENROL}application/", {"code": code_now(secret)})["Location"] == f"{ENROL}secours/"
    assert Authenticator.objects.filter(user=anne).count() == 2
    assert client.get(f"{ENROL}secours/").status_code == 200


# --- sessions, showing again who one is ------------------------------------------


def test_other_sessions_are_listed_and_closed(client):
    add_totp(account("anne"))
    browsers = [client, StrictClient(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/131.0")]
    for later, browser in enumerate(browsers):
        send_login(browser)
        browser.post(FACTOR, {"code": code_now(later=later)})
        assert is_in(browser)
    page = client.get("/compte/sessions/").content.decode()
    assert "Firefox sur Windows" in page and page.count("<tr ") == 3
    assert client.post("/compte/sessions/").status_code == 302
    assert is_in(client) and not is_in(browsers[1])


def test_export_and_deletion_ask_again_who_it_is(client):
    anne = account("anne")
    sign_in(client, anne)
    assert client.get("/suivi/compte/export.json").status_code == 200
    age(client)
    for path in ("/suivi/compte/export.json", "/suivi/compte/supprimer/"):
        asked = client.get(path)
        assert asked["Location"].startswith("/compte/confirmer/"), path
    assert client.post("/suivi/compte/supprimer/").status_code == 302
    assert User.objects.exists()
    assert client.post("/compte/confirmer/", {"password": "faux"}).status_code == 422
    assert client.post("/compte/confirmer/", {"password": PASSWORD}).status_code == 302
    assert client.get("/suivi/compte/export.json").json()["prenom"] == "Anne"
    assert client.post("/suivi/compte/supprimer/").status_code == 302
    assert not User.objects.exists()


def test_a_pair_of_addresses_behind_one_ipv6_is_told_apart(client):
    account("anne")
    for number in range(10):
        send_login(client, password=f"faux-{number}", REMOTE_ADDR="::ffff:192.0.2.1")
    assert send_login(StrictClient(), REMOTE_ADDR="::ffff:192.0.2.2").status_code == 302
    assert send_login(StrictClient(), REMOTE_ADDR="192.0.2.1").status_code == 429


def age(client, seconds=3600):
    """This session was opened so long ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


OTHER = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"


def come_in(client, later=0):
    send_login(client)
    client.post(FACTOR, {"code": code_now(later=later)})
    assert is_in(client)


def test_a_second_factor_that_is_gone_opens_no_more(client):
    anne = account("anne")
    add_totp(anne)
    come_in(client)
    Authenticator.objects.all().delete()
    assert client.get(HOME)["Location"] == ENROL
    add_totp(anne, OTHER)
    assert client.get(HOME)["Location"].startswith("/compte/confirmer/second-facteur/")


def test_new_recovery_codes_are_read_by_whoever_came_in_with_an_old_one(client):
    anne = account("anne")
    add_totp(anne)
    old = RecoveryCodes.activate(anne).get_unused_codes()[0]
    send_login(client)
    client.post(FACTOR, {"code": old})
    client.post("/compte/confirmer/", {"password": PASSWORD})
    assert client.post(f"{ENROL}secours/nouveaux/")["Location"] == f"{ENROL}secours/"
    page = client.get(f"{ENROL}secours/")
    assert page.status_code == 200 and old not in page.content.decode()


def test_an_administrator_who_changed_a_password_in_the_admin_stays_in_reach(client):
    """Django gives such a session another key, which allauth does not know."""
    anne = account("anne", is_staff=True, is_superuser=True)
    add_totp(anne)
    come_in(client)
    assert client.get(f"{ADMIN}auth/user/{anne.pk}/password/")["Location"] == "/compte/mot-de-passe/"
    session = client.session
    session.cycle_key()
    client.cookies["sessionid"] = session.session_key
    assert is_in(client)
    services.reset_second_factor(user=anne, par=None)
    assert not Session.objects.exists() and not UserSession.objects.exists()
    assert client.get(HOME)["Location"].startswith(LOGIN)


def test_a_reset_closes_the_sessions_of_that_account_alone(client):
    anne, bob = account("anne"), account("bob")
    sign_in(client, anne)
    other = sign_in(StrictClient(), bob)
    services.reset_second_factor(user=anne, par=None)
    add_totp(anne)
    assert client.get(HOME)["Location"].startswith(LOGIN)
    assert is_in(other)


def test_what_was_sent_is_not_kept_to_be_done_later(client):
    """A session of before the second factor: with the password alone, it adds none to an account that has one."""
    anne = account("anne")
    send_login(client)
    age(client)
    here = f"http://testserver{ENROL}cle/"
    asked = client.post(f"{ENROL}cle/", {"name": "pirate", "credential": "{}"}, headers={"referer": here})
    assert asked["Location"] == f"/compte/confirmer/?next={quote(f'{ENROL}cle/', safe='')}"
    assert "pirate" not in str(dict(client.session))
    add_totp(anne)
    again = client.post(asked["Location"], {"password": PASSWORD})
    assert (again.status_code, again["Location"]) == (302, f"{ENROL}cle/")
    assert client.get(again["Location"])["Location"].startswith("/compte/confirmer/second-facteur/?next=")


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        ({"REMOTE_ADDR": "2001:db8::1"}, "2001:db8::1"),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.1:4444"}, "192.0.2.1"),
        ({"HTTP_X_FORWARDED_FOR": "[2001:db8::1]:4444"}, "2001:db8::1"),
        ({"HTTP_X_FORWARDED_FOR": "unknown", "REMOTE_ADDR": ""}, "0.0.0.0"),
    ],
)
def test_a_member_enters_whatever_their_address_looks_like(client, settings, seen, kept):
    """PostgreSQL stores no network, and no port, as an address."""
    settings.BEHIND_PROXY = True
    account("anne")
    assert send_login(client, **seen)["Location"] == HOME
    assert UserSession.objects.get().ip == kept


def test_wrong_tries_are_counted_behind_a_proxy_that_writes_ports(client, settings):
    settings.BEHIND_PROXY = True
    account("anne")
    statuses = [
        send_login(client, password="faux", HTTP_X_FORWARDED_FOR=f"192.0.2.1:{4000 + port}").status_code
        for port in range(10)
    ]
    assert statuses[-1] == 429


def test_pages_of_accounts_are_kept_nowhere(client):
    for path in (LOGIN, CODE, RESET):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"


@override_settings(SECRET_KEY="another key, long enough for what the checks want of one")
def test_secrets_of_telephones_are_unreadable_with_another_key():
    from cryptography.fernet import InvalidToken

    from suivi.adapters import MFAAdapter

    with override_settings(SECRET_KEY="the first key, long enough for what the checks want of one"):
        hidden = MFAAdapter().encrypt(SECRET)
        assert MFAAdapter().decrypt(hidden) == SECRET
    with pytest.raises(InvalidToken):
        MFAAdapter().decrypt(hidden)
