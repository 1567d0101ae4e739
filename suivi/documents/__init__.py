"""What a counsellor prints: the poster of a campagne, sheets to prepare talks, slips to remind. Tagged PDF/UA-1. Pure.

    dataclass of words → affiche.py, entretien.py, rappels.py → JSON → feuille.py, feuille.typ and its template → PDF

A sheet holds on its page whatever was typed: words that are too long are cut (`mots.cut`), then the whole is set a
little smaller. The same arguments make the same bytes.
"""

from suivi.documents.affiche import Affiche, render_affiche
from suivi.documents.entretien import Depuis, FicheEntretien, Particulier, Piste, Priorite, render_fiches
from suivi.documents.rappels import PER_PAGE, render_rappels

__all__ = [
    "PER_PAGE",
    "Affiche",
    "Depuis",
    "FicheEntretien",
    "Particulier",
    "Piste",
    "Priorite",
    "render_affiche",
    "render_fiches",
    "render_rappels",
]
