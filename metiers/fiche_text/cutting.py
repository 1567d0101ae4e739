"""The file cut at its section tags. Pure: no Django."""

from dataclasses import dataclass, field

from metiers.fiche_text.lines import FicheTextError, Kind, Line
from metiers.fiche_text.profile import is_score_line
from metiers.fiche_text.sections import PROFIL, SectionFormat, find_section


@dataclass(slots=True)
class Cut:
    """Lines before the first tag, lines of the profile, lines by section (with its tag), lines of unknown sections."""

    head: list[Line] = field(default_factory=list)
    profile_tag: Line | None = None
    profile: list[Line] = field(default_factory=list)
    bodies: dict[str, tuple[Line, list[Line]]] = field(default_factory=dict)
    unknown: list[Line] = field(default_factory=list)


def cut_sections(lines: list[Line]) -> Cut:
    cut = Cut()
    target, current = cut.head, None
    has_title = started = False  # started: has the current section anything but its headings yet?
    blank_before = True
    for line in lines:
        tag = _tag_of(line, blank_before)
        if tag and tag.cle in cut.bodies and (tag is not current or started):
            _refuse_twice(cut, tag, line)
            tag = None
        blank_before = line.kind is Kind.BLANK
        if tag is PROFIL:
            target, current = cut.profile, tag
            cut.profile_tag = cut.profile_tag or line
        elif tag and tag.cle not in cut.bodies:
            target, current, started = [], tag, False
            cut.bodies[tag.cle] = (line, target)
        elif line.hashed and not tag and (has_title or target is not cut.head):
            target, current = cut.unknown, None
            target.append(line)
        elif target is cut.head and has_title and is_score_line(line):
            target, current = cut.profile, PROFIL  # a profile without its heading
            target.append(line)
        elif target is not cut.unknown or not blank_before:
            target.append(line)
            started = started or line.kind not in (Kind.BLANK, Kind.TITLE)
            has_title = has_title or (target is cut.head and not blank_before)
    return cut


def tag_name(tag: Line) -> str:
    return tag.label.lstrip("# ")


def _tag_of(line: Line, blank_before: bool) -> SectionFormat | None:
    """The section this line opens. Without "#", a word that could also name an item must stand in capitals."""
    if not line.hashed and line.kind is not Kind.TITLE and not line.is_label:
        return None
    section = find_section(line.text)
    if section is None or line.hashed or line.text.isupper():
        return section
    several_words = " " in line.label
    if section is PROFIL:
        return section if several_words else None
    return section if blank_before and (several_words or section.is_tag(line.text)) else None


def _refuse_twice(cut: Cut, tag: SectionFormat, line: Line) -> None:
    """A tag given twice is refused; a mere heading further down, such as « Les outils : », is a line like another."""
    if line.hashed or line.text.isupper():
        first = cut.bodies[tag.cle][0].number
        raise FicheTextError(
            line.number, f"la section « {tag_name(line)} » est déjà donnée ligne {first} : une seule attendue."
        )
