"""What a student likes → points of the index. Pure.

Two students with the same priorities are not drawn to the same trades: interests alone predict later satisfaction
weakly, and best together with work values. Each interest ticked that a métier has brings points, a rare one more
than a common one; a domaine that attracts brings some more. Shapes: N métiers, I interests. The figures were chosen
on the reference students of `fixtures/eleves/`, see `./dev bench matching`."""

from collections.abc import Sequence

import numpy as np

from quiz.methode.matching import Floats

GAMMA = 60.0  # points of a métier that has all the interests ticked, each as its principal one
SECOND = 0.7  # what an interest counts that a métier has without its being the principal one
_LEAST = 0.01
DOMAINE = 30.0  # points of a métier of a domaine that attracts


def rarities(matches: Floats) -> Floats:
    """`matches` (N, I): 1 for a principal interest, `SECOND` for another one, else 0 → (I,): how telling each interest
    is, the binary logarithm of how few métiers have it."""
    count = np.maximum(1, (matches > 0).sum(axis=0))
    return rarity(count / np.maximum(len(matches), 2))


def rarity(share: Floats) -> Floats:
    """The same of interests that this share (0–1) of the métiers have: one in four weighs 2, one in sixteen weighs 4.
    One that all have still counts, when it is alone."""
    return np.maximum(-np.log2(share), _LEAST)


def interest_points(matches: Floats, telling: Floats, chosen: Sequence[int]) -> Floats:
    """Points (N,) of each métier for the interests `chosen` (columns): γ times the share of them that it has, each
    weighed by how telling it is (I,); none when nothing is chosen."""
    if not len(chosen):
        return np.zeros(len(matches))
    columns = list(chosen)
    return GAMMA * (matches[:, columns] @ (telling[columns] / telling[columns].sum()))


def domaine_points(groups: Sequence[str], liked: Sequence[str]) -> Floats:
    """Points (N,) of each métier, whose domaine is in `groups`, for the domaines liked."""
    return DOMAINE * np.isin(np.array(groups, dtype=object), list(liked)).astype(np.float64)
