"""Answers and catalogue → places, the skills worth asking about, and how far a student is from those asked for."""

import numpy as np

from quiz.calcul.profils import Profils
from quiz.calcul.reponses import Reponses
from quiz.methode import matching
from quiz.methode.matching import Floats
from quiz.methode.places import best_first, indices
from quiz.methode.stability import Rows

IN_VIEW = 20  # the métiers whose differences choose the questions on skills
ASKED = 12


def places(catalogue: Profils, reponses: Reponses, rows: Rows) -> dict[str, int]:
    """Slug → its place from 1 among these métiers (rows), for the priorities that are kept."""
    order = best_first(indices(catalogue.shown[rows], reponses.weights), len(rows))
    return {catalogue.slugs[row]: place for place, row in enumerate(rows[order], start=1)}


def telling_skills(catalogue: Profils, reponses: Reponses, rows: Rows) -> list[str]:
    """The skills (slugs) that most tell apart the best of these métiers (rows)."""
    best = rows[best_first(indices(catalogue.shown[rows], reponses.weights), IN_VIEW)]
    return [catalogue.competences[column] for column in matching.most_telling(catalogue.required[best], ASKED)]


def ratings_of(profils: Profils, reponses: Reponses) -> Floats:
    """What the student says of each skill of the catalogue, 0–100, nan where nothing is known: shape (K,)."""
    levels = [reponses.niveaux.get(competence) for competence in profils.competences]
    return np.array([np.nan if level is None else level for level in levels], dtype=np.float64)
