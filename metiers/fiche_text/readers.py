"""One reader per kind of section: classified lines → items, prose before them, prose after them. Pure: no Django."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from metiers.fiche_text.document import (
    MAX_ACTION,
    MAX_COMPETENCE,
    MAX_FORMATIONS,
    MAX_MOTS_CLES,
    MAX_NOM,
    MAX_QUESTION,
    FamilleOutil,
    GroupeMission,
    HardSkill,
    Item,
    Niveau,
    Question,
    Tranche,
    fold,
)
from metiers.fiche_text.levels import find_diploma, is_level_line, read_level_line
from metiers.fiche_text.lines import FicheTextError, Kind, Line, name, next_filled, prose
from metiers.fiche_text.profile import read_score
from metiers.fiche_text.salary import find_band, is_seniority, looks_like_salary

ANSWER = re.compile(r"r[eé]ponses?\s*:\s*", re.IGNORECASE)
KEY_WORDS = re.compile(r"mots[- ]cl[eé]s\s*:\s*", re.IGNORECASE)
COURSES_LABEL = re.compile(r"(les )?formations proposees( ?: ?(\d+))?")
COURSES_COUNT = re.compile(r"voir (toutes )?les formations\b.*\((\d+)\)")
OPTIONAL = re.compile(r"facultatif ?: ?(oui|non)")
NOT_NECESSARY = "il n'est pas necessaire"


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of one section after its headings."""

    cle: str
    tag: Line
    lines: list[Line]

    def broken_off(self, line: Line, expected: str) -> FicheTextError:
        return FicheTextError(line.number, f"la section s'interrompt : {expected} après « {line.text[:60]} ».")


def _split_at(lines: list[Line], is_head: Callable[[int], bool]) -> tuple[list[Line], list[tuple[Line, list[Line]]]]:
    """The lines before the first head, then each head with the lines that follow it."""
    heads = [index for index in range(len(lines)) if is_head(index)]
    bounds = [*heads, len(lines)]
    before = lines[: bounds[0]]
    return before, [(lines[i], lines[i + 1 : j]) for i, j in zip(heads, bounds[1:], strict=True)]


def read_items(body: Body) -> tuple[tuple[Item, ...], str, str]:
    """Names, each followed by its text. A plain list of names is one too; a lone name without text is broken off."""
    before, groups = _split_at(body.lines, lambda index: body.lines[index].is_name)
    items = tuple(Item(name(head, head.text, MAX_NOM), prose(rest)) for head, rest in groups)
    plain_list = len(items) > 1 and not any(item.texte for item in items)
    for (head, _), item in zip(groups, items, strict=True):
        if not item.nom:
            raise FicheTextError(head.number, "un nom était attendu après « ## ».")
        if not item.texte and head.kind is Kind.TITLE and not plain_list:
            raise body.broken_off(head, "un texte était attendu")
    return items, prose(before), ""


def read_missions(body: Body) -> tuple[tuple[GroupeMission, ...], str, str]:
    """Groups of bullets, under titles where there are any, else separated by blank lines."""
    lines = body.lines

    def is_title(index: int) -> bool:
        line = lines[index]
        if line.kind is Kind.NAME:
            return True
        following = next_filled(lines, index + 1)
        return line.kind is Kind.TITLE and following is not None and following.kind is Kind.BULLET

    titled = any(is_title(index) for index in range(len(lines)))
    groups: list[tuple[Line, list[str]]] = []
    before: list[Line] = []
    after: list[Line] = []
    gap = True
    for index, line in enumerate(lines):
        if is_title(index):
            groups.append((line, []))
        elif line.kind is Kind.BULLET:
            if not groups or (gap and not titled):
                groups.append((line, []))
            groups[-1][1].append(name(line, line.text, MAX_ACTION))
        elif titled and groups and line.kind is Kind.TITLE:
            raise body.broken_off(line, "des actions précédées de « • » étaient attendues")
        else:
            (after if groups else before).append(line)
        gap = line.kind is Kind.BLANK
    for head, actions in groups:
        if not actions:
            raise body.broken_off(head, "des actions précédées de « • » étaient attendues")
    if not titled and len(groups) > 1 and all(len(actions) == 1 for _, actions in groups):
        groups = [(groups[0][0], [actions[0] for _, actions in groups])]
    return (
        tuple(
            GroupeMission(name(head, head.text, MAX_NOM) if head.is_name else "", tuple(actions))
            for head, actions in groups
        ),
        prose(before),
        prose(after),
    )


def read_hard_skills(body: Body) -> tuple[tuple[HardSkill, ...], str, str]:
    """`score | name`, a line of key words, then an optional text."""
    lines = body.lines
    before, groups = _split_at(lines, lambda index: "|" in lines[index].text and not lines[index].escaped)
    skills: dict[str, HardSkill] = {}
    for head, rest in groups:
        score_text, _, nom = head.text.partition("|")
        score, nom = read_score(score_text, head.number), name(head, nom, MAX_COMPETENCE)
        if not nom:
            raise body.broken_off(head, "le nom de la compétence était attendu")
        if nom.casefold() in skills:
            raise FicheTextError(head.number, f"la compétence « {nom} » est donnée deux fois : une seule attendue.")
        mots_cles, rest = _key_words(rest)
        for line in rest:
            if line.kind is Kind.TITLE and re.fullmatch(r"\d+ ?%?", line.folded):
                raise body.broken_off(line, "« | » et le nom de la compétence étaient attendus")
        skills[nom.casefold()] = HardSkill(nom, score, mots_cles, prose(rest))
    return tuple(skills.values()), prose(before), ""


def _key_words(lines: list[Line]) -> tuple[tuple[str, ...], list[Line]]:
    if not lines or lines[0].escaped or lines[0].kind is Kind.BLANK:
        return (), lines
    raw = lines[0].raw.strip()
    label = KEY_WORDS.match(raw)
    if not label and lines[0].kind is not Kind.TITLE and not raw.endswith(("...", "…")):
        return (), lines
    words = raw[label.end() :] if label else raw
    words = name(lines[0], words.removesuffix("...").removesuffix("…"), MAX_MOTS_CLES)
    return tuple(word.strip() for word in words.split(",") if word.strip()), lines[1:]


def read_levels(body: Body) -> tuple[tuple[Niveau, ...], str, str]:
    """A diploma, its level line, its text, and how many courses are known for it."""
    lines = body.lines

    def is_head(index: int) -> bool:
        line = lines[index]
        if line.kind is Kind.NAME:
            return True
        following = next_filled(lines, index + 1)
        if line.kind is not Kind.TITLE or is_level_line(line):
            return False
        after_blank = index == 0 or lines[index - 1].kind is Kind.BLANK
        return (following is not None and is_level_line(following)) or (
            after_blank and find_diploma(line.folded) is not None
        )

    before, groups = _split_at(lines, is_head)
    return tuple(_level(body, head, rest) for head, rest in groups), prose(before), ""


def _level(body: Body, head: Line, rest: list[Line]) -> Niveau:
    diplome = find_diploma(head.folded)
    bac_plus: int | None = diplome.bac_plus if diplome else None
    ects: int | None = None
    first = next_filled(rest, 0)
    if first and is_level_line(first):
        bac_plus, ects = read_level_line(first)
        rest = rest[rest.index(first) + 1 :]
    formations: int | None = None
    optional: bool | None = None
    text: list[Line] = []
    for line in rest:
        folded = "" if line.escaped else line.folded
        label, count, flag = (pattern.fullmatch(folded) for pattern in (COURSES_LABEL, COURSES_COUNT, OPTIONAL))
        if label:
            formations = int(label[3]) if label[3] else formations
        elif count:
            formations = int(count[2])
        elif flag:
            optional = flag[1] == "oui"
        else:
            text.append(line)
    texte = prose(text)
    if head.kind is Kind.TITLE and not texte and formations is None and not (first and is_level_line(first)):
        raise body.broken_off(head, "le niveau (« BAC +2 | (120 crédits ECTS) ») ou un texte était attendu")
    if optional is None:
        optional = says_optional(texte)
    if formations is not None and formations > MAX_FORMATIONS:
        raise FicheTextError(head.number, f"{formations} formations : {MAX_FORMATIONS} au plus attendues.")
    return Niveau(name(head, head.text, MAX_NOM), bac_plus, ects, texte, optional, formations)


def says_optional(texte: str) -> bool:
    """Does the text itself say that one can do without this level?"""
    return any(fold(line).startswith(NOT_NECESSARY) for line in texte.split("\n"))


def read_tools(body: Body) -> tuple[tuple[FamilleOutil, ...], str, str]:
    """A family, its tools as bullets, its name again, a text."""
    before: list[Line] = []
    families: list[_Family] = []
    for line in body.lines:
        current = families[-1] if families else None
        if current and current.repeats(line):
            current.repeated = True
        elif line.is_name:
            families.append(_Family(line))
        elif line.kind is Kind.BULLET and current is None:
            raise FicheTextError(line.number, "le nom d'une famille d'outils était attendu avant cet outil.")
        elif line.kind is Kind.BULLET and current:
            current.outils.append(name(line, line.text, MAX_NOM))
        else:
            (current.text if current else before).append(line)
    for family in families:
        if not family.outils and not prose(family.text):
            raise body.broken_off(family.head, "des outils précédés de « • » étaient attendus")
    return (
        tuple(FamilleOutil(name(f.head, f.head.text, MAX_NOM), tuple(f.outils), prose(f.text)) for f in families),
        prose(before),
        "",
    )


class _Family:
    def __init__(self, head: Line) -> None:
        self.head = head
        self.outils: list[str] = []
        self.text: list[Line] = []
        self.repeated = False

    def repeats(self, line: Line) -> bool:
        return line.is_name and not self.repeated and line.folded == self.head.folded


def read_salaries(body: Body) -> tuple[tuple[Tranche, ...], str, str]:
    """A label, then a band in euros gross per year; on two lines or as « label : band »."""
    before: list[Line] = []
    after: list[Line] = []
    bands: list[Tranche] = []
    label: Line | None = None
    for index, line in enumerate(body.lines):
        following = next_filled(body.lines, index + 1)
        if line.escaped or line.kind is Kind.BLANK:
            (after if bands else before).append(line)
        elif label:
            bands.append(find_band(label.text, line))
            label = None
        elif ":" in line.text and looks_like_salary(line.text.partition(":")[2]):
            bands.append(find_band(line.text.partition(":")[0], line))
        elif looks_like_salary(line.text):
            raise FicheTextError(line.number, "une tranche (« DÉBUTANT ») était attendue avant ce salaire.")
        elif line.kind is not Kind.PROSE or len(line.text) <= 90:
            if following and not following.escaped and looks_like_salary(following.text):
                label = line
            elif line.is_name and is_seniority(line.folded):
                raise body.broken_off(line, "un salaire (« De 26000€ à 32000€ brut par an ») était attendu")
            else:
                (after if bands else before).append(line)
        else:
            (after if bands else before).append(line)
    return tuple(bands), prose(before), prose(after)


def read_steps(body: Body) -> tuple[tuple[str, ...], str, str]:
    """The career text, one step per paragraph."""
    steps: list[list[Line]] = [[]]
    for line in body.lines:
        if line.kind is Kind.BLANK:
            steps.append([])
        else:
            steps[-1].append(line)
    return tuple(step for step in map(prose, steps) if step), "", ""


def read_faq(body: Body) -> tuple[tuple[Question, ...], str, str]:
    """A question, « Réponse : », an answer. Without any « Réponse : », lines that end with « ? » are the questions."""
    lines = body.lines
    labelled = any(_is_answer_label(line) for line in lines)

    def is_head(index: int) -> bool:
        line = lines[index]
        if line.kind is Kind.BLANK or _is_answer_label(line):
            return False
        if not labelled:
            return line.kind is Kind.NAME or (line.text.endswith("?") and not line.escaped)
        following = next_filled(lines, index + 1)
        return following is not None and _is_answer_label(following)

    before, groups = _split_at(lines, is_head)
    for line in before:
        if _is_answer_label(line):
            raise FicheTextError(line.number, "une question était attendue avant « Réponse : ».")
    return tuple(_question(body, head, rest) for head, rest in groups), prose(before), ""


def _is_answer_label(line: Line) -> bool:
    return line.kind in (Kind.PROSE, Kind.TITLE) and not line.escaped and ANSWER.match(line.text) is not None


def _question(body: Body, head: Line, rest: list[Line]) -> Question:
    answer: list[Line] = []
    labels = 0
    for line in rest:
        if _is_answer_label(line):
            labels += 1
            answer.append(_after_label(line))
        else:
            answer.append(line)
        if labels > 1:
            raise FicheTextError(line.number, "une question était attendue avant « Réponse : ».")
    reponse = prose(answer)
    last = next((line for line in reversed(rest) if line.kind is not Kind.BLANK), head)
    if not reponse or (labels and last.text.endswith("?") and not last.escaped):
        raise body.broken_off(last, "une réponse était attendue")
    return Question(name(head, head.text, MAX_QUESTION), reponse)


def _after_label(line: Line) -> Line:
    return replace(line, text=ANSWER.sub("", line.text, count=1))
