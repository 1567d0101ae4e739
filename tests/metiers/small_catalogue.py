"""A folder of fixtures with a few métiers of the committed catalogue: quick to load, and real."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path

from tests.conftest import CATALOGUE

NURSE, BAKER, SEED = "J1506", "D1102", "K1412"
HEALTH = [f"J{number}" for number in range(1000, 2000)]


@cache
def _whole():
    return json.loads(CATALOGUE.read_bytes())


def catalogue_of(*codes):
    """The committed catalogue with these métiers only (their facts only, for SEED)."""
    header, metiers, codes = _whole()["entete"], _whole()["metiers"], frozenset(codes)
    return deepcopy(
        {
            "entete": header | {"faits": [entry for entry in header["faits"] if entry["code"] in codes]},
            "metiers": [entry for entry in metiers if entry["code"] in codes],
        }
    )


def write_fixtures(folder: Path, catalogue, fiches=None, textes=None):
    """`fiches`: file name → bytes; `textes`: domaine → text of its file. Returns the folder, for `load_fixtures
    --fixtures`."""
    (folder / "fiches").mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.json").write_text(json.dumps(catalogue, ensure_ascii=False), encoding="utf-8")
    for name, data in (fiches or {}).items():
        (folder / "fiches" / name).write_bytes(data)
    (folder / "textes").mkdir(exist_ok=True)
    for domaine, text in (textes or {}).items():
        (folder / "textes" / f"{domaine}.txt").write_text(text, encoding="utf-8")
    return folder
