"""Tables of the sources, checked as they are read: each fault names its file, its line and its column.

A row is a dict of the columns asked for, as stripped text.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from metiers.catalogue.errors import CatalogueError

Row = dict[str, str]
_LARGEST_FIELD = 1_000_000


def read_csv(
    path: Path, columns: Iterable[str], *, encoding: str = "utf-8-sig", delimiter: str = ",", preamble: bool = False
) -> list[Row]:
    """The rows of a CSV file, only the `columns` asked for; blank rows are passed over.

    With `preamble`, lines before the one that holds all the columns are skipped.
    Raises CatalogueError: no such file, other encoding, missing column, row of another length than the header.
    """
    wanted = tuple(columns)
    lines = _csv_lines(path, encoding, delimiter)
    header = _header(path, lines, wanted, preamble)
    return list(_rows(path, header, wanted, lines))


def read_preamble(path: Path, *, until: str) -> Row:
    """The `name, value` lines that open a crosswalk, down to the line that starts with `until`."""
    found: Row = {}
    for _, cells in _csv_lines(path, "utf-8-sig", ","):
        if cells and cells[0] == until:
            return found
        if len(cells) > 1 and cells[0]:
            found[cells[0]] = cells[1]
    raise CatalogueError.in_file(path, f"la colonne « {until} » est introuvable.")


def read_xlsx(path: Path, columns: Iterable[str]) -> list[Row]:
    """The rows of the first sheet, only the `columns` asked for; the same faults as `read_csv`.

    Read-only and values only: neither formulas, links nor macros of the file are looked at.
    """
    wanted = tuple(columns)
    lines = _xlsx_lines(path)
    header = _header(path, lines, wanted, preamble=False)
    return list(_rows(path, header, wanted, lines, may_be_short=True))


def number(path: Path, row: Row, column: str) -> float:
    """A figure of a row; NA and the empty cell are NaN."""
    text = row[column]
    if text in ("", "NA", "n/a", "None"):
        return float("nan")
    try:
        return float(text)
    except ValueError:
        raise CatalogueError.in_file(path, f"colonne « {column} » : « {text} » n’est pas un nombre.") from None


def _csv_lines(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            for cells in reader:
                yield reader.line_num, [cell.strip() for cell in cells]
    except OSError:
        raise CatalogueError.in_file(path, "fichier introuvable ou illisible.") from None
    except UnicodeDecodeError:
        raise CatalogueError.in_file(path, f"l’encodage n’est pas {encoding}.") from None
    except csv.Error as error:
        raise CatalogueError.in_file(path, f"CSV mal formé, peut-être tronqué ({error}).") from None


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    openpyxl = _openpyxl(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except FileNotFoundError:
        raise CatalogueError.in_file(path, "fichier introuvable ou illisible.") from None
    except Exception as error:  # zipfile, XML and openpyxl each have their own
        raise CatalogueError.in_file(path, f"classeur illisible, peut-être tronqué ({error}).") from None
    try:
        for position, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield position, ["" if cell is None else str(cell).strip() for cell in cells]
    finally:
        book.close()


def _openpyxl(path: Path) -> Any:
    try:
        import openpyxl  # only maintainers rebuild the catalogue: the site does without it  # noqa: PLC0415
    except ImportError:
        reason = "openpyxl manque pour lire ce classeur (pip install -r requirements-dev.txt)."
        raise CatalogueError.in_file(path, reason) from None
    return openpyxl


def _header(path: Path, lines: Iterator[tuple[int, list[str]]], wanted: tuple[str, ...], preamble: bool) -> list[str]:
    nearest: list[str] = []
    for _, cells in lines:
        if set(wanted) <= set(cells):
            return cells
        nearest = max(nearest, cells, key=lambda line: len(set(wanted) & set(line)))
        if not preamble:
            break
    missing = next(column for column in wanted if column not in nearest)
    raise CatalogueError.in_file(path, f"la colonne « {missing} » manque.")


def _rows(
    path: Path,
    header: list[str],
    wanted: tuple[str, ...],
    lines: Iterator[tuple[int, list[str]]],
    may_be_short: bool = False,
) -> Iterator[Row]:
    positions = {column: header.index(column) for column in wanted}
    needed = max(positions.values()) + 1 if may_be_short else len(header)
    for line, cells in lines:
        if not any(cells):
            continue
        if len(cells) < needed or len(cells) > len(header):
            reason = f"ligne {line} : {len(cells)} champs au lieu de {len(header)}, ligne tronquée ou mal formée."
            raise CatalogueError.in_file(path, reason)
        yield {column: cells[position] for column, position in positions.items()}
