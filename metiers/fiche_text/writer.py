"""A Fiche → the editors' text format. Pure: no Django.

`parse_fiche(write_fiche(fiche).encode()).fiche == fiche` for every fiche in canonical form: a line that would be read
as something else gets one of the two marks described in `lines.py`.
"""

import re
from collections.abc import Iterator

from metiers.dimensions import PAR_CLE as DIMENSION_PAR_CLE
from metiers.fiche_text.document import (
    SECTION_CLES,
    FamilleOutil,
    Fiche,
    GroupeMission,
    HardSkill,
    Item,
    Niveau,
    Section,
    fold,
)
from metiers.fiche_text.levels import is_level_line, level_label
from metiers.fiche_text.lines import Kind, classify
from metiers.fiche_text.profile import is_score_line
from metiers.fiche_text.readers import ANSWER, COURSES_COUNT, COURSES_LABEL, KEY_WORDS, OPTIONAL, says_optional
from metiers.fiche_text.salary import looks_like_salary
from metiers.fiche_text.sections import PROFIL, SECTIONS, TITRE, find_section


def write_fiche(fiche: Fiche) -> str:
    """The whole text, ending with one newline."""
    blocks = [_name(fiche.titre), *_prose(fiche.accroche), *_profile(fiche)]
    for section in SECTIONS:
        body = list(_BODIES[section.cle](fiche))
        if not body and section.cle not in fiche.sections:
            continue
        headings = [fiche.titre if heading == TITRE else heading for heading in section.headings]
        blocks += [section.tag, *headings, *_section_prose(fiche, section.cle, before=True), *body]
        blocks += _section_prose(fiche, section.cle, before=False)
    return "\n\n".join(blocks) + "\n"


def _profile(fiche: Fiche) -> Iterator[str]:
    lines = [PROFIL.tag]
    for note in fiche.profil:
        lines.append(f"{DIMENSION_PAR_CLE[note.cle].label} {note.score}%")
        if note.detail:
            lines.append(_protect(note.detail))
    if fiche.profil:
        yield "\n".join(lines)


def _section_prose(fiche: Fiche, cle: str, *, before: bool) -> list[str]:
    if cle not in SECTION_CLES:
        return []
    section = fiche.sections.get(cle, Section())
    return _prose(section.introduction if before else section.complement)


def _missions(fiche: Fiche) -> Iterator[str]:
    for groupe in fiche.missions:
        title = [_name(groupe.titre)] if groupe.titre else ["##"] if _needs_mark(fiche.missions) else []
        yield "\n".join([*title, *(f"  • {action}" for action in groupe.actions)])


def _needs_mark(groupes: tuple[GroupeMission, ...]) -> bool:
    """Groups without a title need their mark when a blank line alone would not keep them apart."""
    return any(groupe.titre for groupe in groupes) or all(len(groupe.actions) == 1 for groupe in groupes)


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield _name(item.nom, force=not item.texte)
        yield from _prose(item.texte)


def _hard_skills(fiche: Fiche) -> Iterator[str]:
    for skill in fiche.hard_skills:
        yield "\n".join([f"{skill.score} | {skill.nom}", *_key_words(skill)])
        yield from _prose(skill.texte)


def _key_words(skill: HardSkill) -> list[str]:
    if not skill.mots_cles:
        return []
    line = ", ".join(skill.mots_cles) + "..."
    plain = classify(0, line).text == line and not line.startswith("#") and not KEY_WORDS.match(line)
    return [line if plain and find_section(fold(line)) is None else f"Mots clés : {line}"]


def _levels(fiche: Fiche) -> Iterator[str]:
    for niveau in fiche.niveaux:
        yield _name(niveau.diplome, force=is_level_line(classify(0, niveau.diplome)))
        yield level_label(niveau.bac_plus) + (f" | ({niveau.ects} crédits ECTS)" if niveau.ects else "")
        yield from _prose(niveau.texte)
        if niveau.facultatif != says_optional(niveau.texte):
            yield f"Facultatif : {'oui' if niveau.facultatif else 'non'}"
        yield from _courses(niveau)


def _courses(niveau: Niveau) -> Iterator[str]:
    if niveau.formations is not None:
        level = level_label(niveau.bac_plus).capitalize().replace(" +", "+")
        yield f"Les formations proposées\nVoir toutes les formations {level} ({niveau.formations})"


def _tools(fiche: Fiche) -> Iterator[str]:
    for famille in fiche.outils:
        yield "\n".join(_family(famille))
        yield from _prose(famille.texte)


def _family(famille: FamilleOutil) -> list[str]:
    nom = _name(famille.nom)
    return [nom, *(f"  • {outil}" for outil in famille.outils), nom]


def _salaries(fiche: Fiche) -> Iterator[str]:
    for tranche in fiche.salaires:
        yield _name(tranche.libelle)
        yield f"De {tranche.minimum}€ à {tranche.maximum}€ brut par an"


def _steps(fiche: Fiche) -> Iterator[str]:
    for step in fiche.evolution:
        yield "\n".join(_protect(line) if line else "\\" for line in step.split("\n"))


def _faq(fiche: Fiche) -> Iterator[str]:
    for question in fiche.questions:
        yield _question(question.question)
        yield "Réponse :"
        yield from _prose(question.reponse)


_BODIES = {
    "missions": _missions,
    "soft_skills": lambda fiche: _items(fiche.soft_skills),
    "hard_skills": _hard_skills,
    "parcours": _levels,
    "experience": lambda fiche: _items(fiche.experiences),
    "outils": _tools,
    "contraintes": lambda fiche: _items(fiche.contraintes),
    "salaire": _salaries,
    "evolution": _steps,
    "faq": _faq,
}


def _name(name: str, *, force: bool = False) -> str:
    """A name on its line, marked when it would not be read as a name."""
    line = classify(0, name)
    ambiguous = (
        force
        or line.kind is not Kind.TITLE
        or line.text.startswith("#")
        or find_section(line.folded) is not None
        or any(section.is_heading(line.folded, "") for section in SECTIONS)
        or _is_special(name)
    )
    return f"## {name}" if ambiguous else name


def _question(question: str) -> str:
    line = classify(0, question)
    plain = line.kind in (Kind.TITLE, Kind.PROSE) and line.text == question and not question.startswith("#")
    return question if plain and find_section(line.folded) is None and not ANSWER.match(question) else f"## {question}"


def _prose(text: str) -> list[str]:
    return ["\n".join(_protect(line) if line else "" for line in text.split("\n"))] if text else []


def _protect(line: str) -> str:
    """A line of prose, marked unless it is plainly a sentence."""
    read = classify(0, line)
    plain = read.kind is Kind.PROSE and read.text == line and not line.startswith("#") and not line.endswith("?")
    return line if plain and not _is_special(line) else "\\" + line


def _is_special(text: str) -> bool:
    """Would some section read this line as one of its own marks?"""
    line, folded = classify(0, text), fold(text)
    return (
        "|" in text
        or ANSWER.match(text) is not None
        or any(pattern.fullmatch(folded) for pattern in (COURSES_LABEL, COURSES_COUNT, OPTIONAL))
        or is_level_line(line)
        or is_score_line(line)
        or looks_like_salary(text)
        or re.search(r"\d ?%$", folded) is not None
    )
