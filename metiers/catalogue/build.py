"""Sources → Catalogue: which métiers are kept, and every figure of each. Pure (the readers did the reading)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np

from metiers.catalogue import contexts, families, labels, provenance, skills
from metiers.catalogue.arithmetic import Scale, Vector, weighted_mean
from metiers.catalogue.elements import PARTS, RECIPES
from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.experience import experience_of
from metiers.catalogue.families import Families
from metiers.catalogue.joins import THRESHOLD, Link, link_metiers
from metiers.catalogue.profile import Profiles, derive_profiles, with_computed
from metiers.catalogue.readers import Sources
from metiers.catalogue.splits import can_be_split
from metiers.catalogue.spread import Professions, errors_of, professions_of, typical_spread, variance_of
from metiers.catalogue.studies import studies_of
from metiers.catalogue.titles import titles_of, typeset, without_marks
from metiers.catalogue.tools import tools_of
from metiers.francais.chiffres import grouped

_ROUNDING = 1e-9  # .7 × .7 is .4899999…
NO_PROFILE = "aucun chemin vers un profil O*NET"
TOO_WEAK = "qualité de lien inférieure à 0,49"
# Told by a written fiche alone: the links to O*NET were refused, what ROME and DARES say of the métier still holds.
WRITTEN_ONLY = ("K1412",)
Metier = dict[str, object]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`metiers` sorted by code and `splits`, ready for JSON; `links`, `profiles`, `professions` and `dropped` (code →
    reason) for the report."""

    metiers: list[Metier]
    header: dict[str, object]
    splits: dict[str, object]
    links: dict[str, Link]
    profiles: Profiles
    professions: dict[str, Professions]
    dropped: dict[str, str]


def build_catalogue(sources: Sources, exclusions: Exclusions) -> Catalogue:
    """Deterministic: same sources, same catalogue, in the same order."""
    reached = link_metiers(sources.rome, sources.esco, sources.onet, exclusions)
    dropped = reasons_to_drop(sources.rome.libelles, reached, exclusions)
    links = {code: link for code, link in sorted(reached.items()) if code not in dropped}
    fams = {code: families.families_of(code, sources.rome, sources.dares) for code in links}
    figures = with_computed(sources.onet.figures)
    profiles = derive_profiles(links, figures, _facts(fams, sources))
    professions = professions_of(links, figures, profiles)
    typical = typical_spread(list(professions.values()))
    measured = _measured(profiles, professions, typical)
    return Catalogue(
        _metiers(sources, links, fams, measured, exclusions),
        _header(sources, links, profiles, exclusions),
        _splits(professions, typical),
        links,
        profiles,
        professions,
        dropped,
    )


def reasons_to_drop(codes: Mapping[str, str], links: Mapping[str, Link], exclusions: Exclusions) -> dict[str, str]:
    """ROME code → why it is not in the catalogue."""
    reasons = {}
    for code in sorted(codes):
        if code not in links:
            reasons[code] = NO_PROFILE
        elif links[code].quality < THRESHOLD - _ROUNDING:
            reasons[code] = TOO_WEAK
        elif code in exclusions.metiers:
            reasons[code] = exclusions.metiers[code]
    return reasons


def _facts(fams: Mapping[str, Families], sources: Sources) -> dict[str, dict[str, float]]:
    facts = {}
    for code, family in fams.items():
        hours = families.hours(family, sources.dares)
        marks = contexts.marks(sources.rome.contextes.get(code, ()))
        facts[code] = {f"dares:{k}": v for k, v in hours.items()} | {f"rome:{k}": v for k, v in marks.items()}
    return facts


def _measured(profiles: Profiles, professions: Mapping[str, Professions], typical: Vector) -> dict[str, Metier]:
    """Code → the scores, what they are made of, and how sure they are."""
    elements = _rounded_elements(profiles)
    return {
        code: {
            "profil": {cle: scores[i] for cle, scores in profiles.scores.items()},
            "facettes": {cle: scores[i] for cle, scores in profiles.facettes.items()},
            "elements": {cle: rows[i] for cle, rows in elements.items()},
            "erreur": dict(zip(PARTS, _points(errors_of(professions[code], typical)), strict=True)),
        }
        for i, code in enumerate(profiles.codes)
    }


def _rounded_elements(profiles: Profiles) -> dict[str, list[list[float | None]]]:
    """recipe → (n, k) z-scores of its elements, two decimals, None where not known: what a score is made of."""
    found = {}
    for cle, recipe in RECIPES.items():
        columns = [profiles.scales.elements[e.cle].z(profiles.elements[e.cle]) for e in recipe]
        found[cle] = [
            [None if np.isnan(z) else round(float(z), 2) + 0.0 for z in row] for row in zip(*columns, strict=True)
        ]
    return found


def _splits(professions: Mapping[str, Professions], typical: Vector) -> dict[str, object]:
    """Code → what `splits.halves` takes, of the métiers that can be split."""
    return {
        code: {
            "ecart": _points(np.sqrt(variance_of(found, typical))),
            "onet": [
                [round(float(part), 4), _points(scores)] for part, scores in zip(found.parts, found.scores, strict=True)
            ],
        }
        for code, found in professions.items()
        if can_be_split(found.parts)
    }


def _points(values: Vector) -> list[float]:
    return [round(float(value), 1) for value in values]


def _ratings(links: Mapping[str, Link], sources: Sources, prefix: str, keys: list[str]) -> Vector:
    """(n, k) figures of the skills `keys`, on the scale of `prefix`, in the order of the links."""
    figures = [sources.onet.figures[f"{prefix}:{key}"] for key in keys]
    return np.array([[weighted_mean(link.shares, column) for column in figures] for link in links.values()])


def _hard_skills(links: Mapping[str, Link], sources: Sources) -> list[list[tuple[str, int]]]:
    keys = sorted(labels.COMPETENCES)
    importance = skills.rescaled(_ratings(links, sources, "competence", keys), skills.IMPORTANCE)
    level = skills.rescaled(_ratings(links, sources, "niveau", keys), skills.LEVEL)
    return skills.characteristic([labels.COMPETENCES[key] for key in keys], importance, level, skills.HARD)


def _soft_skills(links: Mapping[str, Link], sources: Sources) -> list[list[tuple[str, int]]]:
    keys = sorted(labels.STYLES)
    importance = skills.rescaled(_ratings(links, sources, "style", keys), skills.IMPORTANCE)
    return skills.characteristic([labels.STYLES[key] for key in keys], importance, importance, skills.SOFT)


def _metiers(
    sources: Sources,
    links: Mapping[str, Link],
    fams: Mapping[str, Families],
    measured: Mapping[str, Metier],
    exclusions: Exclusions,
) -> list[Metier]:
    hard, soft = _hard_skills(links, sources), _soft_skills(links, sources)
    tools = tools_of(links, sources.onet.technologies)
    return [
        _identity(code, sources)
        | _related(code, sources, links)
        | _facts_of(code, sources, link, fams[code], exclusions)
        | measured[code]
        | {"hard_skills": hard[i], "soft_skills": soft[i], "outils": tools[code]}
        for i, (code, link) in enumerate(links.items())
    ]


def _identity(code: str, sources: Sources) -> Metier:
    rome = sources.rome
    titles = titles_of(rome.libelles[code])
    others = {a.libelle for a in rome.appellations if a.code == code} - {rome.libelles[code]}
    return {
        "code": code,
        "libelle": rome.libelles[code],
        "famille": rome.parents.get(code) or code,
        "titre": {"masculin": titles.masculin, "feminin": titles.feminin, "inclusif": titles.inclusif},
        "synonymes": sorted(typeset(label) for label in others),
        "grand_domaine": rome.grands_domaines[code][0],
        "domaine": rome.domaines[code][0],
    }


def _written_only(sources: Sources, links: Mapping[str, Link], exclusions: Exclusions) -> list[Metier]:
    families_of = {code: families.families_of(code, sources.rome, sources.dares) for code in WRITTEN_ONLY}
    return [
        _identity(code, sources)
        | _related(code, sources, links)
        | _facts_of(code, sources, None, families_of[code], exclusions)
        for code in WRITTEN_ONLY
        if code in sources.rome.libelles
    ]


def _related(code: str, sources: Sources, links: Mapping[str, Link]) -> Metier:
    rome = sources.rome
    told = links.keys() | set(WRITTEN_ONLY)
    return {
        "interets": [interest for interest, _ in rome.interets.get(code, ())],
        "interets_principaux": [interest for interest, principal in rome.interets.get(code, ()) if principal],
        "riasec": rome.riasec.get(code, ""),
        "contraintes": contexts.constraints(rome.contextes.get(code, ()), rome.noms_contextes),
        "teletravail_possible": contexts.TELEWORK in rome.contextes.get(code, ()),
        "proches": [other for other in rome.mobilites.get(code, ()) if other in told and other != code],
    }


def _facts_of(code: str, sources: Sources, link: Link | None, family: Families, exclusions: Exclusions) -> Metier:
    shares = link.shares if link else ()
    zone = weighted_mean(shares, sources.onet.figures["zone"])
    studies = studies_of(sources.rome.acces.get(code, ()), zone, exclusions.studies.get(code))
    share = weighted_mean(shares, sources.onet.figures["experience"])
    experience = experience_of(share, exclusions.experience.get(code))
    salary = families.salary(family, sources.dares)
    return {
        "etudes": studies
        and {"bac_plus": studies.bac_plus, "bac_plus_max": studies.bac_plus_max, "source": studies.source},
        "experience": experience and asdict(experience),
        "salaire": salary,
        "mots": exclusions.words.get(code, ""),
        "provenance": provenance.of_metier(link, family, studies, experience, salary is not None),
    }


def _header(
    sources: Sources, links: Mapping[str, Link], profiles: Profiles, exclusions: Exclusions
) -> dict[str, object]:
    rome = sources.rome
    written_only = _written_only(sources, links, exclusions)
    codes = [*links, *WRITTEN_ONLY]
    used = {code for link in links.values() for code, _ in link.shares}
    contraintes = {c for code in codes for c in contexts.constraints(rome.contextes.get(code, ()), rome.noms_contextes)}
    return {
        "version": provenance.BUILD_VERSION,
        "sources": provenance.SOURCES,
        "recettes": {cle: _recipe(cle, profiles) for cle in RECIPES},
        "dimensions": {
            cle: {"recettes": parts, **_scale(profiles.scales.dimensions[cle])} for cle, parts in PARTS.items()
        },
        "salaire": {"note": provenance.SALARY_NOTE, "tranches": [grouped(band) for band in families.BANDS]},
        "faits": written_only,
        "onet": {code: sources.onet.titles[code] for code in sorted(used)},
        "interets": {code: typeset(name) for code, name in rome.noms_interets.items()},
        "contextes": {code: typeset(rome.noms_contextes[code][0]) for code in sorted(contraintes)},
        "grands_domaines": _named(rome.grands_domaines, codes),
        "domaines": _named(rome.domaines, codes),
    }


def _named(names: Mapping[str, tuple[str, str]], codes: Iterable[str]) -> dict[str, str]:
    """Key → label, in the order of the keys, of what these codes belong to."""
    return {key: typeset(without_marks(name)) for key, name in sorted({names[code] for code in codes if code in names})}


def _recipe(cle: str, profiles: Profiles) -> dict[str, object]:
    """z of a recipe = (weighted mean of its elements − m) / s; a dimension: 60 + 14 (sum of its recipes' z − m) / s."""
    elements = [
        {"cle": e.cle, "signe": e.sign, "poids": e.weight, "source": e.source, "explication": e.explication}
        for e in RECIPES[cle]
    ]
    return {"elements": elements, **_scale(profiles.scales.recipes[cle])}


def _scale(scale: Scale) -> dict[str, float]:
    return {"moyenne": round(scale.mean, 4) + 0.0, "ecart_type": round(scale.spread, 4)}
