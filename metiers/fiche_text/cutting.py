"""The file cut at its section tags. Pure: no Django."""

from dataclasses import dataclass, field

from metiers.fiche_text.lines import FicheTextError, Kind, Line, next_filled
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
    for index, line in enumerate(lines):
        tag = _tag_of(lines, index)
        if tag and tag.cle in cut.bodies and (tag is not current or started):
            _refuse_twice(cut, tag, line)
            tag = None
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
        elif target is not cut.unknown or line.kind is not Kind.BLANK:
            target.append(line)
            started = started or line.kind not in (Kind.BLANK, Kind.TITLE)
            has_title = has_title or (target is cut.head and line.kind is not Kind.BLANK)
    return cut


def tag_name(tag: Line) -> str:
    return tag.label.lstrip("# ")


def _tag_of(lines: list[Line], index: int) -> SectionFormat | None:
    """The section this line opens. What could also be a name must stand above another heading of the same section:
    so « ## Missions », which is Markdown for a title, is told from a name that we marked.
    """
    line = lines[index]
    if not (line.hashed or line.is_name or line.is_label):
        return None
    section = find_section(line.text)
    if section is None or line.hashed or _is_heading(section, next_filled(lines, index + 1)):
        return section
    blank_before = index == 0 or lines[index - 1].kind is Kind.BLANK
    return section if line.kind is not Kind.NAME and _is_plain_tag(section, line, blank_before) else None


def _is_heading(section: SectionFormat, line: Line | None) -> bool:
    if line is None or line.kind is not Kind.TITLE or line.hashed:
        return False
    return find_section(line.text) is section and line.text != section.tag


def _is_plain_tag(section: SectionFormat, line: Line, blank_before: bool) -> bool:
    """Without "#", a word that could also name an item must stand in capitals."""
    several_words = " " in line.label
    if section.is_common:
        return False
    if line.text.isupper():
        return True
    return several_words if section is PROFIL else blank_before and (several_words or section.is_tag(line.text))


def _refuse_twice(cut: Cut, tag: SectionFormat, line: Line) -> None:
    """A tag given twice is refused; a mere heading further down, such as « Les outils : », is a line like another."""
    if line.hashed or line.text.isupper():
        first = cut.bodies[tag.cle][0].number
        raise FicheTextError(
            line.number, f"la section « {tag_name(line)} » est déjà donnée ligne {first} : une seule attendue."
        )
