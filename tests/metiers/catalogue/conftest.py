import pytest

from tests.metiers.catalogue.world import build_world


@pytest.fixture
def world(tmp_path):
    return build_world(tmp_path / "data")
