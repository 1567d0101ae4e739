"""Weighted means, z-scores, correlations. Pure; NaN means « not known » everywhere and is never counted as 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

MEAN = 60.0
SPREAD = 14.0


def weighted_mean(shares: Sequence[tuple[str, float]], figures: Mapping[str, float]) -> float:
    """Mean of `figures` over (key, weight) pairs, the weights of what is known brought to sum 1; NaN if nothing is."""
    known = [(weight, figures[key]) for key, weight in shares if not np.isnan(figures.get(key, np.nan))]
    total = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / total if total > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and standard deviation (ddof 0) of what is known in the catalogue: what other figures are measured on."""

    mean: float
    spread: float

    def z(self, values: Vector) -> Vector:
        """Any shape; NaN stays; all 0 on a scale without spread."""
        if self.spread == 0.0:
            return np.where(np.isnan(values), np.nan, 0.0)
        return (values - self.mean) / self.spread


def scale_of(values: Vector) -> Scale:
    if np.all(np.isnan(values)):
        return Scale(0.0, 0.0)
    return Scale(float(np.nanmean(values)), float(np.nanstd(values)))


def z_scores(values: Vector) -> Vector:
    """(n,) → (n,): mean 0, standard deviation 1 (ddof 0) over what is known; NaN stays; all 0 if constant."""
    return scale_of(values).z(values)


def weighted_mean_of_rows(columns: Vector, weights: Vector) -> Vector:
    """(n, k) z-scores and (k,) signed weights → (n,): signed mean, over the absolute weights of what each row knows."""
    known = ~np.isnan(columns)
    total = known @ np.abs(weights)
    signed = np.where(known, columns, 0.0) @ weights
    return np.divide(signed, total, out=np.full(len(columns), np.nan), where=total > 0)


def to_score(z: Vector) -> NDArray[np.int64]:
    """60 + 14 z, clipped to 0–100, rounded half up: the scale that the editors of written fiches use.

    Raises ValueError for NaN: a score is known or the métier is not in the catalogue.
    """
    if np.isnan(z).any():
        raise ValueError("a score needs a known z")
    return np.floor(np.clip(MEAN + SPREAD * z, 0.0, 100.0) + 0.5).astype(np.int64)


def correlation(a: Vector, b: Vector) -> float:
    """Pearson's r over the pairs that are both known; NaN with fewer than three or no variation."""
    both = ~(np.isnan(a) | np.isnan(b))
    if both.sum() < 3 or np.std(a[both]) == 0 or np.std(b[both]) == 0:
        return float("nan")
    return float(np.corrcoef(a[both], b[both])[0, 1])
