"""Which métiers are told as near to a métier: those that have most in common with it. Pure.

The ROME names métiers that one can go to, and is generous with it: « formateur » and « commercial » come after nearly
everything. What is told here weighs that word with skills, domaine, interests, contexts, studies and pay
(`neighbours.nearness`), so that a name of another world alone is not enough.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from metiers.catalogue.arithmetic import Vector
from metiers.catalogue.neighbours import Traits, nearness

# Nearness from which a métier is told, and from which it still fills up to the fewest: read on thirty lists.
CLOSE, PASSABLE = 9.5, 8.0
FEWEST, MOST = 3, 6


def near_of(traits: Mapping[str, Traits], by_hand: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Key → keys of those that are near, nearest first; those that somebody chose take their place."""
    keys = list(traits)
    near = nearness(list(traits.values()), list(traits.values()))
    np.fill_diagonal(near, -np.inf)
    found = {key: [keys[j] for j in _chosen(row)] for key, row in zip(keys, near, strict=True)}
    return found | {key: [one for one in chosen if one in traits] for key, chosen in by_hand.items() if key in traits}


def _chosen(row: Vector) -> list[int]:
    order = np.argsort(-row, kind="stable").tolist()[:MOST]
    return [j for rank, j in enumerate(order) if row[j] >= (CLOSE if rank >= FEWEST else PASSABLE)]
