"""Dates, places, counts and quotations inside a French sentence. Pure."""

from datetime import date

from metiers.francais.chiffres import entier

_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def long_date(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day}\u00a0{_MOIS[day.month - 1]} {day.year}"


def ordinal(place: int) -> str:
    """A place among pistes: « 1re », « 12e »."""
    return "1re" if place == 1 else f"{entier(place)}e"


def metiers(count: int) -> str:
    return f"{entier(count)}\u00a0métier{'s' if count > 1 else ''}"


def quoted(text: str) -> str:
    return f"«\u202f{text}\u202f»"
