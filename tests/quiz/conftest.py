import pytest

from tests.metiers.small_catalogue import HEALTH, catalogue_of


@pytest.fixture(scope="module")
def health(load_once):
    """The métiers of health: enough for percentiles."""
    load_once(catalogue_of(*HEALTH))
