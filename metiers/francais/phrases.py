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


def count(number: int, one: str, several: str = "") -> str:
    """« 1 métier », « 1 200 métiers »; `several` when an s is not enough: « 2 mises à jour »."""
    return f"{entier(number)}\u00a0{plural(number, one, several)}"


def plural(number: float, one: str, several: str = "") -> str:
    """The word for so many: in French, 0 and 1,5 are not several."""
    return one if abs(number) < 2 else several or f"{one}s"


def metiers(number: int) -> str:
    return count(number, "métier")


def quoted(text: str) -> str:
    return f"«\u00a0{text}\u00a0»"
