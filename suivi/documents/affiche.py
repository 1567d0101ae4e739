"""The poster of a campagne: how a student comes in, who will see what, until when. One page of A4. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from metiers.francais.phrases import long_date
from suivi.classe.code import show_code
from suivi.documents.feuille import set_sheet
from suivi.documents.mots import cut, day_of_week

_NOM, _BUT, _CONTACT = 120, 300, 160  # signs at most
_DEBUT = "Quelques minutes, sans compte ni adresse."
_PSEUDONYMES = {
    "liste": "et le prénom ou le numéro qu’on t’a donné en classe. Jamais d’adresse ni de téléphone.",
    "libre": "et un prénom ou un surnom que tu choisis. Jamais ton nom de famille, ton adresse ni ton téléphone.",
}
_MONTRE = {
    "tout_de_suite": "Tu vois ton résultat tout de suite\u202f; tu l’envoies seulement si tu veux.",
    "apres": "Tu verras ton résultat après l’entretien, pas avant\u202f; tu l’envoies seulement si tu veux.",
}
_REPONDS = {
    "tout_de_suite": (
        "Réponds, regarde tes pistes",
        "Tu peux t’arrêter et reprendre plus tard avec ton code à toi.",
    ),
    "apres": (
        "Réponds à ton rythme",
        "Tu peux t’arrêter et reprendre plus tard avec ton code à toi. Tes pistes s’ouvrent après l’entretien.",
    ),
}


@dataclass(frozen=True, slots=True)
class Affiche:
    """What the poster says. Names are cut after 120 signs, `but` after 300, `contact` after 160.

    `adresse`: what is typed, without its scheme (« orientation.example/c »); `lien`: the whole address that the QR code
    holds; `code`: six signs; `qui`: the name, and the role if wanted, of whoever holds the class (those it is shared
    with change: the student's page names them); `fin`: the last day on which it is kept; `contact`: where to ask, else
    `qui`.
    """

    campagne: str
    structure: str
    jusqu_au: date | None
    adresse: str
    lien: str
    code: str
    pseudonymes: Literal["liste", "libre"]
    qui: str
    montre: Literal["tout_de_suite", "apres"]
    but: str
    fin: date
    contact: str


def render_affiche(affiche: Affiche, *, fait_le: date) -> bytes:
    """One page, dated `fait_le` in what describes the file. Raises ValueError when `lien` is no address of the web."""
    return set_sheet("affiche", _content(affiche), fait_le=fait_le, lien=affiche.lien)


def _content(affiche: Affiche) -> dict[str, Any]:
    campagne, structure, qui = (cut(name, _NOM) for name in (affiche.campagne, affiche.structure, affiche.qui))
    site, slash, chemin = affiche.adresse.partition("/")
    return {
        "titre": "Quels métiers te ressemblent\u202f?",
        "description": f"Affiche de la campagne {campagne}, {structure}",
        "sur": [campagne, structure, *([f"jusqu’au {day_of_week(affiche.jusqu_au)}"] if affiche.jusqu_au else [])],
        "debut": f"{_DEBUT} {_MONTRE[affiche.montre]}",
        "site": site,
        "chemin": f"{slash}{chemin}",
        "code": show_code(affiche.code),
        "etapes": _etapes(affiche),
        "but": cut(affiche.but, _BUT),
        "qui": qui,
        "fin": long_date(affiche.fin),
        "contact": cut(affiche.contact, _CONTACT),
    }


def _etapes(affiche: Affiche) -> list[tuple[str, str]]:
    return [
        ("Entre le code", _PSEUDONYMES[affiche.pseudonymes]),
        _REPONDS[affiche.montre],
        ("Choisis ce que tu envoies", "Tu le relis avant qu’il parte. Tu peux retirer ton envoi quand tu veux."),
    ]
