"""Diplomas and the level line « BAC +2 | (120 crédits ECTS) ». Pure: no Django."""

import re
from dataclasses import dataclass

from metiers.fiche_text.lines import FicheTextError, Line

BEFORE_BAC = -1
MAX_BAC_PLUS = 12
MAX_ECTS = 600
UNKNOWN = "NIVEAU NON PRÉCISÉ"

# European and French frameworks: level 3 is the CAP, 4 the bac, 5 bac +2, 6 bac +3, 7 bac +5, 8 the doctorate.
_FRAMEWORK = {3: BEFORE_BAC, 4: 0, 5: 2, 6: 3, 7: 5, 8: 8}


@dataclass(frozen=True, slots=True)
class Diploma:
    pattern: re.Pattern[str]
    bac_plus: int


_DIPLOMAS = tuple(
    Diploma(re.compile(rf"(?:{names})(?:\s.*)?"), bac_plus)
    for names, bac_plus in (
        (r"caps?|bep|bepa|capa|mention complementaire|brevet professionnel|bp", BEFORE_BAC),
        (r"bac pro|bac techno|bac technologique|bac general|baccalaureat.*|bac professionnel|bac", 0),
        (r"bts|btsa|dut|deug|deust|cpge", 2),
        (r"but|licences?|licence pro|licence professionnelle|bachelors?|dn made|deis?", 3),
        (r"masters?|masteres?|mba|diplome d'ingenieure?|diplome d'ingenieur\(e\)|dscg", 5),
        (r"doctorats?|phd", 8),
    )
)

_LEVEL = re.compile(
    r"(?:(?P<unknown>niveau non precise)|(?P<before>avant le bac|sans (?:le )?bac|niveau (?:cap|bep))"
    r"|(?:niveau )?bac(?: ?\+ ?(?P<plus>\d{1,2}))?|niveau (?P<framework>[3-8]))"
    r"(?: ?[|(–-] ?(?P<credits>.*))?"
)
_CREDITS = re.compile(r"\(? ?(\d{1,4}) (?:credits? )?ects ?\)?")


def find_diploma(folded: str) -> Diploma | None:
    return next((diploma for diploma in _DIPLOMAS if diploma.pattern.fullmatch(folded)), None)


def is_level_line(line: Line) -> bool:
    return not line.escaped and _LEVEL.fullmatch(line.folded) is not None


def read_level_line(line: Line) -> tuple[int | None, int | None]:
    """(years after the bac or None, ECTS credits or None)."""
    match = _LEVEL.fullmatch(line.folded)
    if match is None:
        raise FicheTextError(line.number, "un niveau d'études était attendu.")
    credits = _read_credits(match["credits"], line)
    if match["unknown"]:
        return None, credits
    if match["before"]:
        return BEFORE_BAC, credits
    if match["framework"]:
        return _FRAMEWORK[int(match["framework"])], credits
    bac_plus = int(match["plus"] or 0)
    if bac_plus > MAX_BAC_PLUS:
        raise FicheTextError(line.number, f"« Bac +{bac_plus} » : de Bac à Bac +{MAX_BAC_PLUS} attendu.")
    return bac_plus, credits


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
