"""The five scores of every métier. Pure.

The figures of a métier are the weighted means of its O*NET occupations' (`joins.py`), with the French facts beside
them. Each is turned into a z-score over the métiers of the catalogue, a dimension is the signed weighted mean of its
elements, and this mean is standardised once more, so that 60 is the average métier in all five.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import Vector, to_score, weighted_mean, weighted_mean_of_rows, z_scores
from metiers.catalogue.elements import ELEMENTS, HAZARDS, Element
from metiers.catalogue.joins import Link

Figures = dict[str, dict[str, float]]
Combine = Callable[[Sequence[float]], float]
CURIOUS = ("interet:Investigative", "interet:Artistic")


@dataclass(frozen=True, slots=True)
class Profiles:
    """`codes` (n), `scores[dimension]` (n,) whole numbers 0–100, `elements[cle]` (n,) the figures before z-scores."""

    codes: tuple[str, ...]
    scores: dict[str, list[int]]
    elements: dict[str, Vector]


def with_computed(figures: Mapping[str, Mapping[str, float]]) -> Figures:
    """The O*NET figures and two made of them: the mean of ten hazards, and max(Investigative, Artistic)."""
    found = {element: dict(values) for element, values in figures.items()}
    found["calcul:dangers"] = _combined(figures, HAZARDS, lambda values: sum(values) / len(values))
    found["calcul:curieux"] = _combined(figures, CURIOUS, max)
    return found


def _combined(
    figures: Mapping[str, Mapping[str, float]], elements: tuple[str, ...], combine: Combine
) -> dict[str, float]:
    columns = [figures[element] for element in elements]
    return {
        code: combine([column[code] for column in columns]) for code in columns[0] if all(code in c for c in columns)
    }


def derive_profiles(
    links: Mapping[str, Link], figures: Mapping[str, Mapping[str, float]], facts: Mapping[str, Mapping[str, float]]
) -> Profiles:
    """`figures[element][O*NET-SOC]` from `with_computed`; `facts[code ROME][element]` the French ones (NaN unknown).

    Raises KeyError when an element of the recipe is in neither, ValueError when a métier has no known element.
    """
    codes = tuple(sorted(links))
    columns = {
        element.cle: _column(element.cle, codes, links, figures, facts)
        for recipe in ELEMENTS.values()
        for element in recipe
    }
    scores = {cle: to_score(composite(recipe, columns)).tolist() for cle, recipe in ELEMENTS.items()}
    return Profiles(codes, scores, columns)


def _column(
    cle: str,
    codes: tuple[str, ...],
    links: Mapping[str, Link],
    figures: Mapping[str, Mapping[str, float]],
    facts: Mapping[str, Mapping[str, float]],
) -> Vector:
    if cle in figures:
        return np.array([weighted_mean(links[code].shares, figures[cle]) for code in codes])
    return np.array([facts[code][cle] for code in codes])


def composite_mean(recipe: Sequence[Element], columns: Mapping[str, Vector]) -> Vector:
    """(n,) signed weighted mean of the elements' z-scores, over what each métier knows."""
    matrix = np.column_stack([z_scores(columns[element.cle]) for element in recipe])
    return weighted_mean_of_rows(matrix, np.array([element.sign * element.weight for element in recipe]))


def composite(recipe: Sequence[Element], columns: Mapping[str, Vector]) -> Vector:
    """(n,) standardised dimension: mean 0, standard deviation 1 over the catalogue."""
    return z_scores(composite_mean(recipe, columns))
