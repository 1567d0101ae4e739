"""A ranking → what a fit report says. Pure: data in, data out; no HTML, no Django.

Words follow the signs of the terms, so that no sentence can say more than the figures beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.methode.matching import Floats, SkillsFit, Terms, is_balanced, skills_fit
from quiz.rapport.evidence import CONSTRAINT_STEMS, MISSION_STEMS, Evidence, find_evidence

EVEN = 1 / len(DIMENSIONS)
_SAME_WEIGHT = 0.015  # a weight this near to 1/5 counts as average
_SAME_SCORE = 1.5  # points around the métier's own mean that count as "as much as the rest"
_SECOND_TENSION = 8.0  # points under its own mean before a second tension is worth a line
_LOW = 50.0
_ROUNDING = 1e-9  # five equal scores may have a mean a hair above them
_SMALL_GAP = 25.0


@dataclass(frozen=True, slots=True)
class Cited:
    """The passages of a fiche that a report may cite."""

    missions: tuple[Evidence, ...] = ()
    contraintes: tuple[Evidence, ...] = ()


NOTHING_CITED = Cited()


@dataclass(frozen=True, slots=True)
class FicheFacts:
    """What the report cites of a fiche; `competences`: slug → (name, required level 0–100)."""

    missions: tuple[Evidence, ...]
    contraintes: tuple[Evidence, ...]
    competences: Mapping[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the waterfall: points added to or taken from the index, and why in words."""

    dimension: Dimension
    weight: float
    raw: float
    percentile: float
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A strength or a tension on one dimension, with the passages of the fiche that speak of it.

    `lowest`: the métier's lowest score, alone at that level; `matters`: the student gives it at least an even weight.
    """

    term: Term
    lowest: bool
    matters: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """`answered` tells « je ne sais pas » (no level, but an answer) from no answer at all."""

    nom: str
    required: float
    rated: float | None
    statut: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of one métier.

    `balanced`: all priorities weigh the same; `low`: even the strengths are low; `flat`: the métier gives as much of
    everything; `beside`: the strengths lie where the student puts little weight; `to_learn`: the skills to try first.
    """

    index: Terms
    terms: tuple[Term, ...]
    mean: float
    balanced: bool
    low: bool
    flat: bool
    beside: bool
    strengths: tuple[Point, ...]
    tensions: tuple[Point, ...]
    skills: SkillsFit
    skill_rows: tuple[SkillRow, ...]
    to_learn: tuple[SkillRow, ...]


def build_report(facts: FicheFacts, index: Terms, weights: Floats, ratings: Mapping[str, float | None]) -> Report:
    """`facts` of the fiche of one métier, its `index`, the `weights` (D,) and `ratings` of a student → what to say."""
    lines = tuple(_terms(index, weights))
    strengths, tensions = _strengths(lines, index.mean_percentile), _tensions(lines, index.mean_percentile)
    lowest = [term for term in lines if term.raw == min(line.raw for line in lines)]
    skills = skills_fit({slug: level for slug, (_, level) in facts.competences.items()}, ratings)
    rows = tuple(_skill_rows(facts, skills, ratings))
    return Report(
        index=index,
        terms=lines,
        mean=index.mean_percentile,
        balanced=is_balanced(weights),
        low=max(point.percentile for point in strengths) < _LOW,
        flat=_is_flat(lines, index.mean_percentile),
        beside=all(term.weight < EVEN - _SAME_WEIGHT for term in strengths),
        strengths=tuple(
            _point(term, lowest, find_evidence(facts.missions, MISSION_STEMS[term.dimension.cle], most=1))
            for term in strengths
        ),
        tensions=tuple(
            _point(term, lowest, find_evidence(facts.contraintes, CONSTRAINT_STEMS[term.dimension.cle], most=2))
            for term in tensions
        ),
        skills=skills,
        skill_rows=rows,
        to_learn=tuple(
            sorted(
                (row for row in rows if row.rated is not None and row.required > row.rated),
                key=lambda row: -row.required * (row.required - (row.rated or 0)),
            )[:2]
        ),
    )


def _point(term: Term, lowest: list[Term], evidence: tuple[str, ...]) -> Point:
    return Point(term, lowest == [term], term.weight >= EVEN - _SAME_WEIGHT, evidence)


def _terms(index: Terms, weights: Floats) -> list[Term]:
    columns = zip(DIMENSIONS, weights.tolist(), index.raw, index.percentiles, index.contributions, strict=True)
    return [
        Term(dimension, weight, raw, percentile, points, _words(weight, percentile, index.mean_percentile))
        for dimension, weight, raw, percentile, points in columns
    ]


def _near(value: float, target: float, tolerance: float) -> bool:
    return abs(value - target) <= tolerance


def _words(weight: float, percentile: float, mean: float) -> str:
    """Why a dimension adds or takes points: its weight against 1/5, its score against the métier's own mean."""
    if _near(weight, EVEN, _SAME_WEIGHT):
        return "poids moyen dans tes réponses : presque sans effet"
    if _near(percentile, mean, _SAME_SCORE):
        return "ce métier en donne autant que le reste : presque sans effet"
    matters, gives = weight > EVEN, percentile > mean
    return {
        (True, True): "important pour toi, et ce métier en donne plus que le reste",
        (False, False): "ce métier en donne moins que le reste, mais tu y tiens moins",
        (True, False): "important pour toi, mais ce métier en donne moins que le reste",
        (False, True): "ce métier en donne plus que le reste, mais tu y tiens moins",
    }[matters, gives]


def _strengths(terms: Sequence[Term], mean: float) -> list[Term]:
    """One or two dimensions at or above the métier's own mean, those that weigh most for the student first.

    A métier with a single high score has a second strength only if the next one is not low.
    """
    high = [term for term in terms if term.percentile >= mean - _ROUNDING]
    others = [term for term in terms if term not in high and term.percentile >= _LOW]
    high.sort(key=lambda term: (-term.weight * term.percentile, -term.percentile))
    others.sort(key=lambda term: -term.percentile)
    return (high + others)[:2]


def _tensions(terms: Sequence[Term], mean: float) -> list[Term]:
    """One or two dimensions that matter and lie under the métier's own mean, what would be missed most first.

    When none does, the métier's lowest score alone; none at all when it gives as much of everything.
    """
    if _is_flat(terms, mean):
        return []
    strengths = _strengths(terms, mean)
    others = [term for term in terms if term not in strengths]
    low = [term for term in others if term.weight >= EVEN - _SAME_WEIGHT and term.percentile < mean - _ROUNDING]
    if not low:
        return [min(others, key=lambda term: term.percentile)]
    low.sort(key=lambda term: (-term.weight * (mean - term.percentile), term.percentile))
    return low[:1] + [term for term in low[1:2] if mean - term.percentile >= _SECOND_TENSION]


def _is_flat(terms: Sequence[Term], mean: float) -> bool:
    return all(_near(term.percentile, mean, _SAME_SCORE) for term in terms)


def _skill_rows(facts: FicheFacts, skills: SkillsFit, ratings: Mapping[str, float | None]) -> list[SkillRow]:
    rows = [
        SkillRow(
            facts.competences[gap.slug][0], gap.required, gap.rated, _skill_status(gap.shortfall), gap.slug in ratings
        )
        for gap in skills.gaps
    ]
    return sorted(rows, key=lambda row: (-row.required, row.nom))


def _skill_status(shortfall: float | None) -> str:
    if shortfall is None:
        return "à découvrir"
    if shortfall == 0:
        return "acquis"
    return "à renforcer" if shortfall <= _SMALL_GAP else "à construire"
