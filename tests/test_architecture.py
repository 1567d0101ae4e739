"""Who may look at whom: orientation.urls → suivi → quiz → metiers, rooms from the top down, pure rooms never at
Django."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Rooms that are wholly pure: they import the standard library, numpy and each other.
PURE = (
    "metiers/dimensions.py",
    "metiers/contraintes.py",
    "metiers/charts.py",
    "metiers/provenance.py",
    "metiers/search/",
    "metiers/fiche_text/",
    "metiers/textes/",
    "metiers/catalogue/",
    "metiers/francais/",
    "quiz/methode/",
    "quiz/resultat/",
    "quiz/rapport/",
    "quiz/mesure/",
    "quiz/pdf/",
    "quiz/acces/code.py",
    "quiz/donnees/inventaire.py",
    "orientation/legal/rgaa.py",
    "suivi/adresse.py",
    "suivi/jeton.py",
    "suivi/navigateur.py",
    "suivi/noms.py",
    "suivi/classe/",
    "suivi/contexte.py",
    "suivi/notice/",
    "suivi/synthese/",
    "suivi/listes/",
    "suivi/documents/",
    "suivi/ensemble/",
    "suivi/tableur/",
    "suivi/flux.py",
    "suivi/structures/",
    "suivi/papier/",
    "suivi/seance/",
)
# What one pure room may import besides: the catalogue's readers open workbooks, documents are typeset.
ALSO = {"metiers/catalogue/readers/": ("openpyxl",), "quiz/pdf/typesetting.py": ("segno", "typst")}
FORBIDDEN = {
    "metiers": ("quiz", "suivi"),
    "quiz": ("suivi", "orientation.views", "orientation.urls"),
    "suivi": ("orientation.views", "orientation.urls"),
    "orientation": ("metiers", "quiz", "suivi"),
}
# The floors of an app, lowest first: a room looks at its own floor and at those under it.
FLOORS = {
    "quiz": (
        ("methode",),
        ("resultat",),
        ("rapport",),
        ("mesure", "pdf"),
        ("acces",),
        ("models",),
        ("calcul",),
        ("services", "documents"),
        ("donnees",),
        ("forms",),
        ("steps", "page_contexts", "absences", "retenue"),
        ("admin", "apps", "checks", "management", "templatetags", "views"),
        ("urls",),
    ),
    "suivi": (
        (
            "adresse",
            "flux",
            "jeton",
            "noms",
            "navigateur",
            "contexte",
            "notice",
            "classe",
            "synthese",
            "documents",
            "papier",
            "seance",
        ),
        ("listes", "ensemble", "structures"),
        ("tableur",),
        ("models",),
        ("courriel", "second_facteur", "hachage", "faits", "reference", "tableaux", "decomptes"),
        ("services",),
        ("acces", "dossier", "marges", "parcours"),
        ("export",),
        (
            "forms",
            "forms_classe",
            "forms_comptes",
            "forms_eleve",
            "forms_campagnes",
            "forms_export",
            "forms_papier",
            "validators",
            "purge",
        ),
        ("place", "travaux"),
        ("saisie",),
        ("parts", "attache", "demonstration"),
        ("charge",),
        ("adapters", "backend", "oidc", "middleware", "tries"),
        ("admin", "apps", "management", "templatetags", "views"),
        ("urls", "urls_comptes"),
    ),
    "metiers": (
        ("dimensions", "contraintes", "francais", "fiche_text", "textes"),
        ("search", "catalogue", "charts", "provenance"),
        ("fields", "models", "favoris"),
        ("services", "directory", "addresses"),
        ("chargement", "templatetags"),
        ("admin", "apps", "management", "views"),
        ("urls",),
    ),
}
STANDARD = set(__import__("sys").stdlib_module_names)


def imports_of(source):
    """(module, the names taken from it) of each import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their module in full"
            yield node.module, tuple(alias.name for alias in node.names)


def is_in(module, rooms):
    path = module.replace(".", "/")
    return any(f"{path}/".startswith(room.removesuffix(".py").removesuffix("/") + "/") for room in rooms)


def floor_of(app, room):
    return next((number for number, rooms in enumerate(FLOORS[app]) if room in rooms), None)


def faults(path, source):
    """What this file imports and may not."""
    app, _, rest = path.partition("/")
    room = Path(rest).parts[0].removesuffix(".py")
    for module, names in imports_of(source):
        if is_in(module, FORBIDDEN.get(app, ())):
            yield f"{path} imports {module}"
        if path.startswith(PURE) and not (
            module.split(".")[0] in STANDARD
            or module == "numpy"
            or module.startswith("numpy.")
            or is_in(module, PURE)
            or all(is_in(f"{module}.{name}", PURE) for name in names or ("",))
            or any(path.startswith(one) and module in extra for one, extra in ALSO.items())
        ):
            yield f"{path} is pure and imports {module}"
        if app in FLOORS and module.split(".")[0] == app:
            looked_at = {module.split(".")[1]} if "." in module else set(names)
            yield from (
                f"{path} looks up at {app}.{other}"
                for other in looked_at
                if (floor_of(app, other) or 0) > floor_of(app, room)
            )
            if room in {"views", "management"} and module.startswith(f"{app}.views"):
                yield f"{path}: a view exports nothing to another view or command"


def sources():
    for app in FORBIDDEN:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def test_every_module_keeps_to_its_layer():
    found = [fault for path in sources() for fault in faults(str(path.relative_to(ROOT)), path.read_text())]
    assert found == []


def test_the_rooms_of_the_plan_exist_and_each_room_has_its_floor():
    assert all((ROOT / path).exists() for path in PURE)
    for app in FLOORS:
        rooms = {
            path.stem for path in (ROOT / app).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
        }
        assert {room for room in rooms - {"__init__", "migrations"} if floor_of(app, room) is None} == set()


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("metiers/views.py", "from quiz.models import Passation"),
        ("orientation/views.py", "import metiers.models"),
        ("quiz/methode/matching.py", "import django"),
        ("quiz/methode/places.py", "from quiz.resultat.instantane import Instantane"),
        ("quiz/rapport/report.py", "from quiz.models import Passation"),
        ("quiz/calcul/gel.py", "from quiz import services"),
        ("quiz/views/plan.py", "from quiz.views.resultats import resultat_list"),
        ("quiz/services/passation.py", "from quiz.views import parcours"),
        ("quiz/management/commands/bench_matching.py", "from quiz.views.classement import classement_detail"),
        ("quiz/donnees/ensemble.py", "from suivi.models import Envoi"),
        ("orientation/settings.py", "from suivi import adapters"),
        ("metiers/admin/fiche.py", "from suivi.models import Structure"),
        ("suivi/services/membre.py", "from suivi.forms import RoleForm"),
        ("suivi/notice/__init__.py", "from suivi.models import Structure"),
        ("suivi/synthese/regles.py", "from quiz.models import Resultat"),
        ("suivi/documents/affiche.py", "from suivi.models import Campagne"),
        ("suivi/listes/file.py", "from suivi.models import Campagne"),
        ("suivi/views/membre.py", "from suivi.views.invitation import invitation_add"),
        ("metiers/fiche_text/lines.py", "from django.utils.text import slugify"),
        ("metiers/catalogue/joins.py", "import openpyxl"),
        ("metiers/catalogue/readers/rome.py", "from django.conf import settings"),
        ("metiers/search/results.py", "import django"),
        ("metiers/provenance.py", "from metiers.models import Metier"),
        ("quiz/pdf/rapport.py", "from quiz.calcul.profils import load_profils"),
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
