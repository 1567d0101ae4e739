"""Two frozen results, or a frozen result and today: what moved, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from metiers.dimensions import CLES, DIMENSIONS, Dimension
from quiz.instantane import Instantane, PisteFigee
from quiz.matching import BASE, terms

_LEAST = 0.5  # points of index under which a change explains nothing
_SHOWN = 3  # terms told when each is small and their sum is not
_MOVED = 0.005  # shares that are shown as the same

Causes = tuple[tuple[Dimension | None, float], ...]
"""Terms of an index that changed, in points, largest first; None stands for the general level."""


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
    """What else differs between two results: filters, in words, that came and went; whether the skills were rated
    otherwise, and whether the method or the fiches are of another version."""

    filtres_en_plus: tuple[str, ...]
    filtres_en_moins: tuple[str, ...]
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
    """Why a métier moved when its own terms do not tell, or not all of it."""

    METHODE = "methode"  # the two indices were not computed alike
    FILTRES = "filtres"  # the filters of one result leave it out
    FICHES = "fiches"  # its fiche, or those it is compared with, were revised, published or withdrawn
    FILTRES_OU_FICHES = "filtres ou fiches"
    AUTRES = "autres"  # others came or went around it


@dataclass(frozen=True, slots=True)
class Mouvement:
    """One métier: its places before and after, None when it was not among the pistes; `causes`: what changed its
    index; `raison` when that does not tell."""

    slug: str
    titre: str
    before: int | None
    after: int | None
    causes: Causes
    raison: Raison | None

    @property
    def rises(self) -> int:
        """Places gained; 0 when one of the two is unknown."""
        return self.before - self.after if self.before and self.after else 0


@dataclass(frozen=True, slots=True)
class Fiche:
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
        filtres_en_plus=tuple(one for one in after.filtres if one not in before.filtres),
        filtres_en_moins=tuple(one for one in before.filtres if one not in after.filtres),
        competences=before.niveaux != after.niveaux,
        methode=before.methode.version != after.methode.version,
        catalogue=before.catalogue != after.catalogue,
    )


def movements(before: Instantane, after: Instantane) -> list[Mouvement]:
    """Métiers of both results in the order of the second, then those that are in the first alone."""
    here = [_movement(before.piste(piste.slug), piste, before, after) for piste in after.pistes]
    listed = {piste.slug for piste in after.pistes}
    gone = [piste for piste in before.pistes if piste.slug not in listed]
    return here + [_movement(piste, after.piste(piste.slug), before, after) for piste in gone]


def _movement(then: PisteFigee | None, now: PisteFigee | None, before: Instantane, after: Instantane) -> Mouvement:
    if then and now and then.place and now.place:
        causes = _causes(then.steps, now.steps)
        raison = None if causes or then.place == now.place else Raison.AUTRES
        return Mouvement(now.slug, now.titre, then.place, now.place, causes, raison)
    if now and now.place:
        causes = _causes(_steps(now, before), now.steps)
        return Mouvement(now.slug, now.titre, None, now.place, causes, _why_absent(now, before, after, causes))
    assert then is not None  # noqa: S101 (one of the two has a place)
    causes = _causes(then.steps, _steps(then, after))
    return Mouvement(then.slug, then.titre, then.place, None, causes, _why_absent(then, after, before, causes))


def _why_absent(piste: PisteFigee, absent: Instantane, other: Instantane, causes: Causes) -> Raison | None:
    if absent.methode.version != other.methode.version:
        return Raison.METHODE
    filters, fiches = absent.query != other.query, absent.catalogue != other.catalogue
    if (filters or fiches) and _had_its_place(piste, absent):
        if filters and fiches:
            return Raison.FILTRES_OU_FICHES
        return Raison.FILTRES if filters else Raison.FICHES
    return None if causes else Raison.AUTRES


def _steps(piste: PisteFigee, instantane: Instantane) -> tuple[float, ...]:
    """General level and contributions (D,) that this métier of another result would have here, its profile the same."""
    weights = np.array([instantane.weights[cle] for cle in CLES])
    return (piste.general, *terms(piste.slug, piste.raw, piste.percentiles, weights).contributions)


def _causes(then: Sequence[float], now: Sequence[float]) -> Causes:
    named: Sequence[Dimension | None] = (None, *DIMENSIONS)
    changes = [(dimension, b - a) for dimension, a, b in zip(named, then, now, strict=True)]
    changes.sort(key=lambda one: -abs(one[1]))
    told = tuple(one for one in changes if abs(one[1]) >= _LEAST)
    many_small_ones = abs(sum(points for _, points in changes)) >= _LEAST
    return told or (tuple(changes[:_SHOWN]) if many_small_ones else ())


def _had_its_place(piste: PisteFigee, absent: Instantane) -> bool:
    """Would its index have made it one of the pistes of a result that it is absent from?"""
    if len(absent.pistes) == absent.en_vue:
        return True
    last = absent.pistes[-1]
    return BASE + sum(_steps(piste, absent)) > last.unclipped


def revisions(kept: Instantane, today: Mapping[str, Fiche]) -> list[Revision]:
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
