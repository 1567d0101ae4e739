import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from metiers.catalogue.assembly import to_json
from metiers.catalogue.build import NO_PROFILE, TOO_WEAK, reasons_to_drop
from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.joins import Link
from metiers.catalogue.readers import completeness
from metiers.management.commands import build_catalogue as command
from tests.conftest import ROOT


def build(world, output, **options):
    out = StringIO()
    call_command("build_catalogue", sources=world, output=output, stdout=out, **options)
    return out.getvalue()


def test_the_fixture_holds_each_metier_on_a_line(world, tmp_path, monkeypatch):
    near = Exclusions({}, {}, near={"A1101": ("Z9999", "B1101")})
    monkeypatch.setattr(command, "read_exclusions", lambda: near)
    output = tmp_path / "catalogue.json"
    assert "3 métiers" in build(world, output)
    text = output.read_text(encoding="utf-8")
    data = json.loads(text)
    assert sum('"code":"' in line for line in text.splitlines()) == 3
    first, second, third = data["metiers"]
    assert first["titre"] == {"masculin": "Tisserand", "feminin": "Tisserande", "inclusif": "Tisserand(e)"}
    assert first["synonymes"] == ["Tapissier / Tapissière"]
    assert first["proches"] == ["B1101"], "Z9999 is not in the catalogue"
    assert first["etudes"] == {"bac_plus": -1, "bac_plus_max": 2, "source": "rome"}
    assert first["outils"] == [], "of a trade whose work is not done with software"
    assert first["heures"] == {
        "parts": {"nuit": 20, "samedi": 20, "dimanche": 20},
        "demandees": [],
        "connues": ["dares:nuit", "dares:week-end"],
    }
    assert first["salaire"]["familles"] == ["A0Z40", "A0Z41"]
    assert data["entete"]["familles"] == {"A0Z40": "Famille A0Z40", "A0Z41": "Famille A0Z41"}
    assert first["interets"] == ["2", "1"]
    assert first["riasec"] == "RA"
    assert second["contraintes"] == ["300803", "300783"]
    assert second["provenance"]["fap_heritee"] is True
    assert third["salaire"] is None and third["heures"] == {"parts": {}, "demandees": [], "connues": []}
    assert third["provenance"]["groupes"]["salaire"] == []
    assert third["elements"]["temps"][-9:] == [None] * 9, "no family and no context: the French facts are not known"
    assert data["entete"]["interets"]["2"] == "J’aime nager"


def test_long_experience_goes_through_the_links(world, tmp_path):
    """Weavers 60 %; divers 40 % and weavers 60 %, at .9 and .5 of 1.4: 47.1 %; singers are not known."""
    output = tmp_path / "catalogue.json"
    build(world, output)
    first, second, third = json.loads(output.read_text())["metiers"]
    assert first["experience"] == {"part": 60, "demandee": True, "source": "onet"}
    assert second["experience"] == {"part": 47, "demandee": False, "source": "onet"}
    assert third["experience"] is None
    assert [m["provenance"]["groupes"]["experience"] for m in (first, second, third)] == [["onet"], ["onet"], []]


def test_the_same_sources_give_the_same_bytes(world, tmp_path):
    outputs = [tmp_path / "a.json", tmp_path / "b.json"]
    for output in outputs:
        build(world, output)
        (tmp_path / "onet_profils.json").rename(output.with_suffix(".splits"))
    for suffix in (".json", ".splits"):
        assert outputs[0].with_suffix(suffix).read_bytes() == outputs[1].with_suffix(suffix).read_bytes()


def test_the_report_says_everything(world, tmp_path):
    text = build(world, tmp_path / "a.json", report=True)
    for part in (
        "Effectifs",
        "entre dimensions",
        "heures_longues",
        "conditions : hiring/dares_tensions_2019/tensions.csv absent",
        "wfh/occupations_workathome.csv absent",
        "Erreur des scores",
        "Estimations : 3 métiers retrouvés d’après leurs voisins",
        "avec les années d’études : r =",
        "temps : de",
        "carriere : de",
        "Après plusieurs années : 1",
        "Écartés",
        "liens les plus faibles",
    ):
        assert f"{part}" in text
    assert "Tisserand / Tisserande → Weavers 100\u00a0%" in text
    assert "  60 Tisserand / Tisserande\n" in text
    assert "mais pas après plusieurs années : 1\n  47 Plongeur / Plongeuse de fond\n" in text


def test_a_fault_leaves_the_old_fixture(world, tmp_path):
    output = tmp_path / "catalogue.json"
    output.write_text("old")
    (world / "dares/fap225_rome.csv").unlink()
    with pytest.raises(CommandError, match=r"dares/fap225_rome\.csv : fichier introuvable"):
        build(world, output)
    assert output.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["catalogue.json"]


def test_an_output_that_cannot_be_written_is_told(world, tmp_path):
    with pytest.raises(CommandError, match="écriture impossible"):
        build(world, tmp_path / "nowhere" / "catalogue.json")


def test_what_is_dropped_has_its_reason():
    links = {
        code: Link((("x", 1.0),), quality, True, ()) for code, quality in (("A", 0.7 * 0.7), ("B", 0.48), ("C", 1.0))
    }
    dropped = reasons_to_drop(dict.fromkeys("ABCD", ""), links, Exclusions({"C": "non"}, {}))
    assert dropped == {"B": TOO_WEAK, "C": "non", "D": NO_PROFILE}


def test_keys_are_sorted_and_a_metier_is_a_line():
    data = to_json({"b": {"d": 1, "c": 2}, "a": "é"}, [{"y": 1, "x": 2}, {"x": 3}])
    assert data.decode() == '{"entete":{\n"a":"é",\n"b":{"c":2,"d":1}\n},\n"metiers":[\n{"x":2,"y":1},\n{"x":3}\n]}\n'


def test_json_refuses_nan():
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({}, [{"a": float("nan")}])


def test_a_source_cut_at_the_end_of_a_line_is_told(world, tmp_path, monkeypatch):
    """It parses: only its number of lines tells."""
    monkeypatch.setattr(completeness, "LINES", {"dares/fap225_rome.csv": 1_000})
    output = tmp_path / "catalogue.json"
    with pytest.raises(CommandError, match=r"fap225_rome.csv : \d+ lignes, 1000 attendues"):
        build(world, output)
    assert not output.exists()


def test_every_text_that_the_readers_read_has_its_number_of_lines():
    read = {
        name
        for path in (ROOT / "metiers" / "catalogue" / "readers").glob("*.py")
        if path.stem != "completeness"
        for name in re.findall(r"(\w+\.csv)", path.read_text())
    } - {"_utf8.csv"}
    assert read <= {Path(name).name for name in completeness.LINES}


def test_what_is_written_by_hand_counts_before_the_sources(world, tmp_path, monkeypatch):
    by_hand = Exclusions({}, {}, {}, {"A1101": (7, 8)}, {"A1101": "tissage"}, {"A1101": False, "C9901": True})
    monkeypatch.setattr("metiers.management.commands.build_catalogue.read_exclusions", lambda: by_hand)
    build(world, tmp_path / "catalogue.json")
    first, _, third = json.loads((tmp_path / "catalogue.json").read_text())["metiers"]
    assert first["etudes"] == {"bac_plus": 7, "bac_plus_max": 8, "source": "lecture"}
    assert first["provenance"]["groupes"]["etudes"] == ["lecture"]
    assert first["mots"] == "tissage"
    assert first["experience"] == {"part": 60, "demandee": False, "source": "lecture"}
    assert first["provenance"]["groupes"]["experience"] == ["lecture", "onet"]
    assert third["experience"] == {"part": None, "demandee": True, "source": "lecture"}
    assert third["provenance"]["groupes"]["experience"] == ["lecture"]
