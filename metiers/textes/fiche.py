"""A fiche with the text of its métier. Pure: no Django."""

from dataclasses import replace

from metiers.fiche_text.document import Famille, Fiche, Groupe
from metiers.textes.document import Texte

TOOLS = "Outils"


def with_texte(fiche: Fiche, texte: Texte | None, *, data: bool) -> Fiche:
    """`data`: the fiche is made of figures, whose lead and tools give way. A written one keeps whatever it says."""
    if texte is None:
        return fiche
    replaces_tools = texte.outils and (data or not fiche.outils)
    return replace(
        fiche,
        accroche=_lead(fiche.accroche, texte.accroche, data=data),
        au_quotidien=fiche.au_quotidien or texte.au_quotidien,
        missions=fiche.missions or ((Groupe("", texte.taches),) if texte.taches else ()),
        plait=fiche.plait or texte.plait,
        difficile=fiche.difficile or texte.difficile,
        ou=fiche.ou or texte.ou,
        outils=(Famille(TOOLS, texte.outils),) if replaces_tools else fiche.outils,
    )


def _lead(lead: str, accroche: str, *, data: bool) -> str:
    if not accroche or lead.startswith(accroche):
        return lead
    return accroche if data or not lead else f"{accroche}\n\n{lead}"
