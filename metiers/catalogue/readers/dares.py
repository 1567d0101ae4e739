"""DARES, « Portraits statistiques des métiers 2017–2019 » (Insee, enquêtes Emploi), by family of métiers (FAP 2009)."""

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import number, read_csv

YEARS = "2017-2019"
FOLDER = "dares"
LONG_HOURS = "Temps complet travaillant plus de 40h par semaine"
ATYPICAL = {"nuit": "Travail de nuit", "samedi": "Travail le samedi", "dimanche": "Travail le dimanche"}
BANDS = (
    "Moins de 1250 €",
    "De 1250 € à moins de 1500 €",
    "De 1500 € à moins de 2000 €",
    "De 2000 € à moins de 3000 €",
    "3000 € ou plus",
)


@dataclass(frozen=True, slots=True)
class Dares:
    """`faps`: ROME code → FAP of 225. `hours[figure][fap]`: share in % of the people at work, for `heures_longues`,
    `nuit`, `samedi`, `dimanche`. `medians[fap]`: median net monthly pay of full-time employees, in euros.
    `bands[fap]`: shares in % of the five bands of `BANDS`. `names[fap]`: its label."""

    faps: dict[str, tuple[str, ...]]
    hours: dict[str, dict[str, float]]
    medians: dict[str, float]
    bands: dict[str, tuple[float, ...]]
    names: dict[str, str]


def read_dares(sources: Path) -> Dares:
    """Raises CatalogueError for a missing or damaged file, or one that has no figures of 2017–2019."""
    folder = sources / FOLDER
    return Dares(
        faps=_faps(folder / "fap225_rome.csv"),
        hours=_hours(folder),
        medians=_medians(folder / "salaire_median_3niv.csv"),
        bands=_bands(folder / "salaires_3niv.csv"),
        names=_names(folder / "horaires_atypiques_3niv.csv"),
    )


def _faps(path: Path) -> dict[str, tuple[str, ...]]:
    found = defaultdict(set)
    for row in read_csv(path, ("Fap", "Rome"), encoding="cp1252", delimiter=";"):
        if row["Rome"] not in ("", "NA"):
            found[row["Rome"]].add(row["Fap"])
    return {code: tuple(sorted(faps)) for code, faps in found.items()}


def _names(path: Path) -> dict[str, str]:
    return {row["Fap3"]: row["libelle"] for row in read_csv(path, ("Fap3", "libelle"), encoding="cp1252")}


def _hours(folder: Path) -> dict[str, dict[str, float]]:
    atypical = folder / "horaires_atypiques_3niv.csv"
    found = {name: _shares(atypical, "Fap3", "Horaire_atypique", label) for name, label in sorted(ATYPICAL.items())}
    return found | {
        "heures_longues": _shares(folder / "tab6_temps_travail_3niv.csv", "Fap", "Temps_travail", LONG_HOURS)
    }


def _shares(path: Path, fap: str, column: str, label: str) -> dict[str, float]:
    rows = read_csv(path, (fap, "annee", "Pourcentage", column), encoding="cp1252")
    kept = [row for row in rows if row["annee"] == YEARS and row[column] == label]
    if not kept:
        raise CatalogueError.in_file(path, f"colonne « {column} » : aucune ligne « {label} » pour {YEARS}.")
    values = {row[fap]: number(path, row, "Pourcentage") for row in kept}
    return {code: value for code, value in values.items() if not math.isnan(value)}


def _medians(path: Path) -> dict[str, float]:
    rows = read_csv(path, ("Fap3", "Annee", "Salaire_median"), encoding="cp1252")
    values = {row["Fap3"]: number(path, row, "Salaire_median") for row in rows if row["Annee"] == YEARS}
    if not values:
        raise CatalogueError.in_file(path, f"colonne « Annee » : aucune ligne pour {YEARS}.")
    return {fap: value for fap, value in values.items() if not math.isnan(value)}


def _bands(path: Path) -> dict[str, tuple[float, ...]]:
    """Shares per FAP in the order of BANDS.

    The two highest labels are exchanged in the published copy: read as written, they contradict the published median
    of 63 families and read the other way round of none of these. They are put right here.
    """
    exchanged = dict(zip(BANDS, (*BANDS[:3], BANDS[4], BANDS[3]), strict=True))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in read_csv(path, ("Fap", "Salaire", "Pourcentage"), encoding="cp1252"):
        if row["Salaire"] not in exchanged:
            raise CatalogueError.in_file(path, f"colonne « Salaire » : tranche inconnue « {row['Salaire']} ».")
        found[row["Fap"]][exchanged[row["Salaire"]]] = number(path, row, "Pourcentage")
    complete = {fap: tuple(shares.get(band, math.nan) for band in BANDS) for fap, shares in found.items()}
    return {fap: shares for fap, shares in complete.items() if not any(map(math.isnan, shares))}
