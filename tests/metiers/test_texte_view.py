"""The page of a fiche that has a text: what one does there first, and what search engines read of it."""

import json
import re
from html import unescape

import pytest
from pytest_django.asserts import assertNumQueries

from metiers.models import Metier
from metiers.services import catalogue_changed
from tests.conftest import SLUG
from tests.metiers.small_catalogue import BAKER, NURSE, SEED, catalogue_of
from tests.metiers.textes.samples import BAKER as BAKER_TEXT

pytestmark = pytest.mark.django_db
PAGE, WITHOUT = "/metiers/boulanger/", "/metiers/infirmier-en-soins-generaux-ide/"
ACCROCHE = "Tu pétris, tu façonnes et tu cuis le pain que le quartier emporte encore tiède."


@pytest.fixture(scope="module", autouse=True)
def told(few, load_once):
    """The baker with its text, the nurse without."""
    load_once(catalogue_of(BAKER, NURSE, SEED), textes={"D11": BAKER_TEXT})


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def linked_data(client, path):
    page = client.get(path).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])


def test_what_one_does_there_stands_before_any_figure(client):
    page = read(client, PAGE)
    body = page[page.index("<main") :]
    order = [
        ACCROCHE,
        "À trois heures du matin",
        "Peser farine, eau, sel",
        "L’odeur du pain",
        "Se lever quand les autres",
        "Boulangeries de quartier",
        "Salaire médian",
        "Profil d’épanouissement",
    ]
    assert [body.index(one) for one in order] == sorted(body.index(one) for one in order)
    assert body.count("Peser farine, eau, sel") == 1
    assert "fait partie du domaine" not in page


def test_tools_of_the_text_are_not_said_to_come_from_surveys(client):
    page = read(client, PAGE)
    assert "four à sole" in page
    assert "enquêtes américaines" not in page


def test_a_metier_without_text_says_its_line_of_facts(client):
    page = read(client, WITHOUT)
    assert "Le métier d’infirmier" in page
    assert "Au quotidien" not in page
    assert "Écrit par nous" not in page


def test_the_foot_says_what_is_measured_estimated_and_written(client):
    page = read(client, PAGE)
    for told in ("Mesuré :", "Estimé :", "Écrit par nous :", "Aucune personne du métier ne les a relues."):
        assert told in page
    assert "Écrit par nous" not in read(client, WITHOUT)
    assert "Aucune personne du métier" in read(client, f"/metiers/{SLUG}/"), "the written fiches are ours too"


def test_what_editors_wrote_is_not_said_to_be_ours(client):
    Metier.objects.get(slug=SLUG).save()
    Metier.objects.get(slug="boulanger").save()
    assert "Écrit par nous" not in read(client, f"/metiers/{SLUG}/") + read(client, PAGE)


@pytest.mark.parametrize("address", ["", "contact@orientation.example"])
def test_an_error_can_be_told_where_the_operator_has_an_address(client, settings, address):
    settings.OPERATOR_EMAIL = address
    page = read(client, PAGE)
    assert ("Signaler une erreur" in page) is bool(address)
    assert (f'href="mailto:{address}?subject=Une%20erreur%20dans' in page) is bool(address)


def test_search_engines_read_the_accroche_and_one_address(client):
    page = read(client, f"{PAGE}?from=elsewhere")
    assert f'content="Boulanger(ère) : {ACCROCHE}"' in page
    assert '<link rel="canonical" href="http://testserver/metiers/boulanger/">' in page


def test_the_occupation_says_the_work_and_no_salary(client):
    said = linked_data(client, PAGE)
    assert (said["@type"], said["name"], said["description"]) == ("Occupation", "Boulanger(ère)", ACCROCHE)
    assert said["responsibilities"][0].startswith("Peser farine")
    assert said["url"] == "http://testserver/metiers/boulanger/"
    assert not [key for key in said if "alary" in key]
    assert "description" not in linked_data(client, WITHOUT)
    assert len(linked_data(client, f"/metiers/{SLUG}/")["responsibilities"]) == 10, "groups, not their hundred actions"


def test_nothing_in_the_data_can_end_its_script(client):
    Metier.objects.filter(slug="boulanger").update(titre="</script><script>alert(1)</script> & co")
    assert "<script>alert" not in client.get(PAGE).content.decode()
    assert linked_data(client, PAGE)["name"] == "</script><script>alert(1)</script> & co"


def test_the_page_asks_no_more_than_its_missions_and_tools_need(client):
    read(client, PAGE)
    with assertNumQueries(18):
        client.get(PAGE)


# --- Lists ---


def test_lists_say_what_one_does_before_the_figures(client):
    page = read(client, "/metiers/")
    assert ACCROCHE in page
    assert page.count('class="what"') == 2, "the nurse has no text, and says its facts alone"
    assert ACCROCHE in read(client, "/metiers/?q=mitron")


def test_favourites_and_the_comparison_say_it_too(client):
    client.post("/metiers/boulanger/favori/", {"garder": "oui"})
    assert ACCROCHE in read(client, "/metiers/favoris/")
    page = read(client, "/metiers/comparer/?m=boulanger&m=infirmier-en-soins-generaux-ide")
    assert page.index("Ce qu’on y fait") < page.index(ACCROCHE) < page.index("pas encore écrit") < page.index("Études")


def test_a_comparison_of_metiers_without_text_has_no_such_row(client):
    Metier.objects.filter(slug="boulanger").update(accroche="Le métier de boulanger.")
    catalogue_changed()
    page = read(client, "/metiers/comparer/?m=boulanger&m=infirmier-en-soins-generaux-ide")
    assert "Ce qu’on y fait" not in page
