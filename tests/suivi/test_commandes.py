"""What is done from the command line, and the demonstration."""

import re
from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.utils import timezone

from suivi.models import Campagne, Etat, Invitation, Membre, Participation, Structure
from tests.conftest import StrictClient, sign_in
from tests.orientation.test_settings import GOOD, start
from tests.suivi.factors import add_totp, code_now
from tests.suivi.world import account, invitation, lycee, member, past

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


def run(name, *arguments, **options):
    said = StringIO()
    call_command(name, *arguments, stdout=said, stderr=said, **options)
    return said.getvalue()


def down(*args, **kwargs):
    raise SMTPServerDisconnected("no")


# --- invite ----------------------------------------------------------------------


def test_an_invitation_prints_a_link_that_opens_without_mail(client):
    said = run("invite", "Zoe@ecole.example", "--role", "responsable", "--structure", "Lycée Hugo", "--ville", "Lille")
    assert not mail.outbox
    path = re.search(r"http://localhost:8000(/suivi/invitation/\S+)", said)[1]
    assert client.get(path).status_code == 302
    assert "Lycée Hugo vous invite" in client.get("/suivi/invitation/").content.decode()
    assert Structure.objects.get().slug == "lycee-hugo-lille"


@pytest.mark.parametrize("email", ["zoe", "zo\u00e9@ecole.example", "smi\u212ae@ecole.example"])
def test_an_address_that_is_none_or_looks_like_another_is_not_invited(email):
    with pytest.raises(CommandError, match="n'est pas une adresse"):
        run("invite", email, "--role", "administration")
    assert not Invitation.objects.exists()


def test_an_invitation_by_mail_and_to_a_known_structure():
    lycee()
    options = ("--structure", "lycee-jean-moulin-lyon", "--site", "https://orientation.example/", "--mail")
    said = run("invite", "zoe@ecole.example", "--role", "conseiller", *options)
    assert "https://orientation.example/suivi/invitation/" in said
    assert "https://orientation.example/suivi/invitation/" in mail.outbox[0].body


def test_an_administrator_is_invited_to_no_structure(client):
    said = run("invite", "zoe@ecole.example", "--role", "administration")
    assert "Administration du site" in said
    assert Invitation.objects.get().structure is None


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (("zoe", "--role", "conseiller", "--structure", "lycee-jean-moulin-lyon"), "n'est pas une adresse"),
        (("zoe@ecole.example", "--role", "conseiller"), "indiquez --structure"),
        (("zoe@ecole.example", "--role", "conseiller", "--structure", "rien"), "Connues : lycee-jean-moulin-lyon"),
        (("zoe@ecole.example", "--role", "redaction", "--structure", "rien"), "sans --structure"),
        (("anne@ecole.example", "--role", "invite", "--structure", "lycee-jean-moulin-lyon"), "déjà membre"),
        (("zoe@ecole.example", "--role", "chef"), "invalid choice"),
    ],
)
def test_a_wrong_invitation_is_refused(arguments, because):
    member("anne", lycee())
    with pytest.raises(CommandError, match=because):
        run("invite", *arguments)
    assert not Invitation.objects.exists()


def test_an_invitation_that_cannot_be_sent_is_not_made(monkeypatch):
    lycee()
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    with pytest.raises(CommandError, match="rien n'a été créé"):
        run("invite", "z@e.example", "--role", "invite", "--structure", "lycee-jean-moulin-lyon", "--mail")
    assert not Invitation.objects.exists()


def test_a_structure_is_made_with_its_invitation_or_not_at_all(monkeypatch):
    new = ("invite", "z@e.example", "--role", "invite", "--ville", "Lille", "--structure")
    for wrong in ("N" * 500, "\0", "\u200b"):
        with pytest.raises(CommandError, match="Nom : "):
            run(*new, wrong)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
        with pytest.raises(CommandError, match="rien n'a été créé"):
            run(*new, "Lycée Hugo", "--mail")
    assert not Structure.objects.exists()
    run(*new, "Lycée\0 Hugo", "--mail")
    run(*new, "lycée hugo")
    assert [str(one) for one in Structure.objects.all()] == ["Lycée Hugo, Lille"]
    assert Invitation.objects.get().structure == Structure.objects.get()


# --- mail, second factor, purge ----------------------------------------------------


def test_a_message_of_trial(monkeypatch):
    assert "remis" in run("send_test_mail", "zoe@ecole.example")
    assert mail.outbox[0].subject == "[Orientation] Essai"
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    with pytest.raises(CommandError, match="n'est pas parti"):
        run("send_test_mail", "zoe@ecole.example")


def test_a_second_factor_is_taken_away_logged_and_told(client, caplog, monkeypatch):
    anne = account("anne")
    add_totp(anne)
    client.post("/compte/connexion/", {"login": anne.email, "password": "violon-tremplin-84"})
    client.post("/compte/connexion/second-facteur/", {"code": code_now()})
    assert client.get("/suivi/").status_code == 200
    run("reset_mfa", "Anne@ecole.example")
    assert client.get("/suivi/").status_code == 302, "its sessions are closed"
    assert not Authenticator.objects.exists()
    assert f"second factor of account {anne.pk} taken away by the command line" in caplog.text
    assert mail.outbox[-1].subject == "[Orientation] Votre second facteur a été retiré"
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    assert "prévenez la personne" in run("reset_mfa", "anne@ecole.example")
    with pytest.raises(CommandError, match="Aucun compte"):
        run("reset_mfa", "personne@ecole.example")


def test_an_administrator_takes_one_away_by_a_button(admin_client, caplog):
    anne = account("anne")
    add_totp(anne)
    page = admin_client.get(f"/admin/auth/user/{anne.pk}/change/").content.decode()
    button = f"/admin/auth/user/{anne.pk}/second-facteur/"
    assert f'href="{button}"' in page
    assert "prévenue par courriel" in admin_client.get(button).content.decode()
    assert Authenticator.objects.filter(user=anne).exists(), "reading takes nothing away"
    assert admin_client.post(button).status_code == 302
    assert not Authenticator.objects.filter(user=anne).exists()
    assert mail.outbox[0].to == [anne.email]
    assert "taken away by" in caplog.text
    assert "Second facteur retiré" in admin_client.get(f"/admin/auth/user/{anne.pk}/history/").content.decode()


def test_an_administrator_who_takes_away_their_own_is_led_out(admin_client, admin_user):
    response = admin_client.post(f"/admin/auth/user/{admin_user.pk}/second-facteur/")
    assert response.status_code == 302
    assert not Authenticator.objects.exists()
    assert admin_client.get("/admin/").status_code == 302
    assert "est retiré" in admin_client.get("/compte/connexion/").content.decode()


def test_what_of_staff_is_past_is_purged(client):
    sign_in(client, account("anne"))
    past(invitation("zoe@ecole.example", lycee())[0])
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert "invitations : 1, sessions : 1" in run("purge_expired", dry_run=True)
    run("purge_expired")
    assert not Session.objects.exists() and not Invitation.objects.exists()


def test_no_address_stays_once_its_session_and_its_count_are_past(client):
    """Nobody reads those rows again, and Django deletes one when it is read."""
    for name in ("anne", "bob"):
        account(name)
        StrictClient().post("/compte/connexion/", {"login": f"{name}@ecole.example", "password": "violon-tremplin-84"})
    first = UserSession.objects.earliest("pk")
    Session.objects.filter(pk=first.session_key).update(expire_date="2020-01-01T00:00:00Z")
    caches["default"].clear()
    caches["default"].set("past", 1, timeout=1)
    caches["default"].set("running", 1, timeout=3600)
    with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False):
        said = run("purge_expired", dry_run=True)
        assert "sessions : 1, compteurs : 1" in said
        assert "sessions : 1, compteurs : 1" in run("purge_expired")
        assert [one.user.first_name for one in UserSession.objects.all()] == ["Bob"]
        assert caches["default"].get("running") == 1
        assert "sessions : 0, compteurs : 0" in run("purge_expired")


# --- demonstration ----------------------------------------------------------------


def test_a_demonstration_has_accounts_of_each_role_and_ninety_students(client, settings, metier):
    settings.DEMO = True
    said = run("make_demo")
    lines = re.findall(r"(\S+@demo\.example) +mot de passe (\S+) +TOTP (\S+)", said)
    assert len(lines) == 5
    for email, password, totp in lines:
        browser = StrictClient()
        browser.post("/compte/connexion/", {"login": email, "password": password})
        browser.post("/compte/connexion/second-facteur/", {"code": code_now(totp)})
        page = browser.get("/suivi/")
        assert page.status_code == 200, email
        assert "Démonstration" in page.content.decode()
    again = run("make_demo")
    assert lines[0][1] not in again
    assert (User.objects.count(), Membre.objects.count(), Campagne.objects.count()) == (5, 3, 3)
    assert "90 élèves simulés" in said and Participation.objects.count() == 90
    states = {one.etat for one in Participation.objects.with_etat()}
    assert states == {Etat.COMMENCEE, Etat.A_ENVOYER, Etat.ENVOYEE}


def test_a_demonstration_is_marked_on_every_page_and_nothing_else_is(admin_client, client, settings, metier):
    pages = ("/", "/metiers/", "/quiz/priorites/", "/compte/connexion/", "/nope")
    assert not any("Démonstration" in client.get(page).content.decode() for page in pages)
    settings.DEMO = True
    assert all("Démonstration" in client.get(page).content.decode() for page in pages)
    assert "Démonstration" in admin_client.get("/admin/").content.decode()


def test_a_demonstration_is_refused_on_a_real_site():
    with pytest.raises(CommandError, match="DEMO=false"):
        run("make_demo")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"HTTPS": "true"}, "jamais au public"),
        ({"ALLOWED_HOSTS": "orientation.example"}, "jamais au public"),
        ({"ALLOWED_HOSTS": "*"}, "jamais au public"),
        ({"DATABASE_URL": "sqlite:////srv/orientation.sqlite3"}, "ne dit pas « demo »"),
        ({"DATABASE_URL": "postgres://u:p@h:5432/orientation"}, "ne dit pas « demo »"),
        ({}, None),
        ({"DATABASE_URL": "postgres://u:p@h:5432/demo"}, None),
    ],
)
def test_a_demonstration_starts_on_a_machine_and_a_database_of_its_own(given, because):
    local = {"HTTPS": "false", "ALLOWED_HOSTS": "localhost", "DATABASE_URL": "sqlite:////srv/demo.sqlite3"}
    result = start(**GOOD | local | {"DEMO": "true"} | given)
    assert (result.returncode == 0) == (because is None)
    assert because is None or because in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("hosts", "environment", "https", "begins"),
    [
        (["*", ".ecole.example", "orientation.example"], {}, True, "https://orientation.example/suivi/"),
        (["localhost"], {"PORT": "8001"}, False, "http://localhost:8001/suivi/"),
        (["localhost"], {"PORT": ""}, False, "http://localhost:8000/suivi/"),
    ],
)
def test_a_link_begins_with_an_address_that_is_served(settings, monkeypatch, hosts, environment, https, begins):
    settings.ALLOWED_HOSTS, settings.HTTPS = hosts, https
    monkeypatch.delenv("PORT", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert f"\n{begins}" in run("invite", "zoe@ecole.example", "--role", "administration")


@pytest.mark.parametrize(
    ("port", "https", "more", "asks"),
    [
        ("", False, (), True),
        ("8001", False, (), False),
        ("", True, (), False),
        ("", False, ("--site", "http://a"), False),
    ],
)
def test_a_port_that_is_a_guess_is_said_to_be_one(settings, monkeypatch, port, https, more, asks):
    settings.ALLOWED_HOSTS, settings.HTTPS = ["localhost"], https
    monkeypatch.setenv("PORT", port)
    said = run("invite", "zoe@ecole.example", "--role", "administration", *more)
    assert ("Changez-le dans ce lien" in said) == asks


def test_a_site_that_names_no_host_is_asked_for_its_address(settings):
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(CommandError, match="indiquez --site"):
        run("invite", "zoe@ecole.example", "--role", "administration")
    assert not Invitation.objects.exists()
