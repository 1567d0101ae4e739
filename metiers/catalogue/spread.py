"""How sure is a score? What the O*NET occupations behind a métier say of it one by one. Pure.

Each occupation of a métier is taken for the whole of it, its French facts kept, and measured on the catalogue's scales.
The score of the métier is their weighted mean, and the error of that mean follows from how far they lie apart:

    error² = V · Σ w²,   V = (4 T² + ν v) / (4 + ν),   ν = 1 / Σ w² − 1

v is the variance of the métier's own occupations (Σ w (s − mean)² / (1 − Σ w²), unbiased), ν how many of them speak
beyond the first, and T the typical spread: the mean of √v over the métiers that have several. So T counts as much as
four occupations, and is all that a métier with one link has: with four, halves of a métier lie as far apart as they
make one expect (see the report). An occupation reached by a better link lies no nearer to the others, so quality is
not in the formula. What the occupations of a métier share is not seen: its French facts, and the distance between two
countries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import MEAN, SPREAD, Vector
from metiers.catalogue.elements import PARTS
from metiers.catalogue.joins import Link
from metiers.catalogue.profile import Profiles, dimensions_z, recipes_z

PRIOR = 4.0


@dataclass(frozen=True, slots=True)
class Professions:
    """The O*NET occupations of one métier: `parts` (k,) sum to 1, `scores` (k, 5) on the scale of the métier's."""

    parts: Vector
    scores: Vector

    @property
    def freedom(self) -> float:
        """How many of them speak beyond the first, by weight; 0 for one."""
        return 1.0 / float(self.parts @ self.parts) - 1.0

    @property
    def variance(self) -> Vector:
        """(5,) unbiased, of one occupation; all 0 where there is one."""
        concentration = float(self.parts @ self.parts)
        if len(self.parts) == 1:
            return np.zeros(self.scores.shape[1])
        return self.parts @ (self.scores - self.parts @ self.scores) ** 2 / (1.0 - concentration)


def professions_of(
    links: Mapping[str, Link], figures: Mapping[str, Mapping[str, float]], profiles: Profiles
) -> dict[str, Professions]:
    """`links` and `figures` as given to `derive_profiles`."""
    return {code: _of_one(i, links[code], figures, profiles) for i, code in enumerate(profiles.codes)}


def _of_one(index: int, link: Link, figures: Mapping[str, Mapping[str, float]], profiles: Profiles) -> Professions:
    codes = [code for code, _ in link.shares]
    columns = {
        cle: np.array([figures[cle].get(code, np.nan) for code in codes])
        if cle in figures
        else np.full(len(codes), values[index])
        for cle, values in profiles.elements.items()
    }
    z = dimensions_z(recipes_z(columns, profiles.scales), profiles.scales)
    scores = np.column_stack([z[cle] for cle in PARTS])
    return Professions(np.array([share for _, share in link.shares]), np.clip(MEAN + SPREAD * scores, 0.0, 100.0))


def typical_spread(professions: Sequence[Professions]) -> Vector:
    """(5,) in points: how far from one another the occupations of one métier lie; 0 if none has several."""
    spreads = [np.sqrt(found.variance) for found in professions if len(found.parts) > 1]
    return np.mean(spreads, axis=0) if spreads else np.zeros(len(PARTS))


def variance_of(found: Professions, typical: Vector) -> Vector:
    """(5,) of one occupation of this métier: its own, and the typical one for as many as are missing."""
    return (PRIOR * typical**2 + found.freedom * found.variance) / (PRIOR + found.freedom)


def errors_of(found: Professions, typical: Vector) -> Vector:
    """(5,) standard errors of the métier's scores, in points."""
    return np.sqrt(variance_of(found, typical) * (found.parts @ found.parts))
