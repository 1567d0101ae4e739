"""A catalogue of real métiers, loaded once for all the tests of a module that ask for it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from metiers.directory import read_annuaire


@pytest.fixture(scope="module")
def whole_catalogue(django_db_setup, django_db_blocker):
    """Everything in fixtures/, in a transaction that the module's end takes back; tests run inside it."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            call_command("load_fixtures", stdout=StringIO())
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            read_annuaire.cache_clear()


@pytest.fixture
def few(db, tmp_path):
    """A baker, a nurse and the seed's métier."""
    from tests.conftest import FIXTURE_FICHE
    from tests.metiers.small_catalogue import BAKER, NURSE, SEED, catalogue_of, write_fixtures

    fiches = {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()}
    folder = write_fixtures(tmp_path, catalogue_of(BAKER, NURSE, SEED), fiches)
    call_command("load_fixtures", fixtures=folder, stdout=StringIO())
