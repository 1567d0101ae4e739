"""One send in one line, to read aloud. Pure."""

from quiz.methode.stability import PROBABLE
from quiz.rapport.text import Run, Sentence, listed, sentence, strong
from quiz.resultat.instantane import Instantane
from suivi.synthese.constats import EGALES
from suivi.synthese.lecture import FERMETES, by_weight, fermete, meilleure, parts

TOLD = 3  # pistes


def en_bref(kept: Instantane) -> Sentence:
    """« D’abord les relations humaines, puis la qualité de vie. Direction Santé, probable. Premières pistes : … »"""
    return sentence(*_priorites(kept), *_direction(kept), *_pistes(kept))


def _priorites(kept: Instantane) -> list[str | Run]:
    ordered = by_weight(parts(kept.weights))
    if ordered[0][1] - ordered[-1][1] < EGALES:
        return ["Aucune priorité ne se détache."]
    first = [one for one in ordered if one[1] == ordered[0][1]]
    named = [strong(dimension.article, dimension.cle) for dimension, _ in ordered]
    if len(first) > 1:
        return ["D’abord, à égalité, ", *listed(named[: len(first)]), "."]
    second = [one for one in ordered[1:] if one[1] == ordered[1][1]]
    return ["D’abord ", named[0], ", puis ", *listed(named[1 : 1 + len(second)]), "."]


def _direction(kept: Instantane) -> list[str | Run]:
    """One that comes back less than once in two is not announced above pistes that may be elsewhere."""
    found = meilleure(kept)
    if found is None:
        return []
    if found.times < PROBABLE:
        return [" Aucune direction ne se détache."]
    return [" Direction ", strong(f"{found.nom}, {FERMETES[fermete(found.times)]}"), "."]


def _pistes(kept: Instantane) -> list[str | Run]:
    titres = [Run(piste.titre) for piste in kept.pistes[:TOLD]]
    if not titres:
        return [" Ses choix ne laissent aucune piste."]
    begins = " Premières pistes\u00a0: " if len(titres) > 1 else " Seule piste\u00a0: "
    return [begins, *listed(titres), "."]
