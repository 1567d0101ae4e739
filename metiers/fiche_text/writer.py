"""A Fiche → the editors' text format. Pure: no Django.

`parse_fiche(write_fiche(fiche).encode()).fiche == fiche` for every fiche in canonical form: a line that would be read
as something else gets one of the marks described in `lines.py`.
"""

from collections.abc import Iterator

from metiers.dimensions import PAR_CLE as DIMENSION_PAR_CLE
from metiers.fiche_text.document import (
    SECTION_CLES,
    Famille,
    Fiche,
    HardSkill,
    Item,
    Niveau,
    Section,
)
from metiers.fiche_text.faq import ANSWER, could_be_question
from metiers.fiche_text.hard_skills import KEY_WORDS
from metiers.fiche_text.levels import is_about_courses, is_level_line, level_label, says_optional
from metiers.fiche_text.lines import NAME_MARK, PROSE_MARK, FicheTextError, Kind, classify
from metiers.fiche_text.parser import parse_fiche
from metiers.fiche_text.profile import is_score_line, looks_like_score
from metiers.fiche_text.salary import split_salary
from metiers.fiche_text.sections import PROFIL, SECTIONS, TITRE, SectionFormat, find_section, is_other_heading


def write_fiche(fiche: Fiche) -> str:
    """The whole text, ending with one newline."""
    blocks = [_name(fiche.titre), *_prose(fiche.accroche), *_profile(fiche)]
    for section in SECTIONS:
        blocks += _section(fiche, section)
    text = "\n\n".join(blocks) + "\n"
    return text if _reads_whole(text) else f"{text}\n{PROSE_MARK}\n"


def _reads_whole(text: str) -> bool:
    try:
        parse_fiche(text.encode())
    except FicheTextError:
        return False
    return True


def _section(fiche: Fiche, section: SectionFormat) -> list[str]:
    prose = fiche.sections.get(section.cle, Section()) if section.cle in SECTION_CLES else Section()
    introduction, body = _prose(prose.introduction), list(_BODIES[section.cle](fiche))
    if not introduction and not body:
        return []
    headings = [fiche.titre if heading == TITRE else heading for heading in section.headings]
    headings = [heading for heading in headings if _name(heading) == heading or heading != fiche.titre]
    if not introduction:
        body[0] = _not_a_heading(body[0], section, fiche.titre)
    return [section.tag, *headings, *introduction, *body, *_prose(prose.complement)]


def _not_a_heading(block: str, section: SectionFormat, titre: str) -> str:
    """The first item of a section without prose, marked when its name could be one of the headings above it."""
    first = classify(0, block.split("\n", 1)[0])
    could_be = section.is_heading(first.text, titre) or is_other_heading(first.text)
    return f"{NAME_MARK} {block}" if first.kind is Kind.TITLE and could_be and "|" not in first.text else block


def _profile(fiche: Fiche) -> Iterator[str]:
    lines = [PROFIL.tag]
    for note in fiche.profil:
        lines.append(f"{DIMENSION_PAR_CLE[note.cle].label} {note.score}%")
        if note.detail:
            lines.append(_detail(note.detail))
    if fiche.profil:
        yield "\n".join(lines)


def _missions(fiche: Fiche) -> Iterator[str]:
    for groupe in fiche.missions:
        title = _name(groupe.titre, force=not groupe.actions) if groupe.titre else NAME_MARK
        yield "\n".join([title, *(f"  • {action}" for action in groupe.actions)])


def _points(points: tuple[str, ...]) -> Iterator[str]:
    if points:
        yield "\n".join(f"  • {point}" for point in points)


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield _name(item.nom, force=not item.texte)
        yield from _prose(item.texte)


def _hard_skills(fiche: Fiche) -> Iterator[str]:
    for skill in fiche.hard_skills:
        yield f"{skill.score} | {skill.nom}\n{_key_words(skill)}"
        yield from _prose(skill.texte)


def _key_words(skill: HardSkill) -> str:
    """The label is only written where the words alone would be read as something else, or where there are none."""
    line = ", ".join(skill.mots_cles) + "..."
    read = classify(0, line)
    plain = skill.mots_cles and read.kind is Kind.PROSE and read.text == line and "|" not in line
    if plain and not line.startswith("#") and not KEY_WORDS.match(line) and find_section(line) is None:
        return line
    return f"Mots clés : {line}" if skill.mots_cles else "Mots clés :"


def _levels(fiche: Fiche) -> Iterator[str]:
    for niveau in fiche.niveaux:
        yield _name(niveau.diplome)
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


def _family(famille: Famille) -> list[str]:
    nom = _name(famille.nom, force=not (famille.outils or famille.texte))
    return [nom, *(f"  • {outil}" for outil in famille.outils), nom]


def _salaries(fiche: Fiche) -> Iterator[str]:
    for tranche in fiche.salaires:
        yield _name(tranche.libelle)
        yield f"De {tranche.minimum}€ à {tranche.maximum}€ brut par an"


def _steps(fiche: Fiche) -> Iterator[str]:
    for step in fiche.evolution:
        yield "\n".join(_protect(line) if line else PROSE_MARK for line in step.split("\n"))


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
    "au_quotidien": lambda fiche: _prose(fiche.au_quotidien),
    "plait": lambda fiche: _points(fiche.plait),
    "difficile": lambda fiche: _points(fiche.difficile),
    "ou": lambda fiche: [_detail(fiche.ou)] if fiche.ou else [],
}


def _name(name: str, *, force: bool = False) -> str:
    """A name on its line, marked when it would not be read as a name."""
    line = classify(0, name)
    plain = line.kind is Kind.TITLE and not line.hashed and find_section(name) is None and not _is_special(name)
    return name if plain and not force else f"{NAME_MARK} {name}"


def _question(question: str) -> str:
    line = classify(0, question)
    plain = line.kind in (Kind.TITLE, Kind.PROSE) and line.text == question and not line.hashed
    plain = plain and could_be_question(line) and find_section(question) is None and not ANSWER.match(question)
    return question if plain else f"{NAME_MARK} {question}"


def _detail(detail: str) -> str:
    """The description of a dimension, right under its score: nearly any line is read as one."""
    line = classify(0, detail)
    plain = line.kind in (Kind.TITLE, Kind.PROSE) and line.text == detail and not line.hashed
    return detail if plain and find_section(detail) is None and not looks_like_score(line) else PROSE_MARK + detail


def _prose(text: str) -> list[str]:
    return ["\n".join(_protect(line) if line else "" for line in text.split("\n"))] if text else []


def _protect(text: str) -> str:
    """A line of prose, marked unless it is plainly a sentence."""
    line = classify(0, text)
    plain = line.kind is Kind.PROSE and line.text == text and not line.hashed and not line.is_label
    plain = plain and not text.endswith("?") and find_section(text) is None
    return text if plain and not _is_special(text) else PROSE_MARK + text


def _is_special(text: str) -> bool:
    """Would some section read this line as one of its own marks?"""
    line = classify(0, text)
    return (
        "|" in text
        or ANSWER.match(text) is not None
        or is_about_courses(line)
        or is_level_line(line)
        or is_score_line(line)
        or split_salary(line) is not None
    )
