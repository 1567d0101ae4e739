"""From best–worst choices to weights, and how consistent the choices were. Pure.

On each of the five screens of `statements` a student picks the statement that counts most and the one that counts
least. The score of a dimension is the number of times it was picked as the first minus as the second (counts: Louviere,
Flynn & Marley, Best–Worst Scaling, 2015). For values, picking is quicker than rating and avoids "everything matters"
(Lee, Soutar & Louviere, 2007). Shapes: D = 5 dimensions, in the order of `metiers.dimensions`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from metiers.dimensions import CLES
from quiz.methode.matching import Floats, normalise_weights
from quiz.methode.statements import SCREENS

SLOPE = 0.3  # what one more "plus" adds to the log of a weight
IMPORTANCE_MAX = 10
EVEN_IMPORTANCE = 5


@dataclass(frozen=True, slots=True)
class Choix:
    """The answer to one screen: the keys of the statements that count most (`plus`) and least (`moins`)."""

    plus: str
    moins: str


def count(choices: Mapping[int, Choix]) -> dict[str, int]:
    """Answers by index in SCREENS (0–4, some may be missing) → #plus − #moins of each dimension, in [−4, 4]; sum 0.

    Raises ValueError for an unknown screen, a statement that is not on its screen, or the same one as plus and moins.
    """
    totals = dict.fromkeys(CLES, 0)
    for index, choice in choices.items():
        plus, _, moins = _sorted_out(index, choice)
        totals[plus] += 1
        totals[moins] -= 1
    return totals


def weights(choices: Mapping[int, Choix]) -> Floats:
    """Answers by index in SCREENS → weights that sum to 1, shape (D,): softmax(SLOPE × `count`).

    No answer at all gives equal weights; none is ever below .044 or above .529. Raises ValueError as `count`.
    """
    powers = np.exp(SLOPE * np.array(list(count(choices).values()), dtype=np.float64))
    return powers / powers.sum()


def averaged(choices: Mapping[int, Choix], sliders: Floats) -> Floats:
    """The mean of the weights that the choices say and of those given with sliders, shape (D,). Sliders alone find far
    fewer of the true top 10; the mean finds as many as the choices, and more when these are noisy
    (`bench.elicitations`). Raises ValueError as `count`."""
    return (weights(choices) + sliders) / 2


def consistency(choices: Mapping[int, Choix]) -> float | None:
    """Of the pairs of dimensions compared more than once, the share (0–1) that always went the same way.

    A screen compares five of its six pairs: the plus beats the three others, and the two in the middle beat the moins.
    Answers at random give .34 on average, one strict order gives 1. None when no pair was compared twice, that is with
    fewer than two screens. Raises ValueError as `count`.
    """
    repeated = repeated_pairs(choices)
    if not repeated:
        return None
    return sum(len(set(names)) == 1 for names in repeated) / len(repeated)


def repeated_pairs(choices: Mapping[int, Choix]) -> list[tuple[str, ...]]:
    """The dimension that won each comparison, for each pair compared more than once, in the order of the answers.
    Raises ValueError as `count`."""
    winners: dict[frozenset[str], list[str]] = {}
    for index, choice in choices.items():
        for winner, loser in _comparisons(index, choice):
            winners.setdefault(frozenset((winner, loser)), []).append(winner)
    return [tuple(names) for names in winners.values() if len(names) > 1]


def to_importances(weights: Floats) -> tuple[int, ...]:
    """Weights (D,) → whole importances 0–10 in the same proportions, to prefill the weights screen.

    The largest is 10, a half is rounded up; equal weights give 5 each. Raises ValueError when a weight is negative or
    not finite, or when all are zero.
    """
    shares = normalise_weights(weights.tolist())
    if np.allclose(shares, 1 / len(shares), rtol=1e-9, atol=0):
        return (EVEN_IMPORTANCE,) * len(shares)
    return tuple(int(value) for value in np.floor(IMPORTANCE_MAX * shares / shares.max() + 0.5))


def _sorted_out(index: int, choice: Choix) -> tuple[str, tuple[str, ...], str]:
    """The dimensions of one answer: most important, in the middle (two), least important."""
    if index not in range(len(SCREENS)):
        raise ValueError(f"there is no screen {index}")
    if choice.plus == choice.moins:
        raise ValueError(f"{choice.plus} cannot be both plus and moins")
    shown = {enonce.cle: enonce.dimension for enonce in SCREENS[index]}
    for cle in (choice.plus, choice.moins):
        if cle not in shown:
            raise ValueError(f"{cle} is not on screen {index}")
    plus, moins = shown.pop(choice.plus), shown.pop(choice.moins)
    return plus, tuple(shown.values()), moins


def _comparisons(index: int, choice: Choix) -> Iterator[tuple[str, str]]:
    """(winner, loser) of each of the five comparisons of one answer."""
    plus, middle, moins = _sorted_out(index, choice)
    yield plus, moins
    for dimension in middle:
        yield plus, dimension
        yield dimension, moins
