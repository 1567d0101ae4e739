"""What a cell of an export holds, and how it says nothing but what it says. Pure.

A spreadsheet takes a text that begins with = + - @, a tab or a return for a formula, whoever wrote it: a pseudonym is
what a pupil types. An apostrophe before it is the convention that spreadsheets know (OWASP, CSV injection).
"""

import re
from datetime import date, datetime
from unicodedata import normalize

from metiers.francais.invisibles import without_invisible

Cellule = str | int | date | datetime | None
"""A naive `datetime` is local time."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NEW_LINE = re.compile("\r\n?")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(said: str) -> str:
    """As a cell may hold it: what a document cannot, left out; what would be a formula, marked as a text."""
    kept = _NOT_XML.sub("", _NEW_LINE.sub("\n", said))
    return f"'{kept}" if is_formula(kept) else kept


def is_formula(said: str) -> bool:
    """Would a spreadsheet take it for one? Also behind spaces and what nobody sees, or in full-width signs."""
    return said.startswith(_FORMULA) or normalize("NFKC", without_invisible(said)).lstrip().startswith(_FORMULA)
