"""A file of texts → texts, and what is wrong in it. Pure: no Django.

The form is strict, so that a file without a fault is exactly what `write_textes` writes of its texts: nothing that
somebody typed is lost or moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from metiers.fiche_text.document import MAX_TITRE, clean
from metiers.textes.document import BULLET, CHAMPS, CLE, EN_LIGNE, LISTES, ORDRE, SEPARATOR, Faute, Texte

_Lines = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Lecture:
    """The blocks that could be read, in their order, and the faults, in that of their lines."""

    textes: tuple[Texte, ...]
    fautes: tuple[Faute, ...]


def read_textes(data: bytes) -> Lecture:
    """Read one file; never raises. A block with a fault is left out, the others are read."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        return Lecture((), (Faute(number, "caractère illisible : un fichier de texte UTF-8 était attendu."),))
    lines = list(enumerate(text.split("\n"), start=1))
    fautes = list(_bad_ends(text, lines))
    textes: list[Texte] = []
    for block in _blocks(lines):
        reader = _Block(block)
        textes += [texte] if (texte := reader.read()) else []
        fautes += reader.fautes
    fautes += _twice(textes)
    return Lecture(tuple(textes), tuple(sorted(fautes, key=lambda faute: faute.ligne)))


def _blocks(lines: _Lines) -> Iterator[_Lines]:
    """The lines between blank ones."""
    for filled, block in groupby(lines, key=lambda line: line[1] != ""):
        if filled:
            yield list(block)


def _bad_ends(text: str, lines: _Lines) -> Iterator[Faute]:
    """What no block says: blank lines too many, odd characters, a last line without its end."""
    for number, line in lines:
        if line != clean(line):
            yield Faute(number, "caractère invisible ou décomposé : du texte simple (NFC) était attendu.")
        elif line != line.strip():
            yield Faute(number, "espace ou retour chariot au bord de la ligne.")
    blank = [number for number, line in lines if line == "" and text]
    extra = [number for number in blank if number == 1 or (number - 1 in blank and number < len(lines))]
    yield from (Faute(number, "ligne vide de trop : une seule était attendue entre deux blocs.") for number in extra)
    if text and not text.endswith("\n"):
        yield Faute(len(lines), "la dernière ligne doit finir par un retour à la ligne.")
    elif text.endswith("\n\n"):
        yield Faute(len(lines) - 1, "ligne vide de trop à la fin du fichier.")


def _twice(textes: list[Texte]) -> Iterator[Faute]:
    seen: dict[str, int] = {}
    for texte in textes:
        if texte.cle in seen:
            yield Faute(texte.ligne, f"{texte.cle} a déjà son texte ligne {seen[texte.cle]}.")
        seen.setdefault(texte.cle, texte.ligne)


@dataclass(slots=True)
class _Block:
    """One block being read: its head, then its keys in their order."""

    lines: _Lines
    fautes: list[Faute] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    key: str = ""

    def read(self) -> Texte | None:
        number, head = self.lines[0]
        cle, _, titre = head.partition(" ")
        if not CLE.fullmatch(cle) or not titre or titre != titre.strip() or len(titre) > MAX_TITRE:
            self.refuse(number, "un code et un titre (« K2106 Professeur(e) des écoles ») étaient attendus.")
        for place, line in self.lines[1:]:
            self.read_line(place, line)
        for key, found in self.values.items():
            if not found:
                self.refuse(number, f"« {key} » est vide : une suite était attendue.")
        if not self.values:
            self.refuse(number, "ce bloc est vide : « accroche : » au moins était attendu.")
        if self.fautes:
            return None
        fields: dict[str, Any] = {
            CHAMPS[key][0]: found if isinstance(found, str) else tuple(found) for key, found in self.values.items()
        }
        return Texte(cle, titre, ligne=number, **fields)

    def refuse(self, number: int, message: str) -> None:
        self.fautes.append(Faute(number, message))

    def read_line(self, number: int, line: str) -> None:
        key, colon, value = line.partition(":")
        if line.startswith(BULLET):
            self.read_item(number, line.removeprefix(BULLET))
        elif colon and key in CHAMPS:
            self.open_key(number, key, value)
        else:
            names = ", ".join(f"« {name}: »" for name in ORDRE)
            self.refuse(number, f"ligne non comprise : {names} ou « - » étaient attendus.")

    def open_key(self, number: int, key: str, value: str) -> None:
        if key in self.values:
            self.refuse(number, f"« {key} » est donné deux fois.")
            return
        if self.values and ORDRE.index(key) < ORDRE.index(next(reversed(self.values))):
            self.refuse(number, f"« {key} » vient trop tard : l’ordre est {', '.join(ORDRE)}.")
        self.key = key
        if key in LISTES:
            self.values[key] = []
            if value:
                self.refuse(number, f"« {key} » est une liste : un élément par ligne, après « - ».")
        elif not value.startswith(" "):
            self.values[key] = value
            self.refuse(number, f"une espace était attendue après « {key}: ».")
        else:
            self.values[key] = self.checked(number, key, value[1:])

    def checked(self, number: int, key: str, value: str) -> str | list[str]:
        items = value.split(SEPARATOR) if key in EN_LIGNE else [value]
        for item in items:
            self.check_item(number, key, item)
        return items if key in EN_LIGNE else value

    def read_item(self, number: int, item: str) -> None:
        if self.key not in LISTES:
            self.refuse(number, "un élément de liste n’est attendu que sous « tâches », « plaît » ou « difficile ».")
            return
        self.check_item(number, self.key, item)
        self.values[self.key].append(item)

    def check_item(self, number: int, key: str, item: str) -> None:
        longest = CHAMPS[key][1]
        if not item or item != item.strip():
            self.refuse(number, f"« {key} » : élément vide, ou espace de trop.")
        elif len(item) > longest:
            self.refuse(number, f"« {key} » : {len(item)} caractères, {longest} au plus attendus.")
