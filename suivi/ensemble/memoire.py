"""What was said of a group before, so that no count from one to four is found by taking one view from another. Pure.

Five newcomers of whom two like the same domaine would be read in the difference of two exact numbers. So a number is
said exactly when it equals those that were said of the same line, or differs from each by five at least, and so does
what it leaves of the group; else it is said between two multiples of five, or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from suivi.ensemble.groupe import SEUIL
from suivi.ensemble.petits import Comptes, Ligne
from suivi.ensemble.portrait import APART, Portrait
from suivi.ensemble.sorties import Sortie

Dits = Mapping[str, Sequence[int]]
"""What one view said exactly: a line → (its number, of how many)."""


def say(portrait: Portrait, before: Sequence[Dits]) -> Portrait:
    """As it may be said after these views. Where each pupil counts in one line, lines add up to the group: one that may
    not be said would be found from the others, so none is."""
    comptes = {
        name: _whole(name, one, before) if name in APART else _each(name, one, before)
        for name, one in portrait.comptes.items()
    }
    told = {one.noms: one for one in comptes["domaines"].lignes}
    sorties = tuple(_sortie(one, told[one.ligne.noms], before) for one in portrait.sorties)
    return replace(portrait, comptes=comptes, sorties=sorties)


def _each(name: str, comptes: Comptes, before: Sequence[Dits]) -> Comptes:
    lignes = tuple(_ligne(name, one, comptes.total, before) for one in comptes.lignes)
    return replace(comptes, lignes=lignes, deja=any(one.entre for one in lignes))


def _whole(name: str, comptes: Comptes, before: Sequence[Dits]) -> Comptes:
    numbers = _numbers(name, comptes)
    if all(_may_be_said(key, number, comptes.total, before) for key, number in numbers.items()):
        return comptes
    hidden = (*(nom for one in comptes.lignes for nom in one.noms), *comptes.caches)
    return Comptes(comptes.total, caches=hidden, deja=True)


def _numbers(name: str, comptes: Comptes) -> dict[str, int]:
    """What is said exactly of a rubric: its lines, and where they add up to the group what they leave."""
    found = {_key(name, one.noms): one.nombre for one in comptes.lignes if one.nombre is not None}
    if name in APART and found:
        found[_key(name, ["reste", *comptes.caches])] = comptes.total - sum(found.values())
    return found


def said(portrait: Portrait) -> dict[str, list[int]]:
    """What is to be remembered of a view that was said."""
    lines = {
        key: [number, comptes.total]
        for name, comptes in portrait.comptes.items()
        for key, number in _numbers(name, comptes).items()
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
