"""Who may look at whom: orientation.urls → quiz → metiers, and pure modules never at Django."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

PURE = (
    "metiers/dimensions.py",
    "metiers/charts.py",
    "metiers/chiffres.py",
    "metiers/contraintes.py",
    "metiers/provenance.py",
    "metiers/search/",
    "metiers/fiche_text/",
    "metiers/catalogue/",
    "quiz/matching.py",
    "quiz/stability.py",
    "quiz/classement.py",
    "quiz/questions.py",
    "quiz/statements.py",
    "quiz/elicitation.py",
    "quiz/bench.py",
    "quiz/evidence.py",
    "quiz/report.py",
    "quiz/charts.py",
    "quiz/instantane.py",
    "quiz/pdf/",
    "quiz/example.py",
    "quiz/portrait.py",
    "quiz/code_reprise.py",
    "quiz/accord.py",
    "quiz/comparaison.py",
    "quiz/lecture.py",
    "quiz/wording.py",
    "quiz/inventaire.py",
    "quiz/rgaa.py",
)
PURE_MAY_IMPORT = (
    "numpy",
    "metiers.contraintes",
    "metiers.search",
    "metiers.dimensions",
    "metiers.fiche_text",
    "metiers.catalogue",
    "quiz.matching",
    "quiz.stability",
    "quiz.questions",
    "quiz.statements",
    "quiz.classement",
    "quiz.evidence",
    "quiz.bench",
    "quiz.lecture",
    "metiers.charts",
    "metiers.chiffres",
    "quiz.charts",
    "quiz.instantane",
    "quiz.report",
    "quiz.pdf",
    "quiz.accord",
    "quiz.inventaire",
    "quiz.wording",
)
# What one pure room may import besides: the catalogue's readers open workbooks, documents are typeset.
ALSO = {"metiers/catalogue/readers/": ("openpyxl",), "quiz/pdf/typesetting.py": ("segno", "typst")}
FORBIDDEN = {
    "metiers": ("quiz", "suivi"),
    "quiz": ("suivi", "orientation.views", "orientation.urls"),
    "orientation": ("metiers", "quiz", "suivi"),
}
STANDARD = set(__import__("sys").stdlib_module_names)


def imports_of(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their module in full"
            yield node.module


def faults(path, source):
    """What this file imports and may not."""
    app = path.split("/")[0]
    for module in imports_of(source):
        if any(module == other or module.startswith(f"{other}.") for other in FORBIDDEN.get(app, ())):
            yield f"{path} imports {module}"
        if path.startswith(PURE) and not (
            module.split(".")[0] in STANDARD
            or any(module == known or module.startswith(f"{known}.") for known in PURE_MAY_IMPORT)
            or any(path.startswith(room) and module in extra for room, extra in ALSO.items())
        ):
            yield f"{path} is pure and imports {module}"


def sources():
    for app in FORBIDDEN:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def test_every_module_keeps_to_its_layer():
    found = [fault for path in sources() for fault in faults(str(path.relative_to(ROOT)), path.read_text())]
    assert found == []


def test_pure_modules_exist():
    assert all((ROOT / path).exists() for path in PURE)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("metiers/views.py", "from quiz.models import Passation"),
        ("orientation/views.py", "import metiers.models"),
        ("quiz/matching.py", "import django"),
        ("quiz/report.py", "from quiz.models import Passation"),
        ("metiers/fiche_text/lines.py", "from django.utils.text import slugify"),
        ("metiers/catalogue/joins.py", "import openpyxl"),
        ("metiers/catalogue/readers/rome.py", "from django.conf import settings"),
        ("metiers/search/results.py", "import django"),
        ("metiers/provenance.py", "from metiers.models import Metier"),
        ("quiz/pdf/rapport.py", "from quiz.catalogue import load_catalogue"),
        ("quiz/pdf/rapport.py", "import typst"),
        ("metiers/charts.py", "def f():\n    from metiers.models import Metier"),
    ],
)
def test_a_broken_rule_is_seen(path, source):
    assert list(faults(path, source))


def test_no_room_is_a_catch_all():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [path for path in tracked if Path(path).stem in {"utils", "helpers", "common", "misc", "selectors"}]


def test_templates_of_metiers_load_no_filter_of_the_quiz():
    own = {path.stem for path in (ROOT / "metiers" / "templatetags").glob("*.py")}
    allowed = own | {"static", "django_htmx", "crispy_forms_tags"}
    for folder in ("metiers", "components"):
        for path in (ROOT / "templates" / folder).rglob("*.html"):
            loaded = {name for names in re.findall(r"{% load ([^%]*) %}", path.read_text()) for name in names.split()}
            assert loaded <= allowed, path


def test_templates_ask_no_other_site_for_anything():
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text().replace("http://www.w3.org", "")
        assert "http://" not in text
        assert "https://" not in text
