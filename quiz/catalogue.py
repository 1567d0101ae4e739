"""The published profiles as the arrays that `matching` ranks."""

from dataclasses import dataclass

import numpy as np

from metiers.dimensions import CLES
from metiers.models import Metier
from metiers.services import catalogue_version
from quiz.matching import Floats


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`raw` has shape (N, 5), one row per slug; `version` was read before the rows, so it is never too recent."""

    version: int
    slugs: tuple[str, ...]
    raw: Floats


def load_catalogue() -> Catalogue:
    version = catalogue_version()
    rows = list(Metier.objects.publies().order_by("slug").values_list("slug", *CLES))
    raw = np.array([row[1:] for row in rows], dtype=np.float64).reshape(len(rows), len(CLES))
    return Catalogue(version, tuple(row[0] for row in rows), raw)
