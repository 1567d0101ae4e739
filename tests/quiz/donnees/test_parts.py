"""What a passation is made of is open: another app's part is everywhere the quiz's own are."""

import json
import re
from io import BytesIO

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from pypdf import PdfReader

from quiz.donnees.ensemble import export, inventory
from quiz.donnees.parts import passation_parts
from quiz.models import Passation
from tests.quiz.answers import COMPETENCES, IMPORTANCES, PRIORITES, RATINGS
from tests.quiz.donnees import envois
from tests.quiz.donnees.test_inventaire import PUBLISHED
from tests.quiz.plans import newer, text

DONNEES = "/quiz/mes-donnees/"


@pytest.fixture
def student(client, metier):
    client.post(PRIORITES, IMPORTANCES)
    client.post(COMPETENCES, RATINGS)
    newer(client)
    return client


@pytest.fixture
def foreign(settings):
    *own, rest = settings.PASSATION_PARTS
    settings.PASSATION_PARTS = [*own, "tests.quiz.donnees.envois.EnvoisPart", rest]


def test_a_foreign_part_is_taken_away(student, foreign):
    data = json.loads(student.get(f"{DONNEES}export.json").content)
    assert data["pseudonyme"] == "Loutre"
    assert {one["numero"]: one["envoye_a"] for one in data["resultats"]} == {2: None, 1: "Mme Roy"}


def test_a_foreign_part_is_in_the_inventory_where_the_settings_put_it(student, foreign):
    rubriques = {one.titre: one for one in inventory(export(Passation.objects.get()), PUBLISHED)}
    assert list(rubriques)[-4:] == ["Résultat 2", "Résultat 1", "Ta classe", "Le reste"]
    assert rubriques["Ta classe"].lignes == (("Pseudonyme", "Loutre"),)
    assert rubriques["Résultat 1"].lignes[-1] == ("Envoyé à", "Mme Roy, 1 pistes")
    assert "Envoyé à" not in dict(rubriques["Résultat 2"].lignes)


def test_a_foreign_part_is_on_the_students_pages_and_on_paper(student, foreign):
    page = text(student.get(DONNEES))
    for words in ("Loutre", "Mme Roy, 1 pistes"):
        assert words in page
    seen = page[page.index("Qui a pu le voir") : page.index("Ce que tu peux faire")]
    assert "Mme Roy a lu ton résultat." in seen and "Tu n’as partagé aucun lien." in seen
    pdf = PdfReader(BytesIO(student.get(f"{DONNEES}mes-donnees.pdf").content))
    assert "Loutre" in " ".join(one.extract_text() for one in pdf.pages)
    home = text(student.get("/"))
    assert home.index("Reprendre avec un code") < home.index("J’ai un code de classe")


def test_a_foreign_part_is_purged(db, foreign, monkeypatch, capsys):
    monkeypatch.setattr(envois, "PAST", ["2024", "2025"])
    call_command("purge_expired", "--dry-run")
    call_command("purge_expired")
    call_command("purge_expired")
    before, after = (
        "passations : 0, autres liens de partage : 0, campagnes : 0, fins rendues : 0, notes sans auteur : 0",
        "invitations : 0, sessions : 0, compteurs : 0, actes : 0, documents : 0, tâches : 0, fins annoncées : 0",
    )
    assert capsys.readouterr().out.splitlines() == [
        f"{before}, envois : 2, {after}, à effacer.",
        f"{before}, envois : 2, {after}, effacés.",
        f"{before}, envois : 0, {after}, effacés.",
    ]


def test_without_it_nothing_of_it_is_anywhere(student):
    said = text(student.get(DONNEES)) + text(student.get(f"{DONNEES}export.json")) + text(student.get("/"))
    assert not re.search("Loutre|Mme Roy|envoye_a", said)


def test_two_parts_that_say_the_same_key_are_refused(student, settings):
    """One of them would be missing from what a student takes away."""
    settings.PASSATION_PARTS = [*settings.PASSATION_PARTS, "tests.quiz.donnees.envois.TwinPart"]
    with pytest.raises(ValueError, match="competences"):
        export(Passation.objects.get())


def test_the_parts_are_made_once_for_each_list_of_the_settings(settings):
    own = passation_parts()
    assert passation_parts() is own
    settings.PASSATION_PARTS = settings.PASSATION_PARTS[:2]
    assert len(passation_parts()) == 2


@pytest.mark.parametrize(
    ("path", "fault", "words"),
    [
        ("suivi.parts.AbsentePart", "quiz.E001", "suivi.parts.AbsentePart"),
        ("quiz.donnees.reponses.AbsentePart", "quiz.E001", "AbsentePart"),
        ("sans_point", "quiz.E001", "sans_point"),
        ("tests.quiz.donnees.envois.not_a_part", "quiz.E002", "n'est pas une partie"),
    ],
)
def test_a_part_that_is_not_there_is_said_by_the_checks(settings, path, fault, words):
    settings.PASSATION_PARTS = [*settings.PASSATION_PARTS, path]
    (said,) = [one for one in run_checks() if one.id and one.id.startswith("quiz.")]
    assert said.id == fault and words in said.msg and said.is_serious()


def test_the_parts_of_the_settings_are_all_there():
    assert [one for one in run_checks() if one.id and one.id.startswith("quiz.")] == []
