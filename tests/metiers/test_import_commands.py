"""The commands: what they write, what they say, and the status they exit with."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from metiers.chargement.importer import save_fiche
from metiers.fiche_text import parse_fiche
from metiers.models import Metier, Statut
from tests.conftest import FIXTURE_FICHE, ROOT
from tests.metiers.rows import all_rows
from tests.metiers.samples import SAMPLE, SEED, SLUG, changed, write

pytestmark = pytest.mark.django_db

NO_PROFILE = SAMPLE.replace(SAMPLE[SAMPLE.index("Profil") : SAMPLE.index("#MISSIONS")], "")
WRONG = changed(("Stimulation 72%", "Stimulation 140 %"))
WRONG_LINE = SAMPLE[: SAMPLE.index("Stimulation 72%")].count("\n") + 1
COUNTS = {
    "dimensions": 5,
    "mission_groups": 2,
    "actions": 5,
    "soft_skills": 2,
    "hard_skills": 2,
    "levels": 2,
    "experiences": 1,
    "tool_families": 1,
    "tools": 2,
    "constraints": 1,
    "salary_bands": 2,
    "faq": 2,
    "daily_life": 0,
    "likes": 0,
    "hard_parts": 0,
    "places": 0,
}


def run(command: str, *args: str) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*args: str) -> tuple[str, str, str]:
    """(standard output, standard error, last word) of an import that must fail."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_fiche", *args, stdout=out, stderr=err)
    assert caught.value.returncode == 1
    return out.getvalue(), err.getvalue(), str(caught.value)


def test_import_says_what_it_did(tmp_path):
    path = write(tmp_path / "menuisier.txt", changed(("#OUTILS", "#RECETTES\n\nDes crêpes.\n\n#OUTILS")))
    first, second = run("import_fiche", path), run("import_fiche", path)
    assert f"{SLUG} : créée (brouillon) — {path}" in first
    assert "5 dimensions, 2 mission_groups, 5 actions" in first
    assert "ignoré : ligne" in first
    assert "#RECETTES" in first
    assert f"{SLUG} : inchangée (brouillon)" in second
    write(tmp_path / "menuisier.txt", changed(("Scier", "Scier droit")))
    assert f"{SLUG} : modifiée (publiée)" in run("import_fiche", path, "--publish")


def test_json_is_one_list_with_one_object_per_file(tmp_path):
    complete = write(tmp_path / "a.txt", SAMPLE)
    draft = write(tmp_path / "b.txt", NO_PROFILE.replace("Menuisier(ère)", "Luthier(ère)"))
    reports = json.loads(run("import_fiche", complete, draft, "--publish", "--json"))
    assert reports == [
        {"file": complete, "slug": SLUG, "counts": COUNTS, "ignored": [], "warnings": []},
        {
            "file": draft,
            "slug": "luthier",
            "counts": {**COUNTS, "dimensions": 0},
            "ignored": [],
            "warnings": [
                "ligne 1 : pas de profil d'épanouissement ; la fiche reste un brouillon.",
                "non publiée : le profil d'épanouissement est incomplet.",
            ],
        },
    ]
    assert list(reports[0]["counts"]) == list(COUNTS)


def test_json_tells_a_refused_file_from_the_others(tmp_path):
    good, bad = write(tmp_path / "good.txt", SAMPLE), write(tmp_path / "bad.txt", WRONG)
    out, err, last = refused(bad, good, "--json")
    reports = json.loads(out)
    assert list(reports[0]) == ["file", "error"]
    assert reports[0]["file"] == bad
    assert reports[0]["error"].startswith(f"ligne {WRONG_LINE} : ")
    assert reports[1]["slug"] == SLUG
    assert f"{bad}, ligne {WRONG_LINE} : « 140 % » n'est pas une note" in err
    assert last == "1\u00a0fichier refusé sur 2. Rien n'en a été écrit."


def test_each_file_is_written_whole_or_not_at_all(tmp_path):
    good = write(tmp_path / "good.txt", SAMPLE.replace("Menuisier(ère)", "Luthier(ère)"))
    last_line_wrong = SAMPLE.replace("Oui, sur les chantiers de pose.\n", "")
    bad = write(tmp_path / "bad.txt", last_line_wrong)
    _, err, _ = refused(good, bad)
    assert f"{bad}, ligne {last_line_wrong.rstrip().count(chr(10)) + 1} : " in err
    assert [metier.slug for metier in Metier.objects.all()] == ["luthier"]


BAD_FILES = {
    "empty": (b"", "ligne 1 : fichier vide"),
    "binary": (bytes(range(256)), "ligne 1 : caractère illisible"),
    "over 2 MB": (b"a" * (2 * 1024 * 1024 + 1), "ligne 1 : fichier trop gros"),
    "without a title": (b"#MISSIONS\n- a\n", "ligne 1 : titre absent"),
    "140 %": (WRONG.encode(), f"ligne {WRONG_LINE} : « 140 % » n'est pas une note : un nombre entier de 0 à 100"),
    "a question without an answer": (b"A\n\n#FAQ\n\nQui ?", "ligne 5 : la section s'interrompt : une réponse"),
}


@pytest.mark.parametrize(("data", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_refused_file_leaves_the_database_untouched(tmp_path, data, message):
    save_fiche(parse_fiche(SAMPLE.encode()).fiche, publish=True)
    rows = all_rows()
    path = write(tmp_path / "bad.txt", data)
    _, err, _ = refused(path, "--publish")
    assert f"{path}, {message}" in err
    assert all_rows() == rows


@pytest.mark.parametrize(("name", "message"), [("absent.txt", "introuvable"), ("folder", "illisible")])
def test_a_file_that_cannot_be_opened_is_refused_in_french(tmp_path, name, message):
    (tmp_path / "folder").mkdir()
    _, err, _ = refused(str(tmp_path / name))
    assert message in err


def test_a_file_name_that_is_not_utf8_can_be_said(tmp_path):
    path = os.fsdecode(bytes(tmp_path) + b"/charg\xe9.txt")
    with open(path, "wb") as file:
        file.write(SAMPLE.encode())
    (report,) = json.loads(run("import_fiche", path, "--json"))
    assert report["file"].endswith("/charg\ufffd.txt")


def test_a_dry_run_reads_and_checks_everything_and_writes_nothing(tmp_path):
    save_fiche(parse_fiche(SAMPLE.encode()).fiche, publish=True)
    rows = all_rows()
    other = write(tmp_path / "other.txt", changed(("95 | Travail du bois", "95 | Ébénisterie")))
    new = write(tmp_path / "new.txt", SAMPLE.replace("Menuisier(ère)", "Luthier(ère)"))
    out = run("import_fiche", other, new, "--dry-run", "--publish")
    assert f"{SLUG} : modifiée" in out
    assert "luthier : créée" in out
    assert all_rows() == rows
    refused(write(tmp_path / "bad.txt", WRONG), "--dry-run")
    assert all_rows() == rows


@pytest.mark.parametrize("text", ['{"titre": "x"}\n', "nom;score\na;1\n", "Un titre\n\nUne phrase et rien de plus.\n"])
def test_a_text_that_is_no_fiche_is_refused(tmp_path, text):
    path = tmp_path / "autre.txt"
    path.write_text(text)
    with pytest.raises(CommandError):
        call_command("import_fiche", str(path))
    assert not Metier.objects.exists()


def test_a_database_out_of_reach_is_told_without_a_traceback(tmp_path, monkeypatch):
    def out_of_reach(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("metiers.management.commands.import_fiche.save_fiche", out_of_reach)
    with pytest.raises(CommandError, match="La base de données ne répond pas"):
        call_command("import_fiche", str(FIXTURE_FICHE))


def test_publish_publishes_only_a_complete_profile(tmp_path):
    run("import_fiche", write(tmp_path / "a.txt", NO_PROFILE), "--publish")
    assert Metier.objects.get().statut == Statut.BROUILLON
    run("import_fiche", write(tmp_path / "b.txt", SAMPLE), "--publish")
    assert Metier.objects.get().statut == Statut.PUBLIEE


def test_export_writes_the_text_that_was_imported(tmp_path):
    run("import_fiche", write(tmp_path / "a.txt", SAMPLE))
    assert run("export_fiche", SLUG) == SAMPLE


def test_export_of_an_unknown_address_is_refused():
    with pytest.raises(CommandError, match="Aucune fiche n'a l'adresse « inconnue »"):
        run("export_fiche", "inconnue")


@pytest.mark.skipif(SEED is None, reason="the editors' document is not on this machine")
def test_every_line_of_the_editors_document_comes_out_of_the_database():
    (report,) = json.loads(run("import_fiche", str(SEED), "--publish", "--json"))
    assert report["ignored"] == []
    assert len(report["warnings"]) == 2
    export = run("export_fiche", report["slug"]).splitlines()
    assert [line for line in SEED.read_text().splitlines() if line.strip() and line not in export] == []
    assert Metier.objects.get().statut == Statut.PUBLIEE


def test_from_a_terminal_a_refusal_is_one_french_message_without_a_traceback(tmp_path):
    path = write(tmp_path / "bad.txt", WRONG)
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "x" * 60,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "PYTHONWARNINGS": "error",
    }
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "import_fiche", path],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"ligne {WRONG_LINE} : « 140 % » n'est pas une note" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 2
