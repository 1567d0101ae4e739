import pytest

from tests.metiers.small_catalogue import HEALTH, catalogue_of
from tests.quiz.answers import COMPETENCES, IMPORTANCES, PRIORITES, RATINGS


@pytest.fixture(scope="module")
def health(load_once):
    """The métiers of health: enough for percentiles."""
    load_once(catalogue_of(*HEALTH))


@pytest.fixture
def student(client, metier):
    """Somebody who answered all that is asked about one métier."""
    client.post(PRIORITES, IMPORTANCES)
    client.post(COMPETENCES, RATINGS)
    return client
