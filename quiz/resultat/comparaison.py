"""Two frozen results, or a frozen result and today: what moved, and why. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from metiers.dimensions import CLES, DIMENSIONS, Dimension
from quiz.methode.matching import BASE, terms
from quiz.methode.whatif import DOMAINES, GENERAL, INTERETS
from quiz.resultat.instantane import FiltreFige, Instantane, PisteFigee

_LEAST = 0.5  # points of index under which a change explains nothing
_SHOWN = 3  # terms told when each is small and their sum is not
_MOVED = 0.005  # shares that are shown as the same

Causes = tuple[tuple[str, float], ...]
"""Terms of an index that changed, by their key in `whatif`, in points, largest first."""


@dataclass(frozen=True, slots=True)
class Deplacement:
    """One priority: its share (0–1) before and after."""

    dimension: Dimension
    before: float
    after: float

    @property
    def moved(self) -> bool:
        return abs(self.after - self.before) >= _MOVED


@dataclass(frozen=True, slots=True)
class Contexte:
    """What else differs between two results: filters that came and went; whether the skills were rated
    otherwise, and whether the method or the fiches are of another version."""

    filtres_en_plus: tuple[FiltreFige, ...]
    filtres_en_moins: tuple[FiltreFige, ...]
    competences: bool
    methode: bool
    catalogue: bool

    @property
    def filtres(self) -> bool:
        return bool(self.filtres_en_plus or self.filtres_en_moins)

    @property
    def differs(self) -> bool:
        return self.filtres or self.competences or self.methode or self.catalogue


class Raison(Enum):
    """Why a métier moved when its own terms do not tell it all."""

    METHODE = "methode"  # the two indices were not computed alike
    FILTRES = "filtres"  # the filters of one result leave it out
    GOUTS = "gouts"  # what the student likes is not the same, and what it would bring there is not known
    FICHES = "fiches"  # its fiche, or those it is compared with, were revised, published or withdrawn
    AUTRES = "autres"  # others moved more


@dataclass(frozen=True, slots=True)
class Mouvement:
    """One métier: its places before and after, None when it was not among the pistes; `gain`: points its index won;
    `causes`: the terms that make it up; `raison` when that does not explain where it went."""

    slug: str
    titre: str
    before: int | None
    after: int | None
    gain: float
    causes: Causes
    raison: Raison | None = None

    @property
    def climbs(self) -> bool:
        return self.after is not None and (self.before is None or self.after < self.before)

    @property
    def explained(self) -> bool:
        """Did its own index move it this way?"""
        return self.before == self.after or (bool(self.causes) and (self.gain > 0) == self.climbs)


@dataclass(frozen=True, slots=True)
class FicheActuelle:
    """What is published of a métier today; `revue`: changed since the result was kept."""

    titre: str
    scores: tuple[int, ...]
    revue: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """A kept piste whose fiche has changed: its other `scores` (dimension, then, now), its `new_titre` if it has
    another; `gone`: no longer published."""

    slug: str
    titre: str
    gone: bool
    new_titre: str
    scores: tuple[tuple[Dimension, int, int], ...]


def priorities(before: Instantane, after: Instantane) -> list[Deplacement]:
    return [
        Deplacement(dimension, before.weights[dimension.cle], after.weights[dimension.cle]) for dimension in DIMENSIONS
    ]


def context(before: Instantane, after: Instantane) -> Contexte:
    return Contexte(
        filtres_en_plus=_only_in(after, before),
        filtres_en_moins=_only_in(before, after),
        competences=before.niveaux != after.niveaux,
        methode=before.methode.version != after.methode.version,
        catalogue=before.catalogue != after.catalogue,
    )


def _only_in(one: Instantane, other: Instantane) -> tuple[FiltreFige, ...]:
    """The filters of one result that the other has not, whatever they were called then."""
    known = {filtre.identity for filtre in other.filtres}
    return tuple(filtre for filtre in one.filtres if filtre.identity not in known)


def movements(
    before: Instantane, after: Instantane, ecartes: tuple[Collection[str], Collection[str]] = ((), ())
) -> list[Mouvement]:
    """Métiers of both results in the order of the second, then those that are in the first alone. `ecartes`: the
    métiers (slugs) that the filters of each leave out."""
    here = [_movement(before.piste(piste.slug), piste, before, after) for piste in after.pistes]
    listed = {piste.slug for piste in after.pistes}
    gone = [piste for piste in before.pistes if piste.slug not in listed]
    there = [_movement(piste, after.piste(piste.slug), before, after) for piste in gone]
    return [replace(one, raison=_raison(one, before, after, ecartes)) for one in here + there]


def _movement(then: PisteFigee | None, now: PisteFigee | None, before: Instantane, after: Instantane) -> Mouvement:
    """A métier that has a place in one of the two at least."""
    then, now = (piste if piste and piste.place else None for piste in (then, now))
    known = now or then
    assert known is not None  # noqa: S101 (see above)
    places = then.place if then else None, now.place if now else None
    if None in places and _likes_differ(before, after):
        return Mouvement(known.slug, known.titre, *places, 0.0, ())
    steps = then.steps if then else _steps(known, before), now.steps if now else _steps(known, after)
    gain = sum(steps[1]) - sum(steps[0])
    return Mouvement(known.slug, known.titre, *places, gain, _causes(*steps, gain))


def _raison(
    one: Mouvement, before: Instantane, after: Instantane, ecartes: tuple[Collection[str], Collection[str]]
) -> Raison | None:
    if one.before is None or one.after is None:
        absent, other, left_out = (before, after, ecartes[0]) if one.before is None else (after, before, ecartes[1])
        if absent.methode.version != other.methode.version:
            return Raison.METHODE
        if absent.query != other.query and one.slug in left_out:
            return Raison.FILTRES
        if _likes_differ(before, after):
            return Raison.GOUTS
        piste = other.piste(one.slug)
        if absent.catalogue != other.catalogue and piste and _had_its_place(piste, absent):
            return Raison.FICHES
    return None if one.explained else Raison.AUTRES


def _likes_differ(before: Instantane, after: Instantane) -> bool:
    """Do the interests or the domaines that bring points differ?"""
    return _likes(before) != _likes(after)


def _likes(instantane: Instantane) -> set[tuple[str, str]]:
    counted = instantane.filtres if instantane.counts_tastes else ()
    return {filtre.identity for filtre in counted if filtre.facette in {"interet", "aime"}}


def _steps(piste: PisteFigee, instantane: Instantane) -> tuple[float, ...]:
    """The terms that this métier of another result would have here, its profile and its tastes the same."""
    weights = np.array([instantane.weights[cle] for cle in CLES])
    contributions = terms(piste.slug, piste.raw, piste.percentiles, weights).contributions
    return (piste.general, *contributions, piste.gouts, piste.attrait)


def _causes(then: Sequence[float], now: Sequence[float], gain: float) -> Causes:
    named = (GENERAL, *CLES, INTERETS, DOMAINES)
    changes = [(cle, b - a) for cle, a, b in zip(named, then, now, strict=True)]
    changes.sort(key=lambda one: -abs(one[1]))
    told = tuple(one for one in changes if abs(one[1]) >= _LEAST)
    return told or (tuple(changes[:_SHOWN]) if abs(gain) >= _LEAST else ())


def _had_its_place(piste: PisteFigee, absent: Instantane) -> bool:
    """Would its index have made it one of the pistes of a result that it is absent from?"""
    if len(absent.pistes) == absent.en_vue:
        return True
    last = absent.pistes[-1]
    return BASE + sum(_steps(piste, absent)) > last.unclipped


def revisions(kept: Instantane, today: Mapping[str, FicheActuelle]) -> list[Revision]:
    """Pistes of a frozen result whose fiche has changed; `today`: what is published, by slug."""
    found = []
    for piste in kept.kept:
        fiche = today.get(piste.slug)
        if fiche is None:
            found.append(Revision(piste.slug, piste.titre, True, "", ()))
            continue
        changed = tuple(
            (dimension, then, now)
            for dimension, then, now in zip(DIMENSIONS, piste.raw, fiche.scores, strict=True)
            if then != now
        )
        new_titre = fiche.titre if fiche.titre != piste.titre else ""
        if fiche.revue or changed or new_titre:
            found.append(Revision(piste.slug, piste.titre, False, new_titre, changed))
    return found
