import pytest

from metiers.francais.chiffres import decimal, percent, point, signed


@pytest.mark.parametrize(
    ("filtered", "expected"),
    [
        (decimal(57.08), "57,1"),
        (decimal(5.949999999999999), "6,0"),
        (decimal(57.08, 2), "57,08"),
        (decimal(88, 0), "88"),
        (decimal(-3.2), "\u22123,2"),
        (signed(3.06), "+3,1"),
        (signed(-0.24), "\u22120,2"),
        (signed(0.04), "0"),
        (signed(-8e-17, 2), "0"),
        (signed(2.879999999, 2), "+2,88"),
        (percent(0.246), "25\u00a0%"),
        (percent(0.246, 1), "24,6\u00a0%"),
        (percent(0), "0\u00a0%"),
        (point(12.34), "12.3"),
    ],
)
def test_figures_are_written_as_in_french(filtered, expected):
    assert filtered == expected
