"""What a fiche says, as plain data. Pure: no Django.

Prose is Markdown in *canonical* form (see `canonical_prose`); names are one stripped, non-empty line.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from metiers.francais.invisibles import without_invisible

SECTION_CLES = (
    "missions",
    "soft_skills",
    "hard_skills",
    "parcours",
    "experience",
    "outils",
    "contraintes",
    "salaire",
    "faq",
)
# Longest text of each kind of name, in characters: the width of its column.
MAX_TITRE = 120
MAX_DETAIL = 200
MAX_NOM = 160
MAX_COMPETENCE = 120
MAX_MOTS_CLES = 300
MAX_ACTION = 400
MAX_QUESTION = 300
MAX_LIBELLE = 90
MAX_FORMATIONS = 30_000


@dataclass(frozen=True, slots=True)
class NoteDimension:
    """The score (0–100) of one dimension and the editors' short description of it."""

    cle: str
    score: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The prose of a section around its items: before them, and after them where the format allows it."""

    introduction: str = ""
    complement: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A named paragraph: a soft skill, a constraint, an experience."""

    nom: str
    texte: str = ""


@dataclass(frozen=True, slots=True)
class Groupe:
    titre: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HardSkill:
    """A required skill: `score` in 0–100, key words without commas."""

    nom: str
    score: int
    mots_cles: tuple[str, ...] = ()
    texte: str = ""


@dataclass(frozen=True, slots=True)
class Niveau:
    """A level of studies: years after the bac (0 for the bac, -1 before it, None unknown), ECTS credits,
    number of courses known for it, and whether the fiche says one can do without it."""

    diplome: str
    bac_plus: int | None = None
    ects: int | None = None
    texte: str = ""
    facultatif: bool = False
    formations: int | None = None


@dataclass(frozen=True, slots=True)
class Famille:
    nom: str
    outils: tuple[str, ...] = ()
    texte: str = ""


@dataclass(frozen=True, slots=True)
class Tranche:
    """A salary band, in euros gross per year, `minimum <= maximum`."""

    libelle: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class QuestionReponse:
    question: str
    reponse: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """A whole fiche. `sections` holds only those that have prose, `profil` only the known dimensions; `au_quotidien` is
    prose, `ou` one line, `plait` and `difficile` names."""

    titre: str
    accroche: str = ""
    profil: tuple[NoteDimension, ...] = ()
    sections: dict[str, Section] = field(default_factory=dict)
    missions: tuple[Groupe, ...] = ()
    soft_skills: tuple[Item, ...] = ()
    hard_skills: tuple[HardSkill, ...] = ()
    niveaux: tuple[Niveau, ...] = ()
    experiences: tuple[Item, ...] = ()
    outils: tuple[Famille, ...] = ()
    contraintes: tuple[Item, ...] = ()
    salaires: tuple[Tranche, ...] = ()
    evolution: tuple[str, ...] = ()
    questions: tuple[QuestionReponse, ...] = ()
    au_quotidien: str = ""
    plait: tuple[str, ...] = ()
    difficile: tuple[str, ...] = ()
    ou: str = ""

    def says_something(self) -> bool:
        """Is there more than a title and a lead?"""
        return bool(self.profil or self.sections or self.evolution or any(self.counts().values()))

    def counts(self) -> dict[str, int]:
        """How many of each thing the fiche holds, for an import's summary."""
        return {
            "dimensions": len(self.profil),
            "mission_groups": len(self.missions),
            "actions": sum(len(groupe.actions) for groupe in self.missions),
            "soft_skills": len(self.soft_skills),
            "hard_skills": len(self.hard_skills),
            "levels": len(self.niveaux),
            "experiences": len(self.experiences),
            "tool_families": len(self.outils),
            "tools": sum(len(famille.outils) for famille in self.outils),
            "constraints": len(self.contraintes),
            "salary_bands": len(self.salaires),
            "faq": len(self.questions),
            "daily_life": int(bool(self.au_quotidien)),
            "likes": len(self.plait),
            "hard_parts": len(self.difficile),
            "places": int(bool(self.ou)),
        }


NEWLINE = re.compile(r"\r\n|\r|\n")
_ODD_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """NFC, without the characters nobody sees nor odd line breaks."""
    return unicodedata.normalize("NFC", _ODD_BREAK.sub(" ", without_invisible(text)))


def canonical_prose(text: str) -> str:
    """Prose as it is stored: clean, LF, no trailing spaces, at most one blank line in a row, none at the ends."""
    lines = [line.rstrip() for line in NEWLINE.split(clean(text))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def canonical_name(text: str) -> str:
    """A name as it is stored: clean, one line, no space at the ends."""
    return " ".join(NEWLINE.split(clean(text))).strip()


@lru_cache(maxsize=1024)  # loading the catalogue asks of some ninety skills again and again
def fold(text: str) -> str:
    """Text for comparison only: no accents, no case, straight apostrophes, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())
