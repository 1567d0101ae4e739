"""The editors' text format → a Fiche. Pure: no Django.

First the file is cut at its section tags, then each section is read by the function that knows its items. Sections may
be missing or come in any order; a section that is there must be complete.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from metiers.fiche_text.body import Body, make_body
from metiers.fiche_text.cutting import Cut, cut_sections, tag_name
from metiers.fiche_text.document import (
    MAX_TITRE,
    SECTION_CLES,
    Fiche,
    NoteDimension,
    Section,
    canonical_name,
    canonical_prose,
    fold,
)
from metiers.fiche_text.ending import check_end, take_end_mark
from metiers.fiche_text.faq import read_faq
from metiers.fiche_text.hard_skills import read_hard_skills
from metiers.fiche_text.items import read_items, read_line, read_points, read_steps, read_text, read_tools
from metiers.fiche_text.levels import read_levels
from metiers.fiche_text.lines import (
    FicheTextError,
    Kind,
    Line,
    decode,
    last_filled,
    next_filled,
    prose,
    split_lines,
)
from metiers.fiche_text.missions import read_missions
from metiers.fiche_text.profile import is_score_line, read_profile
from metiers.fiche_text.salary import read_salaries
from metiers.fiche_text.sections import PAR_CLE, SectionFormat, is_other_heading

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
    "au_quotidien": read_text,
    "plait": read_points,
    "difficile": read_points,
    "ou": read_line,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A fiche as read, with what was left out of it (`ignored`) and what an editor should know (`warnings`)."""

    fiche: Fiche
    ignored: list[str]
    warnings: list[str]


def parse_fiche(data: bytes) -> Reading:
    """Read one fiche. Raises FicheTextError at the first thing that cannot be understood."""
    text = decode(data)
    lines, whole = take_end_mark(split_lines(text))
    last = None if whole else last_filled(lines)
    cut = cut_sections(lines)
    titre, accroche = _read_head(cut.head, lines)
    warnings: list[str] = []
    if last and last.kind is Kind.BULLET and not text.endswith(("\n", "\r")):
        warnings.append(f"ligne {last.number} : le fichier s'arrête dans une liste ; vérifiez qu'il est entier.")
    profil, about, dropped = read_profile(make_body(cut.profile, last, warnings), cut.profile_tag)
    if last is not None:
        _check_end_outside_sections(cut, accroche, profil, last)
    items: dict[str, tuple[Any, ...]] = {}
    sections: dict[str, Section] = {}
    for cle, (tag, tagged) in cut.bodies.items():
        body = make_body(_skip_headings(PAR_CLE[cle], tagged, titre, warnings), last, warnings)
        if not body.lines:
            raise _empty_section(tag)
        items[cle], sections[cle] = _read_section(PAR_CLE[cle], tag, body)
    if not cut.bodies:
        warnings.append("ligne 1 : aucune section (« #MISSIONS », « #SOFTSKILLS »…) dans ce fichier.")
    fiche = Fiche(
        titre=titre,
        accroche=canonical_prose(f"{accroche}\n\n{prose(about)}"),
        profil=profil,
        sections={cle: sections[cle] for cle in SECTION_CLES if sections.get(cle, Section()) != Section()},
        missions=items.get("missions", ()),
        soft_skills=items.get("soft_skills", ()),
        hard_skills=items.get("hard_skills", ()),
        niveaux=items.get("parcours", ()),
        experiences=items.get("experience", ()),
        outils=items.get("outils", ()),
        contraintes=items.get("contraintes", ()),
        salaires=items.get("salaire", ()),
        evolution=items.get("evolution", ()),
        questions=items.get("faq", ()),
        au_quotidien="".join(items.get("au_quotidien", ())),
        plait=items.get("plait", ()),
        difficile=items.get("difficile", ()),
        ou="".join(items.get("ou", ())),
    )
    return Reading(fiche, [f"ligne {line.number} : {line.text}" for line in [*dropped, *cut.unknown]], warnings)


def _read_head(head: list[Line], lines: list[Line]) -> tuple[str, str]:
    """The title and the prose under it."""
    first = next_filled(head, 0)
    if first is None or not (titre := _title_of(first)):
        raise FicheTextError(
            found.number if (found := first or next_filled(lines, 0)) else 1,
            f"titre absent : le nom du métier ({MAX_TITRE} caractères au plus) était attendu sur la première ligne.",
        )
    return titre, prose(head[head.index(first) + 1 :])


def _title_of(line: Line) -> str:
    """The title, or nothing when the line is too long, a sentence, a bullet, a score, or has no letter."""
    titre = canonical_name(tag_name(line) if line.hashed else line.label)
    is_sentence = line.kind is Kind.PROSE and not line.escaped and titre.endswith(tuple(".!?…;,"))
    has_letter = re.search(r"[a-z0-9]", fold(titre)) is not None
    refused = is_sentence or line.kind is Kind.BULLET or is_score_line(line) or len(titre) > MAX_TITRE
    return titre if has_letter and not refused else ""


def _check_end_outside_sections(cut: Cut, accroche: str, profil: tuple[NoteDimension, ...], last: Line) -> None:
    if last in cut.head:
        check_end([accroche], "", last)
    elif last in cut.profile:
        check_end(profil, "", last)
    elif last in cut.unknown and last.hashed:
        raise _empty_section(last)


def _empty_section(tag: Line) -> FicheTextError:
    return FicheTextError(
        tag.number, f"la section « {tag_name(tag)} » s'interrompt : une suite était attendue sous son titre."
    )


def _skip_headings(section: SectionFormat, lines: list[Line], titre: str, warnings: list[str]) -> list[Line]:
    """The lines after the fixed headings of a section. A heading of the editors' own is kept as prose."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if line.kind is Kind.BLANK:
            continue
        if line.kind is not Kind.TITLE or "|" in line.text:
            return [*kept, *lines[index:]]
        if section.is_heading(line.text, titre):
            continue
        following = next_filled(lines, index + 1)
        if (following and following.kind is Kind.BULLET) or not is_other_heading(line.text):
            return [*kept, *lines[index:]]
        warnings.append(f"ligne {line.number} : « {line.text} » pris pour un intertitre.")
        kept += [replace(line, kind=Kind.PROSE), Line(line.number, Kind.BLANK, "", "")]
    return []


def _read_section(section: SectionFormat, tag: Line, body: Body) -> tuple[tuple[Any, ...], Section]:
    items, introduction, complement = _READERS[section.cle](body)
    if body.end and not items:
        raise body.broken_off(body.end, f"{section.expected} étaient attendus")
    if body.end:
        check_end(items, complement, body.end)
    if not items:
        body.warn(tag, f"section « {tag_name(tag)} » sans liste ({section.expected} attendus) : son texte est gardé.")
    return items, Section(introduction, complement)
