"""The sheet of a talk: what the screen of an élève says, in the same order, with lines to write on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from metiers.francais.phrases import long_date, ordinal
from suivi.documents.feuille import part_lacks_signs, set_sheet
from suivi.documents.mots import cut, cut_lines, heading, name_on_paper

_ECHELLE = 40  # per cent at the end of the bars, unless a priority is more
_CAMPAGNE, _ENVOI, _AVEC = 120, 160, 60  # signs at most, here and below
_NOTE, _TITRE, _PHRASE, _REPERES = 160, 60, 170, 240
_METIER, _DETAIL, _RAISON = 90, 110, 120
_QUESTION, _DEPUIS, _NON_ENVOYE = 170, 360, 160
_PLAN, _LIGNES = 450, 6


class Priorite(NamedTuple):
    """A dimension by its name and its key, and its share of the priorities, in per cent."""

    label: str
    cle: str
    part: int


class Particulier(NamedTuple):
    titre: str
    phrase: str


class Piste(NamedTuple):
    """`rang`: 1 for the first; `detail`: domaine, studies, firmness; what speaks for it; what to check."""

    rang: int
    titre: str
    detail: str
    pour: str
    verifier: str


class Depuis(NamedTuple):
    """Changes since the last send; what follows an arrow (« 17 → 24 % ») is set in bold up to the next comma."""

    titre: str
    texte: str


@dataclass(frozen=True, slots=True)
class FicheEntretien:
    """What the sheet says of one élève; a text is empty where there is nothing to say.

    What a page of A4 has no room for is cut, with « … », after: `campagne` 120 signs, `avec` 60, `envoi`, the note and
    what was not sent 160, `reperes` 240; of four facts, titles 60 and sentences 170; of three pistes, titles 90,
    details 110, reasons 120; of five questions 170; changes 360; the plan 450 and six lines: a step a line, each cut to
    its share so that all are read.
    """

    campagne: str
    annee: str
    pseudonyme: str
    envoi: str
    avec: str
    priorites: tuple[Priorite, ...]
    note_priorites: str
    particulier: tuple[Particulier, ...]
    reperes: str
    pistes: tuple[Piste, ...]
    questions: tuple[str, ...]
    depuis: Depuis | None
    plan: str | None
    non_envoye: str
    fin: date


def render_fiches(fiches: Sequence[FicheEntretien], *, fait_le: date) -> bytes:
    """As many pages as sheets, in their order. Raises ValueError when there is none."""
    if not fiches:
        raise ValueError("a sheet at least is expected")
    first = fiches[0]
    title = f"Fiche d’entretien · {name_on_paper(first.pseudonyme)}" if len(fiches) == 1 else "Fiches d’entretien"
    content = {
        "titre": title,
        "description": f"Pour préparer un entretien · {cut(first.campagne, _CAMPAGNE)} · {first.annee}",
        "fiches": [_with_warning(_sheet(fiche)) for fiche in fiches],
    }
    return set_sheet("entretien", content, fait_le=fait_le)


def _with_warning(sheet: dict[str, Any]) -> dict[str, Any]:
    return sheet | {"perdu": part_lacks_signs(sheet)}


def _sheet(fiche: FicheEntretien) -> dict[str, Any]:
    return {
        "sur": f"Fiche d’entretien · {cut(fiche.campagne, _CAMPAGNE)} · {fiche.annee}",
        "pseudonyme": name_on_paper(fiche.pseudonyme),
        "envoi": cut(fiche.envoi, _ENVOI),
        "avec": cut(fiche.avec, _AVEC),
        **_priorites(fiche),
        "particulier": [(cut(titre, _TITRE), cut(phrase, _PHRASE)) for titre, phrase in fiche.particulier[:4]],
        "reperes": cut(fiche.reperes, _REPERES),
        "pistes": [_piste(Piste(*one)) for one in fiche.pistes[:3]],
        "questions": [cut(one, _QUESTION) for one in fiche.questions[:5]],
        "depuis": _depuis(*fiche.depuis) if fiche.depuis else None,
        "plan": cut_lines(fiche.plan or "", _PLAN, _LIGNES),
        "non_envoye": cut(fiche.non_envoye, _NON_ENVOYE),
        "fin": long_date(fiche.fin),
    }


def _priorites(fiche: FicheEntretien) -> dict[str, Any]:
    said = ", ".join(f"{label} {part}\u00a0%" for label, _, part in fiche.priorites)
    return {
        "priorites": fiche.priorites,
        "priorites_alt": f"Part de chaque dimension dans ses priorités\u00a0: {said}",
        "echelle": max([_ECHELLE, *(-(-part // 10) * 10 for _, _, part in fiche.priorites)]),
        "note_priorites": cut(fiche.note_priorites, _NOTE),
    }


def _depuis(titre: str, texte: str) -> tuple[str, str]:
    return heading(titre, _TITRE, instead="Depuis le dernier envoi"), cut(texte, _DEPUIS)


def _piste(piste: Piste) -> tuple[str, ...]:
    reasons = cut(piste.pour, _RAISON), cut(piste.verifier, _RAISON)
    return ordinal(piste.rang), cut(piste.titre, _METIER), cut(piste.detail, _DETAIL), *reasons
