"""Dates on pages."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("value", "arg", "said"),
    [
        (date(2026, 12, 1), "j F Y", "1er décembre 2026"),
        (date(2026, 12, 1), "l j F", "mardi 1er décembre"),
        (date(2026, 12, 1), "j M", "1er Déc"),
        (date(2026, 12, 11), "j F Y", "11 décembre 2026"),
        (date(2026, 12, 21), "j F", "21 décembre"),
        (datetime(2026, 12, 1, 0, 5, tzinfo=UTC), "j F, G \\h i", "1er décembre, 1 h 05"),
        (datetime(2026, 12, 2, 0, 5, tzinfo=UTC), "j F, G \\h i", "2 décembre, 1 h 05"),
        (date(2026, 12, 1), "Y-m-d", "2026-12-01"),
        (None, "j F", ""),
    ],
)
def test_the_first_of_a_month_is_an_ordinal(value, arg, said):
    template = Template("{{ value|date:arg }}")
    found = template.render(Context({"value": value, "arg": arg}))
    assert found.replace("\xa0", " ") == said
