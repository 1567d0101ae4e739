"""Answers and catalogue → places, the skills worth asking about, and how far a student is from those asked for."""

import numpy as np

from metiers.search.selection import Selection
from quiz.calcul.filtres import in_view
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import Reponses
from quiz.methode import matching
from quiz.methode.listes import ordered
from quiz.methode.matching import Floats

IN_VIEW = 20  # the métiers whose differences choose the questions on skills
ASKED = 12


def places(profils: Profils, reponses: Reponses, selection: Selection) -> dict[str, int]:
    """Slug → its place from 1 in the ranking of what this selection leaves, for the priorities that are kept; twins are
    left out but for the best of each."""
    rows = profils.rows_of(in_view(selection, profils.annuaire))
    candidats = profils.candidats(rows, selection)
    order = ordered(candidats, reponses.weights)
    return {candidats.slugs[row]: place for place, row in enumerate(order, start=1)}


def telling_skills(catalogue: Profils, reponses: Reponses, selection: Selection) -> list[str]:
    """The skills (slugs) that most tell apart the best métiers that this selection leaves."""
    best = [catalogue.rows[slug] for slug in list(places(catalogue, reponses, selection))[:IN_VIEW]]
    return [catalogue.competences[column] for column in matching.most_telling(catalogue.required[best], ASKED)]


def ratings_of(profils: Profils, reponses: Reponses) -> Floats:
    """What the student says of each skill of the catalogue, 0–100, nan where nothing is known: shape (K,)."""
    levels = [reponses.niveaux.get(competence) for competence in profils.competences]
    return np.array([np.nan if level is None else level for level in levels], dtype=np.float64)
