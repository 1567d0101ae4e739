"""What a document says → PDF/UA-1, with typst.

What a person typed reaches typst as JSON, never as markup. PDF/UA-1 refuses a figure without words and a sign without a
glyph: `printable` lets through only what the fonts can draw.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

from metiers.francais.phrases import long_date
from quiz.rapport.text import Sentence

MODELES = Path(__file__).resolve().parent / "modeles"
FONTS = (
    Path(__file__).resolve().parents[2] / "orientation" / "static" / "fonts",
    Path(__file__).resolve().parent / "polices",
)

_BEYOND = "–—‘’‚“”„†•…‹›€−→\u202f"
# Latin, Greek, Cyrillic, Hebrew, Arabic, Vietnamese and ancient Greek: what the fonts of a document draw between them.
_SCRIPTS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x3E1),
    (0x3F0, 0x52F),
    (0x591, 0x5F4),
    (0x606, 0x61B),
    (0x61E, 0x6DC),
    (0x6DE, 0x6FF),
    (0x1E00, 0x1FFE),
)
_NOT_ONE = {"Cn", "Cf"}  # places without a sign, signs that nobody sees
DRAWN = frozenset(
    sign
    for first, last in _SCRIPTS
    for sign in map(chr, range(first, last + 1))
    if unicodedata.category(sign) not in _NOT_ONE
).union(_BEYOND) - {"\u05ef"}
_LONGEST_WORD = re.compile(r"[^\s\u200b]{30}(?=[^\s\u200b])")
_LOST, _PICTURE = "\ufffd", "\ufffc"  # a letter that no font draws, a sign that is left out
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Lien:
    """A read-only address where the same can be read, until a day."""

    adresse: str
    jusqu_au: date
    avec_competences: bool


def typeset(modele: str, content: dict[str, Any], *, fait_le: date, pied: str, lien: Lien | None = None) -> bytes:
    """`content` set in the template `modele`, dated; `pied` stands at the foot of each page."""
    about = {"date": long_date(fait_le), "jour": [fait_le.year, fait_le.month, fait_le.day], "pied": pied}
    data = printable(content | about)
    lost = {"perdu": lacks_signs(data)}
    return compile_pdf((MODELES / f"{modele}.typ").read_bytes(), data | lost | (_link(lien) if lien else {}), fait_le)


def runs(said: Sentence) -> list[dict[str, Any]]:
    """A sentence as `say` of base.typ sets it; where its words would lead is for pages."""
    return [{"text": run.text, "strong": run.strong, "cle": run.cle} for run in said]


def compile_pdf(source: bytes, data: dict[str, Any], fait_le: date) -> bytes:
    """One document at a time: typst keeps what it has read and laid out for the next one. Raises TypstError."""
    midnight = datetime(fait_le.year, fait_le.month, fait_le.day, tzinfo=UTC)
    with _one_at_a_time:
        pdf = _compiler().compile(
            source,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False).replace(_LOST, "?").replace(_PICTURE, "")},
            pdf_standards="ua-1",
            timestamp=int(midnight.timestamp()),
        )
    assert isinstance(pdf, bytes)  # noqa: S101 (no output path was given)
    return pdf


def printable(value: Any) -> Any:
    """The same JSON with text that the fonts can draw and that finds room on a line."""
    if isinstance(value, str):
        text = "".join(_drawn(sign) for sign in unicodedata.normalize("NFC", value))
        return _LONGEST_WORD.sub("\\g<0>\u200b", text)  # a place to break a word that is wider than its column
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list | tuple) else value


def lacks_signs(data: Any) -> bool:
    """Whether `printable` had to leave something out of it."""
    said = json.dumps(data, ensure_ascii=False)
    return _LOST in said or _PICTURE in said


def qr_code(adresse: str) -> str:
    """An address of the web → its QR code, as SVG without a margin. Raises ValueError for anything else."""
    if not re.match(r"https?://[!-~]+\Z", adresse):
        raise ValueError("an address of the web is expected")
    svg = BytesIO()
    segno.make(adresse, error="m", micro=False).save(svg, kind="svg", border=0, dark="#1c1a30", xmldecl=False)
    return svg.getvalue().decode()


def _drawn(sign: str) -> str:
    """This sign, or the nearest that the fonts have."""
    if sign in DRAWN:
        return sign
    if sign.isspace():
        return " "
    if sign in "‐‑":
        return "-"
    category = unicodedata.category(sign)
    if category in {"Cc", "Cf", "Mn"}:
        return ""
    if category in {"So", "Sk", "Cs", "Co", "Cn"}:
        return _PICTURE
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in plain if one in DRAWN) or _LOST


def _link(lien: Lien) -> dict[str, str]:
    """An address, its QR code as SVG, what it shows."""
    shown = "avec" if lien.avec_competences else "sans"
    return {
        "lien": lien.adresse,
        "qr": qr_code(lien.adresse),
        "lien_dit": f"À relire en ligne, {shown} les compétences, jusqu’au {long_date(lien.jusqu_au)}\u00a0:",
    }


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(FONTS))
    return typst.Compiler(root=MODELES, font_paths=fonts, ignore_system_fonts=True)
