from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.charts import HEIGHT, WIDTH, radar
from metiers.dimensions import CLES
from quiz.rapport import charts
from quiz.rapport.charts import scatter, waterfall

steps = st.lists(st.floats(-40, 40), min_size=1, max_size=8)


@given(steps)
def test_bars_follow_one_another_within_the_drawing(values):
    bars = waterfall(50, values)
    assert len(bars) == len(values) + 1
    for bar in bars:
        assert -0.1 <= float(bar.x) <= 100
        assert float(bar.x) + float(bar.width) <= 100.7
    for (before, bar), value in zip(pairwise(bars), values, strict=True):
        start = float(before.end)
        assert bar.rises == (value >= 0) or abs(value) < 1e-9
        edge = float(bar.x) if bar.rises else float(bar.x) + float(bar.width)
        assert edge == pytest.approx(start, abs=0.8)


@given(st.lists(st.floats(-10, 120), min_size=5, max_size=5))
def test_the_star_stays_in_its_drawing(values):
    star = radar(values)
    points = [tuple(map(float, point.split(","))) for point in star.polygons[0].split()]
    assert len(points) == 5
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert [axis.cle for axis in star.axes] == list(CLES)


def test_a_full_score_reaches_the_outer_ring():
    star = radar([100] * 5, [0] * 5)
    assert star.polygons[0] == star.rings[-1]
    assert len(set(star.polygons[1].split())) == 1


points = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=20).map(
    lambda pairs: [(number, *pair) for number, pair in enumerate(pairs, start=1)]
)


@given(points)
def test_dots_lie_in_the_drawing_in_the_order_of_their_figures(numbered):
    drawn = scatter(numbered)
    assert [dot.number for dot in drawn.dots] == [number for number, _, _ in numbered]
    for dot in drawn.dots:
        assert drawn.left <= float(dot.x) <= drawn.right
        assert drawn.top <= float(dot.y) <= drawn.bottom
    for (_, index, fit), dot in zip(numbered, drawn.dots, strict=True):
        for (_, other_index, other_fit), other in zip(numbered, drawn.dots, strict=True):
            assert index <= other_index or float(dot.x) >= float(other.x)
            assert fit <= other_fit or float(dot.y) <= float(other.y)


@given(points)
def test_numbers_never_lie_on_each_other_and_never_leave_on_the_right(numbered):
    labels = [(float(dot.label_x), float(dot.label_y)) for dot in scatter(numbered).dots]
    width, height = charts._LABEL
    for number, (left, top) in enumerate(labels):
        assert left + width <= charts.WIDTH
        for other_left, other_top in labels[:number]:
            assert abs(left - other_left) >= width - 0.1 or abs(top - other_top) >= height - 0.1


def test_one_dot_is_no_chart_and_equal_ones_are():
    assert scatter([]) is scatter([(1, 60, 50)]) is None
    drawn = scatter([(1, 60, 50), (2, 60, 50)])
    assert drawn.dots[0].x == drawn.dots[1].x
    assert drawn.ticks[0][0] == 60 and drawn.ticks[-1][0] >= 64
    assert [value for value, _ in drawn.levels] == [0, 25, 50, 75, 100]
