"""The styleguide shows the parts by the templates of the pages, and stands on no public site."""

import re

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from quiz.views import styleguide
from tests.conftest import ROOT

pytestmark = pytest.mark.one_database


def test_it_is_on_no_public_site(client, db):
    assert client.get("/styleguide/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("quiz:styleguide")


def test_the_dark_half_has_the_colours_of_the_dark_system():
    css = styleguide.styleguide_css(RequestFactory().get("/")).content.decode()
    source = (ROOT / "orientation" / "static" / "css" / "site.css").read_text()
    dark = re.search(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\n  \}", source, re.DOTALL)[1]
    for line in filter(None, map(str.strip, dark.splitlines())):
        assert line in css
    assert ".sombre .ton-A" in css and ":root" not in css


def test_it_shows_every_part(load_once, db, monkeypatch):
    load_once()
    monkeypatch.setattr(styleguide, "render", lambda request, template, context: context)
    states = styleguide.styleguide(RequestFactory().get("/"))
    assert [une.solidite for une in states["exemple"]["pistes"]] == ["solide", "probable", "à explorer"]
    assert states["priorites"][1].errors and len(states["mondes"]) == 14 and len(states["familles"]) == 8
