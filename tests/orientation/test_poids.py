"""What a phone loads, in bytes as they are sent: brotli, our stylesheet and script without what only we read."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django_http_compression.middleware import BROTLI_QUALITY
from rcssmin import cssmin
from rjsmin import jsmin

from tests.quiz.answers import IMPORTANCES

pytestmark = pytest.mark.one_database

MINIFIED = {"css/site.css": cssmin, "js/app.js": jsmin}


@pytest.fixture(scope="module")
def catalogue(load_once):
    load_once()


def sent(path):
    data = Path(finders.find(path)).read_bytes()
    if path in MINIFIED:
        data = MINIFIED[path](data.decode()).encode()
    return len(data) if path.endswith(".woff2") else len(brotli.compress(data))


def weights(client, path):
    """Bytes of the page, and of it with all that it names."""
    page = client.get(path).content
    named = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page.decode()))
    assert {"css/site.css", "js/app.js", "fonts/figtree.woff2"} <= named
    alone = len(brotli.compress(page, quality=BROTLI_QUALITY))  # as it is sent: made anew for each visitor
    return alone, alone + sum(map(sent, named))


def test_first_pages_are_light(client, db, catalogue):
    assert weights(client, "/")[1] <= 32_000
    assert weights(client, "/quiz/priorites/")[1] <= 42_000


def test_pistes_and_report_are_light(client, db, catalogue):
    client.post("/quiz/priorites/", IMPORTANCES)
    client.post("/quiz/gouts/", {"interet": "22"})
    ranking = "/quiz/classement/?interet=22"
    report = re.search(r'href="(/quiz/[\w-]+/rapport/)', client.get(ranking).content.decode())[1]
    for path in (ranking, report):
        assert weights(client, path)[0] <= 14_000


def test_all_drawings_together_are_light():
    folder = Path(finders.find("img/pictos.svg")).parent
    assert sum(sent(f"img/{drawing.name}") for drawing in folder.glob("*.svg")) <= 40_000
