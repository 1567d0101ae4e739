"""What a group could visit together: a place for each grand domaine, those that concern most pupils. Pure."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from suivi.ensemble.groupe import SEUIL
from suivi.ensemble.petits import Ligne, ligne_of

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
    """`ligne`: who has a piste there. `de_plus`: how many of them no outing above concerns; None for the first one, and
    where that number, or what it leaves, would tell of fewer than five (`memes`)."""

    lieu: str
    ligne: Ligne
    de_plus: int | None
    memes: bool


def programme(pupils: Sequence[AbstractSet[str]], names: Mapping[str, str]) -> tuple[Sortie, ...]:
    """Where most have a piste, whatever the others have: to leave out one that adds nobody would tell it of them.
    `pupils`: for each one, the names of the domaines of their first pistes; `names`: letter → name."""
    concerned = {
        letter: {number for number, one in enumerate(pupils) if name in one}
        for letter, name in names.items()
        if letter in LIEUX
    }
    lignes = {
        letter: ligne_of(names[letter], len(who), len(pupils)) for letter, who in concerned.items() if len(who) >= SEUIL
    }
    reached: set[int] = set()
    chosen: list[Sortie] = []
    for letter, ligne in sorted(lignes.items(), key=lambda one: -(one[1].nombre or len(pupils)))[:MOST]:
        who = concerned[letter]
        told = bool(chosen) and _tells_of_nobody(who, reached, len(pupils))
        chosen.append(Sortie(LIEUX[letter], ligne, len(who - reached) if told else None, bool(chosen) and not told))
        reached |= who
    return tuple(chosen)


def _tells_of_nobody(one: AbstractSet[int], other: AbstractSet[int], total: int) -> bool:
    """Of the four parts that two sets make of a group."""
    parts = (one - other, other - one, one & other)
    return all(not 0 < number < SEUIL for number in (*map(len, parts), total - len(one | other)))
