"""ROME 4.0 v460 (France Travail): codes, labels, appellations, contexts, interests, RIASEC, mobilités, levels.

The texts « accès au métier » are parsed for the level of studies they name and forgotten: no sentence leaves here
but to `studies.py`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import Row, read_csv

VERSION = "v460"
FOLDER = "rome_v460"
_SKILL_BLOCK, _CONTEXT_BLOCK = "5", "6"


@dataclass(frozen=True, slots=True)
class Appellation:
    """A job title: `ogr` is its official number, `principale` says that it gives the métier its name."""

    ogr: str
    libelle: str
    code: str
    principale: bool


@dataclass(frozen=True, slots=True)
class Rome:
    """All keyed by ROME code; tuples are in the order of the source, mobilités in their official order."""

    libelles: dict[str, str]
    grands_domaines: dict[str, tuple[str, str]]
    domaines: dict[str, tuple[str, str]]
    parents: dict[str, str]
    appellations: tuple[Appellation, ...]
    contextes: dict[str, tuple[str, ...]]
    noms_contextes: dict[str, tuple[str, str]]
    interets: dict[str, tuple[tuple[str, bool], ...]]
    noms_interets: dict[str, str]
    riasec: dict[str, str]
    mobilites: dict[str, tuple[str, ...]]
    acces: dict[str, tuple[str, ...]]
    competences: dict[str, frozenset[str]] = field(default_factory=dict)


def read_rome(sources: Path) -> Rome:
    """Raises CatalogueError for a missing or damaged file, or when two files do not speak of the same codes."""
    folder = sources / FOLDER
    tree = _read(folder, "cr_gd_dp", _TREE_COLUMNS)
    libelles = {row["code_rome"]: row["libelle_rome"] for row in tree}
    noms = _contexts_names(folder)
    listed = _read(folder, "liens_rome_referentiels", ("code_rome", "code_compo_bloc", "code_ogr"))
    codes = _read(folder, "referentiel_code_rome", ("code_rome", "code_rome_parent"))
    _check_same_codes(folder, libelles, codes)
    return Rome(
        libelles=libelles,
        grands_domaines={r["code_rome"]: (r["code_grand_domaine"], r["libelle_grand_domaine"]) for r in tree},
        domaines={r["code_rome"]: (r["code_domaine_professionel"], r["libelle_domaine_professionel"]) for r in tree},
        parents={row["code_rome"]: row["code_rome_parent"] for row in codes},
        appellations=_appellations(folder),
        contextes=_contexts(listed, noms),
        noms_contextes=noms,
        interets=_interests(folder),
        noms_interets=_interests_names(folder),
        riasec=_riasec(folder),
        mobilites=_mobilities(folder),
        acces=_access(folder),
        competences=_skills(listed),
    )


_TREE_COLUMNS = (
    "code_rome",
    "libelle_rome",
    "code_grand_domaine",
    "libelle_grand_domaine",
    "code_domaine_professionel",
    "libelle_domaine_professionel",
)


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    path = folder / f"unix_{name}_{VERSION}_utf8.csv"
    others = sorted(folder.glob(f"unix_{name}_v*_utf8.csv"))
    if not path.exists() and others:
        raise CatalogueError.in_file(others[0], f"version inattendue, {VERSION} est attendue.")
    return read_csv(path, columns)


def _check_same_codes(folder: Path, libelles: dict[str, str], codes: list[Row]) -> None:
    unknown = sorted(set(libelles) ^ {row["code_rome"] for row in codes})
    if unknown:
        path = folder / f"unix_referentiel_code_rome_{VERSION}_utf8.csv"
        reason = f"colonne « code_rome » : {unknown[0]} n’est pas dans les deux fichiers (cr_gd_dp et celui-ci)."
        raise CatalogueError.in_file(path, reason)


def _appellations(folder: Path) -> tuple[Appellation, ...]:
    columns = ("code_ogr", "libelle_appellation_long", "code_rome", "classification")
    return tuple(
        Appellation(r["code_ogr"], r["libelle_appellation_long"], r["code_rome"], r["classification"] == "PRINCIPALE")
        for r in _read(folder, "referentiel_appellation", columns)
    )


def _contexts_names(folder: Path) -> dict[str, tuple[str, str]]:
    rows = _read(folder, "referentiel_contexte_travail", ("code_ogr", "libelle_cont_travail", "code_type_cont_trav"))
    return {row["code_ogr"]: (row["libelle_cont_travail"], row["code_type_cont_trav"]) for row in rows}


def _contexts(listed: list[Row], names: dict[str, tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for row in listed:
        if row["code_compo_bloc"] == _CONTEXT_BLOCK and row["code_ogr"] in names:
            found[row["code_rome"]].append(row["code_ogr"])
    return {code: tuple(dict.fromkeys(items)) for code, items in found.items()}


def _skills(listed: list[Row]) -> dict[str, frozenset[str]]:
    """The numbers of the savoir-faire, savoir-être and savoirs of each code: what two métiers have in common."""
    found = defaultdict(set)
    for row in listed:
        if row["code_compo_bloc"] == _SKILL_BLOCK:
            found[row["code_rome"]].add(row["code_ogr"])
    return {code: frozenset(items) for code, items in found.items()}


def _interests(folder: Path) -> dict[str, tuple[tuple[str, bool], ...]]:
    found = defaultdict(set)
    for row in _read(folder, "arborescence_centre_interet", ("code_centre_interet", "code_rome", "principal")):
        found[row["code_rome"]].add((row["code_centre_interet"], row["principal"] == "oui"))
    return {code: tuple(sorted(items, key=lambda item: (not item[1], int(item[0])))) for code, items in found.items()}


def _interests_names(folder: Path) -> dict[str, str]:
    rows = _read(folder, "centre_interet", ("code_centre_interet", "libelle_centre_interet"))
    return {row["code_centre_interet"]: row["libelle_centre_interet"] for row in rows}


def _riasec(folder: Path) -> dict[str, str]:
    rows = _read(folder, "referentiel_code_rome_riasec", ("code_rome", "riasec_majeur", "riasec_mineur"))
    return {row["code_rome"]: row["riasec_majeur"] + row["riasec_mineur"] for row in rows}


def _mobilities(folder: Path) -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for row in _read(folder, "rubrique_mobilite", ("code_rome", "code_rome_cible", "numero_ordre")):
        found[row["code_rome"]].append((int(row["numero_ordre"]), row["code_rome_cible"]))
    return {code: tuple(target for _, target in sorted(items)) for code, items in found.items()}


def _access(folder: Path) -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for row in _read(folder, "texte", ("code_rome", "libelle_type_texte", "position_phrase", "libelle_texte")):
        if row["libelle_type_texte"] == "acces_metier":
            found[row["code_rome"]].append((int(row["position_phrase"]), row["libelle_texte"]))
    return {code: tuple(text for _, text in sorted(items)) for code, items in found.items()}
