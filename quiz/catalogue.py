"""The published profiles as the arrays that `matching` ranks: made once per version of the catalogue and process."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from metiers.dimensions import CLES
from metiers.directory import Annuaire, annuaire
from quiz.matching import Floats, percentiles


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`raw` scores and `shown` percentiles have shape (N, 5), one row per slug, slugs sorted."""

    annuaire: Annuaire
    slugs: tuple[str, ...]
    raw: Floats
    shown: Floats

    @property
    def version(self) -> int:
        return self.annuaire.state[0]


def load_catalogue() -> Catalogue:
    return _make(annuaire())


@lru_cache(maxsize=1)
def _make(current: Annuaire) -> Catalogue:
    slugs = tuple(entree.slug for entree in current.entrees)
    raw = np.array([entree.scores for entree in current.entrees], dtype=np.float64).reshape(len(slugs), len(CLES))
    return Catalogue(current, slugs, raw, percentiles(raw))
