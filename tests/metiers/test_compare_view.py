"""Two or three fiches side by side, in an address."""

import re
from html import unescape

import pytest
from pytest_django.asserts import assertNumQueries

from metiers.dimensions import CLES
from metiers.models import Metier, Statut
from metiers.services import catalogue_changed
from tests.conftest import SLUG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few")]
BAKER, NURSE = "boulanger", "infirmier-en-soins-generaux-ide"
COMPARE = "/metiers/comparer/"


def publish_without_data():
    scores = dict.fromkeys(CLES, 1)
    Metier.objects.create(titre="Autre", slug="autre", statut=Statut.PUBLIEE, **scores)


def read(client, *slugs, **more):
    query = "&".join([*(f"m={slug}" for slug in slugs), *(f"{key}={value}" for key, value in more.items())])
    response = client.get(f"{COMPARE}?{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_two_fiches_stand_side_by_side_with_all_their_figures(client):
    page = read(client, BAKER, NURSE)
    assert page.count('class="radar-series-') == 2
    for slug in (BAKER, NURSE):
        metier = Metier.objects.get(slug=slug)
        assert all(re.search(rf"\b{score} %", page.replace("\xa0", " ")) for score in metier.scores)
    assert "Salaire net médian" in page
    assert "Travail de nuit" in page
    assert "dès le bac\xa0+3" in page
    assert f'href="/metiers/comparer/?m={NURSE}"' in page, "the baker can be taken out"


def test_three_overlay_three_profiles_and_offer_no_fourth(client):
    page = read(client, BAKER, NURSE, SLUG)
    assert page.count('class="radar-series-') == 3
    assert "Ajouter un métier" not in page


@pytest.mark.parametrize("slugs", [(), (BAKER,), ("nope",), (BAKER, BAKER)])
def test_with_fewer_than_two_it_asks_for_another(client, slugs):
    page = read(client, *slugs)
    assert "compare-table" not in page
    assert 'name="q"' in page


def test_what_is_not_in_the_catalogue_is_told(client):
    page = " ".join(read(client, BAKER, "nope", "<script>").split())
    assert "2 métiers demandés ne sont pas dans le catalogue" in page.replace("n’sont", "ne sont")


def test_a_fourth_is_left_out_and_told(client):
    publish_without_data()
    catalogue_changed()
    page = read(client, BAKER, NURSE, SLUG, "autre")
    assert "On compare 3 métiers au plus" in page
    assert page.count('class="radar-series-') == 3


def test_a_fiche_that_no_data_know_is_compared_too(client):
    publish_without_data()
    catalogue_changed()
    page = read(client, BAKER, "autre")
    assert "pas de chiffre public" in page
    assert "inconnu" in page


def test_another_metier_is_found_and_added_without_javascript(client):
    page = read(client, BAKER, q="infirmi%C3%A8re")
    assert f'href="/metiers/comparer/?m={BAKER}&m={NURSE}"' in page
    assert "Aucun autre métier" in read(client, BAKER, q="boulanger")


def test_favourites_are_offered(client):
    client.cookies["favoris"] = f"{NURSE}.{BAKER}"
    page = read(client, BAKER)
    assert "Parmi tes favoris" in page
    assert f"?m={BAKER}&m={NURSE}" in page


def test_queries(client):
    client.get("/metiers/")
    with assertNumQueries(7):
        read(client, BAKER, NURSE)
    with assertNumQueries(7):
        read(client, BAKER, NURSE, SLUG)
