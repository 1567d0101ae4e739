"""What a counsellor prints: the poster of a campagne, sheets to prepare talks, slips to remind, the questionnaire on
paper and the strips that hand its answers over. Tagged PDF/UA-1. Pure.

    dataclass of words → affiche, entretien, rappels, questionnaire, bandes → JSON → feuille.py, its template → PDF

A sheet holds on its page whatever was typed: words that are too long are cut (`mots.cut`), then the whole is set a
little smaller. The same arguments make the same bytes.
"""

from suivi.documents.affiche import Affiche, render_affiche
from suivi.documents.bandes import BANDES_PER_PAGE, Code, render_bandes
from suivi.documents.entretien import Depuis, FicheEntretien, Particulier, Piste, Priorite, render_fiches
from suivi.documents.questionnaire import Papier, render_questionnaire
from suivi.documents.rappels import PER_PAGE, render_rappels

__all__ = [
    "BANDES_PER_PAGE",
    "PER_PAGE",
    "Affiche",
    "Code",
    "Depuis",
    "FicheEntretien",
    "Papier",
    "Particulier",
    "Piste",
    "Priorite",
    "render_affiche",
    "render_bandes",
    "render_fiches",
    "render_questionnaire",
    "render_rappels",
]
