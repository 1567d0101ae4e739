"""Favourites: kept in this browser, by its own click, and nowhere else."""

import pytest
from pytest_django.asserts import assertNumQueries

from metiers.favoris import MOST
from metiers.models import Metier, Statut
from metiers.services import catalogue_changed
from tests.conftest import SLUG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few")]
BAKER, NURSE = "boulanger", "infirmier-en-soins-generaux-ide"
FAVORIS = "/metiers/favoris/"


def keep(client, slug, garder="oui", retour="/metiers/?q=a", **headers):
    return client.post(f"/metiers/{slug}/favori/", {"garder": garder, "retour": retour}, headers=headers)


def test_a_metier_is_kept_listed_and_let_go(client):
    response = keep(client, BAKER)
    assert (response.status_code, client.get(response["Location"])["Location"]) == (302, "/metiers/?q=a")
    cookie = response.cookies["favoris"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (BAKER, True, "Lax", "")
    assert keep(client, SLUG)["Location"] == "/metiers/?q=a"
    page = client.get(FAVORIS).content.decode()
    assert page.index(f'value="{BAKER}"') < page.index(f'value="{SLUG}"')
    assert 'aria-pressed="true"' in client.get(f"/metiers/{BAKER}/").content.decode()
    assert 'aria-pressed="false"' in client.get(f"/metiers/{NURSE}/").content.decode()
    keep(client, BAKER, garder="non")
    assert client.cookies["favoris"].value == SLUG
    keep(client, SLUG, garder="non")
    assert client.cookies["favoris"]["max-age"] == 0


def test_keeping_twice_keeps_once(client):
    keep(client, BAKER)
    keep(client, BAKER)
    assert client.cookies["favoris"].value == BAKER


def test_one_too_many_is_refused_and_nothing_is_lost(client):
    kept = ".".join(f"m{number}" for number in range(MOST))
    client.cookies["favoris"] = kept
    response = keep(client, BAKER)
    assert response.status_code == 409
    assert "enlèves-en un" in response.content.decode()
    assert client.cookies["favoris"].value == kept


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "https://testserver"},
    ],
)
def test_another_site_cannot_keep_anything(client, headers):
    response = keep(client, BAKER, **headers)
    assert response.status_code == 403
    assert "favoris" not in response.cookies


BEHIND = {"Sec-Fetch-Site": "same-origin", "Origin": "https://orientation.example"}  # a proxy that rewrites Host


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, BEHIND])
def test_this_site_can(client, headers):
    assert keep(client, BAKER, **headers).status_code == 302


@pytest.mark.parametrize(
    "retour", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "x"]
)
def test_the_way_back_never_leads_elsewhere(client, retour):
    asked = keep(client, BAKER, retour=retour)["Location"]
    assert client.get(asked)["Location"] == FAVORIS
    assert client.get(f"{FAVORIS}garde/", {"retour": retour})["Location"] == FAVORIS
    assert keep(client, NURSE, retour=retour)["Location"] == FAVORIS


def test_a_browser_that_refuses_cookies_is_told_so(client):
    response = keep(client, BAKER)
    client.cookies.clear()
    refused = client.get(response["Location"])
    assert refused.status_code == 403
    page = refused.content.decode()
    assert "n’a pas été gardé" in page and "refuse les cookies" in page and "Pour les autoriser" in page
    assert 'href="/metiers/?q=a"' in page
    assert client.get(f"{FAVORIS}garde/").status_code == 403


def test_letting_go_asks_nothing(client):
    assert keep(client, BAKER, garder="non")["Location"] == "/metiers/?q=a"


def test_only_a_click_keeps_a_metier(client):
    assert client.get(f"/metiers/{BAKER}/favori/", headers={"Sec-Fetch-Site": "none"}).status_code == 405


def test_an_unknown_metier_is_not_kept(client):
    assert keep(client, "nope").status_code == 404
    Metier.objects.filter(slug=BAKER).update(statut=Statut.BROUILLON)
    catalogue_changed()
    assert keep(client, BAKER).status_code == 404
    assert keep(client, BAKER, garder="non").status_code == 302


@pytest.mark.parametrize("value", ["", "....", "<script>.é", "a" * 5000, f"nope.{BAKER}", "\x00"])
def test_a_tampered_cookie_is_no_fault(client, value):
    client.cookies["favoris"] = value
    for path in (FAVORIS, "/metiers/", f"/metiers/{BAKER}/", "/metiers/comparer/", "/quiz/effacer/"):
        assert client.get(path).status_code == 200


def test_a_favourite_that_is_no_longer_published_is_told(client):
    client.cookies["favoris"] = f"nope.{BAKER}"
    page = client.get(FAVORIS).content.decode()
    assert "1 métier gardé n’est plus dans le catalogue" in " ".join(page.split())


def test_erasing_forgets_them_too(client):
    keep(client, BAKER)
    assert "Tout effacer" in client.get("/quiz/effacer/").content.decode()
    response = client.post("/quiz/effacer/")
    assert response.cookies["favoris"]["max-age"] == 0
    assert "boulanger" not in client.get(FAVORIS).content.decode()


def test_the_page_is_personal_and_costs_one_query(client):
    keep(client, BAKER)
    with assertNumQueries(1):
        response = client.get(FAVORIS)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
