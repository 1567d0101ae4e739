"""Dates as they are written in French, on every page: a builtin of the templates (see the settings)."""

import re
from datetime import date

from django import template
from django.template.defaultfilters import date as django_date

register = template.Library()
_FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d]{3})")


@register.filter(name="date", expects_localtime=True, is_safe=False)
def french_date(value: date | str | None, arg: str | None = None) -> str:
    """Django's own, with « 1er décembre »: the first of a month is an ordinal, and no format says so."""
    return _FIRST.sub("1er ", str(django_date(value, arg)), count=1)
