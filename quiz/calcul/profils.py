"""The published profiles as the arrays that `matching` ranks: made once per version of the catalogue and process."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from metiers.dimensions import CLES
from metiers.directory import Annuaire, annuaire
from metiers.models import Competence, CompetenceRequise
from quiz.methode.matching import Floats, percentiles
from quiz.methode.stability import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Profils:
    """`raw` scores and `shown` percentiles have shape (N, 5), one row per slug, slugs sorted (`rows`: slug → row).
    `required`, shape (N, K): what each métier requires of each skill of `competences` (slugs, sorted), else 0; `noms`:
    what every skill is called, required or not, by slug."""

    annuaire: Annuaire
    slugs: tuple[str, ...]
    rows: dict[str, int]
    raw: Floats
    shown: Floats
    competences: tuple[str, ...]
    required: Floats
    noms: dict[str, str]

    def rows_of(self, slugs: Iterable[str]) -> Rows:
        """Rows of these métiers, in the order of the catalogue."""
        return np.array(sorted(self.rows[slug] for slug in slugs), dtype=np.intp)

    def titre(self, slug: str) -> str:
        return self.annuaire.par_slug[slug].titre

    @property
    def version(self) -> int:
        return self.annuaire.state[0]


def load_profils() -> Profils:
    return _make(annuaire())


@lru_cache(maxsize=1)
def _make(current: Annuaire) -> Profils:
    slugs = tuple(entree.slug for entree in current.entrees)
    raw = np.array([entree.scores for entree in current.entrees], dtype=np.float64).reshape(len(slugs), len(CLES))
    rows = {slug: row for row, slug in enumerate(slugs)}
    return Profils(current, slugs, rows, raw, percentiles(raw), *_requirements(rows), _noms())


def _requirements(rows: dict[str, int]) -> tuple[tuple[str, ...], Floats]:
    """Read after the entries: a métier published since then is in the next version."""
    lines = CompetenceRequise.objects.values_list("metier__slug", "competence__slug", "score")
    known = [line for line in lines if line[0] in rows]
    competences = tuple(sorted({competence for _, competence, _ in known}))
    columns = {competence: column for column, competence in enumerate(competences)}
    required = np.zeros((len(rows), len(competences)))
    for slug, competence, score in known:
        required[rows[slug], columns[competence]] = score
    return competences, required


def _noms() -> dict[str, str]:
    return dict(Competence.objects.values_list("slug", "nom"))
