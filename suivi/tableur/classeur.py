"""Rows → a workbook (ECMA-376, one sheet), written as it is sent. Pure.

Kept libraries (XlsxWriter, openpyxl) give no byte before the last row: a region's export would wait for seconds and
hold the whole of it. A sheet of texts, numbers and dates is a few tags, and `zipfile` writes to what cannot go back.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from suivi.flux import Flux
from suivi.tableur.cellules import Cellule, text

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY_ZERO = datetime(1899, 12, 30)
_TITLE, _DAY, _MOMENT = 1, 2, 3  # of the styles below
_AT_ONCE = 200  # rows
_WIDTH = 20  # characters
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_BOOK, _SHEET = "workbook", "worksheet"  # the elements at the root of its two parts

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/book.xml" ContentType="{_PART}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sheet.xml" ContentType="{_PART}.{_SHEET}+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_PART}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/book.xml"/></Relationships>',
    "xl/book.xml": f'<{_BOOK} xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    f'<sheets><sheet name="Élèves" sheetId="1" r:id="rId1"/></sheets></{_BOOK}>',
    "xl/_rels/book.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/{_SHEET}" Target="sheet.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_OPENING = (
    f'<{_SHEET} xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    f'<sheetFormatPr defaultColWidth="{_WIDTH}" defaultRowHeight="15"/><sheetData>'
)


def write(rows: Iterable[Sequence[Cellule]]) -> Iterator[bytes]:
    """The first row holds the titles."""
    sent = Flux()
    with ZipFile(sent, "w", ZIP_DEFLATED) as package:
        for name, part in _PARTS.items():
            package.writestr(name, _HEAD + part)
        yield sent.take()
        with package.open("xl/sheet.xml", "w", force_zip64=True) as sheet:
            sheet.write((_HEAD + _OPENING).encode())
            for number, row in enumerate(rows):
                sheet.write(_row(row, title=number == 0).encode())
                if number % _AT_ONCE == 0:
                    yield sent.take()
            sheet.write(f"</sheetData></{_SHEET}>".encode())
    yield sent.take()


def _row(row: Sequence[Cellule], *, title: bool) -> str:
    return f"<row>{''.join(_cell(one, title=title) for one in row)}</row>"


def _cell(cellule: Cellule, *, title: bool) -> str:
    if cellule is None or cellule == "":
        return "<c/>"
    if isinstance(cellule, datetime):
        return f'<c s="{_MOMENT}"><v>{(cellule - _DAY_ZERO) / timedelta(days=1):.9f}</v></c>'
    if isinstance(cellule, date):
        return f'<c s="{_DAY}"><v>{(cellule - _DAY_ZERO.date()).days}</v></c>'
    if isinstance(cellule, int):
        return f"<c><v>{cellule}</v></c>"
    style = f' s="{_TITLE}"' if title else ""
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{escape(text(cellule))}</t></is></c>'
