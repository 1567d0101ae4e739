import pytest

from tests.conftest import FIXTURE_FICHE
from tests.metiers.small_catalogue import BAKER, NURSE, SEED, catalogue_of


@pytest.fixture(scope="module")
def whole_catalogue(load_once):
    """Everything in fixtures/."""
    load_once()


@pytest.fixture(scope="module")
def few(load_once):
    """A baker, a nurse and the seed's métier."""
    load_once(catalogue_of(BAKER, NURSE, SEED), {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()})
