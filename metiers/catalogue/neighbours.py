"""How near are two métiers, by what the ROME and DARES say of both? Pure.

Nothing here comes from O*NET: it can be asked about a métier that reaches no survey. The nearness of j to i is a sum of
what they have in common, each thing with the weight below; the weights were chosen so that published métiers are found
again from their neighbours (`estimate.leave_one_out`, in the report of the build).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue.arithmetic import Vector

# Said by the ROME of one métier towards the other, and back.
_LEADS_TO, _COMES_FROM = 2.0, 1.0
_SAME_PARENT, _SAME_DOMAIN, _SAME_FIELD = 1.5, 0.5, 0.3
_SKILLS, _INTERESTS, _CONTEXTS, _HOLLAND = 3.0, 1.5, 2.5, 0.5
_STUDIES, _FIRST_WORD, _LEADS, _PAY, _TELEWORK = 1.2, 1.0, 1.5, 1.5, 1.5
_NO_STUDIES = 2.0  # years apart, where the ROME names no diploma of one of the two
_PAY_FALLS = 5.0  # a fifth more or less pay counts e times less
_LEADERS = frozenset(["chef", "responsable", "directeur", "cadre", "dirigeant", "gérant", "manager"])


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a métier without any survey of O*NET. `label` the ROME's; `bac_plus` lowest years after the bac
    that its text names and `pay` the median of its family in euros a month, NaN unknown."""

    code: str
    label: str
    parent: str
    domaine: str
    leads_to: frozenset[str]
    skills: frozenset[str]
    interests: frozenset[str]
    contexts: frozenset[str]
    holland: str
    bac_plus: float
    pay: float
    telework: bool

    @property
    def first_word(self) -> str:
        return re.split(r"[ /]", self.label)[0].casefold()


def nearness(rows: Sequence[Traits], columns: Sequence[Traits]) -> Vector:
    """(n,) and (m,) métiers → (n, m), 0 for nothing in common; the higher the nearer."""

    def same(value: str, weight: float) -> Vector:
        return weight * _equal([getattr(one, value) for one in rows], [getattr(one, value) for one in columns])

    leads = [[one.first_word in _LEADERS for one in side] for side in (rows, columns)]
    total: Vector = (
        _mobility(rows, columns)
        + same("parent", _SAME_PARENT)
        + same("domaine", _SAME_DOMAIN)
        + _SAME_FIELD * _equal([one.code[0] for one in rows], [one.code[0] for one in columns])
        + same("first_word", _FIRST_WORD)
        + same("telework", _TELEWORK)
        + _LEADS * _equal(*leads)
        + _SKILLS * _cosine([one.skills for one in rows], [one.skills for one in columns])
        + _INTERESTS * _overlap([one.interests for one in rows], [one.interests for one in columns])
        + _CONTEXTS * _overlap([one.contexts for one in rows], [one.contexts for one in columns])
        + _HOLLAND * _holland(rows, columns)
        + _STUDIES * _by_studies(rows, columns)
        + _PAY * _by_pay(rows, columns)
    )
    return total


def _equal(rows: Sequence[object], columns: Sequence[object]) -> Vector:
    return np.array([[float(a == b) for b in columns] for a in rows])


def _mobility(rows: Sequence[Traits], columns: Sequence[Traits]) -> Vector:
    return np.array(
        [[_LEADS_TO * (b.code in a.leads_to) + _COMES_FROM * (a.code in b.leads_to) for b in columns] for a in rows]
    )


def _holland(rows: Sequence[Traits], columns: Sequence[Traits]) -> Vector:
    """1 for the same first letter of the RIASEC, and half for each letter in common."""
    return np.array(
        [
            [(a.holland[:1] == b.holland[:1]) + 0.5 * len(set(a.holland) & set(b.holland)) for b in columns]
            for a in rows
        ],
        dtype=np.float64,
    )


def _by_studies(rows: Sequence[Traits], columns: Sequence[Traits]) -> Vector:
    """1 for the same level, 0 from four years apart."""
    apart = np.abs(np.subtract.outer([one.bac_plus for one in rows], [one.bac_plus for one in columns]))
    return np.maximum(0.0, 1.0 - np.where(np.isnan(apart), _NO_STUDIES, apart) / 4.0)


def _by_pay(rows: Sequence[Traits], columns: Sequence[Traits]) -> Vector:
    logs = [np.log([one.pay for one in side]) for side in (rows, columns)]
    near = np.exp(-_PAY_FALLS * np.abs(np.subtract.outer(*logs)))
    return np.where(np.isnan(near), 0.0, near)


def _overlap(rows: Sequence[frozenset[str]], columns: Sequence[frozenset[str]]) -> Vector:
    """What both have, over what either has."""
    a, b = _matrices(rows, columns)
    both = a @ b.T
    either = a.sum(axis=1)[:, None] + b.sum(axis=1)[None, :] - both
    return np.divide(both, either, out=np.zeros_like(both), where=either > 0)


def _cosine(rows: Sequence[frozenset[str]], columns: Sequence[frozenset[str]]) -> Vector:
    """What both have, the rarer among `columns` the heavier, over the lengths of what each has."""
    a, b = _matrices(rows, columns)
    rarity = np.log((1.0 + len(columns)) / (1.0 + b.sum(axis=0)))
    a, b = a * rarity, b * rarity
    lengths = np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))
    both = a @ b.T
    return np.divide(both, lengths, out=np.zeros_like(both), where=lengths > 0)


def _matrices(rows: Sequence[frozenset[str]], columns: Sequence[frozenset[str]]) -> tuple[Vector, Vector]:
    """Which of all the things each has, as 0 and 1."""
    places: Mapping[str, int] = {thing: k for k, thing in enumerate(sorted(set().union(*rows, *columns)))}
    found = []
    for side in (rows, columns):
        matrix = np.zeros((len(side), len(places)))
        for i, things in enumerate(side):
            matrix[i, [places[thing] for thing in sorted(things)]] = 1.0
        found.append(matrix)
    return found[0], found[1]
