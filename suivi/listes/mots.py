"""Days and hours as lists say them; local dates and times. Pure."""

from datetime import date, datetime

from metiers.francais.phrases import long_date

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEK = 7  # days


def jour(day: date) -> str:
    """« mardi 1er décembre »."""
    return f"{_JOURS[day.weekday()]} {date_seule(day)}"


def date_seule(day: date) -> str:
    """« 1er décembre »."""
    return long_date(day).rsplit(" ", 1)[0]


def heure(when: datetime) -> str:
    """« 9 h 05 »."""
    return f"{when.hour}\u00a0h\u00a0{when.minute:02}"


def moment(when: date, today: date) -> str:
    """A day that is past, beside today: « aujourd’hui », « hier », « il y a 4 jours », « 3 septembre », « 3 septembre
    2025 »."""
    days = (today - when).days
    if days < 0 or days > _WEEK:
        return date_seule(when) if when.year == today.year else long_date(when)
    return ("aujourd’hui", "hier")[days] if days < 2 else f"il y a {days}\u00a0jours"


def echeance(day: date, today: date) -> str:
    """A day to come: « aujourd’hui », « demain », « vendredi », « 18 décembre »."""
    days = (day - today).days
    if days < 0:
        return date_seule(day)
    if days < 2:
        return ("aujourd’hui", "demain")[days]
    return _JOURS[day.weekday()] if days < _WEEK else date_seule(day)
