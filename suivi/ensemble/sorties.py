"""What a group could visit together: a place for each grand domaine, chosen so that each one adds pupils. Pure."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from suivi.ensemble.groupe import SEUIL
from suivi.ensemble.petits import Ligne, nearly_all

MOST = 4

LIEUX = {
    "A": "Un lycée agricole, un jour de portes ouvertes",
    "B": "Un atelier d’artisan d’art ou une école d’art",
    "C": "Une agence bancaire ou une étude de notaire",
    "D": "Un magasin avant l’ouverture, avec qui le dirige",
    "E": "Une rédaction locale ou un studio de création",
    "F": "Un chantier, avec son bureau d’études",
    "G": "Un hôtel-restaurant, côté cuisine et côté accueil",
    "H": "Une usine de la région, de l’atelier au laboratoire",
    "I": "Un garage ou un service de maintenance",
    "J": "Un hôpital ou un institut de formation de soignants",
    "K": "Une école primaire, une mission locale ou une caserne",
    "L": "Un théâtre, en journée, avec ses techniciens",
    "M": "Une entreprise de services, du bureau au numérique",
    "N": "Un entrepôt, une gare ou un port, avec ses conducteurs",
}
"""By letter of the grand domaine in the ROME."""


@dataclass(frozen=True, slots=True)
class Sortie:
    """`ligne`: who has a piste there. `de_plus`: how many of them no outing above concerns, None for the first one and
    where that number, or what it leaves, would tell of fewer than five (`memes`)."""

    lieu: str
    ligne: Ligne
    de_plus: int | None
    memes: bool


@dataclass(frozen=True, slots=True)
class Programme:
    """`presque_tous`: together these concern nearly the whole group."""

    sorties: tuple[Sortie, ...]
    presque_tous: bool


def programme(pupils: Sequence[AbstractSet[str]], names: Mapping[str, str]) -> Programme:
    """`pupils`: for each one, the names of the domaines of their first pistes; `names`: letter → name."""
    left = {
        name: {number for number, one in enumerate(pupils) if name in one}
        for letter, name in names.items()
        if letter in LIEUX
    }
    places = {name: LIEUX[letter] for letter, name in names.items() if letter in LIEUX}
    reached: set[int] = set()
    chosen: list[Sortie] = []
    while len(chosen) < MOST and (name := _next(left, reached)):
        concerned = left.pop(name)
        chosen.append(_sortie(name, places[name], concerned, reached, len(pupils), first=not chosen))
        reached |= concerned
    return Programme(tuple(chosen), bool(chosen) and nearly_all(len(reached), len(pupils)))


def _next(left: Mapping[str, set[int]], reached: AbstractSet[int]) -> str:
    """The domaine that adds most pupils, among those that concern five; empty when none adds any."""
    told = [name for name, concerned in left.items() if len(concerned) >= SEUIL and concerned - reached]
    return max(told, key=lambda name: (len(left[name] - reached), len(left[name])), default="")


def _sortie(name: str, lieu: str, concerned: set[int], reached: AbstractSet[int], total: int, *, first: bool) -> Sortie:
    more = len(concerned - reached)
    ligne = Ligne((name,), None if nearly_all(len(concerned), total) else len(concerned))
    if first:
        return Sortie(lieu, ligne, None, memes=False)
    told = all(not 0 < number < SEUIL for number in (more, len(concerned) - more, total - len(reached | concerned)))
    return Sortie(lieu, ligne, more if told else None, memes=not told)
