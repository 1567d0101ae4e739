"""To the student, « tu »; to somebody else about them, « elle »; and nothing of « tu » is left over."""

import ast
import json
import re

import pytest

from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.rapport.voix import about_them
from tests.conftest import CATALOGUE, ROOT
from tests.quiz.instantanes import build_instantane

TU = re.compile(r"(?<!\w)(?:(?:tu|te|toi|tes|ton|ta)(?!\w)|t’)", re.IGNORECASE)
# An order given to the student, at the head of a sentence or of what follows it.
ORDER = re.compile(
    r"(?:^|[.:\u00a0]\s)(?:Demande|Enlève|Essaie|Parles?-|Regarde|Relis|Vérifie)(?![\w’]*ez)(?!\w)|regarde plutôt"
)
TOLD = sorted(path for path in (ROOT / "quiz" / "rapport").glob("*.py") if path.name not in {"voix.py", "exemples.py"})


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Tes 20 premières pistes", "Ses 20 premières pistes"),
        ("Tu veux prendre soin des autres", "Elle veut prendre soin des autres"),
        ("ce que tu sais déjà faire", "ce qu’elle sait déjà faire"),
        ("la phrase que tu as cochée", "la phrase qu’elle a cochée"),
        ("il n’a aucune des phrases", "il n’a aucune des phrases"),
        ("tu n’as coché aucune phrase", "elle n’a coché aucune phrase"),
        ("mais tu y tiens moins", "mais elle y tient moins"),
        ("Tu veux t’occuper d’enfants", "Elle veut s’occuper d’enfants"),
        ("D’un domaine qui t’attire", "D’un domaine qui l’attire"),
        ("Où tu en es", "Où elle en est"),
        ("Niveau que tu te donnes", "Niveau qu’elle se donne"),
        ("des autres métiers te correspondent moins", "des autres métiers correspondent moins à cette personne"),
        ("\u00a0: ça te va", "\u00a0: ça lui va"),
        ("Ton ou ta prof", "Son ou sa prof"),
        ("Elle passe après d’autres", "Cette piste passe après d’autres"),
        ("un bâton, une tente, l’atelier", "un bâton, une tente, l’atelier"),
    ],
)
def test_what_is_said_to_the_student_is_said_of_them(said, heard):
    assert about_them(said) == heard


def constants(path):
    tree = ast.parse(path.read_text())
    documented = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)))
    docs = {ast.get_docstring(node, clean=False) for node in documented}
    said = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [one for one in said if one not in docs and not one.startswith("« ")]


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_each_sentence_of_a_result_has_its_form_for_others(path):
    assert [one for one in constants(path) if TU.search(about_them(one))] == []


def test_a_name_of_the_catalogue_is_never_turned():
    catalogue = json.loads(CATALOGUE.read_bytes())
    header = catalogue["entete"]
    names = {
        name
        for one in catalogue["metiers"]
        for name in (*one["titre"].values(), *(skill for skill, _ in one["hard_skills"]))
        if isinstance(name, str)
    }
    names.update(*(header[part].values() for part in ("domaines", "interets", "contextes")))
    assert len(names) > 1000
    assert [name for name in names if about_them(name) != name] == []


def words(told):
    """All that is told, but what one does in a métier and its frozen figures."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple) and told and all(hasattr(one, "text") for one in told):
        yield "".join(one.text for one in told)
    elif isinstance(told, tuple | list):
        for one in told:
            yield from words(one)
    elif hasattr(told, "__dataclass_fields__") and type(told).__name__ != "PisteFigee":
        for name in told.__dataclass_fields__:
            if name not in {"travail", "piste", "questions"}:
                yield from words(getattr(told, name))


@pytest.mark.parametrize("changes", [{}, {"rapide": True, "equilibre": True, "hesitant": True}, {"count": 0}])
def test_nothing_told_to_others_speaks_to_the_student(changes):
    result = build_instantane(**changes)
    told = [tell_ranking(result, pour_autrui=True)]
    told += [tell_report(result, piste, pour_autrui=True) for piste in result.pistes]
    said = [one for each in told for one in words(each)]
    assert len(said) > 5
    assert [one for one in said if TU.search(one) or ORDER.search(one)] == []
    assert [one for one in words(tell_ranking(result)) if TU.search(one)] != []


def test_what_one_does_in_a_metier_stays_as_its_fiche_says_it():
    result = build_instantane()
    piste = result.pistes[0]
    assert tell_report(result, piste, pour_autrui=True).travail == piste.accroche
    assert tell_ranking(result, pour_autrui=True).pistes[0].piste is piste
