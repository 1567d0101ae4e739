"""`check_textes`: what `./dev check` says of `fixtures/textes/`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metiers.management.commands import check_textes
from tests.metiers.small_catalogue import catalogue_of, write_fixtures
from tests.metiers.textes.samples import BAKER, ROOFER

pytestmark = pytest.mark.one_database


def run(**options):
    out = StringIO()
    call_command("check_textes", stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(check_textes, "_dictionary", lambda: None)
    textes = tmp_path / "textes"
    textes.mkdir()
    (textes / "D11.txt").write_text(BAKER)
    (textes / "F16.txt").write_text(ROOFER)
    return textes


def test_the_texts_of_the_repository_are_without_a_fault():
    assert "0\u00a0faute" in run()


def test_a_metier_without_a_text_is_named(folder, tmp_path, monkeypatch):
    catalogue = write_fixtures(tmp_path / "fixtures", catalogue_of("D1102", "F1610", "J1506")) / "catalogue.json"
    monkeypatch.setattr(check_textes, "TEXTES", folder)
    monkeypatch.setattr(check_textes, "CATALOGUE", catalogue)
    monkeypatch.setattr(check_textes, "FICHES", tmp_path / "none")
    said = StringIO()
    with pytest.raises(CommandError, match="1\u00a0faute"):
        call_command("check_textes", textes=folder, stdout=said, stderr=said)
    assert "J15.txt, ligne 1" in said.getvalue() and "J1506" in said.getvalue()


def test_it_counts_texts_and_says_when_nothing_reads_their_spelling(folder):
    said = run(textes=folder)
    assert "2\u00a0textes, 0\u00a0faute" in said
    assert "orthographe non vérifiée" in said


def test_each_fault_names_its_file_and_line_and_the_command_fails(folder, capsys):
    (folder / "F16.txt").write_text(ROOFER.replace("Tu montes", "On monte").replace("où:", "ou:"))
    (folder / "D11.txt").write_text(BAKER.replace("Tu pétris", "On pétrit"))
    out = StringIO()
    with pytest.raises(CommandError, match="1\u00a0texte, 2\u00a0fautes"):
        call_command("check_textes", textes=folder, stderr=out)
    first, second = out.getvalue().splitlines()
    assert first.startswith("D11.txt, ligne 1 : D1102, accroche : une seule phrase")
    assert second.startswith("F16.txt, ligne 16 : ligne non comprise")


def test_the_closest_are_shown_on_demand(folder):
    (folder / "F16.txt").write_text(ROOFER.replace("Voir loin, au-dessus des rues", "Le pain que le quartier emporte"))
    assert "D1102 Boulanger(ère) – F1610 Couvreur(euse)" in run(textes=folder, closest=True)


def test_no_run_of_six_words_comes_from_the_sources(folder, tmp_path):
    sources = tmp_path / "sources"
    with pytest.raises(CommandError, match="aucun fichier"):
        run(textes=folder, sources=sources)
    (sources / "rome_v460").mkdir(parents=True)
    (sources / "rome_v460" / "textes.csv").write_text("1;Souder une gouttière en zinc à chaud\n")
    with pytest.raises(CommandError, match="1\u00a0faute"):
        run(textes=folder, sources=sources)


def test_unknown_words_are_listed_for_whoever_admits_them(folder, monkeypatch):
    monkeypatch.setattr(check_textes, "_dictionary", lambda: lambda word: word != "petrin" and word != "lamer")
    assert run(textes=folder, words=True).split() == ["lamer"]
    with pytest.raises(CommandError, match="1\u00a0faute"):
        run(textes=folder)
