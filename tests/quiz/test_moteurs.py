"""What search engines are told."""

import re
from xml.etree import ElementTree

import pytest

from metiers.models import Metier, Statut
from tests.conftest import SLUG

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client):
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    return [found.text for found in ElementTree.fromstring(response.content).iter(f"{NAMESPACE}loc")]


def test_the_sitemap_names_every_published_fiche_and_each_answers(client, metier):
    found = addresses(client)
    assert f"http://testserver/metiers/{SLUG}/" in found
    assert [client.get(address.removeprefix("http://testserver")).status_code for address in found] == [200] * 7
    Metier.objects.update(statut=Statut.BROUILLON)
    assert not [address for address in addresses(client) if SLUG in address]


def test_every_page_of_the_sitemap_names_itself_and_describes_itself(client, metier):
    for address in addresses(client):
        page = client.get(address.removeprefix("http://testserver")).content.decode()
        assert re.search(rf'<link rel="canonical"\s+href="{re.escape(address)}">', page), address
        assert 'name="description"' in page
        assert "noindex" not in page


def test_a_page_without_query_is_the_one_address_of_the_list(client, metier):
    page = client.get("/metiers/?q=projet&page=2").content.decode()
    assert re.search(r'<link rel="canonical"\s+href="http://testserver/metiers/">', page)


def test_personal_pages_name_no_address(client, metier):
    for path in ("/metiers/favoris/", "/metiers/comparer/", "/nope"):
        assert 'rel="canonical"' not in client.get(path).content.decode()


def test_robots_are_told_where_the_sitemap_is_and_what_is_personal(client):
    said = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /quiz/" in said
    assert "Disallow: /metiers/favoris/" in said
    assert "Sitemap: http://testserver/sitemap.xml" in said
