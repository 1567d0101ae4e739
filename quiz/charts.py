"""Geometry of the waterfall of an index: bars that a template draws. Pure: no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the waterfall, in percent of the width: where it starts, how wide it is, where it ends."""

    x: str
    width: str
    end: str
    rises: bool


def waterfall(start: float, steps: Sequence[float]) -> list[Bar]:
    """Bars from `start` through each step, scaled so that all of them fit: shape (1 + len(steps),)."""
    levels = [start]
    for step in steps:
        levels.append(levels[-1] + step)
    margin = max(1.0, (max(levels) - min(levels)) * 0.12)
    low, high = min(levels) - margin, max(levels) + margin
    positions = [100 * (level - low) / (high - low) for level in levels]
    first = Bar("0", _number(positions[0]), _number(positions[0]), True)
    return [first, *(_bar(before, after) for before, after in pairwise(positions))]


def _bar(before: float, after: float) -> Bar:
    width = max(abs(after - before), 0.6)  # a step of almost nothing is still seen
    return Bar(_number(min(before, after)), _number(width), _number(after), after >= before)


def _number(value: float) -> str:
    return f"{value:.1f}"
