import pytest

from metiers.catalogue.readers import completeness
from tests.metiers.catalogue.world import build_world


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A made-up, tiny set of sources: nothing is asked of the number of their lines."""
    monkeypatch.setattr(completeness, "LINES", {})
    return build_world(tmp_path / "data")
