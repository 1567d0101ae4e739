"""Each source is checked as it is read: a fault names the file and the column or the line, in French."""

import math
import sys

import openpyxl
import pytest

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers import read_sources
from metiers.catalogue.readers.dares import read_dares

ROME = "rome_v460/unix_cr_gd_dp_v460_utf8.csv"
MAPPING = "crosswalks/FR_20230607_mapping_esco_rome.csv"
CROSSWALK = "crosswalks/crosswalk_esco_onet.csv"
FILES = (
    ROME,
    "rome_v460/unix_texte_v460_utf8.csv",
    MAPPING,
    CROSSWALK,
    "crosswalks/crosswalk_esco_onet_reverse.csv",
    "crosswalks/esco_onet_crosswalk_MCC.csv",
    "esco_fr/occupations_fr.csv",
    "onet_29_3/Read Me.txt",
    "onet_29_3/Skills.xlsx",
    "onet_29_3/Education, Training, and Experience.xlsx",
    "onet_wc_wa/contexts.csv",
    "dares/fap225_rome.csv",
    "dares/salaires_3niv.csv",
)


def replace(path, old, new, encoding="utf-8"):
    text = path.read_text(encoding=encoding)
    assert old in text
    path.write_text(text.replace(old, new), encoding=encoding)


def fault(world):
    with pytest.raises(CatalogueError) as caught:
        read_sources(world)
    return str(caught.value)


def test_all_sources_are_read(world):
    sources = read_sources(world)
    assert sources.rome.libelles["C9901"] == "Choriste"
    assert sources.rome.contextes["B1101"] == ("300783", "300803")
    assert sources.rome.interets["A1101"] == (("2", True), ("1", False))
    assert sources.rome.acces == {"A1101": ("Niveau CAP à Bac +2.",)}
    assert sources.onet.profiles == {"11-0000.00", "22-0000.00", "33-0000.00"}
    figures = sources.onet.figures
    assert (figures["competence:2.A.1.c"]["22-0000.00"], figures["niveau:2.A.1.c"]["22-0000.00"]) == (4, 7)
    assert len(sources.esco.onet) == 1, "a link to an ISCO group is no link to an occupation"


def test_long_experience_adds_up_the_categories_over_four_years(world):
    """Another scale and shorter experiences do not count; a category not to be published makes the sum unknown."""
    experience = read_sources(world).onet.figures["experience"]
    assert (experience["11-0000.00"], experience["22-0000.00"]) == (60, 40)
    assert math.isnan(experience["33-0000.00"])


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    assert "introuvable" in fault(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(world, name):
    (world / name).unlink()
    assert fault(world).startswith(f"{name} : fichier introuvable")


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_a_row_cut_short_is_named(world, name):
    path = world / name
    path.write_bytes(path.read_bytes().rstrip().rpartition(b";" if b"Fap;" in path.read_bytes() else b",")[0])
    message = fault(world)
    assert message.startswith(f"{name} : ")
    assert "tronquée" in message


@pytest.mark.parametrize(
    ("name", "column", "encoding"),
    [
        (ROME, "code_domaine_professionel", "utf-8"),
        (MAPPING, "mapping relation", "utf-8"),
        (CROSSWALK, "Type of Match", "utf-8"),
        ("onet_wc_wa/labor.csv", "wage", "utf-8"),
        ("dares/tab6_temps_travail_3niv.csv", "Temps_travail", "cp1252"),
    ],
)
def test_a_missing_column_is_named(world, name, column, encoding):
    replace(world / name, column, "autre", encoding)
    message = fault(world)
    assert message.startswith(f"{name} : ")
    assert f"« {column} »" in message


def test_a_missing_column_of_a_workbook_is_named(world):
    path = world / "onet_29_3/Job Zones.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["B1"] = "Zone"
    book.save(path)
    assert fault(world) == "onet_29_3/Job Zones.xlsx : la colonne « Job Zone » manque."


def test_a_truncated_workbook_is_named(world):
    path = world / "onet_29_3/Skills.xlsx"
    path.write_bytes(path.read_bytes()[:2000])
    assert fault(world).startswith("onet_29_3/Skills.xlsx : classeur illisible")


def test_a_missing_openpyxl_is_told(world, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "requirements-dev.txt" in fault(world)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (MAPPING, "V1.4", "V1.5"),
        (CROSSWALK, "O*NET-SOC 2019", "O*NET-SOC 2030"),
        ("onet_29_3/Read Me.txt", "29.3", "30.0"),
    ],
)
def test_another_version_is_refused(world, name, old, new):
    replace(world / name, old, new)
    message = fault(world)
    assert message.startswith(f"{name} : version inattendue")


def test_another_release_of_rome_is_refused(world):
    path = world / ROME
    path.rename(path.with_name("unix_cr_gd_dp_v461_utf8.csv"))
    assert fault(world) == "rome_v460/unix_cr_gd_dp_v461_utf8.csv : version inattendue, v460 est attendue."


def test_figures_of_other_years_are_refused(world):
    replace(world / "dares/salaire_median_3niv.csv", "2017-2019", "2020-2022", "cp1252")
    assert "2017-2019" in fault(world)


def test_two_files_that_disagree_are_refused(world):
    replace(world / "rome_v460/unix_referentiel_code_rome_v460_utf8.csv", "C9901,C9901", "D1101,C9901")
    assert "C9901" in fault(world)


def test_an_unknown_relation_is_refused(world):
    replace(world / MAPPING, "skos:closeMatch", "skos:related")
    assert "skos:related" in fault(world)


def test_text_in_place_of_a_figure_is_refused(world):
    replace(world / "onet_wc_wa/labor.csv", "20000", "beaucoup")
    assert fault(world) == "onet_wc_wa/labor.csv : colonne « wage » : « beaucoup » n’est pas un nombre."


def test_another_encoding_is_told(world):
    path = world / ROME
    path.write_bytes("code_rome,é\n".encode("cp1252"))
    assert "encodage" in fault(world)


def test_an_occupation_that_onet_no_longer_names_is_refused(world):
    replace(world / "onet_wc_wa/occupations.csv", "Divers", "Aquanauts")
    assert "« Aquanauts » est inconnu" in fault(world)


def test_the_two_highest_bands_are_exchanged_back(world):
    # The file gives 0, 1, 2, 3, 4 to the five labels in order; its last two labels are each other's.
    assert read_dares(world).bands["A0Z40"] == (0, 1, 2, 4, 3)
