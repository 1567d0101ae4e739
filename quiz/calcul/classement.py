"""Answers and catalogue → a ranking, a fit report, the skills worth asking about."""

from collections.abc import Sequence

import numpy as np

from metiers.models import Metier
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import Reponses
from quiz.methode import matching
from quiz.methode.matching import Floats
from quiz.methode.places import Classement, best_first, classer, indices, standing
from quiz.methode.stability import TOP, Rows, seed_of, simulate
from quiz.rapport.report import Evidence, FicheFacts, Firmness, Report, build_report

IN_VIEW = 20  # the métiers whose differences choose the questions on skills
ASKED = 12


def fit_report(catalogue: Profils, reponses: Reponses, metier: Metier, rows: Rows) -> Report:
    """The report of one passation on one published métier, fetched with its `for_report` relations; `rows`: the métiers
    that the student's filters leave.

    Raises KeyError when the métier is not in this catalogue.
    """
    weights = reponses.weights
    facts = FicheFacts(
        slug=metier.slug,
        missions=tuple(Evidence(groupe.titre) for groupe in metier.groupes_mission.all() if groupe.titre),
        contraintes=tuple(Evidence(item.nom, item.texte) for item in metier.contraintes.all()),
        competences={
            requise.competence.slug: (requise.competence.nom, requise.score)
            for requise in metier.competences_requises.all()
        },
    )
    row = catalogue.rows[metier.slug]
    index = matching.terms(metier.slug, catalogue.raw[row].tolist(), catalogue.shown[row].tolist(), weights)
    place = standing(indices(catalogue.shown, weights), row)
    firm = firmness(catalogue, reponses, row, rows)
    return build_report(
        facts, index, place, weights, reponses.niveaux, catalogue_version=catalogue.version, firmness=firm
    )


def rank(catalogue: Profils, reponses: Reponses, rows: Rows, most: int, weights: Floats) -> Classement:
    """The `most` best of these métiers (rows) for one passation, with its own `weights` (D,) or others that are tried;
    the same answers give the same ranking as long as the catalogue stays."""
    return classer(
        [catalogue.slugs[row] for row in rows],
        catalogue.shown[rows],
        weights,
        seed=seed_of(weights),
        spread=reponses.spread,
        most=most,
        groups=[catalogue.annuaire.entrees[row].grand_domaine for row in rows],
    )


def is_firm(catalogue: Profils, among: int) -> bool:
    """Are there enough métiers for a share of draws to mean something?"""
    return among > 2 * TOP and len(catalogue.slugs) >= matching.MIN_FOR_PERCENTILES


def places(catalogue: Profils, reponses: Reponses, rows: Rows) -> dict[str, int]:
    """Slug → its place from 1 among these métiers (rows), for the priorities that are kept."""
    order = best_first(indices(catalogue.shown[rows], reponses.weights), len(rows))
    return {catalogue.slugs[row]: place for place, row in enumerate(rows[order], start=1)}


def firmness(catalogue: Profils, reponses: Reponses, row: int, rows: Rows) -> Firmness:
    """The same figures as on the ranking; among all métiers for one that the filters leave out."""
    among = rows if row in rows else np.arange(len(catalogue.slugs))
    own = int(np.flatnonzero(among == row)[0])
    shown = catalogue.shown[among]
    place = best_first(indices(shown, reponses.weights), len(among)).tolist().index(own) + 1
    simulation = simulate(shown, reponses.weights, seed_of(reponses.weights), spread=reponses.spread)
    low, high = simulation.interval(own)
    share = float(simulation.top_shares()[own])
    firm = is_firm(catalogue, len(among))
    return Firmness(place, len(among), share, low, high, firm, aside=row not in rows)


def telling_skills(catalogue: Profils, reponses: Reponses, rows: Rows) -> list[str]:
    """The skills (slugs) that most tell apart the best of these métiers (rows)."""
    best = rows[best_first(indices(catalogue.shown[rows], reponses.weights), IN_VIEW)]
    return [catalogue.competences[column] for column in matching.most_telling(catalogue.required[best], ASKED)]


def skills_fits(catalogue: Profils, reponses: Reponses, slugs: Sequence[str]) -> dict[str, float]:
    """Slug → skills fit in 0–100, of those métiers whose skills are rated enough to say."""
    levels = [reponses.niveaux.get(competence) for competence in catalogue.competences]
    ratings = np.array([np.nan if level is None else level for level in levels], dtype=np.float64)
    fits = matching.skills_fits(catalogue.required[[catalogue.rows[slug] for slug in slugs]], ratings)
    return {slug: float(fit) for slug, fit in zip(slugs, fits, strict=True) if np.isfinite(fit)}
