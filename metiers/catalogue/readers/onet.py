"""O*NET 29.3 (values, styles, interests, skills, knowledge, zones, experience, technology) and the copy of its work
contexts and activities, rescaled 0–1, with the wages of the BLS.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import Row, number, read_csv, read_xlsx

RELEASE = "29.3"
FOLDER = "onet_29_3"
CONTEXTS_FOLDER = "onet_wc_wa"
_CODE = "O*NET-SOC Code"
# Related work experience, in eleven categories: the seventh is « over 2 years, up to and including 4 », the eighth
# « over 4 years, up to and including 6 », the eleventh « over 10 years ».
_WORK_EXPERIENCE, _OVER_FOUR_YEARS = "RW", 8

# Titles of the rescaled copy that differ from those of release 29.3, matched by hand.
_OTHER_TITLES = {
    "Food Servers, Non Restaurant": "Food Servers, Nonrestaurant",
    "Hairdressers, Hair Stylists, and Cosmetologists": "Hairdressers, Hairstylists, and Cosmetologists",
    "Mechanical Door Repairs": "Mechanical Door Repairers",
}

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Technology:
    """A product that an occupation uses; `hot` and `in_demand` are O*NET's marks from job postings."""

    code: str
    product: str
    hot: bool
    in_demand: bool


@dataclass(frozen=True, slots=True)
class Onet:
    """`figures[element][O*NET-SOC]`: elements are `valeur:…` (1–7), `style:…` and `competence:…` (importance 1–5),
    `niveau:…` (level of a competence, 0–7), `interet:…` (1–7), `contexte:…` and `activite:…` (0–1), `salaire` (log of
    dollars a year), `zone` (1–5) and `experience` (0–100, see `_long_experience`). `profiles` are the occupations for
    which values, styles, interests and contexts are all known.
    """

    titles: dict[str, str]
    figures: Figures
    technologies: tuple[Technology, ...]
    profiles: frozenset[str]


def read_onet(sources: Path) -> Onet:
    """Raises CatalogueError for a missing or damaged file, another release, or titles that no longer match."""
    folder = sources / FOLDER
    _check_release(folder / "Read Me.txt")
    titles = {row[_CODE]: row["Title"] for row in read_xlsx(folder / "Occupation Data.xlsx", (_CODE, "Title"))}
    figures = _rated_figures(folder) | _context_figures(sources / CONTEXTS_FOLDER, titles)
    figures["zone"] = _zones(folder / "Job Zones.xlsx")
    figures["experience"] = _long_experience(folder / "Education, Training, and Experience.xlsx")
    technologies = _technologies(folder / "Technology Skills.xlsx")
    return Onet(titles, figures, technologies, _complete(figures))


def _check_release(path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        raise CatalogueError.in_file(path, "fichier introuvable ou illisible.") from None
    if f"O*NET {RELEASE} Database" not in text:
        raise CatalogueError.in_file(path, f"version inattendue, O*NET {RELEASE} est attendue.")


def _rated_figures(folder: Path) -> Figures:
    figures: Figures = {}
    competence = {"IM": "competence", "LV": "niveau"}
    for file, prefixes, key in (
        ("Work Values.xlsx", {"EX": "valeur"}, "Element Name"),
        ("Work Styles.xlsx", {"IM": "style"}, "Element Name"),
        ("Interests.xlsx", {"OI": "interet"}, "Element Name"),
        ("Skills.xlsx", competence, "Element ID"),
        ("Knowledge.xlsx", competence, "Element ID"),
    ):
        _add_rated(figures, folder / file, prefixes, key)
    return figures


def _add_rated(figures: Figures, path: Path, prefixes: dict[str, str], key: str) -> None:
    """`prefixes`: scale → what its figures are called. Those that O*NET recommends not to publish (too small a sample)
    are left out."""
    surveyed = ("Recommend Suppress",) if path.name in ("Work Styles.xlsx", "Skills.xlsx", "Knowledge.xlsx") else ()
    for row in read_xlsx(path, (_CODE, key, "Scale ID", "Data Value", *surveyed)):
        prefix = prefixes.get(row["Scale ID"])
        if prefix and not (surveyed and row[surveyed[0]] == "Y"):
            figures.setdefault(f"{prefix}:{row[key]}", {})[row[_CODE]] = number(path, row, "Data Value")


def _context_figures(folder: Path, titles: dict[str, str]) -> Figures:
    codes = _codes_by_key(folder / "occupations.csv", titles)
    names = {r["pk_item_id"]: r["item"] for r in read_csv(folder / "attributes.csv", ("pk_item_id", "item"))}
    figures: Figures = {}
    for prefix, file in (("contexte", "contexts.csv"), ("activite", "activities.csv")):
        path = folder / file
        for row in read_csv(path, ("pk_occupation_id", "pk_item_id", "item_score")):
            element = f"{prefix}:{_known(path, names, row, 'pk_item_id')}"
            code = _known(path, codes, row, "pk_occupation_id")
            figures.setdefault(element, {})[code] = number(path, row, "item_score")
    figures["salaire"] = _log_wages(folder / "labor.csv", codes)
    return figures


def _codes_by_key(path: Path, titles: dict[str, str]) -> dict[str, str]:
    by_title = {title: code for code, title in titles.items()}
    found = {}
    for row in read_csv(path, ("pk_occupation_id", "occupation")):
        title = _OTHER_TITLES.get(row["occupation"], row["occupation"])
        if title not in by_title:
            reason = f"colonne « occupation » : « {row['occupation']} » est inconnu d’O*NET {RELEASE}."
            raise CatalogueError.in_file(path, reason)
        found[row["pk_occupation_id"]] = by_title[title]
    return found


def _known(path: Path, names: dict[str, str], row: Row, column: str) -> str:
    if row[column] not in names:
        raise CatalogueError.in_file(path, f"colonne « {column} » : le numéro {row[column]} est inconnu.")
    return names[row[column]]


def _log_wages(path: Path, codes: dict[str, str]) -> dict[str, float]:
    wages = {}
    for row in read_csv(path, ("pk_occupation_id", "wage")):
        wage = number(path, row, "wage")
        if wage > 0:
            wages[_known(path, codes, row, "pk_occupation_id")] = math.log(wage)
    return wages


def _zones(path: Path) -> dict[str, float]:
    return {row[_CODE]: number(path, row, "Job Zone") for row in read_xlsx(path, (_CODE, "Job Zone"))}


def _long_experience(path: Path) -> dict[str, float]:
    """Share (0–100) of those asked who say that over four years of related work are required. Not known where O*NET
    recommends not to publish one of the categories added up."""
    shares: dict[str, float] = {}
    for row in read_xlsx(path, (_CODE, "Scale ID", "Category", "Data Value", "Recommend Suppress")):
        if row["Scale ID"] == _WORK_EXPERIENCE and number(path, row, "Category") >= _OVER_FOUR_YEARS:
            share = math.nan if row["Recommend Suppress"] == "Y" else number(path, row, "Data Value")
            shares[row[_CODE]] = shares.get(row[_CODE], 0.0) + share
    return shares


def _technologies(path: Path) -> tuple[Technology, ...]:
    rows = read_xlsx(path, (_CODE, "Example", "Hot Technology", "In Demand"))
    return tuple(Technology(r[_CODE], r["Example"], r["Hot Technology"] == "Y", r["In Demand"] == "Y") for r in rows)


def _complete(figures: Figures) -> frozenset[str]:
    needed: Iterable[str] = ("valeur:Achievement", "style:Innovation", "interet:Social", "contexte:time_pressure")
    return frozenset.intersection(*(frozenset(figures.get(element, {})) for element in needed))
