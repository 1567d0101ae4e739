"""The skills that characterise a métier: important in it, and more than elsewhere. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import Vector

LOWEST, HIGHEST = 1.0, 5.0  # O*NET's importance scale
LIFT_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Choice:
    """How many to keep, and the importance (0–100) under which a skill beyond `fewest` is not worth a line."""

    fewest: int
    most: int
    important: float


HARD = Choice(fewest=6, most=10, important=45.0)
SOFT = Choice(fewest=5, most=9, important=70.0)


def rescaled(importance: Vector) -> Vector:
    """Importance 1–5 → 0–100."""
    return (importance - LOWEST) / (HIGHEST - LOWEST) * 100.0


def characteristic(names: Sequence[str], importance: Vector, choice: Choice) -> list[list[tuple[str, int]]]:
    """(n métiers, k skills) importances 0–100 → for each métier its skills with their score, most important first.

    Ranked by importance + 1.5 × (importance − mean of the catalogue); beyond the fewest, only skills that are important
    and above the mean. A NaN is never chosen. Raises ValueError when a métier knows fewer than `fewest`.
    """
    lift = importance - np.nanmean(importance, axis=0)
    rank = np.where(np.isnan(importance), -np.inf, importance + LIFT_WEIGHT * lift)
    return [_of_one(names, importance[i], lift[i], rank[i], choice) for i in range(len(importance))]


def _of_one(
    names: Sequence[str], importance: Vector, lift: Vector, rank: Vector, choice: Choice
) -> list[tuple[str, int]]:
    order = [k for k in np.argsort(-rank, kind="stable").tolist() if np.isfinite(rank[k])][: choice.most]
    if len(order) < choice.fewest:
        raise ValueError(f"only {len(order)} skills are known")
    more = [k for k in order[choice.fewest :] if importance[k] >= choice.important and lift[k] > 0]
    kept = [(names[k], int(importance[k] + 0.5)) for k in (*order[: choice.fewest], *more)]
    return sorted(kept, key=lambda skill: (-skill[1], skill[0]))


def matrix(columns: Mapping[str, Vector], keys: Sequence[str]) -> Vector:
    """(n, k) importances 0–100, one column per key, from vectors of importances 1–5."""
    return rescaled(np.column_stack([columns[key] for key in keys]))
