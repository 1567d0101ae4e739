"""Sources → Catalogue: which métiers are kept, and every figure of each. Pure (the readers did the reading).

A métier has a key: its ROME code, or the code and the number of an appellation that has a fiche of its own. The scales
are those of the codes that have figures: appellations and estimates are measured on them and move nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np

from metiers.catalogue import contexts, families, provenance, ratings
from metiers.catalogue.arithmetic import Scale, Vector
from metiers.catalogue.elements import PARTS, RECIPES
from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.estimate import Share, Trial
from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.experience import Anciennete, estimated_experience, experience_of
from metiers.catalogue.families import Families
from metiers.catalogue.joins import THRESHOLD, Link, link_metiers
from metiers.catalogue.measure import Measured, measure
from metiers.catalogue.profile import Profiles
from metiers.catalogue.publication import (
    APPELLATIONS,
    Publication,
    check_publication,
    code_of,
    names_of,
)
from metiers.catalogue.readers import Sources
from metiers.catalogue.splits import can_be_split
from metiers.catalogue.spread import Professions, errors_of, typical_spread, variance_of
from metiers.catalogue.studies import Studies, studies_of
from metiers.catalogue.titles import titles_of, typeset, without_marks
from metiers.catalogue.tools import tools_of
from metiers.contraintes import NOTED
from metiers.francais.chiffres import grouped

_ROUNDING = 1e-9  # .7 × .7 is .4899999…
NO_PROFILE = "aucun chemin vers un profil O*NET"
TOO_WEAK = "qualité de lien inférieure à 0,49"
# Told by a written fiche alone: the links to O*NET were refused, what ROME and DARES say of the métier still holds.
WRITTEN_ONLY = ("K1412",)
_TECHNICIAN = "Technicien"
Metier = dict[str, object]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`metiers` sorted by key and `splits`, ready for JSON; for the report `links`, `profiles` and `professions` of the
    codes that have figures, `dropped` (code → why it has none), `publication`, `trial` and `estimated` (key → its
    neighbours)."""

    metiers: list[Metier]
    header: dict[str, object]
    splits: dict[str, object]
    links: dict[str, Link]
    profiles: Profiles
    professions: dict[str, Professions]
    dropped: dict[str, str]
    publication: Publication
    trial: Trial
    estimated: dict[str, list[Share]]


@dataclass(frozen=True, slots=True)
class _World:
    """What the lines of the fixture are written from. By key, `names` (labels of appellations) and families; `told`:
    all names that are told of some métier; `usual`: family → years after the bac of most of its métiers."""

    sources: Sources
    exclusions: Exclusions
    publication: Publication
    measured: Measured
    names: Mapping[str, list[str]]
    told: frozenset[str]
    fams: Mapping[str, Families]
    usual: Mapping[str, float]


def build_catalogue(sources: Sources, exclusions: Exclusions, publication: Publication | None = None) -> Catalogue:
    """Deterministic: same sources, same catalogue, in the same order. Raises CatalogueError for lists by hand that do
    not speak of these sources, or two métiers under one name."""
    publication = publication or Publication()
    reached = link_metiers(sources.rome, sources.esco, sources.onet, exclusions, publication.told)
    dropped = reasons_to_drop(sources.rome.libelles, reached, exclusions)
    links = {code: reached[code] for code in sorted(sources.rome.libelles) if code not in dropped}
    told = {key: reached[key] for key in publication.told if _holds(key, reached, exclusions)}
    check_publication(publication, sources.rome, links)
    wanted = sorted(publication.estimated | (publication.told.keys() - told.keys()))
    measured = measure(sources, links, told, wanted)
    keys = sorted({*measured.own.codes, *wanted})
    fams = {key: _families(key, sources, exclusions) for key in (*keys, *WRITTEN_ONLY)}
    names = names_of(publication, sources.rome)
    usual = _usual_studies(fams, sources, exclusions, measured)
    hidden = exclusions.no_names
    told_of_some = (
        name for key in keys for name in map(typeset, names.get(key, ())) if name not in hidden.get(key, ())
    )
    world = _World(sources, exclusions, publication, measured, names, frozenset(told_of_some), fams, usual)
    metiers = _metiers(world, keys)
    _check_names(metiers)
    professions = {code: measured.professions[code] for code in measured.base.codes}
    return Catalogue(
        metiers,
        _header(world, keys),
        _splits(professions, typical_spread(list(professions.values()))),
        links,
        measured.base,
        professions,
        dropped,
        publication,
        measured.trial,
        measured.neighbours,
    )


def reasons_to_drop(codes: Mapping[str, str], links: Mapping[str, Link], exclusions: Exclusions) -> dict[str, str]:
    """ROME code → why it has no figures of its own."""
    reasons = {}
    for code in sorted(codes):
        if code not in links:
            reasons[code] = NO_PROFILE
        elif links[code].quality < THRESHOLD - _ROUNDING:
            reasons[code] = TOO_WEAK
        elif code in exclusions.metiers:
            reasons[code] = exclusions.metiers[code]
    return reasons


def _holds(key: str, reached: Mapping[str, Link], exclusions: Exclusions) -> bool:
    return not reasons_to_drop({key: ""}, reached, exclusions)


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


def _points(values: Iterable[float]) -> list[float]:
    return [round(float(value), 1) for value in values]


# --- One line of the fixture -----------------------------------------------------------------------------------------


def _metiers(world: _World, keys: list[str]) -> list[Metier]:
    figures = _figures(world)
    hidden, as_of = world.exclusions.no_skills, world.exclusions.levels
    skills = ratings.skills_of(world.measured, world.sources.onet, keys, hidden, as_of)
    tools = tools_of(world.measured.links, world.sources.onet.technologies)
    return [
        _identity(key, world)
        | _related(key, world)
        | _facts_of(key, world)
        | figures[key]
        | {"hard_skills": skills[key].hard, "soft_skills": skills[key].soft, "outils": tools.get(key, [])}
        for key in keys
    ]


def _figures(world: _World) -> dict[str, Metier]:
    """Key → the scores, what they are made of, and how sure they are."""
    measured = world.measured
    typical = typical_spread([measured.professions[code] for code in measured.base.codes])
    missed = dict(zip(PARTS, _points(measured.trial.error.values()), strict=True))
    errors = {
        key: dict(zip(PARTS, _points(errors_of(found, typical)), strict=True))
        for key, found in measured.professions.items()
    }
    found = {key: line | {"erreur": errors[key]} for key, line in _lines(measured.own).items()}
    return found | {
        key: line | {"erreur": missed, "estime": len(measured.neighbours[key])}
        for key, line in _lines(measured.estimated).items()
    }


def _lines(profiles: Profiles) -> dict[str, Metier]:
    elements = _rounded_elements(profiles)
    lines: dict[str, Metier] = {
        key: {
            "profil": {cle: scores[i] for cle, scores in profiles.scores.items()},
            "facettes": {cle: scores[i] for cle, scores in profiles.facettes.items()},
            "elements": {cle: rows[i] for cle, rows in elements.items()},
        }
        for i, key in enumerate(profiles.codes)
    }
    return lines


def _rounded_elements(profiles: Profiles) -> dict[str, list[list[float | None]]]:
    """recipe → (n, k) z-scores of its elements, two decimals, None where not known: what a score is made of."""
    found = {}
    for cle, recipe in RECIPES.items():
        columns = [profiles.scales.elements[e.cle].z(profiles.elements[e.cle]) for e in recipe]
        found[cle] = [
            [None if np.isnan(z) else round(float(z), 2) + 0.0 for z in row] for row in zip(*columns, strict=True)
        ]
    return found


def _identity(key: str, world: _World) -> Metier:
    rome, told = world.sources.rome, world.publication.told.get(key)
    code = code_of(key)
    labels = {a.ogr: a.libelle for a in rome.appellations} if told else {}
    label = labels[told.ogr] if told else rome.libelles[code]
    renamed = world.exclusions.titles.get(key)
    titles = told.titres if told else renamed or titles_of(label)
    names = {typeset(name) for name in world.names.get(key, ()) if renamed or name != label}
    hidden = world.exclusions.no_names.get(key, frozenset())
    identity: Metier = {
        "code": code,
        "libelle": label,
        "famille": rome.parents.get(code) or code,
        "titre": {"masculin": titles.masculin, "feminin": titles.feminin, "inclusif": titles.inclusif},
        "synonymes": sorted(name for name in names - hidden if not renamed or titles_of(name) != renamed),
        "grand_domaine": rome.grands_domaines[code][0],
        "domaine": rome.domaines[code][0],
    }
    return identity | {"ogr": told.ogr, "adresse": told.adresse} if told else identity


def _written_only(world: _World) -> list[Metier]:
    return [
        _identity(code, world) | _related(code, world) | _facts_of(code, world)
        for code in WRITTEN_ONLY
        if code in world.sources.rome.libelles
    ]


def _related(key: str, world: _World) -> Metier:
    rome, code = world.sources.rome, code_of(key)
    return {
        "interets": [interest for interest, _ in rome.interets.get(code, ())],
        "interets_principaux": [interest for interest, principal in rome.interets.get(code, ()) if principal],
        "riasec": rome.riasec.get(code, ""),
        "contraintes": _constraints(key, world),
        "teletravail_possible": world.exclusions.contexts.get(key, {}).get(
            contexts.TELEWORK, contexts.TELEWORK in rome.contextes.get(code, ())
        ),
        "proches": [other for other in world.exclusions.near.get(key, ()) if other in world.fams],
    }


def _constraints(key: str, world: _World) -> list[str]:
    rome, exclusions, code = world.sources.rome, world.exclusions, code_of(key)
    codes: Iterable[str] = rome.contextes.get(code, ())
    if key != code:
        codes = contexts.of_appellation(codes, rome.noms_contextes)
    kept = contexts.listed(codes, exclusions.hours.get(key, {}), exclusions.contexts.get(key, {}))
    return contexts.constraints(kept, rome.noms_contextes)


def _facts_of(key: str, world: _World) -> Metier:
    sources, exclusions, measured, family = world.sources, world.exclusions, world.measured, world.fams[key]
    link, neighbours = measured.links.get(key), measured.neighbours.get(key)
    studies = _studies(key, sources, exclusions, measured)
    experience = _experience(key, world)
    hours = families.hours(family, sources.dares)
    salary = _salary(key, studies, world)
    paid = salary is not None
    told = (
        provenance.of_estimated(neighbours, family, studies, experience, paid)
        if neighbours
        else provenance.of_metier(link, family, studies, experience, paid)
    )
    levels = exclusions.levels.get(key, {})
    as_of = sorted([name, other] for name, other in levels.items() if other in world.fams)
    return {
        "etudes": studies
        and {"bac_plus": studies.bac_plus, "bac_plus_max": studies.bac_plus_max, "source": studies.source},
        "experience": experience and asdict(experience),
        "salaire": salary,
        "heures": _hours(hours, contexts.hours_signs(hours, exclusions.hours.get(key, {})), _noted(key, world)),
        "mots": _words(key, world),
        "autres_noms": sorted(world.exclusions.no_names.get(key, frozenset()) - world.told),
        "provenance": told | ({"repris": as_of} if as_of else {}),
    }


def _families(key: str, sources: Sources, exclusions: Exclusions) -> Families:
    by_hand = exclusions.families.get(key)
    return (
        Families(by_hand, False)
        if by_hand is not None
        else families.families_of(code_of(key), sources.rome, sources.dares)
    )


def _salary(key: str, studies: Studies | None, world: _World) -> dict[str, object] | None:
    """That of its families, or of those of its level; of those that somebody chose, without asking more."""
    found, by_hand, dares = world.fams[key], world.exclusions.families.get(key), world.sources.dares
    if key in world.exclusions.unpaid:
        return None
    if by_hand is not None:
        return families.salary(Families(by_hand, False), dares, chosen=True)
    if studies is None:
        return families.salary(found, dares)
    technician = world.sources.rome.libelles[code_of(key)].startswith(_TECHNICIAN)
    of_level = families.of_level(found, studies.bac_plus, studies.bac_plus_max, technician=technician)
    return families.salary(of_level, dares, studies.bac_plus, world.usual)


def _studies(key: str, sources: Sources, exclusions: Exclusions, measured: Measured) -> Studies | None:
    zone = measured.mean_of(key, sources.onet.figures["zone"])
    return studies_of(sources.rome.acces.get(code_of(key), ()), zone, exclusions.studies.get(key))


def _usual_studies(
    fams: Mapping[str, Families], sources: Sources, exclusions: Exclusions, measured: Measured
) -> dict[str, float]:
    levels = ((family.faps, _studies(key, sources, exclusions, measured)) for key, family in fams.items())
    return families.usual_studies((faps, studies.bac_plus) for faps, studies in levels if studies)


def _experience(key: str, world: _World) -> Anciennete | None:
    decided = world.exclusions.experience.get(key)
    neighbours = world.measured.neighbours.get(key)
    if neighbours:
        return estimated_experience([(_experience(other, world), share) for other, share in neighbours], decided)
    return experience_of(world.measured.mean_of(key, world.sources.onet.figures["experience"]), decided)


def _noted(key: str, world: _World) -> bool:
    """Did the ROME note constraints, of which none holds for this very métier?"""
    rome = world.sources.rome
    noted = contexts.constraints(rome.contextes.get(code_of(key), ()), rome.noms_contextes)
    return bool(noted) and not _constraints(key, world)


def _hours(shares: Mapping[str, float], signs: Mapping[str, bool], noted: bool) -> Metier:
    """`parts`: shares of its family in whole %, those that are known; `demandees` and `connues`: signs, and NOTED."""
    return {
        "parts": {
            figure: round(shares[figure]) for figure in ("nuit", "samedi", "dimanche") if not np.isnan(shares[figure])
        },
        "demandees": sorted(sign for sign, asked in signs.items() if asked),
        "connues": sorted(signs) + [NOTED] * noted,
    }


def _words(key: str, world: _World) -> str:
    """What students call the métier, and the codes that are other names of it."""
    named = sorted(code for code, target in world.publication.named.items() if target == key)
    phrases = [world.exclusions.words.get(one, "") for one in (key, *named)]
    return " ; ".join(dict.fromkeys(word for phrase in phrases for word in phrase.split(" ; ") if word))


def _check_names(metiers: Iterable[Metier]) -> None:
    seen: dict[str, object] = {}
    for metier in metiers:
        for told in ("inclusif", "masculin"):
            name = str(metier["titre"][told]).casefold()  # type: ignore[index]
            other = seen.setdefault(name, metier)
            if other is not metier:
                reason = f"colonne « inclusif » : « {metier['titre'][told]} » nomme deux métiers."  # type: ignore[index]
                raise CatalogueError.in_file(APPELLATIONS, reason)


# --- The header ------------------------------------------------------------------------------------------------------


def _header(world: _World, keys: list[str]) -> dict[str, object]:
    rome, profiles = world.sources.rome, world.measured.base
    codes = [code_of(key) for key in (*keys, *WRITTEN_ONLY)]
    used = {code for link in world.measured.links.values() for code, _ in link.shares}
    faps = {fap for family in world.fams.values() for fap in family.faps}
    contraintes = {context for key in (*keys, *WRITTEN_ONLY) for context in _constraints(key, world)}
    return {
        "version": provenance.BUILD_VERSION,
        "sources": provenance.SOURCES,
        "recettes": {cle: _recipe(cle, profiles) for cle in RECIPES},
        "dimensions": {
            cle: {"recettes": parts, **_scale(profiles.scales.dimensions[cle])} for cle, parts in PARTS.items()
        },
        "salaire": {"note": provenance.SALARY_NOTE, "tranches": [grouped(band) for band in families.BANDS]},
        "faits": _written_only(world),
        "familles": families.names_of(faps, world.sources.dares),
        "onet": {code: world.sources.onet.titles[code] for code in sorted(used)},
        "interets": {
            code: world.exclusions.interets.get(code) or typeset(name) for code, name in rome.noms_interets.items()
        },
        "contextes": {code: typeset(rome.noms_contextes[code][0]) for code in sorted(contraintes)},
        "grands_domaines": _named(rome.grands_domaines, codes, world.exclusions.domaines),
        "domaines": _named(rome.domaines, codes, world.exclusions.domaines),
    }


def _named(names: Mapping[str, tuple[str, str]], codes: Iterable[str], by_hand: Mapping[str, str]) -> dict[str, str]:
    """Key → the name that somebody chose, or the label, in the order of the keys, of what these codes belong to."""
    found = sorted({names[code] for code in codes if code in names})
    return {key: by_hand.get(key) or typeset(without_marks(name)) for key, name in found}


def _recipe(cle: str, profiles: Profiles) -> dict[str, object]:
    """z of a recipe = (weighted mean of its elements − m) / s; a dimension: 60 + 14 (sum of its recipes' z − m) / s."""
    elements = [
        {"cle": e.cle, "signe": e.sign, "poids": e.weight, "source": e.source, "explication": e.explication}
        for e in RECIPES[cle]
    ]
    return {"elements": elements, **_scale(profiles.scales.recipes[cle])}


def _scale(scale: Scale) -> dict[str, float]:
    return {"moyenne": round(scale.mean, 4) + 0.0, "ecart_type": round(scale.spread, 4)}
