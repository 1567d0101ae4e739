"""How much of each thing: passwords, codes, messages, places in the queue; and what is counted, exactly."""

import threading
import time
from io import StringIO
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection

from suivi import hachage, tries
from tests.conftest import StrictClient, sign_in
from tests.suivi.factors import add_totp, code_now
from tests.suivi.test_comptes import CODE, FACTOR, HOME, RESET, age, come_in, is_in, raw_cache, send_login
from tests.suivi.test_passkeys import ADD, Key, challenge_of
from tests.suivi.world import PASSWORD, account, invitation, lycee, member

pytestmark = pytest.mark.django_db
CHANGE = "/compte/mot-de-passe/"


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


def reset_page(client, email="anne@ecole.example"):
    mail.outbox.clear()
    client.post(RESET, {"email": email})
    return client.get(next(one for one in mail.outbox[0].body.split() if "/lien/" in one))["Location"]


# --- passwords ------------------------------------------------------------------------


@pytest.mark.parametrize("length", [201, 10_000])
def test_no_password_is_taken_that_could_not_be_typed_again(client, length):
    anne, long = account("anne"), "violon-tremplin-84" + "é" * length
    twice = {"password1": long, "password2": long}
    assert client.post(reset_page(client), twice).status_code == 422
    sign_in(client, anne)
    assert client.post(CHANGE, {"oldpassword": PASSWORD} | twice).status_code == 422
    assert client.post("/compte/confirmer/", {"password": long}).status_code == 422
    User.objects.update(password="!")
    sign_in(client, User.objects.get())
    assert client.post(f"{CHANGE}choisir/", twice).status_code == 422
    assert not User.objects.get().has_usable_password()


def test_the_longest_password_opens(client):
    account("anne")
    longest = ("violon-tremplin-84" * 20)[:200]
    assert client.post(reset_page(client), {"password1": longest, "password2": longest}).status_code == 302
    assert send_login(client, password=longest).status_code == 302


def test_whoever_chooses_a_password_waits_in_the_queue_as_logins_do(client, monkeypatch):
    anne = account("anne")
    page = reset_page(client)
    monkeypatch.setattr(hachage, "PLACES", 0)
    twice = {"password1": "tremplin-violon-48", "password2": "tremplin-violon-48"}
    said = client.post(page, twice)
    assert said.status_code == 503 and "Rien n’a changé" in said.content.decode()
    sign_in(client, anne)
    assert client.post(CHANGE, {"oldpassword": PASSWORD} | twice).status_code == 503
    assert client.post("/compte/confirmer/", {"password": PASSWORD}).status_code == 422
    assert User.objects.get().check_password(PASSWORD)
    assert client.get(CHANGE).status_code == 200, "reading waits for nobody"


def test_a_system_that_lets_no_thread_step_back_still_checks_passwords(monkeypatch):
    def forbidden(*args):
        raise PermissionError

    monkeypatch.setattr("os.setpriority", forbidden)
    monkeypatch.setattr(hachage, "_pool", hachage.ThreadPoolExecutor(1, initializer=hachage._step_back))
    assert hachage.QueuedHasher().encode("violon-tremplin-84", "sel", 10)


def test_a_try_costs_the_same_whether_the_account_exists(client, monkeypatch):
    account("anne")
    counted, really = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: counted.append(1) or really(*args))
    costs = []
    for login in ("anne@ecole.example", "personne@ecole.example", "personne"):
        counted.clear()
        assert send_login(StrictClient(), login=login, password="faux").status_code == 422
        costs.append(len(counted))
    assert costs == [1, 1, 1]


# --- counts -----------------------------------------------------------------------------


def test_a_right_password_takes_the_count_back_whatever_one_is_called(client):
    User.objects.create_superuser("root", "root@ecole.example", PASSWORD)
    for number in range(9):
        send_login(client, login="root@ecole.example", password=f"faux-{number}")
    assert send_login(StrictClient(), login="root@ecole.example").status_code == 302
    assert raw_cache() == []
    for number in range(10):
        login = ("root", "root@ecole.example")[number % 2]
        last = send_login(StrictClient(), login=login, password=f"faux-{number}")
    assert last.status_code == 429, "by both of its names, one count"


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_at_once_are_all_counted():
    shared = caches["default"]
    shared.set("essais", 0, 900)
    begin = threading.Barrier(4)

    def count():
        begin.wait()
        for _ in range(5):
            shared.incr("essais")
        connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert shared.get("essais") == 20


def test_a_count_keeps_its_end(monkeypatch):
    shared = caches["default"]
    shared.set("essais", 1, 900)
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM cache_comptes")
        before = cursor.fetchone()
        assert shared.incr("essais", 2) == 3
        cursor.execute("SELECT expires FROM cache_comptes")
        assert cursor.fetchone() == before
    with pytest.raises(ValueError):
        shared.incr("autre")


def test_a_count_that_runs_out_meanwhile_begins_again(client, monkeypatch):
    account("anne")
    send_login(client, password="faux")
    really, ends = tries.Handler().cache.incr, [True]

    def ran_out(*args, **kwargs):
        if ends.pop() if ends else False:
            caches["default"].clear()
            raise ValueError
        return really(*args, **kwargs)

    monkeypatch.setattr("orientation.cache.SharedCache.incr", ran_out)
    assert send_login(client, password="faux").status_code == 422


def test_codes_tried_one_after_the_other_are_told_and_keep_nobody_else_out(client):
    add_totp(account("anne"))
    add_totp(account("bob"))
    send_login(client)
    for number in range(12):
        client.post(FACTOR, {"code": f"{number:06}"})
    told = [one for one in mail.outbox if "codes faux" in one.subject]
    assert [one.to for one in told] == [["anne@ecole.example"]], "once"
    other = StrictClient()
    send_login(other, login="bob@ecole.example")
    assert other.post(FACTOR, {"code": code_now()})["Location"] == HOME, "of the same school, behind one address"


def test_so_many_codes_are_tried_in_a_day_and_no_more(settings):
    from allauth.core.internal.ratelimit import parse_rates

    limits = settings.ACCOUNT_RATE_LIMITS
    most_of = {
        "login_failed": 100,
        "code_asked_from": 20,
        "link_asked_from": 20,
        "request_login_code": 400,
        "reset_password": 400,
    }
    for action, most in most_of.items():
        assert (most, 86400, "key") in [(one.amount, one.duration, one.per) for one in parse_rates(limits[action])]


@pytest.mark.parametrize("path", [CODE, RESET])
def test_a_stranger_does_not_keep_the_owner_of_a_mailbox_from_it(client, monkeypatch, path):
    """A day's requests of one network, two a minute; the owner comes from another."""
    account("anne")
    now = [time.time()]
    clock = SimpleNamespace(time=lambda: now[0], monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr("allauth.core.internal.ratelimit.time", clock)

    def ask(network, email="anne@ecole.example"):
        now[0] += 31
        mail.outbox.clear()
        response = StrictClient().post(path, {"email": email}, REMOTE_ADDR=network)
        return response.status_code, len(mail.outbox)

    assert {ask("192.0.2.1") for _ in range(20)} == {(302, 1)}
    assert ask("192.0.2.1") == ask("192.0.2.1", "Anne@Ecole.example") == (422, 0)
    assert ask("192.0.2.1", "bob@ecole.example") == (302, 1), "another mailbox"
    assert ask("192.0.2.2") == (302, 1)


def test_a_recipient_that_is_none_is_not_repeated(client):
    sign_in(client, account("anne"))
    page = client.post("/compte/confirmer/code/", {"recipient": "é" * 10_000}).content.decode()
    assert "Choisissez dans la liste." in page and "éééé" not in page


def test_six_figures_are_typed_on_a_keyboard_of_figures(client):
    anne = account("anne")
    send_login(client)
    pages = [client.get("/compte/second-facteur/application/")]
    add_totp(anne)
    client.logout()
    send_login(client)
    pages.append(client.get(FACTOR))
    client.post(FACTOR, {"code": code_now()})
    pages.append(client.get("/compte/confirmer/second-facteur/"))
    assert ['inputmode="numeric"' in page.content.decode() for page in pages] == [True] * 3


def test_whoever_came_in_by_a_code_alone_is_led_to_a_password(client):
    anne = account("anne")
    sign_in(client, anne)
    choose = 'href="/compte/mot-de-passe/choisir/"'
    assert [choose in client.get(page).content.decode() for page in (HOME, "/suivi/compte/")] == [False, False]
    User.objects.update(password="!")
    sign_in(client, User.objects.get())
    assert [choose in client.get(page).content.decode() for page in (HOME, "/suivi/compte/")] == [True, True]
    SocialAccount.objects.create(user=anne, provider="oidc", uid="1")
    assert choose not in client.get(HOME).content.decode(), "a provider is a way in"


# --- one's own address, however it was typed ------------------------------------------------


@pytest.mark.parametrize("way", ["password", "code", "reset"])
def test_whoever_made_the_account_on_the_command_line_comes_in_by_its_address(client, way):
    User.objects.create_superuser("root", "Root@Ecole.example", PASSWORD)
    if way == "password":
        assert send_login(client, login="root@ecole.example").status_code == 302
    else:
        client.post({"code": CODE, "reset": RESET}[way], {"email": "ROOT@ecole.example"})
        assert "pas de compte" not in mail.outbox[0].body
        assert User.objects.get().email == "root@ecole.example"


def test_a_lost_telephone_is_reset_by_name_and_never_for_whoever_comes_first():
    for name in ("chef", "autre"):
        add_totp(User.objects.create_superuser(name, "", PASSWORD))
    for nobody in ("", " ", "personne"):
        with pytest.raises(CommandError, match="Aucun compte"):
            call_command("reset_mfa", nobody)
    said = StringIO()
    call_command("reset_mfa", "chef", stdout=said)
    assert "Compte sans adresse : son mot de passe reste. Prévenez" in said.getvalue()
    assert User.objects.get(authenticator__isnull=False).username == "autre"
    assert not mail.outbox
    account("anne")
    User.objects.create_superuser("anna", "anne@ecole.example", PASSWORD)
    with pytest.raises(CommandError, match=r"identifiant : anne@ecole\.example, anna"):
        call_command("reset_mfa", "anne@ecole.example")


# --- who shows again who they are ---------------------------------------------------------------


def test_a_button_that_is_refused_leads_back_to_its_page(client):
    """And not to an address that opens nothing by itself."""
    house = lycee()
    anne = member("anne", house, "responsable")
    one, _ = invitation("zoe@ecole.example", house)
    add_totp(anne.user)
    client.force_login(anne.user)
    page = house.get_absolute_url()
    act = f"{page}invitations/{one.pk}/retirer/"
    led = {
        "http://testserver" + page + "?a=1": f"{page}?a=1",
        "https://evil.example/x": HOME,
        "//evil.example/x": HOME,
        "": HOME,
    }
    for sender, back in led.items():
        asked = client.post(act, headers={"referer": sender})["Location"]
        assert client.post(asked, {"code": "000000"}).status_code == 422
        assert asked == f"/compte/confirmer/second-facteur/?next={quote(back, safe='')}"
    asked = client.post(act)["Location"]
    assert client.post(asked, {"code": code_now()})["Location"] == HOME


def test_whoever_has_a_passkey_alone_is_asked_for_it(client):
    account("anne")
    send_login(client)
    client.get(ADD)
    client.post(ADD, {"name": "Clé", "credential": Key().register(challenge_of(client))})
    assert is_in(client)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    asked = client.get(HOME)["Location"]
    assert asked.startswith("/compte/confirmer/cle/?next=")
    assert client.get(asked).status_code == 200


def test_showing_again_who_one_is_leads_back(client):
    add_totp(account("anne"))
    come_in(client)
    age(client)
    assert client.post("/compte/confirmer/?next=/suivi/compte/supprimer/", {"password": PASSWORD})["Location"] == (
        "/suivi/compte/supprimer/"
    )
