"""What every test can rely on. The database is the one of DATABASE_URL (see `./dev test`)."""

import gc
import re
from functools import cache
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
FIXTURE_FICHE = ROOT / "fixtures" / "fiches" / "K1412-charge-de-cooperation-internationale.txt"
CATALOGUE = ROOT / "fixtures" / "catalogue.json"
SLUG = "charge-de-cooperation-internationale"

_BASES = {"db", "transactional_db", "django_db_setup"}


def pytest_configure(config):
    """What a test leaves is small, and looking for it often is a twentieth of the time."""
    gc.set_threshold(100_000, 20, 20)


def pytest_addoption(parser):
    parser.addoption("--database", action="store_true", help="only the tests that read or write the database")


def pytest_collection_modifyitems(config, items):
    """A second database has nothing to say of pure code, nor of what is marked `one_database`."""
    if config.getoption("--database"):
        reads = [
            bool(item.get_closest_marker("django_db") or _BASES & {*item.fixturenames})
            and not item.get_closest_marker("one_database")
            for item in items
        ]
        config.hook.pytest_deselected(items=[item for item, kept in zip(items, reads, strict=True) if not kept])
        items[:] = [item for item, kept in zip(items, reads, strict=True) if kept]


# What no page of ours may hold: it would be blocked by the CSP, or it is a template that leaked.
_FORBIDDEN = {
    "an inline event handler": re.compile(r"<[^>]+\son\w+\s*="),
    "an inline style": re.compile(r"<style\b|<[^>]+\sstyle\s*="),
    "a script without a nonce": re.compile(r"<script\b(?![^>]*\bnonce=)"),
    "a leaked template tag": re.compile(r"\{\{|\{%|\}\}"),
    "a request to another site": re.compile(
        r"<(?!a\b|link rel=\"canonical\")[^>]+(?:src|href|action|srcset)=[\"'](?:https?:)?//"
    ),
}


# The star of a favourite needs no token: it writes to its own cookie alone.
_POST_FORM = re.compile(r'<form\s(?!class="favori)(?=[^>]*method="post").*?</form>', re.DOTALL)


_COMMENT, _SELECTORS = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"[^{};]+(?=\{)")
_STYLESHEET = re.compile(r'<link\s+rel="stylesheet"\s+href="/static/([^"]+)"')


@cache
def styled_classes(stylesheet):
    """The classes that a stylesheet, by its path in the static files, has a rule for."""
    rules = _COMMENT.sub("", Path(finders.find(stylesheet)).read_text())
    return frozenset(name for one in _SELECTORS.findall(rules) for name in re.findall(r"\.([a-zA-Z][\w-]*)", one))


def classes_of(html):
    return {name for value in re.findall(r'\sclass="([^"]*)"', html) for name in value.split()}


class StrictClient(Client):
    """A client that reads each page of the site as a strict browser would."""

    def request(self, **request):
        response = super().request(**request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and not request.get("PATH_INFO", "").startswith("/admin/"):
            html = response.content.decode()
            found = [what for what, pattern in _FORBIDDEN.items() if pattern.search(html)]
            assert not found, f"{request.get('PATH_INFO')} holds {', '.join(found)}"
            bare = classes_of(html).difference(*map(styled_classes, _STYLESHEET.findall(html)))
            assert not bare, f"{request.get('PATH_INFO')} loads no rule for {', '.join(sorted(bare))}"
            unguarded = [form for form in _POST_FORM.findall(html) if "csrfmiddlewaretoken" not in form]
            assert unguarded == [], f"{request.get('PATH_INFO')}: a form that the site would refuse"
        return response


@pytest.fixture
def client():
    return StrictClient()


def sign_in(client, user, second_factor=True):
    """As after the page to sign in, and the one that asks for the second factor."""
    from suivi.second_facteur import note_enrolment
    from tests.suivi.factors import add_totp

    client.force_login(user)
    if second_factor:
        add_totp(user)
        request = SimpleNamespace(session=client.session)
        note_enrolment(request, user)
        request.session.save()
    return client


@pytest.fixture
def admin_client(admin_user):
    """An administrator whose second factor was shown: there is no other way in."""
    return sign_in(Client(), admin_user)


@pytest.fixture(autouse=True)
def fresh_annuaire(request):
    """Rows that a test rolls back must not stay in this process's memory."""
    from metiers.directory import read_annuaire

    if "whole_catalogue" not in request.fixturenames:
        read_annuaire.cache_clear()
    yield


@pytest.fixture(autouse=True)
def no_count_outlives_its_test(request, django_db_blocker):
    """What a test commits is taken away after it, but for the table of the cache, which is no model's."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        with django_db_blocker.unblock():
            caches["default"].clear()


@pytest.fixture(scope="module")
def module_transaction(django_db_setup, django_db_blocker):
    """A transaction that the module's end takes back: its tests run inside it. Not for a module with tests that need
    transactions of their own."""
    from metiers.directory import read_annuaire

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            read_annuaire.cache_clear()


def settle():
    """PostgreSQL would check all new rows again at the end of each test, and plan without knowing how many."""
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.fixture(scope="module")
def load_once(module_transaction, tmp_path_factory):
    """Loads fixtures, by default all of ours, for all the tests of a module."""
    from tests.metiers.small_catalogue import write_fixtures

    def load(*catalogue, **more):
        folder = tmp_path_factory.mktemp("fixtures")
        fixtures = {"fixtures": write_fixtures(folder, *catalogue, **more)} if catalogue else {}
        call_command("load_fixtures", stdout=StringIO(), **fixtures)
        settle()

    return load


@cache
def seed():
    """The fiche of FIXTURE_FICHE."""
    from metiers.fiche_text import parse_fiche

    return parse_fiche(FIXTURE_FICHE.read_bytes()).fiche


@pytest.fixture
def metier(db):
    """The métier of fixtures/fiches/, published."""
    from metiers.chargement.importer import save_fiche

    return save_fiche(seed(), publish=True).metier


@pytest.fixture(scope="module")
def metier_once(module_transaction):
    """The same métier, there before each test of the module."""
    from metiers.chargement.importer import save_fiche

    save_fiche(seed(), publish=True)
    settle()
