"""The editors' text format → a Fiche. Pure: no Django.

First the file is cut at its section tags, then each section is read by the function that knows its items
(`readers.py`). Sections may be missing or come in any order; a section that is there must be complete.
"""

import re
from dataclasses import dataclass, field

from metiers.fiche_text.document import MAX_TITRE, SECTION_CLES, Fiche, Section, canonical_name
from metiers.fiche_text.lines import FicheTextError, Kind, Line, decode, prose, split_lines
from metiers.fiche_text.mission_titles import titles_from_intro
from metiers.fiche_text.profile import is_score_line, read_profile
from metiers.fiche_text.readers import (
    Body,
    read_faq,
    read_hard_skills,
    read_items,
    read_levels,
    read_missions,
    read_salaries,
    read_steps,
    read_tools,
)
from metiers.fiche_text.sections import PROFIL, SectionFormat, find_section

_OTHER_HEADING = re.compile(
    r"(les?|la|l'|nos|vos)\b.*\b(skills|competences?|savoirs?|savoir-etre|missions|outils|contraintes)\b.*"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A fiche as read, with what was left out of it (`ignored`) and what an editor should know (`warnings`)."""

    fiche: Fiche
    ignored: list[str]
    warnings: list[str]


@dataclass(slots=True)
class _Cut:
    """The file cut at its tags: lines before the first one, lines of the profile, lines by section."""

    head: list[Line] = field(default_factory=list)
    profile: list[Line] = field(default_factory=list)
    bodies: dict[str, tuple[Line, list[Line]]] = field(default_factory=dict)
    unknown: list[Line] = field(default_factory=list)


def parse_fiche(data: bytes) -> Reading:
    """Read one fiche. Raises FicheTextError at the first thing that cannot be understood."""
    cut = _cut_sections(split_lines(decode(data)))
    titre, accroche = _read_head(cut.head)
    ignored = [f"ligne {line.number} : {line.text}" for line in cut.unknown]
    warnings: list[str] = []
    profil = read_profile(cut.profile, ignored, warnings)
    sections: dict[str, Section] = {}
    items: dict[str, tuple] = {}
    for cle, (tag, lines) in cut.bodies.items():
        body = Body(cle, tag, _skip_headings(cle, tag, lines, titre, ignored))
        items[cle], introduction, complement = _READERS[cle](body)
        if cle in SECTION_CLES:
            sections[cle] = Section(introduction, complement)
    missions = items.get("missions", ())
    if missions and not any(groupe.titre for groupe in missions):
        missions = titles_from_intro(missions, sections["missions"].introduction, cut.bodies["missions"][0], warnings)
    fiche = Fiche(
        titre=titre,
        accroche=accroche,
        profil=profil,
        sections={cle: sections[cle] for cle in SECTION_CLES if cle in sections},
        missions=missions,
        soft_skills=items.get("soft_skills", ()),
        hard_skills=items.get("hard_skills", ()),
        niveaux=items.get("parcours", ()),
        experiences=items.get("experience", ()),
        outils=items.get("outils", ()),
        contraintes=items.get("contraintes", ()),
        salaires=items.get("salaire", ()),
        evolution=items.get("evolution", ()),
        questions=items.get("faq", ()),
    )
    return Reading(fiche, ignored, warnings)


_READERS = {
    "missions": read_missions,
    "soft_skills": read_items,
    "hard_skills": read_hard_skills,
    "parcours": read_levels,
    "experience": read_items,
    "outils": read_tools,
    "contraintes": read_items,
    "salaire": read_salaries,
    "evolution": read_steps,
    "faq": read_faq,
}


def _cut_sections(lines: list[Line]) -> _Cut:
    cut = _Cut()
    target, current = cut.head, None
    started = False  # has the current section anything but its headings yet?
    blank_before = True
    for line in lines:
        tag = _tag_of(line, blank_before)
        blank_before = line.kind is Kind.BLANK
        if tag is not None and tag is current and not started and tag is not PROFIL:
            target.append(line)  # "#FAQ" then "FAQ": a heading under its own tag
            continue
        if tag is PROFIL:
            target, current = cut.profile, tag
        elif tag is not None:
            target, current = _open(cut, tag, line), tag
        elif line.raw.lstrip().startswith("#") and line.kind is not Kind.NAME:
            target, current = cut.unknown, None
            target.append(line)
        elif target is cut.head and _has_title(cut.head) and is_score_line(line):
            target, current = cut.profile, PROFIL  # a profile without its heading
            target.append(line)
        elif target is not cut.unknown or line.kind is not Kind.BLANK:
            target.append(line)
        started = tag is None and (started or line.kind not in (Kind.BLANK, Kind.TITLE))
    return cut


def _tag_of(line: Line, blank_before: bool) -> SectionFormat | None:
    """The section this line opens. Without "#", a word that could also name an item must stand in capitals."""
    hashed = line.raw.lstrip().startswith("#") and line.kind is not Kind.NAME
    if not hashed and (line.kind is not Kind.TITLE or line.escaped):
        return None
    section = find_section(line.folded.lstrip("# ").rstrip(" :"))
    if section is None or hashed or line.text.isupper():
        return section
    if section is PROFIL:
        return section if " " in line.folded else None
    return section if blank_before and (" " in line.folded or section.is_tag(line.folded)) else None


def _open(cut: _Cut, tag: SectionFormat, line: Line) -> list[Line]:
    if tag.cle in cut.bodies:
        first = cut.bodies[tag.cle][0].number
        raise FicheTextError(
            line.number, f"la section « {_name(line)} » est déjà donnée ligne {first} : une seule attendue."
        )
    cut.bodies[tag.cle] = (line, [])
    return cut.bodies[tag.cle][1]


def _name(tag: Line) -> str:
    return tag.text.lstrip("# ")


def _has_title(head: list[Line]) -> bool:
    return any(line.kind is not Kind.BLANK for line in head)


def _read_head(head: list[Line]) -> tuple[str, str]:
    filled = [line for line in head if line.kind is not Kind.BLANK]
    if not filled:
        raise FicheTextError(1, "titre absent : le nom du métier était attendu sur la première ligne.")
    first = filled[0]
    titre = canonical_name(first.text)
    if not titre or len(titre) > MAX_TITRE or first.kind is Kind.BULLET or is_score_line(first):
        raise FicheTextError(
            first.number,
            f"titre absent : le nom du métier ({MAX_TITRE} caractères au plus) était attendu sur la première ligne.",
        )
    return titre, prose(head[head.index(first) + 1 :])


def _skip_headings(cle: str, tag: Line, lines: list[Line], titre: str, ignored: list[str]) -> list[Line]:
    """The lines after the fixed headings of a section; a heading of the editors' own is reported as ignored."""
    section = find_section(tag.folded.lstrip("# ").rstrip(" :"))
    assert section is not None
    for index, line in enumerate(lines):
        if line.kind is Kind.BLANK:
            continue
        if line.kind is Kind.TITLE and section.is_heading(line.folded, titre):
            continue
        if line.kind is Kind.TITLE and _OTHER_HEADING.fullmatch(line.folded):
            ignored.append(f"ligne {line.number} : {line.text}")
            continue
        return lines[index:]
    raise FicheTextError(tag.number, f"la section « {_name(tag)} » s'interrompt : complétez-la ou retirez son titre.")
