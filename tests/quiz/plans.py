"""What the tests of plans and of stored data share: a plan as a browser sends it, and everything that is stored."""

from html import unescape
from pathlib import Path

from django.db import connection

from quiz.models import Resultat
from tests.conftest import SLUG
from tests.quiz.answers import IMPORTANCES, PRIORITES

PLAN = f"/quiz/resultats/1/{SLUG}/plan/"
CANARY = "canari-7f3a"


def form(*steps, **thoughts):
    data = {"etape-TOTAL_FORMS": "5", "etape-INITIAL_FORMS": "0"}
    for number, step in enumerate(steps):
        data |= {f"etape-{number}-{name}": value for name, value in step.items()}
    return data | thoughts


def text(response):
    return unescape(response.content.decode()).replace("\xa0", " ")


def newer(student, carriere=1):
    """One more result with the same métier."""
    student.post(PRIORITES, IMPORTANCES | {"carriere": str(carriere)})
    before = Resultat.objects.latest("numero").numero
    student.post("/quiz/resultats/", {"filtres": ""})
    assert Resultat.objects.latest("numero").numero == before + 1


def stored_rows():
    """All rows of all tables, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += sorted((table, repr(row)) for row in cursor.fetchall())
    return str(rows)


def dump():
    """The same, and for SQLite the bytes of its files too."""
    files = Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None
    beside = files.parent.glob(f"{files.name}*") if files else []
    return stored_rows() + "".join(file.read_bytes().decode("utf-8", "replace") for file in beside)
