"""Named paragraphs (soft skills, experiences, constraints), families of tools, career steps, and what is told of daily
work. Pure: no Django."""

import re
from dataclasses import dataclass, field, replace

from metiers.fiche_text.body import Body, split_at
from metiers.fiche_text.document import MAX_ACTION, MAX_DETAIL, MAX_NOM, Famille, Item, fold
from metiers.fiche_text.lines import FicheTextError, Kind, Line, name, prose

_NAME_AND_TEXT = re.compile(r"([^:]*[^:\s])\s*:\s+(\S.*)")
_SHORTEST_LIST = 3  # two names at the very end may as well be a name and the first words of its text


def read_items(body: Body) -> tuple[tuple[Item, ...], str, str]:
    """Names, each followed by its text. A plain list of names is one too; a lone name without text is broken off."""
    lines = body.lines

    def is_head(index: int) -> bool:
        line = lines[index]
        return line.is_name or (line.is_label and body.after_blank(index) and body.next_is(index, Kind.PROSE))

    before, groups = split_at(lines, is_head)
    if not groups:
        return _read_bullets(before)
    items = tuple(Item(name(head, head.label, MAX_NOM), prose(rest)) for head, rest in groups)
    plain_list = len(items) >= (_SHORTEST_LIST if body.end else 2) and not any(item.texte for item in items)
    for (head, _), item in zip(groups, items, strict=True):
        if not item.nom:
            raise FicheTextError(head.number, "un nom était attendu après « ## ».")
        if not item.texte and head.kind is not Kind.NAME and not plain_list:
            raise body.broken_off(head, "un texte était attendu")
    return items, prose(before), ""


def _read_bullets(lines: list[Line]) -> tuple[tuple[Item, ...], str, str]:
    """« • Nom » or « • Nom : texte », where the section has no names on lines of their own."""
    before, groups = split_at(lines, lambda index: lines[index].kind is Kind.BULLET)
    items = []
    for head, rest in groups:
        named = _NAME_AND_TEXT.fullmatch(head.text)
        nom, texte = (named[1], named[2]) if named else (head.text, "")
        text = replace(head, kind=Kind.PROSE, text=texte)
        items.append(Item(name(head, nom, MAX_NOM), prose([text, *rest])))
    return tuple(items), prose(before), ""


def read_tools(body: Body) -> tuple[tuple[Famille, ...], str, str]:
    """A family, its tools as bullets, its name again, a text."""
    before: list[Line] = []
    families: list[_Family] = []
    for index, line in enumerate(body.lines):
        current = families[-1] if families else None
        if current and current.repeats(line):
            current.repeated = line
        elif line.is_name or (line.is_label and body.next_is(index, Kind.BULLET)):
            families.append(_Family(line))
        elif line.kind is Kind.BULLET and current is None:
            raise FicheTextError(line.number, "le nom d'une famille d'outils était attendu avant cet outil.")
        elif line.kind is Kind.BULLET and current:
            current.outils.append(name(line, line.text, MAX_NOM))
        else:
            (current.text if current else before).append(line)
    return tuple(family.read(body) for family in families), prose(before), ""


@dataclass(slots=True)
class _Family:
    head: Line
    outils: list[str] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    repeated: Line | None = None

    def repeats(self, line: Line) -> bool:
        return (line.is_name or line.is_label) and not self.repeated and fold(line.label) == fold(self.head.label)

    def read(self, body: Body) -> Famille:
        nom, texte = name(self.head, self.head.label, MAX_NOM), prose(self.text)
        if not nom:
            raise FicheTextError(self.head.number, "un nom était attendu après « ## ».")
        if not self.outils and not texte and self.head.kind is not Kind.NAME:
            raise body.broken_off(self.head, "des outils précédés de « • » étaient attendus")
        if self.repeated and self.repeated is body.end:
            raise body.broken_off(self.repeated, "le texte de cette famille était attendu")
        return Famille(nom, tuple(self.outils), texte)


def read_steps(body: Body) -> tuple[tuple[str, ...], str, str]:
    """The career text, one step per paragraph."""
    steps: list[list[Line]] = [[]]
    for line in body.lines:
        if line.kind is Kind.BLANK:
            steps.append([])
        else:
            steps[-1].append(line)
    return tuple(step for step in map(prose, steps) if step), "", ""


def read_text(body: Body) -> tuple[tuple[str, ...], str, str]:
    """All of it as one prose."""
    text = prose(body.lines)
    return ((text,) if text else ()), "", ""


def read_points(body: Body) -> tuple[tuple[str, ...], str, str]:
    """One point per line, with or without its bullet."""
    points = (name(line, line.text, MAX_ACTION) for line in body.lines if line.kind is not Kind.BLANK)
    return tuple(point for point in points if point), "", ""


def read_line(body: Body) -> tuple[tuple[str, ...], str, str]:
    """All of it on one line."""
    filled = [line for line in body.lines if line.kind is not Kind.BLANK]
    text = name(filled[0], " ".join(line.text for line in filled), MAX_DETAIL) if filled else ""
    return ((text,) if text else ()), "", ""
