"""Texts of `fixtures/textes/` on their way to the fiches: loaded as often as one likes, and never over an editor."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.text import slugify

from metiers.chargement.rows import fingerprint, read_fiche
from metiers.directory import annuaire
from metiers.fiche_text import document as doc
from metiers.fiche_text import parse_fiche, write_fiche
from metiers.models import Competence, DonneesMetier, Metier, Origine
from metiers.search.index import Index
from metiers.search.results import search
from metiers.services import catalogue_version
from tests.conftest import FIXTURE_FICHE, SLUG
from tests.metiers.rows import all_rows
from tests.metiers.samples import SAMPLE
from tests.metiers.small_catalogue import BAKER, NURSE, SEED, catalogue_of, write_fixtures
from tests.metiers.textes.samples import BAKER as BAKER_TEXT
from tests.metiers.textes.samples import ROOFER

pytestmark = pytest.mark.django_db
SEED_TEXT = f"{SEED} Chargé(e) de coopération\naccroche: Tu montes des projets avec des gens d’autres pays.\n"


def load(folder):
    out = StringIO()
    call_command("load_fixtures", fixtures=folder, stdout=out, stderr=out)
    return out.getvalue()


def write_texts(folder, **textes):
    return write_fixtures(folder, catalogue_of(NURSE, BAKER, SEED), textes=textes)


def baker():
    return Metier.objects.with_fiche().with_donnees().get(donnees=BAKER)


@pytest.fixture
def bare(tmp_path):
    """Fixtures without any text."""
    fiches = {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()}
    return write_fixtures(tmp_path, catalogue_of(NURSE, BAKER, SEED), fiches)


@pytest.fixture
def folder(bare):
    return write_texts(bare, D11=BAKER_TEXT, K14=SEED_TEXT)


def test_a_text_becomes_an_ordinary_part_of_the_fiche(folder):
    said = load(folder)
    assert "textes : 2" in said
    fiche = read_fiche(baker())
    assert fiche.accroche == "Tu pétris, tu façonnes et tu cuis le pain que le quartier emporte encore tiède."
    assert fiche.au_quotidien.startswith("À trois heures du matin")
    assert [groupe.titre for groupe in fiche.missions] == [""]
    assert len(fiche.missions[0].actions) == 5
    assert (len(fiche.plait), len(fiche.difficile)) == (2, 2)
    assert fiche.ou.startswith("Boulangeries de quartier")
    assert [famille.outils for famille in fiche.outils] == [("pétrin", "lame", "four à sole")]
    assert baker().origine == Origine.DONNEES
    assert parse_fiche(write_fiche(fiche).encode()).fiche == fiche, "the export loses nothing"


def test_a_metier_without_text_says_its_line_of_facts(folder):
    load(folder)
    nurse = Metier.objects.get(donnees=NURSE)
    assert nurse.accroche.startswith("Le métier d’infirmier")
    assert nurse.phrase == ""
    assert not nurse.au_quotidien


def test_a_written_fiche_may_get_an_accroche_alone(folder):
    load(folder)
    seed = Metier.objects.with_fiche().get(slug=SLUG)
    written = parse_fiche(FIXTURE_FICHE.read_bytes()).fiche
    assert seed.phrase == "Tu montes des projets avec des gens d’autres pays."
    assert seed.accroche == f"{seed.phrase}\n\n{written.accroche}"
    assert read_fiche(seed).missions == written.missions
    assert read_fiche(seed).outils == written.outils


def test_loading_again_changes_nothing(folder):
    load(folder)
    rows, version = all_rows(), catalogue_version()
    said = load(folder)
    assert "catalogue : inchangé" in said
    assert "2\u00a0inchangées" in said
    assert (all_rows(), catalogue_version()) == (rows, version)


def test_a_text_that_comes_later_or_changes_reaches_a_fiche_nobody_touched(bare):
    load(bare)
    load(write_texts(bare, D11=BAKER_TEXT))
    assert baker().phrase.startswith("Tu pétris")
    load(write_texts(bare, D11=BAKER_TEXT.replace("encore tiède", "tout chaud").replace("mitron", "pétrisseur")))
    assert baker().phrase.endswith("tout chaud.")
    assert "pétrisseur" in baker().donnees.figures["mots"]


def test_a_text_taken_away_leaves_the_data_fiche_as_it_was_without(folder):
    load(folder)
    (folder / "textes" / "D11.txt").unlink()
    load(folder)
    fiche = read_fiche(baker())
    assert fiche.accroche.startswith("Le métier de boulanger")
    assert (fiche.au_quotidien, fiche.missions, fiche.plait, fiche.ou) == ("", (), (), "")
    assert "faiseur de pain" not in baker().donnees.figures["mots"]


def test_a_text_is_never_loaded_over_what_an_editor_changed(folder):
    load(folder)
    Metier.objects.filter(donnees=BAKER).update(au_quotidien="Écrit par quelqu’un.")
    metier = baker()
    metier.save()
    said = load(write_texts(folder, D11=BAKER_TEXT.replace("encore tiède", "tout chaud")))
    assert "laissée telle quelle" in said
    assert baker().au_quotidien == "Écrit par quelqu’un."
    assert baker().phrase.endswith("encore tiède.")


@pytest.mark.parametrize("column", ["plait", "difficile"])
def test_a_list_that_an_editor_changed_is_seen_too(folder, column):
    load(folder)
    metier = baker()
    setattr(metier, column, ["Autre chose"])
    metier.save()
    assert "laissée telle quelle" in load(folder)
    assert getattr(baker(), column) == ["Autre chose"]


def test_fiches_loaded_before_there_were_texts_do_not_look_changed():
    """Their fingerprint was taken of a fiche that had no such fields: this one, by the code of that time."""
    fiche = parse_fiche(SAMPLE.encode()).fiche
    skills = {doc.fold(skill.nom): Competence(nom=skill.nom, slug=slugify(skill.nom)) for skill in fiche.hard_skills}
    assert fingerprint(fiche, skills) == "5b5a568fb28f9e3743712d0d61c23cc6ac62c463179bb258d3ccad49912cee8b"
    assert fingerprint(replace(fiche, ou="En atelier"), skills) != fingerprint(fiche, skills)


def test_what_students_call_it_finds_it_and_so_do_the_words_of_its_accroche(folder):
    load(folder)
    mots = DonneesMetier.objects.get(code=BAKER).figures["mots"].split(" ; ")
    assert mots.count("mitron") == 1
    index = Index(annuaire().entrees)
    assert [hit.entree.code for hit in search(index, "mitron")] == [BAKER]
    assert [hit.entree.code for hit in search(index, "façonnes")] == [BAKER]
    assert search(index, "façonnes")[0].rang > search(index, "mitron")[0].rang


def test_a_fiche_made_of_data_and_a_text_is_still_not_a_written_one(folder):
    load(folder)
    assert {entree.code: entree.redigee for entree in annuaire().entrees} == {BAKER: False, NURSE: False, SEED: True}


def test_a_text_whose_metier_has_no_fiche_is_told(folder):
    assert "textes : 3, dont 1\u00a0sans fiche : F1610" in load(write_texts(folder, F16=ROOFER))


@pytest.mark.parametrize("sign", ["-", "."])
def test_a_text_of_one_appellation_goes_to_its_fiche_and_not_to_that_of_the_code(tmp_path, sign):
    catalogue = catalogue_of("K1903")
    key = next(entry["ogr"] for entry in catalogue["metiers"] if entry.get("ogr"))
    text = f"K1903{sign}{key} Avocat(e)\naccroche: Tu défends quelqu’un devant un tribunal.\n"
    load(write_fixtures(tmp_path, catalogue, textes={"K19": text}))
    assert Metier.objects.get(donnees=f"K1903-{key}").phrase == "Tu défends quelqu’un devant un tribunal."
    assert not [metier for metier in Metier.objects.exclude(donnees=f"K1903-{key}") if metier.phrase]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"D11": BAKER_TEXT.replace("plaît:", "plait:")}, "D11.txt, ligne 10 : ligne non comprise"),
        ({"D12": BAKER_TEXT}, "D12.txt, ligne 1 : D1102 est attendu dans D11.txt"),
    ],
)
def test_a_fault_stops_the_loading_before_anything_is_written(bare, files, told):
    with pytest.raises(CommandError, match=told):
        load(write_texts(bare, **files))
    assert not Metier.objects.exists()
    assert connection.in_atomic_block


@pytest.mark.parametrize("nurse", ["", f"{NURSE} Infirmier(ère)\naccroche: Tu soignes des malades.\n"])
def test_our_own_folder_publishes_no_metier_without_a_text(bare, monkeypatch, nurse):
    textes = {"D11": BAKER_TEXT} | ({"J15": nurse} if nurse else {})
    folder = write_fixtures(bare, catalogue_of(NURSE, BAKER), textes=textes)
    monkeypatch.setattr("metiers.management.commands.load_fixtures.FIXTURES", folder)
    with pytest.raises(CommandError, match=r"1.métier publié sans texte : J1506 Infirmier"):
        load(folder)
    assert not Metier.objects.exists(), "nothing is half-loaded"
