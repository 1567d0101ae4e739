from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.charts import HEIGHT, WIDTH, radar
from metiers.dimensions import CLES
from quiz.charts import waterfall

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
