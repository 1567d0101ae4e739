"""The questionnaire on paper: one sheet of A4, both sides, for a class without devices. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metiers.francais.chiffres import spelled
from metiers.francais.phrases import long_date
from suivi.documents.feuille import set_sheet
from suivi.documents.mots import cut, day_of_week
from suivi.papier.feuille import Ligne, Questionnaire

_NOM, _QUI = 60, 60  # signs at most


@dataclass(frozen=True, slots=True)
class Papier:
    """What the sheet says beside its questions. `qui`: whoever holds the class; `liste`: pseudonyms were given;
    `apres`: pistes are shown after the talk; `jusqu_au`: the last day to hand it in; `fin`: the last day on which what
    was sent is kept; `most_interets` and `most_aime`: how many one may tick."""

    campagne: str
    structure: str
    qui: str
    liste: bool
    apres: bool
    jusqu_au: date
    fin: date
    most_interets: int
    most_aime: int


def render_questionnaire(papier: Papier, asked: Questionnaire, *, fait_le: date) -> bytes:
    """Two pages, dated `fait_le` in what describes the file."""
    return set_sheet("questionnaire", _content(papier, asked), fait_le=fait_le)


def _content(papier: Papier, asked: Questionnaire) -> dict[str, Any]:
    campagne, structure, qui = cut(papier.campagne, _NOM), cut(papier.structure, _NOM), cut(papier.qui, _QUI)
    return {
        "titre": "Quels métiers te ressemblent\u202f?",
        "description": f"Questionnaire sur papier de la campagne {campagne}, {structure}",
        "sur": f"{campagne} · {structure}",
        "version": asked.version,
        "nom_aide": "celui de la liste de la classe, jamais ton nom de famille"
        if papier.liste
        else "un prénom ou un surnom que tu choisis, jamais ton nom de famille",
        "rendre": day_of_week(papier.jusqu_au),
        "qui": qui,
        "fin": long_date(papier.fin),
        "suite": (
            "Tes pistes s’ouvrent après l’entretien, avec le code qu’on te donnera."
            if papier.apres
            else "Tu verras tes pistes en ligne, avec le code qu’on te donnera."
        ),
        "ecrans": [_lignes(one) for one in asked.ecrans],
        "familles": [{"nom": nom, "lignes": _lignes(lignes)} for nom, lignes in asked.familles],
        "domaines": _lignes(asked.domaines),
        "etudes": _lignes(asked.etudes),
        "refus": _lignes(asked.refus),
        "most_interets": spelled(papier.most_interets),
        "most_aime": spelled(papier.most_aime),
    }


def _lignes(lignes: Sequence[Ligne]) -> list[tuple[str, str]]:
    return [(one.signe, one.texte) for one in lignes]
