"""From a student's priorities to an explained ranking. Pure: numpy and dataclasses in, dataclasses out; no Django.

Shapes: D = 5 dimensions (order of `metiers.dimensions`), N métiers, K skills. Raw scores and percentiles are in 0–100,
weights are >= 0 and sum to 1.

The index of a métier is  S = 50 + λ (p̄ − 50) + Σ_d (w_d − 1/D)(p_d − p̄) + g + h,  not below 0: a common base, a part
for the general level of its profile p, one contribution per dimension, and the points of `gouts` for the interests (g)
and the domaines (h) that the student likes. Above 0 the terms add up exactly. It is no mark out of 100.
Needs and what a job gives are compared dimension by dimension, as in the theory of work adjustment (Dawis & Lofquist);
the terms stay visible because one overall figure hides where a misfit comes from (Edwards, 1993).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

METHOD_VERSION = "4"
LAMBDA = 0.35  # share of the general level: 1 is the plain mean, 0 the pure shape of the profile
BASE = 50.0
MIN_FOR_PERCENTILES = 30
MIN_COVERAGE = 0.5
RATINGS = (0, 25, 50, 75, 100)
BALANCED = 0.03  # weights this near to 1/D move no index by more than a point or two
_ROUNDING = 1e-9

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the index of one métier is made of: `score_unclipped == base + general + sum(contributions) +
    interets + domaine`."""

    slug: str
    raw: tuple[float, ...]
    percentiles: tuple[float, ...]
    base: float
    general: float
    contributions: tuple[float, ...]
    score_unclipped: float
    weighted_mean: float
    interets: float = 0.0
    domaine: float = 0.0

    @property
    def score(self) -> float:
        """The index, not below 0."""
        return clipped(self.score_unclipped)

    @property
    def mean_percentile(self) -> float:
        return sum(self.percentiles) / len(self.percentiles)


@dataclass(frozen=True, slots=True)
class Gap:
    """One required skill: `required` in 0–100, `rated` in 0–100 or None when the student does not know."""

    slug: str
    required: float
    rated: float | None

    @property
    def shortfall(self) -> float | None:
        return None if self.rated is None else max(0.0, self.required - self.rated)


@dataclass(frozen=True, slots=True)
class SkillsFit:
    """`score` in 0–100, or None when less than half of what is required was rated; `coverage` in 0–1."""

    score: float | None
    coverage: float
    gaps: tuple[Gap, ...]


def clipped(index: float) -> float:
    """An index as it is shown: not below 0."""
    return max(0.0, index)


def normalise_weights(importances: Sequence[float]) -> Floats:
    """Importances of any scale → weights that sum to 1, shape (D,).

    Raises ValueError when one is negative or not finite, or when all are zero.
    """
    values = np.asarray(importances, dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("importances must be finite and >= 0")
    largest = values.max(initial=0.0)
    if largest <= 0:
        raise ValueError("at least one importance must be > 0")
    if largest > 1e300 or largest < 1e-300:  # so that the sum of huge importances cannot overflow
        values = values / largest
    return values / values.sum()


def percentiles(raw: Floats) -> Floats:
    """Raw scores → what the index is computed on, both of shape (N, D).

    Mid-rank percentiles among these N métiers: the share of them with a lower score plus half of the share with the
    same one, times 100. With fewer than 30 métiers a rank says little, and the raw scores are returned as they are.
    """
    raw = np.asarray(raw, dtype=np.float64)
    count = raw.shape[0]
    if count < MIN_FOR_PERCENTILES:
        return raw.copy()
    ordered = np.sort(raw, axis=0)
    below_and_upto = [
        (np.searchsorted(column, values, "left"), np.searchsorted(column, values, "right"))
        for column, values in zip(ordered.T, raw.T, strict=True)
    ]
    return np.stack([(below + upto) / 2 for below, upto in below_and_upto], axis=1) * (100.0 / count)


def terms(
    slug: str,
    raw: Sequence[float],
    shown: Sequence[float],
    weights: Floats,
    *,
    interets: float = 0.0,
    domaine: float = 0.0,
) -> Terms:
    """The index of one métier: `raw` scores (D,), `shown` percentiles (D,), `weights` (D,), its points of `gouts`."""
    profile = np.asarray(shown, dtype=np.float64)
    mean = float(profile.mean())
    general = LAMBDA * (mean - BASE)
    contributions = (weights - 1 / len(profile)) * (profile - mean)
    return Terms(
        slug=slug,
        raw=tuple(float(value) for value in raw),
        percentiles=tuple(profile.tolist()),
        base=BASE,
        general=general,
        contributions=tuple(contributions.tolist()),
        score_unclipped=BASE + general + float(contributions.sum()) + interets + domaine,
        weighted_mean=float(weights @ np.asarray(raw, dtype=np.float64)),
        interets=interets,
        domaine=domaine,
    )


def percentile_errors(raw: Floats, errors: Floats) -> Floats:
    """Standard errors of raw scores, in points → of what the index is computed on, both (N, D): how far a percentile
    goes when its score moves by its error, the mean of both sides; the one side there is at either end."""
    if len(raw) < MIN_FOR_PERCENTILES:
        return errors.copy()
    moved = [_reach(np.sort(values), values, error) for values, error in zip(raw.T, errors.T, strict=True)]
    return np.stack(moved, axis=1) * (100.0 / len(raw))


def _reach(ordered: Floats, values: Floats, error: Floats) -> Floats:
    """Past how many of the `ordered` scores each value goes when it moves by its error, the mean of both sides."""
    own = (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2
    above = np.searchsorted(ordered, values + error, "right") - own
    below = own - np.searchsorted(ordered, values - error, "left")
    above = np.where(values + error > ordered[-1], np.maximum(above, below), above)
    below = np.where(values - error < ordered[0], np.maximum(above, below), below)
    return (above + below) / 2


def skills_fit(required: Mapping[str, float], ratings: Mapping[str, float | None]) -> SkillsFit:
    """How far a student's self-ratings are from what a métier requires; only shortfalls count.

    `required` and `ratings` map skill slugs to 0–100. A skill that is missing or None in `ratings` is unknown, not
    zero: it lowers the coverage. score = 100 (1 − Σ r·max(0, r − a) / Σ r²) over the skills rated.
    """
    gaps = tuple(Gap(slug, level, ratings.get(slug)) for slug, level in required.items())
    rated = [gap for gap in gaps if gap.rated is not None]
    total = sum(gap.required for gap in gaps)
    coverage = sum(gap.required for gap in rated) / total if total else 0.0
    squares = sum(gap.required**2 for gap in rated)
    if coverage < MIN_COVERAGE or not squares:
        return SkillsFit(None, coverage, gaps)
    missing = sum(gap.required * (gap.shortfall or 0.0) for gap in rated)
    return SkillsFit(100.0 * (1.0 - missing / squares), coverage, gaps)


def skills_fits(required: Floats, ratings: Floats) -> Floats:
    """The `score` of `skills_fit` for many métiers at once, nan where it gives None.

    `required` (N, K) in 0–100, 0 where a métier does not require the skill; `ratings` (K,) in 0–100, nan when unknown.
    """
    rated = np.isfinite(ratings)
    asked = required[:, rated]
    total, squares = required.sum(axis=1), (asked**2).sum(axis=1)
    missing = (asked * np.maximum(0.0, asked - ratings[rated])).sum(axis=1)
    known = (asked.sum(axis=1) >= MIN_COVERAGE * total) & (squares > 0)
    return np.where(known, 100.0 * (1.0 - missing / np.where(squares > 0, squares, 1.0)), np.nan)


def most_telling(required: Floats, most: int) -> list[int]:
    """The skills (columns of `required`, shape (N, K)) worth asking about to tell these métiers apart, at most `most`.

    One after the other: the skill that brings them nearest to the share of their requirements that must be rated before
    anything is said of them (`MIN_COVERAGE`), then the one that differs most between them. A skill that all require
    alike, or none, tells nothing and is left out.
    """
    if not len(required):
        return []
    spread, totals = required.var(axis=0), required.sum(axis=1, keepdims=True)
    shares = required / np.where(totals > 0, totals, 1.0)
    missing = np.full((len(required), 1), MIN_COVERAGE)
    left = [int(column) for column in np.argsort(-spread, kind="stable") if spread[column] > 0]
    chosen: list[int] = []
    while left and len(chosen) < most:
        gains = np.minimum(shares[:, left], missing).sum(axis=0)
        chosen.append(left.pop(int(gains.argmax())))
        missing = np.maximum(0.0, missing - shares[:, chosen[-1:]])
    return chosen


def is_balanced(weights: Floats) -> bool:
    """Do all priorities weigh about the same?"""
    return bool((np.abs(weights - 1 / len(weights)) <= BALANCED + _ROUNDING).all())
