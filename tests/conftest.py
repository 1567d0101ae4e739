"""What every test can rely on. The database is the one of DATABASE_URL (see `./dev test`)."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FIXTURE_FICHE = ROOT / "fixtures" / "fiches" / "charge-de-cooperation-internationale.txt"


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Pages find their static files without collectstatic."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def metier(db):
    """The métier of fixtures/fiches/, published."""
    from metiers.fiche_text import parse_fiche
    from metiers.importer import save_fiche

    return save_fiche(parse_fiche(FIXTURE_FICHE.read_bytes()).fiche, publish=True).metier
