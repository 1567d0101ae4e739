"""The level of studies: what the ROME « accès au métier » text names, else from the O*NET job zone. Pure.

The text is searched for names of diplomas, nothing of it is kept.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

BEFORE_BAC = -1
HIGHEST = 12

_PHYSICIAN = 10  # six years, then at least four of specialty
_LEVELS = tuple(
    (re.compile(pattern), years)
    for pattern, years in (
        (r"sans (?:diplome|qualification|formation)|tous les niveaux|aucun diplome", BEFORE_BAC),
        (r"\b(?:cap|capa|bep|bepa|brevet des colleges|deaes|deavs|mention complementaire)\b", BEFORE_BAC),
        (r"\bbac(?:calaureat)?\b(?! ?\+)|\bbrevet professionnel\b|\bniveau 4\b|\bbpjeps\b", 0),
        (r"\b(?:bts|btsa|dut|deug|deust|titre professionnel de niveau 5)\b", 2),
        (r"\b(?:but|licences?|bachelors?|d[ée]ust|diplome d'etat d'infirmiere?)\b", 3),
        (r"\b(?:masters?|ingenieure?s?|grandes? ecoles?|dscg|mastere)\b", 5),
        (r"\b(?:doctorats?|phd)\b|diplome d'expertise comptable", 8),
        (r"docteur en medecine|doctorat (?:en|de) medecine", _PHYSICIAN),
        # Regulated diplomas that the text names without their level.
        (r"diplome d'etat d'ambulancier|diplome national du brevet|permis [a-e]\b|\bcaces\b", BEFORE_BAC),
        (r"d'aide-soignante?|titre d'assistante? dentaire|concours de categorie b|pisteur secouriste", 0),
        (r"\bdejeps\b", 2),
        (r"d'ergotherapeute|de psychomotricien|electroradiologie|concours (?:administratif )?de categorie a\b", 3),
        (r"masseur kinesitherapeute|d'orthophoniste|de sage-femme|\bcrpe\b", 5),
        (r"docteur en pharmacie", 6),
    )
)
_PLUS = re.compile(r"\bbac ?\+ ?(\d{1,2})")
# What is said after these words is wished for, not asked.
_WISH = re.compile(
    r"\b(?:peu(?:t|vent)|atout|faciliter|apprecie|completee?|complementaires?|recommande|souhaite|experience)\w*"
)
# O*NET job zone (1–5) → years after the bac, lowest and highest: the American levels have no exact French equal.
_ZONES = {1: (BEFORE_BAC, BEFORE_BAC), 2: (BEFORE_BAC, 0), 3: (0, 2), 4: (3, 3), 5: (5, 5)}


@dataclass(frozen=True, slots=True)
class Studies:
    """Years after the bac (−1 before it): the lowest level that opens the métier and the highest that is named.
    `source` is `rome`, `onet` or `lecture`."""

    bac_plus: int
    bac_plus_max: int
    source: str


def studies_of(sentences: Iterable[str], zone: float, by_hand: tuple[int, int] | None = None) -> Studies | None:
    """`zone`: weighted mean of the job zones, NaN if unknown; `by_hand`: levels that somebody corrected, which count
    before any source. None when nothing says anything."""
    if by_hand:
        return Studies(*by_hand, "lecture")
    levels = named_levels(sentences)
    if levels:
        return Studies(min(levels), max(levels), "rome")
    if math.isnan(zone):
        return None
    return Studies(*_ZONES[min(5, max(1, math.floor(zone + 0.5)))], "onet")


def named_levels(sentences: Iterable[str]) -> set[int]:
    """The levels of the first clause that names any, leaving aside those that are only wished for."""
    for clause in _clauses(sentences):
        asked = _WISH.split(clause)[0] if not clause.startswith(("cet emploi", "ce metier")) else clause
        levels = _levels_in(asked)
        if levels:
            return levels
    return set()


def _clauses(sentences: Iterable[str]) -> Iterable[str]:
    for sentence in sentences:
        yield from re.split(r"(?<=[.;])\s+", _fold(sentence.replace("''", "'")))


def _levels_in(clause: str) -> set[int]:
    found = {int(years) for years in _PLUS.findall(clause) if int(years) <= HIGHEST}
    named = {years for pattern, years in _LEVELS if pattern.search(clause)}
    if _PHYSICIAN in named:
        return {_PHYSICIAN}
    if found:  # « Bac +5 (Master, ingénieur) » says the same twice; « CAP à Bac +2 » says two levels
        return found | {years for years in named if years <= 0 and years < min(found)}
    return named


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
