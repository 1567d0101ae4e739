"""What was said of a group before, so that no count from one to four is found by taking one view from another. Pure.

Five newcomers of whom two like the same domaine would be read in the difference of two exact numbers. So a number is
said exactly when it equals those that were said of the same line, or differs from each by five at least, and so does
what it leaves of the group; else it is said between two multiples of five.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from suivi.ensemble.groupe import SEUIL
from suivi.ensemble.petits import Ligne
from suivi.ensemble.portrait import Portrait
from suivi.ensemble.sorties import Sortie

Dits = Mapping[str, Sequence[int]]
"""What one view said exactly: a line → (its number, of how many)."""


def say(portrait: Portrait, before: Sequence[Dits]) -> Portrait:
    """As it may be said after these views."""
    comptes = {
        name: replace(one, lignes=tuple(_ligne(name, ligne, one.total, before) for ligne in one.lignes))
        for name, one in portrait.comptes.items()
    }
    told = {one.noms: one for one in comptes["domaines"].lignes}
    sorties = tuple(_sortie(one, told[one.ligne.noms], before) for one in portrait.sorties)
    return replace(portrait, comptes=comptes, sorties=sorties)


def said(portrait: Portrait) -> dict[str, list[int]]:
    """What is to be remembered of a view that was said."""
    lines = {
        _key(name, one.noms): [one.nombre, comptes.total]
        for name, comptes in portrait.comptes.items()
        for one in comptes.lignes
        if one.nombre is not None
    }
    outings = {
        _key("sorties", one.ligne.noms): [one.de_plus, one.ligne.nombre]
        for one in portrait.sorties
        if one.de_plus is not None and one.ligne.nombre is not None
    }
    return lines | outings


def _key(name: str, noms: Iterable[str]) -> str:
    return "|".join((name, *noms))


def _ligne(name: str, ligne: Ligne, total: int, before: Sequence[Dits]) -> Ligne:
    if ligne.nombre is None or _may_be_said(_key(name, ligne.noms), ligne.nombre, total, before):
        return ligne
    low = SEUIL * (ligne.nombre // SEUIL)
    return Ligne(ligne.noms, None, (low, low + SEUIL - 1))


def _sortie(sortie: Sortie, ligne: Ligne, before: Sequence[Dits]) -> Sortie:
    if sortie.de_plus is None:
        return replace(sortie, ligne=ligne)
    told = ligne.nombre is not None and _may_be_said(_key("sorties", ligne.noms), sortie.de_plus, ligne.nombre, before)
    return Sortie(sortie.lieu, ligne, sortie.de_plus if told else None, memes=not told)


def _may_be_said(key: str, number: int, total: int, before: Sequence[Dits]) -> bool:
    for other, of in (one[key] for one in before if key in one):
        if any(0 < abs(gap) < SEUIL for gap in (number - other, (total - number) - (of - other))):
            return False
    return True
