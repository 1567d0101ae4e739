"""Geometry of the charts that templates draw: the waterfall of an index, the scatter of a ranking. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the waterfall, in percent of the width: where it starts, how wide it is, where it ends."""

    x: str
    width: str
    end: str
    rises: bool


_MARK = 0.8  # percent of the width


def waterfall(start: float, steps: Sequence[float]) -> list[Bar]:
    """A mark at `start`, then a bar for each step, scaled so that all of them fit: shape (1 + len(steps),)."""
    levels = [start]
    for step in steps:
        levels.append(levels[-1] + step)
    margin = max(1.0, (max(levels) - min(levels)) * 0.12)
    low, high = min(levels) - margin, max(levels) + margin
    positions = [100 * (level - low) / (high - low) for level in levels]
    first = Bar(_number(positions[0] - _MARK), _number(_MARK), _number(positions[0]), True)
    return [first, *(_bar(before, after) for before, after in pairwise(positions))]


WIDTH, HEIGHT = 340, 280  # of the scatter, in its own units
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 16, 26, 34
_LABEL = (17.0, 13.0)  # what a number of two digits takes
_DOT = 4.0
_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A métier of the scatter: its number, where it lies and where its number is written."""

    number: int
    x: str
    y: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """`dots`; `ticks`: (value, place) along the index, `levels`: along the skills fit; the frame in its own units."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[int, str], ...]
    levels: tuple[tuple[int, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def scatter(points: Sequence[tuple[int, float, float]]) -> Scatter | None:
    """Numbered points (number, index 0–100, skills fit 0–100) → their places; None when there are fewer than two.

    Indices lie close together: their axis covers little more than them, that of the skills goes from 0 to 100. Numbers
    are written beside their dots, a little higher or lower where another one stands already.
    """
    if len(points) < 2:
        return None
    low = floor(min(index for _, index, _ in points))
    high = max(low + 4, ceil(max(index for _, index, _ in points)))

    def across(index: float) -> float:
        return _LEFT + (index - low) / (high - low) * (WIDTH - _LEFT - _RIGHT)

    def up(fit: float) -> float:
        return HEIGHT - _BOTTOM - fit / 100 * (HEIGHT - _TOP - _BOTTOM)

    written: list[tuple[float, float]] = []
    dots = []
    places = [(across(index), up(fit)) for _, index, fit in points]
    for (number, _, _), (x, y) in zip(points, places, strict=True):
        label = _free_place(number, x, y, written, others=[place for place in places if place != (x, y)])
        written.append(label)
        dots.append(Dot(number, _number(x), _number(y), _number(label[0]), _number(label[1])))
    step = max(1, ceil((high - low) / 6))
    return Scatter(
        tuple(dots),
        tuple((value, _number(across(value))) for value in range(low, high + 1, step)),
        tuple((value, _number(up(value))) for value in range(0, 101, 25)),
    )


Places = Sequence[tuple[float, float]]


def _free_place(number: int, x: float, y: float, taken: Places, others: Places) -> tuple[float, float]:
    """Beside the dot, to the right if there is room and else to the left, as near to its height as the numbers already
    written (`taken`) and the other dots allow."""
    right, left = x + 7, x - 7 - (_LABEL[0] if number > 9 else _LABEL[0] / 2)
    sides = (right, left) if x < WIDTH - _RIGHT - _LABEL[0] else (left,)
    for away in range(len(taken) * 4 + len(others) * 4 + 1):
        for height in (y + away * _STEP, y - away * _STEP):
            for side in sides:
                if _is_free(side, height, taken, others):
                    return side, height
    return sides[0], y


def _is_free(side: float, height: float, taken: Places, others: Places) -> bool:
    return all(abs(side - left) >= _LABEL[0] or abs(height - top) >= _LABEL[1] for left, top in taken) and all(
        not side - _DOT < x < side + _LABEL[0] + _DOT or abs(height - y) >= _LABEL[1] / 2 + _DOT for x, y in others
    )


def _bar(before: float, after: float) -> Bar:
    width = max(abs(after - before), 0.6)  # a step of almost nothing is still seen
    return Bar(_number(min(before, after)), _number(width), _number(after), after >= before)


def _number(value: float) -> str:
    return f"{value:.1f}"
