"""The hour with a class: a page and two sheets that say the same."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from suivi.seance import HEURE, PARTIES, render_seance

SPACES = re.compile(r"\s+")


def plain(said):
    return SPACES.sub("", said.replace("\u00a0", "").replace("\u202f", ""))


def sentences():
    yield from (point for partie in PARTIES for point in (partie.titre, *partie.points))
    yield from (said for one in HEURE for said in (one.titre, one.dit))


def test_it_lasts_an_hour():
    assert sum(one.minutes for one in HEURE) == 60


def test_the_document_has_two_pages_that_say_it_all():
    reader = PdfReader(BytesIO(render_seance(fait_le=date(2026, 12, 1))))
    assert len(reader.pages) == 2
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "fr-FR"
    said = plain("".join(page.extract_text() for page in reader.pages))
    assert [one for one in sentences() if plain(one) not in said] == []


def test_the_page_says_the_same(client):
    said = plain(unescape(re.sub(r"<[^>]*>", "", client.get("/accompagner/seance/").content.decode())))
    assert [one for one in sentences() if plain(one) not in said] == []


@pytest.mark.django_db
def test_home_the_list_and_every_foot_lead_there(client, metier):
    for path in ("/", "/metiers/"):
        assert client.get(path).content.decode().count('href="/accompagner/"') == 2, path
    page = client.get("/accompagner/").content.decode()
    assert 'href="/accompagner/seance/"' in page and "mentions légales" in page
    assert client.get("/accompagner/seance.pdf")["Content-Type"] == "application/pdf"


def test_who_runs_the_site_can_be_written_to(client, settings):
    settings.OPERATOR_EMAIL = "bonjour@orientation.example"
    assert 'href="mailto:bonjour@orientation.example"' in client.get("/accompagner/").content.decode()
