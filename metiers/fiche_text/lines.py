"""From bytes to classified lines. Pure: no Django.

Three marks make any text writable without ambiguity: `## ` before a name, `\\` before a line of prose, and a last line
that is only `\\` when the fiche is whole although it seems to stop in the middle. Editors never need them; the writer
adds them only where a line would otherwise be taken for something else.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from metiers.fiche_text.document import NEWLINE, canonical_name, canonical_prose, clean, fold

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 20_000
MAX_NAME = 90
NAME_MARK = "##"
PROSE_MARK = "\\"

_BULLET = re.compile(r"(?:[•·▪‣◦●○■\uf0b7]\s*|[*–—-]\s+)(\S.*)")
_RULE = re.compile(r"[-–—_=*~•·▪‣◦●○■\uf0b7]+")
_END_OF_SENTENCE = tuple(".!?…;:,»")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHER_FORMATS = ("{\\rtf", "<!doctype", "<html", "<?xml", "%pdf-")


class FicheTextError(ValueError):
    """A fiche that cannot be read: `line` (from 1) and a French `message` that says what was expected."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"ligne {line} : {message}")
        self.line = line
        self.message = message


class Kind(Enum):
    BLANK = auto()  # also a decorative rule: « ----- »
    BULLET = auto()
    TITLE = auto()  # short, no final punctuation: a name or a heading
    NAME = auto()  # `## …`: certainly a name
    PROSE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    kind: Kind
    text: str
    raw: str

    @property
    def is_name(self) -> bool:
        return self.kind in (Kind.TITLE, Kind.NAME)

    @property
    def escaped(self) -> bool:
        return self.raw.lstrip().startswith(PROSE_MARK)

    @property
    def hashed(self) -> bool:
        """Does it start with the "#" of a tag?"""
        return self.kind is not Kind.NAME and self.raw.lstrip().startswith("#")

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def is_label(self) -> bool:
        """A short line that ends with « : »."""
        return self.kind is Kind.PROSE and not self.escaped and len(self.text) <= MAX_NAME and self.text.endswith(":")

    @property
    def label(self) -> str:
        """The text as a name: what was surely a name as it is, else without its final « : »."""
        return self.text if self.kind is Kind.NAME else self.text.rstrip(": \u00a0\u202f")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (BOM or not), UTF-16 with BOM or cp1252.

    Raises FicheTextError when it is empty, too large, damaged or not text.
    """
    if len(data) > MAX_BYTES:
        raise FicheTextError(1, "fichier trop gros : au plus 2 Mo attendus.")
    text = _decode_utf16(data) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _decode_8bit(data)
    if not clean(text).strip():
        raise FicheTextError(1, "fichier vide : le titre du métier était attendu.")
    if text.lstrip().lower().startswith(_OTHER_FORMATS):
        raise FicheTextError(1, "un fichier de texte brut (.txt) était attendu, pas un document RTF, HTML, XML ou PDF.")
    return text


def _decode_utf16(data: bytes) -> str:
    try:
        return _refuse_binary(data.decode("utf-16"))
    except UnicodeDecodeError:
        raise FicheTextError(1, "encodage inconnu : un fichier de texte UTF-8 était attendu.") from None


def _decode_8bit(data: bytes) -> str:
    _refuse_binary(data.decode("latin-1"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    number = _line_at(damaged, damaged.index("\ufffd"))
    if sum(character > "\x7f" for character in damaged) > 2 * lost:  # more good UTF-8 than bad: not cp1252
        raise FicheTextError(number, "caractère abîmé ou coupé : un fichier de texte UTF-8 entier était attendu.")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise FicheTextError(number, "encodage inconnu : un fichier de texte UTF-8 était attendu.") from None


def _refuse_binary(text: str) -> str:
    control = _CONTROL.search(text)
    if control:
        raise FicheTextError(
            _line_at(text, control.start()), "caractère illisible : un fichier de texte était attendu, pas un binaire."
        )
    return text


def _line_at(text: str, position: int) -> int:
    return len(NEWLINE.findall(text, 0, position)) + 1


def classify(number: int, raw: str) -> Line:
    """One line of the file, with what it looks like on its own."""
    raw = raw.rstrip()
    text = raw.strip()
    if text.startswith(PROSE_MARK):
        return Line(number, Kind.PROSE, text[1:].rstrip(), raw)
    if text.startswith(NAME_MARK):
        return Line(number, Kind.NAME, text.lstrip("#").strip() if text[2:3] == "#" else text[2:].strip(), raw)
    if not text or _RULE.fullmatch(text):
        return Line(number, Kind.BLANK, "", raw)
    bullet = _BULLET.fullmatch(text)
    if bullet:
        return Line(number, Kind.BULLET, bullet[1].strip(), raw)
    if len(text) <= MAX_NAME and not text.endswith(_END_OF_SENTENCE):
        return Line(number, Kind.TITLE, text, raw)
    return Line(number, Kind.PROSE, text, raw)


def split_lines(text: str) -> list[Line]:
    lines = NEWLINE.split(clean(text))
    if len(lines) > MAX_LINES:
        raise FicheTextError(MAX_LINES + 1, f"fichier trop long : {MAX_LINES} lignes au plus attendues.")
    return [classify(number, raw) for number, raw in enumerate(lines, start=1)]


def name(line: Line, text: str, longest: int) -> str:
    """This text of the line as a name. Raises FicheTextError when it is too long for its column."""
    nom = canonical_name(text)
    if len(nom) > longest:
        raise FicheTextError(line.number, f"« {nom[:60]}… » compte {len(nom)} caractères : {longest} au plus attendus.")
    return nom


def prose(lines: Iterable[Line]) -> str:
    """The canonical prose made of these lines; a bullet becomes a Markdown one."""
    return canonical_prose("\n".join(f"- {line.text}" if line.kind is Kind.BULLET else line.text for line in lines))


def next_filled(lines: list[Line], start: int) -> Line | None:
    """The first line from `start` on that is not blank."""
    return next((lines[i] for i in range(start, len(lines)) if lines[i].kind is not Kind.BLANK), None)


def last_filled(lines: list[Line]) -> Line | None:
    return next((line for line in reversed(lines) if line.kind is not Kind.BLANK), None)
