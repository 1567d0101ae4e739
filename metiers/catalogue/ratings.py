"""The hard and soft skills of every métier, its own or those of its neighbours. Pure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from metiers.catalogue import labels
from metiers.catalogue.arithmetic import Vector
from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.exclusions import LEVELS
from metiers.catalogue.measure import Measured, ratings_of
from metiers.catalogue.readers.onet import Onet
from metiers.catalogue.skills import HARD, IMPORTANCE, LEVEL, SOFT, Choice, Mask, Ratings, characteristic, rescaled

Skill = tuple[str, int]
Loan = tuple[int, int, int]  # row of a métier, column of a skill, row of the métier whose figure it takes
# Knowledge of teaching is rated high wherever newcomers are trained, by roofers and sellers. It is told of those who
# also instruct, a skill that is rated apart (importance in 0–100).
_TEACHING, _INSTRUCTING = "2.C.6", "2.B.1.e"
_INSTRUCTS = 62.5  # 3.5 of 5


@dataclass(frozen=True, slots=True)
class Skills:
    """(name, figure in 0–100), highest first."""

    hard: list[Skill]
    soft: list[Skill]


def skills_of(
    measured: Measured,
    onet: Onet,
    keys: Sequence[str],
    hidden: Mapping[str, Set[str]],
    as_of: Mapping[str, Mapping[str, str]],
) -> dict[str, Skills]:
    """A skill stands out against the codes that have figures: publishing one more métier changes those of no other.
    `hidden`: key → hard skills that are not told of it; the next ones take their place. `as_of`: key → hard skill → key
    of the métier whose figures it takes, to be told. Raises CatalogueError when `as_of` names another skill."""
    competences, styles = labels.COMPETENCES, labels.STYLES
    elements = sorted(competences)
    importance = _figures(measured, onet, "competence", elements, IMPORTANCE)
    level = without_teaching(elements, importance, _figures(measured, onet, "niveau", elements, LEVEL))
    mean = _mean(measured, importance)
    lent = _lent(measured, [competences[element] for element in elements], as_of)
    importance, level, asked = _taken(importance, lent), _taken(level, lent), _asked(level, lent)
    level = _without(hidden, measured, competences, level)
    style = _figures(measured, onet, "style", sorted(styles), IMPORTANCE)
    hard = _chosen(measured, competences, Ratings(importance, level, mean, asked), HARD)
    soft = _chosen(measured, styles, Ratings(style, style, _mean(measured, style)), SOFT)
    return {key: Skills(hard[key], soft[key]) for key in keys}


def _mean(measured: Measured, importance: Vector) -> Vector:
    """(k,) over the codes that have figures."""
    keys = [*measured.own.codes, *measured.estimated.codes]
    mean: Vector = np.nanmean(importance[[keys.index(code) for code in measured.base.codes]], axis=0)
    return mean


def _lent(measured: Measured, names: Sequence[str], as_of: Mapping[str, Mapping[str, str]]) -> list[Loan]:
    """Between métiers that have figures. Raises CatalogueError for a skill that nobody rates."""
    rows = {key: i for i, key in enumerate([*measured.own.codes, *measured.estimated.codes])}
    columns = {name: k for k, name in enumerate(names)}
    asked = [(key, name, other) for key, skills in as_of.items() for name, other in skills.items()]
    unknown = next((name for _, name, _ in asked if name not in columns), None)
    if unknown:
        raise CatalogueError.in_file(LEVELS, f"colonne « savoir_faire » : « {unknown} » est inconnu.")
    return [(rows[key], columns[name], rows[other]) for key, name, other in asked if {key, other} <= rows.keys()]


def _taken(figures: Vector, lent: Sequence[Loan]) -> Vector:
    """`figures` (n, k) with those that are taken from another row, as it was measured."""
    taken = figures.copy()
    for i, k, j in lent:
        taken[i, k] = figures[j, k]
    return taken


def _asked(figures: Vector, lent: Sequence[Loan]) -> Mask:
    """(n, k) Is it one of those that are taken?"""
    asked: Mask = np.zeros(figures.shape, dtype=np.bool_)
    for i, k, _ in lent:
        asked[i, k] = True
    return asked


def _without(hidden: Mapping[str, Set[str]], measured: Measured, names: Mapping[str, str], shown: Vector) -> Vector:
    """`shown` (n, k), NaN where a hand hides the skill of a métier."""
    keys = [*measured.own.codes, *measured.estimated.codes]
    refused = [[names[element] in hidden.get(key, ()) for element in sorted(names)] for key in keys]
    return np.where(np.array(refused), np.nan, shown)


def without_teaching(elements: Sequence[str], importance: Vector, shown: Vector) -> Vector:
    """`shown` (n, k) without the knowledge of teaching of the métiers where instructing is not important."""
    teaching = np.array([element == _TEACHING for element in elements])
    instructs = importance[:, elements.index(_INSTRUCTING)] >= _INSTRUCTS
    return np.where(teaching & ~instructs[:, np.newaxis], np.nan, shown)


def _chosen(measured: Measured, names: Mapping[str, str], ratings: Ratings, choice: Choice) -> dict[str, list[Skill]]:
    """Of the elements of `names`, in their order, for `own` then `estimated`."""
    found = characteristic([names[element] for element in sorted(names)], ratings, choice)
    return dict(zip([*measured.own.codes, *measured.estimated.codes], found, strict=True))


def _figures(
    measured: Measured, onet: Onet, prefix: str, elements: Sequence[str], scale: tuple[float, float]
) -> Vector:
    columns = [onet.figures[f"{prefix}:{element}"] for element in elements]
    return rescaled(np.concatenate(ratings_of(measured, columns)), scale)
