"""Two frozen results, or a frozen result and today: what moved, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.instantane import Instantane, PisteFigee

_LEAST = 0.5  # points of index under which a term explains nothing
_MOVED = 0.005  # shares that are shown as the same


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
class Mouvement:
    """One métier: its places before and after, None when it was not among the pistes; `causes`: the terms of its index
    that changed, largest first, in points, when both results know it (None stands for the general level)."""

    slug: str
    titre: str
    before: int | None
    after: int | None
    causes: tuple[tuple[Dimension | None, float], ...]

    @property
    def rises(self) -> int:
        """Places gained; 0 when one of the two is unknown."""
        return self.before - self.after if self.before and self.after else 0


@dataclass(frozen=True, slots=True)
class Revision:
    """A kept piste whose fiche has other scores now: dimension, then, now; `gone`: no longer published."""

    slug: str
    titre: str
    gone: bool
    scores: tuple[tuple[Dimension, int, int], ...]


def priorities(before: Instantane, after: Instantane) -> list[Deplacement]:
    return [
        Deplacement(dimension, before.weights[dimension.cle], after.weights[dimension.cle]) for dimension in DIMENSIONS
    ]


def movements(before: Instantane, after: Instantane) -> list[Mouvement]:
    """Métiers of both results in the order of the second, then those that are in the first alone."""
    first, second = ({piste.slug: piste for piste in one.pistes} for one in (before, after))
    titres = {slug: piste.titre for slug, piste in (second | first | second).items()}
    return [_movement(slug, titre, first.get(slug), second.get(slug)) for slug, titre in titres.items()]


def _movement(slug: str, titre: str, before: PisteFigee | None, after: PisteFigee | None) -> Mouvement:
    places = before.place if before else None, after.place if after else None
    causes = _causes(before, after) if before and after else ()
    return Mouvement(slug, titre, *places, causes)


def _causes(before: PisteFigee, after: PisteFigee) -> tuple[tuple[Dimension | None, float], ...]:
    named: Sequence[Dimension | None] = (None, *DIMENSIONS)
    changes = [(dimension, then - now) for dimension, now, then in zip(named, before.steps, after.steps, strict=True)]
    return tuple(sorted((one for one in changes if abs(one[1]) >= _LEAST), key=lambda one: -abs(one[1])))


def revisions(kept: Instantane, scores: Mapping[str, Sequence[int]]) -> list[Revision]:
    """Pistes of a frozen result whose fiche has changed; `scores`: those of today by slug, of what is published."""
    found = []
    for piste in kept.kept:
        today = scores.get(piste.slug)
        changed = tuple(
            (dimension, then, now)
            for dimension, then, now in zip(DIMENSIONS, piste.raw, today or piste.raw, strict=True)
            if then != now
        )
        if today is None or changed:
            found.append(Revision(piste.slug, piste.titre, today is None, changed))
    return found
