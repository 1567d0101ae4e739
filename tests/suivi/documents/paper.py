"""What tests read of a sheet: its text, where it stands, its tags."""

import re
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

A4 = (595.3, 841.9)  # points


def pages_of(pdf):
    return PdfReader(BytesIO(pdf)).pages


def text_of(page):
    """In one line, with plain spaces: where lines break is not what is tested."""
    return re.sub(r"\s+", " ", page.extract_text().replace("\u200b", ""))


def squeezed(text):
    return re.sub(r"[\s\u200b]", "", text)


def spots_of(page):
    """(x, y) of each piece of text, in points from the lower left corner."""
    found = []

    def note(text, cm, tm, _font, _size):
        if text.strip():
            x, y = tm[4], tm[5]
            found.append((cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]))

    page.extract_text(visitor_text=note)
    return found


def stays_on_paper(page, margin=20):
    """No text runs out at the foot of the page or at its sides."""
    return all(margin < x < A4[0] - margin and margin < y < A4[1] - margin for x, y in spots_of(page))


def tags_of(pdf):
    """(name, words that stand for it) of each element of the structure, in reading order."""
    return list(_tags(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def _tags(node):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node["/K"])


def is_pdf_ua(pdf):
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    return (
        bool(root["/MarkInfo"]["/Marked"])
        and root["/Lang"] == "fr-FR"
        and "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    )
