"""The published profiles as the arrays that `matching` ranks: made once per version of the catalogue and process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from metiers.dimensions import CLES
from metiers.directory import Annuaire, annuaire
from metiers.models import Competence, CompetenceRequise
from metiers.search.entries import Entree
from metiers.search.selection import Selection
from quiz.methode.gouts import SECOND, domaine_points, interest_points, rarities
from quiz.methode.jumeaux import twins
from quiz.methode.listes import Candidats
from quiz.methode.matching import Floats, percentile_errors, percentiles
from quiz.methode.stability import Rows


@dataclass(frozen=True, slots=True, eq=False)
class Profils:
    """`raw` scores and `shown` percentiles have shape (N, 5), one row per slug, slugs sorted (`rows`: slug → row).
    `required`, shape (N, K): what each métier requires of each skill of `competences` (slugs, sorted), else 0;
    `noms`: what every skill is called, required or not, by slug. `matches` (N, I) says which of `interets` (codes,
    sorted) each métier has, see `gouts`, and `rarity` (I,) how telling each is; `errors` (N, D) are those of the
    percentiles; `twins` (N,): the row each one stands with."""

    annuaire: Annuaire
    slugs: tuple[str, ...]
    rows: dict[str, int]
    raw: Floats
    shown: Floats
    competences: tuple[str, ...]
    required: Floats
    noms: dict[str, str]
    interets: tuple[str, ...]
    matches: Floats
    rarity: Floats
    errors: Floats
    twins: list[int]

    def rows_of(self, slugs: Iterable[str]) -> Rows:
        """Rows of these métiers, in the order of the catalogue."""
        return np.array(sorted(self.rows[slug] for slug in slugs), dtype=np.intp)

    def candidats(self, rows: Rows, selection: Selection) -> Candidats:
        """These métiers as they are ranked for a student who likes and puts off what the selection says."""
        entrees = self.annuaire.entrees
        chosen = [self.interets.index(code) for code in selection.interet if code in self.interets]
        groups = [entree.grand_domaine for entree in entrees]
        everybody = Candidats(
            slugs=self.slugs,
            shown=self.shown,
            errors=self.errors,
            interets=interest_points(self.matches, self.rarity, chosen),
            domaine=domaine_points(groups, selection.aime),
            groups=groups,
            fields=[entree.domaine for entree in entrees],
            twins=self.twins,
            uncapped=frozenset(selection.aime) | frozenset(selection.domaine),
        )
        return everybody.only(rows)

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
    interets = tuple(sorted(current.interets))
    matches = _matches(current.entrees, interets)
    errors = np.array([entree.erreurs for entree in current.entrees], dtype=np.float64).reshape(raw.shape)
    return Profils(
        current,
        slugs,
        rows,
        raw,
        percentiles(raw),
        *_requirements(rows),
        _noms(),
        interets,
        matches,
        rarities(matches),
        percentile_errors(raw, errors),
        twins(raw, [entree.domaine for entree in current.entrees]),
    )


def _matches(entrees: Sequence[Entree], interets: Sequence[str]) -> Floats:
    found = [
        [1.0 if code in entree.principaux else SECOND if code in entree.interets else 0.0 for code in interets]
        for entree in entrees
    ]
    return np.array(found, dtype=np.float64).reshape(len(entrees), len(interets))


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
