"""A real browser: Debian's Chromium. Its absence is an error, never a skip."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import SLUG


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
def site(live_server, transactional_db):
    """The site on a real port, with the métier of fixtures/fiches/ published."""
    from django.core.management import call_command

    call_command("load_fixtures", verbosity=0)
    return live_server.url


@pytest.fixture(autouse=True)
def no_console_error(page):
    """A page that breaks its own CSP, or throws, says so in the console: that fails the test."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield
    expected = ("status of 4", "status of 5", "net::ERR", "htmx:", "Response Status Error")
    assert [text for text in complaints if not any(part in text for part in expected)] == []


@pytest.fixture
def check_page():
    """No axe violation, nothing wider than the window."""

    def check(page):
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0

    return check


FICHE = f"/metiers/{SLUG}/"
