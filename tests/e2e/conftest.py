"""A real browser: Debian's Chromium. Its absence is an error, never a skip."""

import json
import shutil
import sqlite3
from io import StringIO

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.conftest import CATALOGUE, FIXTURE_FICHE, SLUG
from tests.metiers.small_catalogue import SEED, catalogue_of, write_fixtures


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: apt-get install chromium"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu", *quiet]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 360, "height": 740}, "locale": "fr-FR"}


@pytest.fixture
def site(live_server, transactional_db, tmp_path):
    """The site on a real port, with the seed's métier alone published."""
    once("seed", lambda: load(tmp_path, catalogue_of(SEED), {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()}))
    return live_server.url


@pytest.fixture
def catalogue_site(live_server, transactional_db, tmp_path):
    """The site with the métiers of three domaines: enough for pages, filters and percentiles."""
    once("catalogue", lambda: load(tmp_path, catalogue_of(*codes_of("AJK"))))
    return live_server.url


_KEPT: dict[str, sqlite3.Connection] = {}


def once(name, fill):
    """Fill the database, the first time in this process; then copy back what stood there, on SQLite. Each test leaves
    an empty database behind."""
    from django.db import connection

    if connection.vendor != "sqlite":
        fill()
        return
    connection.ensure_connection()
    if name in _KEPT:
        _KEPT[name].backup(connection.connection)
        return
    fill()
    _KEPT[name] = sqlite3.connect(":memory:")
    connection.connection.backup(_KEPT[name])


def codes_of(domaines):
    """The codes of the métiers of these grands domaines."""
    return [entry["code"] for entry in json.loads(CATALOGUE.read_bytes())["metiers"] if entry["code"][0] in domaines]


def load(folder, catalogue, fiches=None):
    from django.core.management import call_command

    call_command("load_fixtures", fixtures=write_fixtures(folder, catalogue, fiches), stdout=StringIO())


@pytest.fixture(autouse=True)
def no_console_error(page):
    """A page that breaks its own CSP, or throws, says so in the console: that fails the test."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield
    expected = ("status of 4", "status of 5", "net::ERR", "htmx:", "Response Status Error")
    assert [text for text in complaints if not any(part in text for part in expected)] == []


# WCAG 1.4.12: letters, words and lines set apart by who reads.
SPACED = """
    const sheet = new CSSStyleSheet();
    const apart = "letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important;"
    sheet.replaceSync(`* { ${apart} } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def check_page():
    """No axe violation by day or by night, nothing wider than the window, its text set apart or not."""

    def check(page):
        # Colours alone differ by night; without motion no colour is on its way to another.
        page.evaluate(AXE_SCRIPT)
        for scheme, rules in (("dark", {"runOnly": ["color-contrast"]}), ("light", {})):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            options = {"resultTypes": ["violations"], **rules}
            found = AxeResults(page.evaluate("options => axe.run(options)", options))
            assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0
        page.evaluate(SPACED)
        assert page.evaluate(OVERFLOW) <= 0, "with text set apart"
        page.evaluate("document.adoptedStyleSheets = []")

    return check


FICHE = f"/metiers/{SLUG}/"
