import os
import re
import subprocess
import sys

import pytest

from orientation.env import read_bool, read_list, read_text
from tests.conftest import ROOT

GOOD = {"SECRET_KEY": "k" * 60, "HTTPS": "true", "ALLOWED_HOSTS": "orientation.example"}


def start(**environment):
    """Import the settings in a fresh interpreter, away from any .env."""
    code = (
        "import dotenv; dotenv.load_dotenv = lambda *a, **k: None; "
        "import orientation.settings as s; print(s.DATABASES, s.EMAIL_BACKEND)"
    )
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY manque"),
        ({"DEBUG": "peut-être"}, "DEBUG vaut « peut-être »"),
        ({"DEBUG": "true"}, "DEBUG=true avec un hôte public"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"OPERATOR_EMAIL": "personne"}, "OPERATOR_EMAIL vaut « personne »"),
        ({"LEGAL_BASIS": "consentement"}, "LEGAL_BASIS vaut « consentement »"),
    ],
)
def test_bad_settings_stop_the_start_with_one_line(change, message):
    result = start(**{**GOOD, **change})
    assert result.returncode != 0
    assert message in result.stderr.splitlines()[-1]


def test_sqlite_writes_ahead_and_takes_its_lock_first():
    result = start(**GOOD)
    assert "'transaction_mode': 'IMMEDIATE'" in result.stdout
    assert "journal_mode=WAL" in result.stdout
    assert "secure_delete=ON" in result.stdout, "what is erased is overwritten, whatever SQLite was built with"


def test_postgresql_comes_from_the_environment():
    result = start(**GOOD, DATABASE_URL="postgres://u:p@h:5432/d")
    assert "django.db.backends.postgresql" in result.stdout


@pytest.mark.parametrize(
    ("change", "backend"),
    [
        ({}, "orientation.courriel.NoServer"),
        ({"HTTPS": "false"}, "orientation.courriel.NoServer"),
        ({"HTTPS": "false", "ALLOWED_HOSTS": "localhost"}, "django.core.mail.backends.console.EmailBackend"),
        ({"EMAIL_HOST": "mail.example"}, "django.core.mail.backends.smtp.EmailBackend"),
    ],
)
def test_messages_are_printed_on_one_s_own_machine_alone(change, backend):
    """They hold codes and links: a public site would leave them in its host's logs."""
    assert start(**{**GOOD, **change}).stdout.split()[-1] == backend


PRODUCTION = """
import dotenv; dotenv.load_dotenv = lambda *a, **k: None
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "orientation.settings"
import django; django.setup()
from django.conf import settings
from django.test import Client
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
host = {"host": "orientation.example"}
plain = Client().get("/livez", headers=host), Client().get("/", headers=host)
print([(r.status_code, r.get("Location")) for r in plain])
secure = Client().get("/quiz/effacer/", headers=host, secure=True)
print(secure["Strict-Transport-Security"], sorted(secure["Content-Security-Policy"].split("; ")))
proxied = Client().get("/quiz/effacer/", headers={**host, "x-forwarded-proto": "https"})
print(proxied.status_code)
from quiz.acces.cookie import give_secret, take_back_secret
from django.http import HttpRequest, HttpResponse
given, taken = HttpResponse(), HttpResponse()
give_secret(HttpRequest(), given, "s"); take_back_secret(taken)
print(given.cookies.output(header="")); print(taken.cookies.output(header="", sep=" | "))
s = settings
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
"""


@pytest.mark.parametrize("behind_proxy", ["true", "false"])
def test_production_is_https_only(behind_proxy):
    environment = {**GOOD, "BEHIND_PROXY": behind_proxy, "DATABASE_URL": "sqlite://:memory:"}
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME")}
    result = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = result.stdout.strip().splitlines()
    assert len(lines) == 6, result.stderr[-2000:]
    assert lines[0] == "[(200, None), (301, 'https://orientation.example/')]"
    assert lines[1].startswith("max-age=31536000; includeSubDomains; preload [")
    for directive in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert f'"{directive}"' in lines[1]
    assert lines[2] == ("200" if behind_proxy == "true" else "301")
    assert re.search(r"__Host-passation=s:[\w:-]+; HttpOnly; Path=/; SameSite=Lax; Secure", lines[3])
    assert "Max-Age=0" in lines[4]
    assert "Secure" in lines[4]
    assert lines[5] == "__Host-sessionid __Host-csrftoken True True"


def test_readers_take_only_what_makes_sense(monkeypatch):
    monkeypatch.setenv("X", " Oui ")
    assert read_bool("X", default=False) is True
    monkeypatch.setenv("X", "")
    assert read_bool("X", default=True) is True
    assert read_text("X", default="d") == "d"
    monkeypatch.setenv("X", "a, b,,")
    assert read_list("X", default=[]) == ["a", "b"]
