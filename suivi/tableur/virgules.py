"""Rows → a text that spreadsheets open (RFC 4180, with the semicolons and the mark that French ones expect). Pure."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO

from suivi.tableur.cellules import Cellule, text

TYPE = "text/csv; charset=utf-8"
_MARK = "\ufeff"


def write(rows: Iterable[Sequence[Cellule]]) -> Iterator[bytes]:
    """A line at a time."""
    line = StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    yield _MARK.encode()
    for row in rows:
        writer.writerow([_said(one) for one in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _said(cellule: Cellule) -> str | int:
    if cellule is None:
        return ""
    if isinstance(cellule, datetime):
        return f"{cellule:%d/%m/%Y %H:%M}"
    if isinstance(cellule, date):
        return f"{cellule:%d/%m/%Y}"
    return text(cellule) if isinstance(cellule, str) else cellule
