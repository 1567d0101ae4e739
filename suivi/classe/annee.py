"""The school year, which ends all that a campaign holds. Pure."""

from datetime import date

_BEGINS = 8  # in August one prepares the next one


def school_year(today: date) -> int:
    """The year in which it begins: 2026 for « 2026-2027 »."""
    return today.year if today.month >= _BEGINS else today.year - 1


def last_day(annee: int) -> date:
    """The 31st of August after it."""
    return date(annee + 1, 8, 31)


def usual_close(today: date) -> date:
    """The day that most campaigns close: the last one of June, or of the year once it is past."""
    annee = school_year(today)
    june = date(annee + 1, 6, 30)
    return june if today <= june else last_day(annee)


def in_words(annee: int) -> str:
    return f"{annee}-{annee + 1}"
