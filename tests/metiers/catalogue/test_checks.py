"""What the report holds the figures against is an input of nothing."""

import csv
import re

import pytest

from metiers.catalogue.build import build_catalogue
from metiers.catalogue.checks import CONDITIONS, CONSTRAINTS, TELEWORK, conditions_of, errors, quality_of_life, telework
from metiers.catalogue.elements import COMPUTED, RECIPES
from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.provenance import SOURCES
from metiers.catalogue.readers import read_sources
from tests.conftest import ROOT


@pytest.fixture
def sources(world):
    return read_sources(world)


@pytest.fixture
def catalogue(sources):
    return build_catalogue(sources, Exclusions({}, {}))


def write(path, header, rows):
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def test_nothing_but_the_checks_reads_the_constraints_and_the_old_telework():
    """Neither a reader nor a recipe knows them, and the page of sources does not name them."""
    package = ROOT / "metiers" / "catalogue"
    forbidden = re.compile(r"tensions|contraignantes|wfh|workathome|Dingel", re.IGNORECASE)
    found = {path.name for path in package.rglob("*.py") if forbidden.search(path.read_text())}
    assert found == {"checks.py"}
    importers = [p.name for p in package.rglob("*.py") if "metiers.catalogue.checks" in p.read_text()]
    assert importers == ["report.py"]
    names = [e.cle for recipe in RECIPES.values() for e in recipe] + [p for c in COMPUTED.values() for p in c.parts]
    assert not any(forbidden.search(name) for name in names)
    assert not forbidden.search(str(SOURCES))


def test_the_catalogue_is_the_same_with_and_without_them(world, catalogue):
    for name in (CONDITIONS, TELEWORK):
        write(world / name, ["rien"], [])
    assert build_catalogue(read_sources(world), Exclusions({}, {})).metiers == catalogue.metiers


def test_constraints_are_the_mean_of_the_families_in_the_whole_country(world, catalogue, sources):
    assert conditions_of(catalogue, sources, world) is None
    header = ["fap", CONSTRAINTS, "niveau_geo", "niveau_fap"]
    rows = [
        ["A0Z40", "5.0", "nat", "fap 225"],
        ["A0Z41", "2.0", "nat", "fap 225"],
        ["A0Z40", "1.0", "reg ", "fap 225"],
        ["A0Z40", "1.0", "nat", "fap 87"],
    ]
    write(world / CONDITIONS, header, rows)
    found = conditions_of(catalogue, sources, world)
    assert found.tolist() == pytest.approx([3.5, 3.5, float("nan")], nan_ok=True), "the third has no family"
    assert "n = 2" in "\n".join(quality_of_life(catalogue, sources, world))


def test_the_agreement_with_the_old_telework_is_told_where_its_file_is(world, catalogue, sources):
    assert "absent" in "\n".join(telework(catalogue, sources, world))
    rows = [["11-0000.00", "Weavers", "1"], ["22-0000.00", "Divers", "0"], ["33-0000.00", "Singers", "0"]]
    write(world / TELEWORK, ["onetsoccode", "title", "teleworkable"], rows)
    text = "\n".join(telework(catalogue, sources, world))
    assert re.search(r"professions O\*NET : r = -?\d\.\d\d, du même côté de 0,5 : \d+ % \(n = 3\)", text)
    assert "métiers : r = " in text


def test_errors_are_told_in_points_and_in_places_and_tried_on_halves(catalogue, sources, world):
    text = "\n".join(errors(catalogue, sources, world))
    assert re.search(r"toutes +\d+\.\d +\d+\.\d +\d+ +\d+", text)
    assert "moitiés de 1 métiers, 20 partages" in text
