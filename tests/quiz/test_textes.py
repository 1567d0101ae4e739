"""What one does in a métier, wherever a result names it: live, kept, shared, printed, and without its name."""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from django.core.signing import loads
from pypdf import PdfReader

from metiers.models import Metier
from metiers.services import catalogue_changed
from quiz.models import Resultat
from quiz.resultat.identite import is_kept_in
from quiz.resultat.instantane import from_json, to_json
from tests.conftest import StrictClient
from tests.metiers.small_catalogue import HEALTH, catalogue_of
from tests.quiz.answers import IMPORTANCES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(load_once):
    """Métiers, each with an accroche that says its own title."""
    catalogue = catalogue_of(*HEALTH)
    blocks: dict[str, list[str]] = {}
    for entry in catalogue["metiers"]:
        titre, masculin = entry["titre"]["inclusif"], entry["titre"]["masculin"]
        key = f"{entry['code']}-{entry['ogr']}" if entry.get("ogr") else entry["code"]
        block = f"{key} {titre}\naccroche: Tu soignes des gens, ici comme {masculin}, au {key}.\n"
        blocks.setdefault(entry["code"][:3], []).append(block)
    textes = {domaine: "\n".join(some) for domaine, some in blocks.items()}
    load_once(catalogue, textes=textes)


@pytest.fixture
def student(client, told, db):
    client.post("/quiz/priorites/", IMPORTANCES)
    client.post("/quiz/gouts/", {})
    return client


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def printed(client, path):
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(client.get(path).content)).pages)
    return re.sub(r"\s+", "", text)


def first():
    return Resultat.objects.get().instantane.pistes[0]


def test_a_ranking_says_what_one_does_live_kept_and_printed(student):
    said = first().accroche
    assert said.startswith("Tu soignes des gens")
    assert said in read(student, "/quiz/classement/")
    assert said in read(student, "/quiz/resultats/1/")
    assert re.sub(r"\s+", "", said) in printed(student, "/quiz/resultats/1/pdf/")


def test_a_report_begins_with_what_one_does(student):
    piste = first()
    for path in (f"/quiz/{piste.slug}/rapport/", f"/quiz/resultats/1/{piste.slug}/"):
        page = read(student, path)
        assert page.index(piste.accroche) < page.index("Ce métier donne surtout")
    assert re.sub(r"\s+", "", piste.accroche) in printed(student, f"/quiz/resultats/1/{piste.slug}/pdf/")


def test_what_is_shared_says_it_too(student):
    student.post("/quiz/resultats/1/partager/", {"jours": "30"})
    address = Resultat.objects.get().partages.get().get_absolute_url()
    assert first().accroche in read(StrictClient(), address)


def test_a_kept_result_says_what_was_said_that_day_and_is_still_the_same(student):
    piste = first()
    Metier.objects.filter(slug=piste.slug).update(accroche="Tu fais tout autre chose.")
    catalogue_changed()
    assert piste.accroche in read(student, "/quiz/resultats/1/")
    kept = Resultat.objects.get()
    reworded = replace(kept.instantane, pistes=tuple(replace(one, accroche="") for one in kept.instantane.pistes))
    assert is_kept_in(kept.contenu, reworded), "other words make no other result"


def test_results_kept_before_there_were_texts_are_read_and_recognised(student):
    instantane = Resultat.objects.get().instantane
    old = to_json(instantane)
    for piste in old["pistes"]:
        del piste["accroche"]
    assert {piste.accroche for piste in from_json(old).pistes} == {""}
    assert is_kept_in(old, instantane)


def test_the_blind_check_shows_the_work_without_the_name(student):
    page = read(student, "/quiz/resultats/1/sans-les-noms/")
    slugs = loads(re.search(r'name="extraits" value="([^"]+)"', page)[1], salt="quiz.verification")[1:]
    assert page.count("Tu soignes des gens, ici comme …") == 6
    for metier in Metier.objects.filter(slug__in=slugs).select_related("donnees"):
        words = [word for word in re.findall(r"[^\W\d_]+", metier.donnees.masculin) if len(word) > 4]
        extract = next(one for one in re.findall(r'class="what">([^<]*)<', page) if metier.donnees_id in one)
        assert [word for word in words if word.lower() in extract.lower()] == []
