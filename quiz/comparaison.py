"""Two frozen results, or a frozen result and today: what moved, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from metiers.dimensions import CLES, DIMENSIONS, Dimension
from quiz.instantane import Instantane, PisteFigee
from quiz.matching import BASE, terms

_LEAST = 0.5  # points of index under which a term explains nothing
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
    """Why a métier moved when its own terms do not tell."""

    FILTRES = "filtres"  # the filters of one result leave it out
    FICHE = "fiche"  # its fiche was revised, published or withdrawn
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
    first, second = ({piste.slug: piste for piste in one.pistes} for one in (before, after))
    both = [
        _stays(first[slug], second[slug]) if slug in first else _comes(second[slug], before, after) for slug in second
    ]
    return both + [_goes(piste, before, after) for slug, piste in first.items() if slug not in second]


def _stays(then: PisteFigee, now: PisteFigee) -> Mouvement:
    causes = _causes(then.steps, now.steps)
    raison = None if causes or then.place == now.place else Raison.AUTRES
    return Mouvement(now.slug, now.titre, then.place, now.place, causes, raison)


def _comes(now: PisteFigee, before: Instantane, after: Instantane) -> Mouvement:
    causes = _causes(_steps(now, before), now.steps)
    return Mouvement(now.slug, now.titre, None, now.place, causes, _why_absent(now, before, after, causes))


def _goes(then: PisteFigee, before: Instantane, after: Instantane) -> Mouvement:
    causes = _causes(then.steps, _steps(then, after))
    return Mouvement(then.slug, then.titre, then.place, None, causes, _why_absent(then, after, before, causes))


def _why_absent(piste: PisteFigee, absent: Instantane, other: Instantane, causes: Causes) -> Raison | None:
    if _had_its_place(piste, absent):
        return Raison.FILTRES if absent.filtres != other.filtres else Raison.FICHE
    return None if causes else Raison.AUTRES


def _steps(piste: PisteFigee, instantane: Instantane) -> tuple[float, ...]:
    """General level and contributions (D,) that this métier of another result would have here, its profile the same."""
    weights = np.array([instantane.weights[cle] for cle in CLES])
    return (piste.general, *terms(piste.slug, piste.raw, piste.percentiles, weights).contributions)


def _causes(then: Sequence[float], now: Sequence[float]) -> Causes:
    named: Sequence[Dimension | None] = (None, *DIMENSIONS)
    changes = [(dimension, b - a) for dimension, a, b in zip(named, then, now, strict=True)]
    return tuple(sorted((one for one in changes if abs(one[1]) >= _LEAST), key=lambda one: -abs(one[1])))


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
