"""Answers that the tests of the quiz send."""

from quiz.methode.statements import SCREENS
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


def url(numero):
    return f"/quiz/complet/{numero}/"


def pick(client, numero, plus=0, moins=3):
    screen = SCREENS[numero - 1]
    return client.post(url(numero), {"plus": screen[plus].cle, "moins": screen[moins].cle})


def follow(client, order):
    """Answer all screens by one strict order of dimensions, best first."""
    for numero, screen in enumerate(SCREENS, start=1):
        ranked = sorted(range(4), key=lambda position: order.index(screen[position].dimension))
        pick(client, numero, ranked[0], ranked[-1])
