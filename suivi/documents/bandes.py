"""Strips to cut and hand out, each to its pupil alone: the code that opens what was typed from their sheet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metiers.francais.phrases import long_date
from quiz.acces.code import show_code
from suivi.documents.feuille import part_lacks_signs, set_sheet
from suivi.documents.mots import cut, name_on_paper

BANDES_PER_PAGE = 6
_NOM = 60  # signs of a campagne or a structure


@dataclass(frozen=True, slots=True)
class Code:
    """Of one pupil. `jusqu_au`: the last day on which it opens something."""

    nom: str
    code: str
    jusqu_au: date


def render_bandes(
    *, campagne: str, structure: str, adresse: str, lien: str, apres: bool, codes: Sequence[Code], fait_le: date
) -> bytes:
    """A strip for each, in their order. `adresse` is what is typed (« orientation.example/quiz/reprendre »), `lien` the
    same with its scheme, as a QR code: it never holds the code, which a telephone would keep among what it has scanned.
    `apres`: pistes open after the talk. Raises ValueError when there is nobody, or `lien` is no address of the web."""
    if not codes:
        raise ValueError("a code at least is expected")
    content = {
        "titre": "Bandes à découper",
        "description": f"Codes des élèves · {cut(campagne, _NOM)}",
        "sous": f"{cut(campagne, _NOM)} · {cut(structure, _NOM)}",
        "adresse": adresse,
        "pistes": "voir tes pistes après l’entretien" if apres else "voir tes pistes",
        "bandes": [_bande(one) for one in codes],
    }
    return set_sheet("bandes", content, fait_le=fait_le, lien=lien)


def _bande(one: Code) -> tuple[str, str, str, bool]:
    nom = name_on_paper(one.nom)
    return nom, show_code(one.code), long_date(one.jusqu_au), part_lacks_signs(nom)
