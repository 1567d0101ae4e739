"""Geometry of the radar of a profile: points and labels that a template draws. Pure: no Django.

Coordinates are strings with a decimal point, whatever the language of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from metiers.dimensions import DIMENSIONS
from metiers.francais.chiffres import point

WIDTH, HEIGHT = 340, 268
_CENTRE = (170.0, 150.0)
_RADIUS = 98.0
_RINGS = (25, 50, 75, 100)
# Where each label stands: x, y, anchor. On the edges of the drawing, so that it is never cut and never on the star.
_LABELS = (
    (170.0, 36.0, "middle"),
    (WIDTH - 2.0, 98.0, "end"),
    (WIDTH - 2.0, 258.0, "end"),
    (2.0, 258.0, "start"),
    (2.0, 98.0, "start"),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension: the end of its axis, and where its label goes."""

    cle: str
    label: str
    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Radar:
    """`polygons` are SVG point lists, one per series; `dots` the corners of the first one, in axis order."""

    width: int
    height: int
    centre_x: str
    centre_y: str
    rings: tuple[str, ...]
    axes: tuple[Axis, ...]
    polygons: tuple[str, ...]
    dots: tuple[tuple[str, str, str], ...]


def radar(*series: Sequence[float]) -> Radar:
    """Radar of one or more series of five values in 0–100, the same scale on every axis."""
    corners = [_corner(axis, value) for axis, value in enumerate(series[0])]
    return Radar(
        width=WIDTH,
        height=HEIGHT,
        centre_x=point(_CENTRE[0]),
        centre_y=point(_CENTRE[1]),
        rings=tuple(_polygon([ring] * len(DIMENSIONS)) for ring in _RINGS),
        axes=tuple(_axis(axis) for axis in range(len(DIMENSIONS))),
        polygons=tuple(_polygon(values) for values in series),
        dots=tuple((dimension.cle, point(x), point(y)) for dimension, (x, y) in zip(DIMENSIONS, corners, strict=True)),
    )


def _corner(axis: int, value: float) -> tuple[float, float]:
    angle = -pi / 2 + 2 * pi * axis / len(DIMENSIONS)
    reach = _RADIUS * min(100.0, max(0.0, value)) / 100
    return _CENTRE[0] + reach * cos(angle), _CENTRE[1] + reach * sin(angle)


def _polygon(values: Sequence[float]) -> str:
    return " ".join(f"{point(x)},{point(y)}" for x, y in (_corner(axis, value) for axis, value in enumerate(values)))


def _axis(axis: int) -> Axis:
    x, y = _corner(axis, 100)
    label_x, label_y, anchor = _LABELS[axis]
    return Axis(
        cle=DIMENSIONS[axis].cle,
        label=DIMENSIONS[axis].label,
        x=point(x),
        y=point(y),
        label_x=point(label_x),
        label_y=point(label_y),
        anchor=anchor,
    )
