"""Slips to cut and hand out: what is left to do, where, until when. Eight on a page of A4. Pure."""

from collections.abc import Sequence
from datetime import date

from suivi.classe.code import show_code
from suivi.documents.feuille import part_lacks_signs, set_sheet
from suivi.documents.mots import cut, day_of_week, name_on_paper

PER_PAGE = 8
_NOM = 60  # signs of a campagne or a structure


def render_rappels(
    *,
    campagne: str,
    structure: str,
    code: str,
    adresse: str,
    jusqu_au: date | None,
    noms: Sequence[str],
    fait_le: date,
    lien: str | None = None,
) -> bytes:
    """A slip for each of `noms`, in their order, row by row. `adresse` is what is typed (« orientation.example/c »),
    `lien` the same with its scheme and the code, as a QR code if given. Raises ValueError when there is no name, or
    when `lien` is no address of the web."""
    if not noms:
        raise ValueError("a name at least is expected")
    content = {
        "titre": "Rappels à découper",
        "description": f"Ce qui reste à envoyer · {cut(campagne, _NOM)}",
        "sous": f"{cut(campagne, _NOM)} · {cut(structure, _NOM)}",
        "code": show_code(code),
        "adresse": adresse,
        "jusqu_au": f"Jusqu’au {day_of_week(jusqu_au)}." if jusqu_au else "",
        "noms": [(name, part_lacks_signs(name)) for name in map(name_on_paper, noms)],
    }
    return set_sheet("rappels", content, fait_le=fait_le, lien=lien)
