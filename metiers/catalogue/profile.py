"""The five scores of every métier. Pure.

The figures of a métier are the weighted means of its O*NET occupations' (`joins.py`), with the French facts beside
them. Each is turned into a z-score over the métiers of the catalogue; a recipe is the signed weighted mean of its
elements, standardised; a dimension is the sum of its recipes, standardised once more, so that 60 is the average métier
in all five.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import (
    Scale,
    Vector,
    scale_of,
    to_score,
    weighted_mean,
    weighted_mean_of_rows,
    z_scores,
)
from metiers.catalogue.elements import COMPUTED, PARTS, RECIPES, Computed, Element
from metiers.catalogue.joins import Link

Figures = dict[str, dict[str, float]]
Columns = Mapping[str, Vector]
ELEMENTS = tuple(dict.fromkeys(element.cle for recipe in RECIPES.values() for element in recipe))


@dataclass(frozen=True, slots=True)
class Scales:
    """On what elements, recipes and dimensions are measured, by key."""

    elements: dict[str, Scale]
    recipes: dict[str, Scale]
    dimensions: dict[str, Scale]


@dataclass(frozen=True, slots=True)
class Profiles:
    """`codes` (n), `scores[dimension]` and `facettes[recipe]` (n,) whole numbers 0–100, the latter of what a dimension
    of several recipes is made of; `elements[cle]` (n,) the figures before z-scores."""

    codes: tuple[str, ...]
    scores: dict[str, list[int]]
    facettes: dict[str, list[int]]
    elements: dict[str, Vector]
    scales: Scales


def with_computed(figures: Mapping[str, Mapping[str, float]]) -> Figures:
    """The O*NET figures and those made of them."""
    found = {element: dict(values) for element, values in figures.items()}
    return found | {cle: _combined(figures, computed) for cle, computed in COMPUTED.items()}


def _combined(figures: Mapping[str, Mapping[str, float]], computed: Computed) -> dict[str, float]:
    columns = [figures[element] for element in computed.parts]
    return {
        code: computed.combine([column[code] for column in columns])
        for code in columns[0]
        if all(code in column for column in columns)
    }


def derive_profiles(
    links: Mapping[str, Link],
    figures: Mapping[str, Mapping[str, float]],
    facts: Mapping[str, Mapping[str, float]],
    scales: Scales | None = None,
) -> Profiles:
    """`figures[element][O*NET-SOC]` from `with_computed`; `facts[key][element]` the French ones (NaN unknown). On
    `scales`, or on those of these very métiers.

    Raises KeyError when an element of a recipe is in neither, ValueError when a métier has no known element.
    """
    codes = tuple(sorted(links))
    columns = {cle: _column(cle, codes, links, figures, facts) for cle in ELEMENTS}
    return profiles_of(codes, columns, scales or scales_of(columns))


def profiles_of(codes: tuple[str, ...], columns: Mapping[str, Vector], scales: Scales) -> Profiles:
    """`columns[element]` (n,) the figures of these métiers, before z-scores."""
    return Profiles(codes, *scores_of(columns, scales), dict(columns), scales)


def scores_of(columns: Columns, scales: Scales) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The scores of each dimension, and of each facet, of the métiers whose figures these are."""
    recipes = recipes_z(columns, scales)
    scores = {cle: to_score(z).tolist() for cle, z in dimensions_z(recipes, scales).items()}
    facettes = {cle: to_score(recipes[cle]).tolist() for parts in PARTS.values() if len(parts) > 1 for cle in parts}
    return scores, facettes


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


def scales_of(columns: Columns) -> Scales:
    """Those of the catalogue whose figures these are."""
    elements = {cle: scale_of(column) for cle, column in columns.items()}
    means = {cle: signed_mean(recipe, columns, elements) for cle, recipe in RECIPES.items()}
    recipes = {cle: scale_of(mean) for cle, mean in means.items()}
    sums = {cle: sum_of([recipes[part].z(means[part]) for part in parts]) for cle, parts in PARTS.items()}
    return Scales(elements, recipes, {cle: scale_of(total) for cle, total in sums.items()})


def recipes_z(columns: Columns, scales: Scales) -> dict[str, Vector]:
    """Each recipe on its scale, for any rows of figures: métiers, or the occupations that one is made of."""
    return {
        cle: scales.recipes[cle].z(signed_mean(recipe, columns, scales.elements)) for cle, recipe in RECIPES.items()
    }


def dimensions_z(recipes: Mapping[str, Vector], scales: Scales) -> dict[str, Vector]:
    """Each dimension on its scale: the recipes it is made of, added up."""
    return {cle: scales.dimensions[cle].z(sum_of([recipes[part] for part in parts])) for cle, parts in PARTS.items()}


def signed_mean(recipe: Sequence[Element], columns: Columns, scales: Mapping[str, Scale]) -> Vector:
    """(n,) signed weighted mean of the elements' z-scores, over what each row knows."""
    matrix = np.column_stack([scales[element.cle].z(columns[element.cle]) for element in recipe])
    return weighted_mean_of_rows(matrix, np.array([element.sign * element.weight for element in recipe]))


def composite(recipe: Sequence[Element], columns: Columns) -> Vector:
    """(n,) a recipe, or a part of one, over a whole catalogue: mean 0, standard deviation 1."""
    scales = {element.cle: scale_of(columns[element.cle]) for element in recipe}
    return z_scores(signed_mean(recipe, columns, scales))


def sum_of(parts: Sequence[Vector]) -> Vector:
    return np.sum(np.stack(parts), axis=0)
