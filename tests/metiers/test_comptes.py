"""Counts on pages: one filter writes them, for one métier as for more than a thousand."""

import re
from html import unescape

import pytest

from metiers.directory import annuaire
from tests.conftest import ROOT, SLUG

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/metiers/",
    "/metiers/?q=zzzzzz",
    f"/metiers/{SLUG}/",
    f"/metiers/{SLUG}/chiffres/",
    "/methode/",
    "/quiz/gouts/",
    "/quiz/classement/?tous",
)
PRIORITIES = {"qualite_vie": 5, "flexibilite": 4, "stimulation": 8, "relations": 6, "carriere": 2}
ONE_OF_SEVERAL = re.compile(
    r"(?<![\d\w,.+/–-])1[ \xa0](?!(?:dans|ans|fois|cours)\b)[a-zéèêàç]+s\b|\b(?:Les|des|les) 1[ \xa0]"
)
BARE = re.compile(r"(?<![\d\w,.#/-])(?!(?:19|20)\d\d\b)\d{4,}[ \xa0](?:métiers|autres métiers|élèves|fiches|images)")


def read(client, path):
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    html = re.sub(r"<(script|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    head = " ".join(re.findall(r'name="description"\s+content="([^"]*)"', html))
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return re.sub(r"[ \n\t]+", " ", f"{head} {text}").replace("\xa0", " ")


def answered(client):
    client.post("/quiz/priorites/", PRIORITIES)
    return client


def test_one_metier_is_never_several(client, metier):
    home = read(client, "/")
    assert "On cherche parmi les métiers" in home
    pages = {path: read(client, path) for path in PAGES if path not in {"/quiz/gouts/", "/quiz/classement/?tous"}}
    answered(client)
    pages |= {path: read(client, path) for path in ("/quiz/gouts/", "/quiz/classement/?tous")}
    assert {path: ONE_OF_SEVERAL.findall(page) for path, page in pages.items() if ONE_OF_SEVERAL.search(page)} == {}
    assert "1 métier avec ses cinq notes" in pages["/metiers/"]
    assert "Le seul métier du catalogue n’a pas ces mots" in pages["/metiers/?q=zzzzzz"]
    assert "Ta seule piste" in pages["/quiz/classement/?tous"]
    assert "Plusieurs directions" not in pages["/quiz/classement/?tous"]


@pytest.fixture(scope="module")
def everything(load_once):
    load_once()


def test_more_than_a_thousand_are_written_alike_everywhere(everything, client):
    total = len(annuaire().entrees)
    assert total > 1000
    written = f"{total // 1000}\u202f{total % 1000:03} métiers"
    pages = {path: read(client, path) for path in PAGES[:-2]}
    answered(client)
    pages |= {path: read(client, path) for path in PAGES[-2:]}
    assert {path: BARE.findall(page) for path, page in pages.items() if BARE.search(page)} == {}
    for path in ("/", "/metiers/", "/metiers/?q=zzzzzz", "/methode/"):
        assert written in pages[path], path
    assert f"Cherche parmi {written}" in pages["/metiers/"]
    assert f"Revoir les {written}" in pages["/metiers/?q=zzzzzz"]


# A number and its word in a template: `count` writes both, unless the number is one of ours that never is one.
_BY_HAND = re.compile(r"\{\{ ?(?:total|metiers|found|\w+(?:\.\w+)*\|length) ?\}\}(?:&nbsp;| )+[a-zéè]+s\b")


def test_no_template_writes_a_count_of_the_catalogue_by_hand():
    found = {
        str(path.relative_to(ROOT)): _BY_HAND.findall(path.read_text())
        for folder in ("quiz", "metiers", "components")
        for path in sorted((ROOT / "templates" / folder).rglob("*.html"))
    }
    assert {path: said for path, said in found.items() if said} == {}
