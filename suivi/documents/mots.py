"""How a sheet of paper writes days, and words that are too long for it. Pure."""

import re
from datetime import date

from metiers.francais.phrases import long_date
from quiz.pdf.typesetting import DRAWN, printable

_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
_CUT = "\u00a0…"


def cut(text: str, most: int) -> str:
    """`text` on one line, in `most` signs at most: what is longer ends with « … », after a whole word where one ends in
    the last third."""
    line = _BLANK.sub(" ", text).strip()
    if len(line) <= most:
        return line
    kept = line[: most - len(_CUT)]
    space = kept.rfind(" ")
    return (kept[:space] if space > most * 2 // 3 else kept).rstrip(" \u00a0\u202f,;:.…") + _CUT


def cut_lines(text: str, most: int, lines: int) -> list[str]:
    """The lines of `text` that say something, in `most` signs altogether: each is cut to an equal share, so that the
    last is read as well as the first, and what short lines leave goes to the long ones. Beyond so many `lines`, the
    others stand on the last."""
    said = [line for line in (_BLANK.sub(" ", one).strip() for one in text.splitlines()) if line]
    said[lines - 1 :] = [" ".join(said[lines - 1 :])] if len(said) >= lines else []
    room, cuts = most, dict.fromkeys(range(len(said)), "")
    for done, number in enumerate(sorted(cuts, key=lambda n: len(said[n]))):
        cuts[number] = cut(said[number], room // (len(said) - done))
        room -= len(cuts[number])
    return list(cuts.values())


def day_of_week(day: date) -> str:
    """« vendredi 4 décembre 2026 »."""
    return f"{_JOURS[day.weekday()]} {long_date(day)}"


def name_on_paper(pseudonyme: str) -> str:
    """A pseudonyme, or the words that stand for it."""
    return heading(pseudonyme, 40, instead="(nom qui ne s’imprime pas)")


def heading(text: str, most: int, *, instead: str) -> str:
    """`text`, cut, or `instead` when no font has one of its signs: a heading without words is refused by PDF/UA."""
    readable = any(sign in DRAWN and not sign.isspace() for sign in printable(text))
    return cut(text, most) if readable else instead
