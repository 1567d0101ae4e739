"""What a student takes away as a document to keep, print or hand to somebody: tagged PDF/UA-1, in French. No Django.

    frozen result → classement.py, rapport.py ─┐
    inventory of what is stored → donnees.py ──┴→ JSON → typesetting.py → modeles/*.typ → PDF

A result's document shows that result alone: the same next year, whatever the catalogue has become. The same arguments
make the same bytes; one document is made at a time in a process.
"""

from collections.abc import Sequence
from datetime import date

from metiers.francais.phrases import long_date
from quiz.pdf import classement, donnees, rapport
from quiz.pdf.rapport import Ajouts
from quiz.pdf.typesetting import Lien, typeset
from quiz.rapport.rubrique import Rubrique
from quiz.resultat.instantane import Instantane

__all__ = ["NOTHING", "Ajouts", "Lien", "render_classement", "render_donnees", "render_rapport"]

NOTHING = Ajouts()


def render_classement(
    instantane: Instantane,
    *,
    fait_le: date,
    lien: Lien | None = None,
    avec_competences: bool = True,
    pour_autrui: bool = False,
) -> bytes:
    """« Mes pistes »: priorities, filters and the best métiers. `lien`: a read-only address, shown with its QR code;
    `pour_autrui`: somebody else reads it.

    Raises ValueError when `lien` is not an address of the web.
    """
    content = classement.content(instantane, avec_competences=avec_competences, pour_autrui=pour_autrui)
    return typeset("classement", content, fait_le=fait_le, pied=_versions(instantane, fait_le), lien=lien)


def render_rapport(
    instantane: Instantane,
    slug: str,
    *,
    fait_le: date,
    lien: Lien | None = None,
    avec_competences: bool = True,
    pour_autrui: bool = False,
    ajouts: Ajouts = NOTHING,
) -> bytes:
    """The fit report of one métier of the result, with what the student added. Raises KeyError when it is not in it,
    ValueError as above."""
    piste = instantane.piste(slug)
    if piste is None:
        raise KeyError(slug)
    content = rapport.content(
        instantane, piste, avec_competences=avec_competences, pour_autrui=pour_autrui, ajouts=ajouts
    )
    return typeset("rapport", content, fait_le=fait_le, pied=_versions(instantane, fait_le), lien=lien)


def render_donnees(rubriques: Sequence[Rubrique], *, fait_le: date, jusqu_au: date) -> bytes:
    """« Mes données »: all that is stored, on the day `fait_le`; erased after the day `jusqu_au`."""
    content = donnees.content(rubriques, jusqu_au=jusqu_au)
    return typeset("donnees", content, fait_le=fait_le, pied=f"Ce qui était gardé le {long_date(fait_le)}")


def _versions(instantane: Instantane, fait_le: date) -> str:
    methode, catalogue = instantane.methode.version, instantane.catalogue
    return f"Résultat du {long_date(fait_le)} · méthode {methode}, catalogue {catalogue}"
