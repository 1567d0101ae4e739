from io import StringIO

import pytest
from django.core.management import call_command


@pytest.fixture(scope="module")
def whole_catalogue(load_once):
    """Everything in fixtures/."""
    load_once()


@pytest.fixture
def few(db, tmp_path):
    """A baker, a nurse and the seed's métier."""
    from tests.conftest import FIXTURE_FICHE
    from tests.metiers.small_catalogue import BAKER, NURSE, SEED, catalogue_of, write_fixtures

    fiches = {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()}
    folder = write_fixtures(tmp_path, catalogue_of(BAKER, NURSE, SEED), fiches)
    call_command("load_fixtures", fixtures=folder, stdout=StringIO())
