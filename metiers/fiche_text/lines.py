"""From bytes to classified lines. Pure: no Django.

Two marks make any text writable without ambiguity: `## ` before a name, `\\` before a line of prose. Editors never
need them; the writer adds them only where a line would otherwise be taken for something else.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from metiers.fiche_text.document import canonical_name, canonical_prose, fold

MAX_BYTES = 2 * 1024 * 1024
MAX_NAME = 90

_BULLET = re.compile(r"[•·▪‣◦*–-]\s+(\S.*)")
_END_OF_SENTENCE = tuple(".!?…;:,»")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class FicheTextError(ValueError):
    """A fiche that cannot be read: `line` (from 1) and a French `message` that says what was expected."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"ligne {line} : {message}")
        self.line = line
        self.message = message


class Kind(Enum):
    BLANK = auto()
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
        return self.raw.lstrip().startswith("\\")

    @property
    def folded(self) -> str:
        return fold(self.text)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (BOM or not), UTF-16 with BOM or cp1252.

    Raises FicheTextError when it is empty, too large or not text.
    """
    if len(data) > MAX_BYTES:
        raise FicheTextError(1, f"fichier de {len(data)} octets : au plus 2 Mo attendus.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = _CONTROL.search(text)
        if control:
            number = text.count("\n", 0, control.start()) + 1
            raise FicheTextError(number, "caractère illisible : un fichier de texte était attendu, pas un binaire.")
        if not text.strip():
            raise FicheTextError(1, "fichier vide : le titre du métier était attendu.")
        return text
    raise FicheTextError(1, "encodage inconnu : enregistrez le fichier en texte UTF-8.")


def classify(number: int, raw: str) -> Line:
    """One line of the file, with what it looks like on its own."""
    raw = raw.rstrip()
    text = raw.strip()
    if not text:
        return Line(number, Kind.BLANK, "", raw)
    if text.startswith("\\"):
        return Line(number, Kind.PROSE, text[1:].rstrip(), raw)
    if text.startswith("##"):
        return Line(number, Kind.NAME, text.lstrip("#").strip() if text[2:3] == "#" else text[2:].strip(), raw)
    bullet = _BULLET.fullmatch(text)
    if bullet:
        return Line(number, Kind.BULLET, bullet[1].strip(), raw)
    if len(text) <= MAX_NAME and not text.endswith(_END_OF_SENTENCE):
        return Line(number, Kind.TITLE, text, raw)
    return Line(number, Kind.PROSE, text, raw)


def split_lines(text: str) -> list[Line]:
    normalised = unicodedata.normalize("NFC", text)
    return [classify(number, raw) for number, raw in enumerate(re.split(r"\r\n|\r|\n", normalised), start=1)]


def name(line: Line, text: str, longest: int) -> str:
    """This text of the line as a name. Raises FicheTextError when it is too long for its column."""
    nom = canonical_name(text)
    if len(nom) > longest:
        raise FicheTextError(line.number, f"« {nom[:60]}… » compte {len(nom)} caractères : {longest} au plus attendus.")
    return nom


def prose(lines: Iterable[Line]) -> str:
    """The canonical prose made of these lines."""
    return canonical_prose("\n".join(line.text for line in lines))


def next_filled(lines: list[Line], start: int) -> Line | None:
    """The first line from `start` on that is not blank."""
    return next((line for line in lines[start:] if line.kind is not Kind.BLANK), None)
