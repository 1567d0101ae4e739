"""ESCO and the crosswalks: ROME appellation → ESCO occupation → O*NET occupation."""

from dataclasses import dataclass
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import read_csv, read_preamble

ROME_ESCO = "FR_20230607_mapping_esco_rome.csv"
ESCO_ONET = "crosswalk_esco_onet.csv"
REVERSE = "crosswalk_esco_onet_reverse.csv"
NESTA = "esco_onet_crosswalk_MCC.csv"
_OCCUPATION = "/esco/occupation/"


@dataclass(frozen=True, slots=True)
class Hop:
    """One line of a crosswalk; `relation` is exact, close, narrow or broad, or what the table says instead."""

    start: str
    end: str
    relation: str


@dataclass(frozen=True, slots=True)
class Esco:
    """`rome`: OGR → ESCO uri. `onet`: ESCO uri → O*NET-SOC. `reverse`: English ESCO title → O*NET-SOC, no relation.

    `nesta`: ESCO uri → O*NET-SOC, relation is Nesta's confidence (2.0, 1.0, 0.5). Labels are ESCO's preferred ones,
    by uri; a French one may hold both genders (« gemmologue-expert/gemmologue-experte »).
    """

    rome: tuple[Hop, ...]
    onet: tuple[Hop, ...]
    reverse: tuple[Hop, ...]
    nesta: tuple[Hop, ...]
    english: dict[str, str]
    french: dict[str, str]


def read_esco(sources: Path) -> Esco:
    """Raises CatalogueError for a missing or damaged file, another version, or an unknown relation."""
    folder = sources / "crosswalks"
    _check_version(folder / ROME_ESCO, "classification 1 ID", {"Mapping project version": "V1.4"})
    _check_version(folder / ESCO_ONET, "O*NET Id", {"Classification 1 Version": "O*NET-SOC 2019"})
    return Esco(
        rome=_rome(folder / ROME_ESCO),
        onet=_onet(folder / ESCO_ONET),
        reverse=_reverse(folder / REVERSE),
        nesta=_nesta(folder / NESTA),
        english=_labels(sources / "esco_fr" / "occupations_en_labels.csv"),
        french=_labels(sources / "esco_fr" / "occupations_fr.csv"),
    )


def _check_version(path: Path, header: str, expected: dict[str, str]) -> None:
    found = read_preamble(path, until=header)
    for name, value in expected.items():
        if found.get(name) != value:
            reason = f"version inattendue : « {name} » vaut « {found.get(name, '')} », « {value} » est attendu."
            raise CatalogueError.in_file(path, reason)


def _relation(path: Path, column: str, text: str) -> str:
    known = {"exactMatch": "exact", "closeMatch": "close", "narrowMatch": "narrow", "broadMatch": "broad"}
    relation = known.get(text.removeprefix("skos:"))
    if relation is None:
        raise CatalogueError.in_file(path, f"colonne « {column} » : relation inconnue « {text} ».")
    return relation


def _rome(path: Path) -> tuple[Hop, ...]:
    columns = ("classification 2 ID", "classification 1 ID", "mapping relation")
    rows = read_csv(path, columns, preamble=True)
    return tuple(Hop(r[columns[0]], r[columns[1]], _relation(path, columns[2], r[columns[2]])) for r in rows)


def _onet(path: Path) -> tuple[Hop, ...]:
    """Lines that link to an ISCO group (« exactISCO ») instead of an occupation are left out."""
    columns = ("ESCO or ISCO URI", "O*NET Id", "Type of Match")
    rows = (row for row in read_csv(path, columns, preamble=True) if _OCCUPATION in row[columns[0]])
    return tuple(Hop(r[columns[0]], r[columns[1]], _relation(path, columns[2], r[columns[2]])) for r in rows)


def _reverse(path: Path) -> tuple[Hop, ...]:
    """This table tells no relation: the O*NET title stands in its place, for `joins.py` to compare."""
    columns = ("ESCO/ISCO Title", "O*NET-SOC 2019 Code", "O*NET-SOC 2019 Title")
    return tuple(Hop(r[columns[0]].casefold(), r[columns[1]], r[columns[2]]) for r in read_csv(path, columns))


def _nesta(path: Path) -> tuple[Hop, ...]:
    columns = ("concept_uri", "onet_code", "confidence")
    return tuple(Hop(r[columns[0]], r[columns[1]], r[columns[2]]) for r in read_csv(path, columns))


def _labels(path: Path) -> dict[str, str]:
    return {row["conceptUri"]: row["preferredLabel"] for row in read_csv(path, ("conceptUri", "preferredLabel"))}
