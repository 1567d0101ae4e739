"""Answers that the tests of the quiz send."""

from tests.conftest import SLUG

PRIORITES = f"/quiz/{SLUG}/priorites/"
COMPETENCES = f"/quiz/{SLUG}/competences/"
RAPPORT = f"/quiz/{SLUG}/rapport/"
EFFACER = "/quiz/effacer/"

IMPORTANCES = {"qualite_vie": "6", "flexibilite": "2", "stimulation": "9", "relations": "7", "carriere": "3"}
RATINGS = {
    "gestion-de-projet": "25",
    "gestion-financiere": "inconnu",
    "competences-linguistiques": "50",
    "analyse-de-donnees": "75",
    "connaissance-du-droit-international": "0",
}
