"""Twins: métiers of one professional domaine that give as much of everything. Pure."""

from collections.abc import Sequence

import numpy as np

from quiz.methode.matching import Floats

NEAR = 2.0  # points of each score under which two métiers cannot be told apart


def twins(raw: Floats, fields: Sequence[str]) -> list[int]:
    """Raw scores (N, D) and the professional domaine of each (empty: unknown) → the row each one stands with: the first
    of its domaine whose five scores are within two points of its own, itself when there is none."""
    leaders: dict[str, list[int]] = {}
    found = []
    for row, field in enumerate(fields):
        known = leaders.setdefault(field, [])
        near = (leader for leader in known if field and np.abs(raw[leader] - raw[row]).max() <= NEAR)
        leader = next(near, row)
        if leader == row:
            known.append(row)
        found.append(leader)
    return found
