"""What a sheet says → PDF/UA-1, as quiz/pdf does: JSON, never markup. Pure."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from quiz.pdf.typesetting import compile_pdf, lacks_signs, printable, qr_code

_HERE = Path(__file__).resolve().parent


def set_sheet(modele: str, content: Mapping[str, Any], *, fait_le: date, lien: str | None = None) -> bytes:
    """`content` (with `titre` and `description`) in the template `modele`, which is told as `perdu` whether a sign of
    it cannot be printed, and given the address `lien` as a QR code. Raises ValueError when that is none of the web."""
    about = {"jour": [fait_le.year, fait_le.month, fait_le.day], "pied": ""}
    data = printable({**content, **about})
    drawn = {} if lien is None else {"lien": lien, "qr": qr_code(lien)}
    return compile_pdf(_source(modele), data | drawn | {"perdu": lacks_signs(data)}, fait_le)


def part_lacks_signs(content: Any) -> bool:
    """The same of one sheet among several."""
    return lacks_signs(printable(content))


@cache
def _source(modele: str) -> bytes:
    return (_HERE / "feuille.typ").read_bytes() + (_HERE / f"{modele}.typ").read_bytes()
