"""Sheets of paper for tests: what is typed of one, and sheets that were."""

from quiz import services as quiz
from quiz.calcul.profils import load_profils
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS
from suivi import services
from suivi.saisie import questionnaire_of

BOXES = {
    **{f"ecran{number}": "ac" for number in range(1, 6)},
    "interet": "",
    "aime": "",
    "evite": "",
    "niveau": "e",
    "sans": "",
    "accord": "o",
}
"""A whole sheet, with a yes."""


def version():
    return questionnaire_of(load_profils()).version


def boxes(pseudonyme="Emma", **more):
    """What is posted of a sheet."""
    return {"version": version(), "pseudonyme": pseudonyme, **BOXES, **more}


def picked(*screens):
    """The first statement counts most, the third least, on these screens (from 0)."""
    return {number: Choix(SCREENS[number][0].cle, SCREENS[number][2].cle) for number in screens}


def saisie(pseudonyme="Emma", accord=True, choix=None, filtres="?niveau=5"):
    said = picked(*range(5)) if choix is None else choix
    found = quiz.transcribe(profils=load_profils(), choix=said, filtres=filtres)
    return services.Saisie(pseudonyme, found, accord, version())


def typed(campagne, membre, pseudonyme="Emma", **more):
    return services.type_sheet(campagne=campagne, membre=membre, saisie=saisie(pseudonyme, **more))


def strip(membre, feuille):
    """Its code."""
    (one,) = services.print_strips(membre=membre, feuilles=[feuille])
    return one.code
