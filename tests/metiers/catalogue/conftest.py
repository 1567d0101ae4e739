import shutil

import pytest

from metiers.catalogue.publication import Publication
from metiers.catalogue.readers import completeness
from tests.metiers.catalogue.world import build_world


@pytest.fixture(scope="session")
def built_world(tmp_path_factory):
    """Its files, some of them workbooks, take a while to write: tests change a copy."""
    return build_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(built_world, tmp_path, monkeypatch):
    """A made-up, tiny set of sources: no number of lines is asked of them, nothing is published by hand."""
    monkeypatch.setattr(completeness, "LINES", {})
    monkeypatch.setattr("metiers.management.commands.build_catalogue.read_publication", Publication)
    return shutil.copytree(built_world, tmp_path / "data")
