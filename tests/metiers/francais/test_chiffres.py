import pytest

from metiers.francais.chiffres import decimal, entier, euros, grouped, percent, point, signed, spelled
from metiers.francais.phrases import count, ordinal, plural, quoted


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
        (entier(1250), "1\u202f250"),
        (spelled(5), "cinq"),
        (spelled(20), "vingt"),
        (spelled(21), "21"),
        (euros(26000), "26\u202f000\u00a0€"),
        (grouped("De 1250 à 12500 €, bac 2"), "De 1\u202f250 à 12\u202f500 €, bac 2"),
        (count(0, "métier"), "0\u00a0métier"),
        (count(1, "métier"), "1\u00a0métier"),
        (count(1200, "métier"), "1\u202f200\u00a0métiers"),
        (count(2, "mise à jour", "mises à jour"), "2\u00a0mises à jour"),
        (plural(1.5, "point"), "point"),
        (plural(-2, "point"), "points"),
        (ordinal(1), "1re"),
        (ordinal(12), "12e"),
        (quoted("dehors"), "«\u00a0dehors\u00a0»"),
    ],
)
def test_figures_are_written_as_in_french(filtered, expected):
    assert filtered == expected
