"""Workbooks and texts of an export, read back by those who read them."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from suivi.tableur import classeur, virgules
from suivi.tableur.cellules import is_formula, text

ROWS = [
    ["Pseudonyme", "Envois", "Le", "À", "Dit"],
    ["Zoé", 3, date(2026, 12, 1), datetime(2026, 12, 1, 14, 30), "« & < > \" ' ; »\nfin"],
    ["=1+1", 0, None, None, ""],
]


def workbook(rows):
    return load_workbook(BytesIO(b"".join(classeur.write(rows)))).active


def test_a_workbook_is_read_back():
    found = [[cell.value for cell in row] for row in workbook(ROWS).iter_rows()]
    assert found[0] == ROWS[0]
    assert found[1] == ["Zoé", 3, datetime(2026, 12, 1), datetime(2026, 12, 1, 14, 30), ROWS[1][4]]
    assert found[2][:2] == ["'=1+1", 0] and set(found[2][2:]) <= {None}
    assert workbook(ROWS)["A1"].font.bold and workbook(ROWS).freeze_panes == "A2"


def test_a_text_is_read_back():
    said = b"".join(virgules.write(ROWS)).decode("utf-8-sig")
    assert list(csv.reader(StringIO(said, newline=""), delimiter=";"))[1:] == [
        ["Zoé", "3", "01/12/2026", "01/12/2026 14:30", ROWS[1][4]],
        ["'=1+1", "0", "", "", ""],
    ]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "|", "%", " =", "\u200b=", "＝", "\u00ad@", "\u00a0+"]
)
def test_what_would_be_a_formula_is_a_text(start):
    said = f"{start}HYPERLINK(0)"
    assert is_formula(said)
    cell = workbook([["titre"], [said]])["A2"]
    assert cell.data_type in "s" and cell.value.startswith("'")
    line = b"".join(virgules.write([[said]])).decode("utf-8-sig")
    assert line.lstrip('"').startswith("'")


@given(st.text(max_size=40))
def test_any_text_makes_a_file_that_opens_and_no_formula(said):
    assert not is_formula(text(said))
    assert (workbook([["titre"], [said]])["A2"].value or "") == text(said)
    assert (
        len(
            list(
                csv.reader(StringIO(b"".join(virgules.write([[said]])).decode("utf-8-sig"), newline=""), delimiter=";")
            )
        )
        <= 1
    )


@pytest.mark.parametrize("writer", [classeur, virgules])
def test_bytes_leave_before_all_rows_are_read(writer):
    read = []

    def rows():
        for number in range(100_000):
            read.append(number)
            yield ["Zoé", number]

    assert b"".join(islice(writer.write(rows()), 3))
    assert len(read) < 1_000


def test_no_row_but_titles_is_a_file_too():
    assert workbook([["titre"]]).max_row == 1
    assert ZipFile(BytesIO(b"".join(classeur.write([])))).testzip() is None
