"""Levels of studies: a diploma, « BAC +2 | (120 crédits ECTS) », a text, the number of courses. Pure: no Django."""

import re
from dataclasses import dataclass, field

from metiers.fiche_text.body import Body
from metiers.fiche_text.document import MAX_FORMATIONS, MAX_NOM, Niveau, fold
from metiers.fiche_text.lines import FicheTextError, Kind, Line, name, next_filled, prose

BEFORE_BAC = -1
MAX_BAC_PLUS = 12
MAX_ECTS = 600
UNKNOWN = "NIVEAU NON PRÉCISÉ"

# European and French frameworks: level 3 is the CAP, 4 the bac, 5 bac +2, 6 bac +3, 7 bac +5, 8 the doctorate.
_FRAMEWORK = {3: BEFORE_BAC, 4: 0, 5: 2, 6: 3, 7: 5, 8: 8}

_DIPLOMAS = tuple(
    (re.compile(rf"(?:{names})(?:\b.*)?"), bac_plus)
    for names, bac_plus in (
        (r"caps?|capa|bepa?|mention complementaire|brevet professionnel|bp", BEFORE_BAC),
        (r"bac|baccalaureat", 0),
        (r"bts|btsa|dut|deug|deust|cpge|classe prepa(?:ratoire)?", 2),
        (r"but|licences?|bachelors?|dn made|deis?", 3),
        (r"masters?|masteres?|mba|msc|diplome d'ingenieure?|ecole d'ingenieure?s?|dscg", 5),
        (r"doctorats?|phd", 8),
    )
)
_BAC_PLUS = re.compile(r"(?:niveau )?bac ?\+ ?(\d{1,2})\b.*")
_LEVEL = re.compile(
    r"(?:(?P<unknown>niveau non precise)"
    r"|(?P<before>avant le bac|sans (?:le )?(?:bac|diplome)|niveau (?:cap|bep))"
    r"|(?:niveau )?bac(?: ?\+ ?(?P<plus>\d{1,2}))?|niveau (?P<framework>[3-8]))"
    r"(?: ?\| ?(?P<stated>.*)| ?[(:,–-]? ?(?P<credits>\d.*))?"
)
_CREDITS = re.compile(r"\(? ?(\d{1,4}) (?:credits?(?: ects)?|ects) ?\)?")
COURSES_LABEL = re.compile(r"(?:les )?formations proposees(?: ?: ?(\d{1,6}))?(?: ?:)?")
COURSES_COUNT = re.compile(r"voir (?:toutes )?les formations\b[^().!?…]*(?:\((\d{1,6})\))?")
OPTIONAL = re.compile(r"facultatif ?: ?(oui|non)")
_NOT_NECESSARY = "il n'est pas necessaire"


def years_of(diplome: str) -> int | None:
    """Years after the bac of a diploma that is known by its name."""
    folded = fold(diplome)
    stated = _BAC_PLUS.fullmatch(folded)
    if stated and int(stated[1]) <= MAX_BAC_PLUS:
        return int(stated[1])
    return next((years for pattern, years in _DIPLOMAS if pattern.fullmatch(folded)), None)


def is_level_line(line: Line) -> bool:
    return _match_level(line) is not None


def _match_level(line: Line) -> re.Match[str] | None:
    return _LEVEL.fullmatch(fold(line.label)) if line.kind is Kind.TITLE or line.is_label else None


def read_level_line(line: Line) -> tuple[int | None, int | None]:
    """(years after the bac or None, ECTS credits or None)."""
    match = _match_level(line)
    if match is None:
        raise FicheTextError(line.number, "un niveau d'études était attendu.")
    ects = _read_credits(match["stated"] if match["stated"] is not None else match["credits"], line)
    if match["unknown"]:
        return None, ects
    if match["before"]:
        return BEFORE_BAC, ects
    if match["framework"]:
        return _FRAMEWORK[int(match["framework"])], ects
    bac_plus = int(match["plus"] or 0)
    if bac_plus > MAX_BAC_PLUS:
        raise FicheTextError(line.number, f"« Bac +{bac_plus} » : de Bac à Bac +{MAX_BAC_PLUS} attendu.")
    return bac_plus, ects


def _read_credits(text: str | None, line: Line) -> int | None:
    if text is None:
        return None
    match = _CREDITS.fullmatch(text.strip())
    if not match or not 0 < int(match[1]) <= MAX_ECTS:
        raise FicheTextError(
            line.number, f"« {line.text} » : des crédits étaient attendus, par exemple « | (120 crédits ECTS) »."
        )
    return int(match[1])


def level_label(bac_plus: int | None) -> str:
    """How the format writes a level."""
    if bac_plus is None:
        return UNKNOWN
    if bac_plus < 0:
        return "AVANT LE BAC"
    return f"BAC +{bac_plus}" if bac_plus else "BAC"


def read_levels(body: Body) -> tuple[tuple[Niveau, ...], str, str]:
    """Diplomas, each with its level line, its text, and how many courses are known for it."""
    before: list[Line] = []
    levels: list[_Level] = []
    for index, line in enumerate(body.lines):
        current = levels[-1] if levels else None
        if current and is_level_line(line) and current.awaits(line):
            current.level = line
        elif line.kind is Kind.NAME or is_level_line(line) or _is_diploma(body, index):
            levels.append(_Level(line))
        else:
            (current.rest if current else before).append(line)
    return tuple(level.read(body) for level in levels), prose(before), ""


def _is_diploma(body: Body, index: int) -> bool:
    """A name above a level line, or any name that stands alone, except what the format prints about courses."""
    line = body.lines[index]
    if line.kind is not Kind.TITLE and not line.is_label:
        return False
    following = next_filled(body.lines, index + 1)
    if following is not None and is_level_line(following):
        return True
    about_it = is_about_courses(line) or OPTIONAL.fullmatch(line.folded)
    return line.kind is Kind.TITLE and body.after_blank(index) and not about_it


@dataclass(slots=True)
class _Level:
    """The lines of one level. The head of « BAC +3 (180 ECTS) » without a diploma is itself a level line."""

    head: Line
    level: Line | None = None
    rest: list[Line] = field(default_factory=list)

    def awaits(self, level: Line) -> bool:
        """Is this the level of the head? « Bac » then « BAC » is one level, « Bac +2 » then « Bac +3 » are two."""
        if self.level or any(line.kind is not Kind.BLANK for line in self.rest):
            return False
        return not is_level_line(self.head) or read_level_line(self.head)[0] == read_level_line(level)[0]

    def read(self, body: Body) -> Niveau:
        level = self.level or (self.head if is_level_line(self.head) else None)
        nom = name(self.head, self.head.label, MAX_NOM)
        if not nom:
            raise FicheTextError(self.head.number, "un diplôme était attendu après « ## ».")
        bac_plus, ects = read_level_line(level) if level else (years_of(nom), None)
        formations, optional, texte = self._read_rest(body)
        if self.head.kind is not Kind.NAME and not texte and formations is None and not level:
            raise body.broken_off(self.head, "le niveau (« BAC +2 | (120 crédits ECTS) ») ou un texte était attendu")
        if bac_plus is None and not level:
            body.warn(self.head, f"niveau de « {nom} » inconnu, à compléter.")
        return Niveau(nom, bac_plus, ects, texte, says_optional(texte) if optional is None else optional, formations)

    def _read_rest(self, body: Body) -> tuple[int | None, bool | None, str]:
        """(number of courses, said to be optional, text)."""
        formations: int | None = None
        optional: bool | None = None
        text: list[Line] = []
        for index, line in enumerate(self.rest):
            if line.escaped or line.kind is Kind.BLANK:
                text.append(line)
                continue
            following = next_filled(self.rest, index + 1)
            flag = OPTIONAL.fullmatch(line.folded)
            if (count := _courses_of(line)) is not None:
                formations = _bounded(count, line)
            elif is_about_courses(line) and following is None:
                raise body.broken_off(line, "le nombre de formations était attendu")
            elif flag:
                optional = flag[1] == "oui"
            elif not (COURSES_LABEL.fullmatch(line.folded) and following and _courses_of(following) is not None):
                text.append(line)
        return formations, optional, prose(text)


def is_about_courses(line: Line) -> bool:
    """« Les formations proposées », « Voir toutes les formations Bac+2 (3) »."""
    return any(pattern.fullmatch(line.folded) for pattern in (COURSES_LABEL, COURSES_COUNT))


def _bounded(formations: int, line: Line) -> int:
    if formations > MAX_FORMATIONS:
        raise FicheTextError(line.number, f"{formations} formations : {MAX_FORMATIONS} au plus attendues.")
    return formations


def _courses_of(line: Line) -> int | None:
    match = COURSES_LABEL.fullmatch(line.folded) or COURSES_COUNT.fullmatch(line.folded)
    return int(match[1]) if match and match[1] and not line.escaped else None


def says_optional(texte: str) -> bool:
    """Does the text itself say that one can do without this level?"""
    return any(fold(line).startswith(_NOT_NECESSARY) for line in texte.split("\n"))
