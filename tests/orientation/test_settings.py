import os
import subprocess
import sys

import pytest

from orientation.env import read_bool, read_list, read_text
from tests.conftest import ROOT

GOOD = {"SECRET_KEY": "k" * 60, "HTTPS": "true", "ALLOWED_HOSTS": "orientation.example"}


def start(**environment):
    """Import the settings in a fresh interpreter, away from any .env."""
    code = (
        "import dotenv; dotenv.load_dotenv = lambda *a, **k: None; import orientation.settings as s; print(s.DATABASES)"
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


def test_postgresql_comes_from_the_environment():
    result = start(**GOOD, DATABASE_URL="postgres://u:p@h:5432/d")
    assert "django.db.backends.postgresql" in result.stdout


def test_readers_take_only_what_makes_sense(monkeypatch):
    monkeypatch.setenv("X", " Oui ")
    assert read_bool("X", default=False) is True
    monkeypatch.setenv("X", "")
    assert read_bool("X", default=True) is True
    assert read_text("X", default="d") == "d"
    monkeypatch.setenv("X", "a, b,,")
    assert read_list("X", default=[]) == ["a", "b"]
