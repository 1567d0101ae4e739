"""A frozen result as a document to keep, print or hand to somebody: tagged PDF/UA-1, in French. No Django.

    frozen result → classement.py, rapport.py (what the document says, as JSON) → typesetting.py → modeles/*.typ → PDF

Everything shown comes from the frozen result: the same document next year, whatever the catalogue has become. The two
functions make the same bytes from the same arguments; one document is made at a time in a process.
"""

from datetime import date

from quiz.instantane import Instantane
from quiz.pdf import classement, rapport
from quiz.pdf.rapport import Carnet
from quiz.pdf.typesetting import typeset

__all__ = ["Carnet", "render_classement", "render_rapport"]

_EMPTY = Carnet()


def render_classement(
    instantane: Instantane, *, fait_le: date, lien: str | None = None, avec_competences: bool = True
) -> bytes:
    """« Mes pistes »: priorities, filters and the best métiers. `lien`: a read-only address, shown with its QR code.

    Raises ValueError when `lien` is not an address of the web.
    """
    content = classement.content(instantane, avec_competences=avec_competences)
    return typeset("classement", content, instantane, fait_le=fait_le, lien=lien)


def render_rapport(
    instantane: Instantane,
    slug: str,
    *,
    fait_le: date,
    lien: str | None = None,
    avec_competences: bool = True,
    carnet: Carnet = _EMPTY,
) -> bytes:
    """The fit report of one métier of the result, with what the student added. Raises KeyError when it is not in it,
    ValueError as above."""
    piste = instantane.piste(slug)
    if piste is None:
        raise KeyError(slug)
    content = rapport.content(instantane, piste, avec_competences=avec_competences, carnet=carnet)
    return typeset("rapport", content, instantane, fait_le=fait_le, lien=lien)
