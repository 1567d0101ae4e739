"""Who publishes what, under which licence, and which sources each group of figures comes from. Pure."""

from collections.abc import Sequence

from metiers.catalogue.experience import NEIGHBOURS, Anciennete
from metiers.catalogue.families import Families
from metiers.catalogue.joins import BY_HAND, Link
from metiers.catalogue.studies import Studies

BUILD_VERSION = 3

SOURCES: dict[str, dict[str, str]] = {
    "lecture": {
        "nom": "Corrections à la main",
        "editeur": "les auteurs de ce site",
        "version": "1",
        "date": "2026-11",
        "licence": "celle de ce site",
    },
    "rome": {
        "nom": "ROME 4.0",
        "editeur": "France Travail",
        "version": "v460",
        "date": "2025-11",
        "licence": "Licence Ouverte 2.0",
    },
    "dares": {
        "nom": "Portraits statistiques des métiers",
        "editeur": "DARES (Insee, enquêtes Emploi)",
        "version": "2017-2019",
        "date": "2021-04",
        "licence": "non indiquée dans la copie utilisée",
    },
    "onet": {
        "nom": "O*NET",
        "editeur": "U.S. Department of Labor, Employment and Training Administration",
        "version": "29.3",
        "date": "2025-05",
        "licence": "CC BY 4.0",
    },
    "onet_contextes": {
        "nom": "O*NET, contextes et activités de travail",
        "editeur": "U.S. Department of Labor, Employment and Training Administration",
        "version": "26.x, valeurs ramenées entre 0 et 1",
        "date": "2022",
        "licence": "CC BY 4.0",
    },
    "bls": {
        "nom": "Occupational Employment and Wage Statistics",
        "editeur": "U.S. Bureau of Labor Statistics",
        "version": "2022",
        "date": "2022-05",
        "licence": "domaine public (États-Unis)",
    },
    "esco_rome": {
        "nom": "Correspondance ESCO–ROME",
        "editeur": "France Travail, EURES",
        "version": "V1.4",
        "date": "2022-06",
        "licence": "non indiquée dans le fichier",
    },
    "esco_onet": {
        "nom": "Correspondance ESCO–O*NET et table inverse",
        "editeur": "Commission européenne et U.S. Department of Labor",
        "version": "1",
        "date": "2022-09",
        "licence": "non indiquée dans le fichier",
    },
    "nesta": {
        "nom": "Mapping Career Causeways",
        "editeur": "Nesta",
        "version": "2020-11",
        "date": "2021-03",
        "licence": "MIT",
    },
    "esco": {
        "nom": "ESCO, intitulés des professions",
        "editeur": "Union européenne",
        "version": "1.2.1 (français), 1.0 et 1.1 (anglais)",
        "date": "2026-08",
        "licence": "CC BY 4.0",
    },
}

SALARY_NOTE = (
    "Salaire mensuel net médian des salariés à temps complet (hors apprentis et stagiaires) de la famille de métiers, "
    "en euros, années 2017 à 2019 : la moitié gagne moins, la moitié davantage. Deux nombres : le plus bas et le plus "
    "haut médian quand le métier relève de plusieurs familles. « repartition » : part des salariés, en %, dans chacune "
    "des cinq tranches."
)

_TABLES = {"onet": ("esco_onet",), "reverse": ("esco_onet", "esco"), "nesta": ("nesta",), BY_HAND: ()}


def of_metier(
    link: Link | None, families: Families, studies: Studies | None, experience: Anciennete | None, paid: bool
) -> dict[str, object]:
    """The provenance of one métier: its O*NET occupations with their share in %, the quality of the link, its FAP, and
    the sources of each group of figures (keys of SOURCES). Without a link, only what ROME and DARES know."""
    found, groups = _facts(families, studies, experience, paid)
    if link is None:
        return found | {"groupes": groups}
    second = sorted({source for table in link.tables for source in _TABLES[table]})
    crosswalks = ["rome", "esco_rome", *second] if second else ["rome", "onet"]
    return found | {
        "onet": [[code, round(100 * share, 1)] for code, share in link.shares],
        "qualite": round(link.quality, 3),
        "principale": link.principale,
        "lecture": BY_HAND in link.tables,
        "groupes": groups
        | {
            "profil": _profile_sources(families),
            "lien": crosswalks,
            "competences": ["onet"],
            "outils": ["onet"],
        },
    }


def of_estimated(
    neighbours: Sequence[tuple[str, float]],
    families: Families,
    studies: Studies | None,
    experience: Anciennete | None,
    paid: bool,
) -> dict[str, object]:
    """The same for a métier estimated from these `neighbours` (key, share), told with their shares in %."""
    found, groups = _facts(families, studies, experience, paid)
    return found | {
        "voisins": [[key, round(100 * share, 1)] for key, share in neighbours],
        "groupes": groups | {"profil": _profile_sources(families), "lien": ["rome", "dares"], "competences": ["onet"]},
    }


def _facts(
    families: Families, studies: Studies | None, experience: Anciennete | None, paid: bool
) -> tuple[dict[str, object], dict[str, list[str]]]:
    """What any métier has: its families, and the sources of what is no score."""
    return {"fap": list(families.faps), "fap_heritee": families.inherited and bool(families.faps)}, {
        "etudes": [studies.source] if studies else [],
        "experience": _experience_sources(experience) if experience else [],
        "salaire": ["dares"] if paid else [],
        "fiche": ["rome"],
    }


def _profile_sources(families: Families) -> list[str]:
    return ["onet", "onet_contextes", "bls", "rome", *(["dares"] if families.faps else [])]


def _experience_sources(experience: Anciennete) -> list[str]:
    """Who decided, and the survey when its share is told beside, or that of the neighbours decided."""
    decided = "onet" if experience.source == NEIGHBOURS else experience.source
    return sorted({decided} | ({"onet"} if experience.part is not None else set()))
