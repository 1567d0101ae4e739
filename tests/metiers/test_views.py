import html
import re

import pytest
from pytest_django.asserts import assertNumQueries

from metiers.chargement.importer import save_fiche
from metiers.fiche_text import parse_fiche
from metiers.fiche_text.sections import SECTIONS
from metiers.models import Metier, Statut
from tests.conftest import FIXTURE_FICHE, ROOT, SLUG

pytestmark = pytest.mark.django_db
FICHE = f"/metiers/{SLUG}/"
SEEDS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))


def visible(text):
    """Text as compared here: no markup, no case, no space, no typographic difference."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"[\s•#|.]+", "", text.replace("’", "'")).casefold()


@pytest.mark.parametrize("path", [FIXTURE_FICHE, *SEEDS], ids=lambda path: path.name)
def test_every_line_of_the_file_stands_on_the_page(client, db, path):
    data = path.read_bytes()
    slug = save_fiche(parse_fiche(data).fiche, publish=True).metier.slug
    page = visible(client.get(f"/metiers/{slug}/").content.decode())
    lines = [line for line in data.decode().splitlines() if line.strip()]
    missing = [line for line in lines if not all(visible(part) in page for part in re.split(r"[|(]", line))]
    ours = [one for one in SECTIONS if one.shown]  # headings that are not for students, in other words
    assert all(visible(one.shown) in page for one in ours)
    english = {text.lstrip("#") for one in ours for text in (one.tag, one.headings[0])}
    missing = [line for line in missing if line.strip().lstrip("#") not in english]
    unaccented = {"EVOLUTION DE CARRIERE": "evolution", "EXPERIENCE PROFESSIONNELLE": "experience"}
    assert [line for line in missing if unaccented.get(line.strip()) is None] == []
    assert all(
        f'id="{unaccented[line.strip()]}"' in client.get(f"/metiers/{slug}/").content.decode() for line in missing
    )


def test_the_profile_comes_first_then_nine_sections_with_a_contents_list(client, metier):
    page = client.get(FICHE).content.decode()
    ids = re.findall(r'<section\s+class="[^"]*"\s+id="(\w+)"', page)
    assert ids == [
        "profil",
        "missions",
        "soft_skills",
        "hard_skills",
        "parcours",
        "experience",
        "outils",
        "contraintes",
        "salaire",
        "faq",
    ]
    on_a_phone, on_a_desk = (
        re.findall(r'<a href="#(\w+)">', nav) for nav in re.findall(r"<nav.*?</nav>", page, re.S)[1:3]
    )
    assert (on_a_phone, on_a_desk) == (ids, ids[1:])


def test_an_absent_section_is_neither_shown_nor_listed(client, metier):
    metier.questions.all().delete()
    metier.sections.filter(cle="faq").delete()
    page = client.get(FICHE).content.decode()
    assert 'id="faq"' not in page
    assert 'href="#faq"' not in page


def test_the_fiche_leads_to_its_quiz(client, metier):
    assert f'href="/quiz/{SLUG}/priorites/"' in client.get(FICHE).content.decode()


def test_markdown_is_shown_and_nothing_in_it_can_run(client, metier):
    metier.accroche = (
        "**fort** <script>alert(1)</script> [x](javascript:alert(1)) [y](https://example.org) ![i](/a.png)"
    )
    metier.save()
    page = client.get(FICHE).content.decode().split('<div class="lead">')[1].split("</div>")[0]
    assert "<strong>fort</strong>" in page
    assert "<script" not in page
    assert "javascript:" not in page.replace("(javascript:alert(1))", "")
    assert '<a href="https://example.org" rel="noopener noreferrer">y</a>' in page
    assert "<img" not in page


def test_drafts_are_neither_listed_nor_shown(client, metier):
    Metier.objects.update(statut=Statut.BROUILLON)
    assert client.get(FICHE).status_code == 404
    page = client.get("/metiers/").content.decode()
    assert metier.titre not in page
    assert "Aucune fiche" in page


def test_the_list_leads_to_each_published_fiche(client, metier):
    assert f'href="{FICHE}"' in client.get("/metiers/").content.decode()


def test_queries_of_the_fiche_and_of_the_list_in_memory(client, metier):
    with assertNumQueries(15):
        client.get(FICHE)
    client.get("/metiers/")
    with assertNumQueries(1):
        client.get("/metiers/")
