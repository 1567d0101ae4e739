"""The hard and soft skills of every métier, its own or those of its neighbours. Pure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from metiers.catalogue import labels
from metiers.catalogue.arithmetic import Vector
from metiers.catalogue.measure import Measured, ratings_of
from metiers.catalogue.readers.onet import Onet
from metiers.catalogue.skills import HARD, IMPORTANCE, LEVEL, SOFT, Choice, characteristic, rescaled

Skill = tuple[str, int]
# Knowledge of teaching is rated high wherever newcomers are trained, by roofers and sellers. It is told of those who
# also instruct, a skill that is rated apart (importance in 0–100).
_TEACHING, _INSTRUCTING = "2.C.6", "2.B.1.e"
_INSTRUCTS = 62.5  # 3.5 of 5


@dataclass(frozen=True, slots=True)
class Skills:
    """(name, figure in 0–100), highest first."""

    hard: list[Skill]
    soft: list[Skill]


def skills_of(measured: Measured, onet: Onet, keys: Sequence[str], hidden: Mapping[str, Set[str]]) -> dict[str, Skills]:
    """A skill stands out against the codes that have figures: publishing one more métier changes those of no other.
    `hidden`: key → hard skills that are not told of it; the next ones take their place."""
    competences, styles = labels.COMPETENCES, labels.STYLES
    importance = _figures(measured, onet, "competence", sorted(competences), IMPORTANCE)
    level = _figures(measured, onet, "niveau", sorted(competences), LEVEL)
    level = without_teaching(sorted(competences), importance, level)
    style = _figures(measured, onet, "style", sorted(styles), IMPORTANCE)
    level = _without(hidden, measured, competences, level)
    hard = _chosen(measured, competences, importance, level, HARD)
    soft = _chosen(measured, styles, style, style, SOFT)
    return {key: Skills(hard[key], soft[key]) for key in keys}


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


def _chosen(
    measured: Measured, names: dict[str, str], importance: Vector, shown: Vector, choice: Choice
) -> dict[str, list[Skill]]:
    """(n, k) what chooses and what is told of the elements of `names`, in their order, for `own` then `estimated`."""
    keys = [*measured.own.codes, *measured.estimated.codes]
    mean = np.nanmean(importance[[keys.index(code) for code in measured.base.codes]], axis=0)
    found = characteristic([names[element] for element in sorted(names)], importance, shown, choice, mean)
    return dict(zip(keys, found, strict=True))


def _figures(
    measured: Measured, onet: Onet, prefix: str, elements: Sequence[str], scale: tuple[float, float]
) -> Vector:
    columns = [onet.figures[f"{prefix}:{element}"] for element in elements]
    return rescaled(np.concatenate(ratings_of(measured, columns)), scale)
