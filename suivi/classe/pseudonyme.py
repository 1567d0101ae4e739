"""The name under which a counsellor knows a student: a first name or a number, as the class agreed. Pure.

It is never an address nor a telephone number, and begins with a letter or a figure, so that no workbook takes it for a
formula.
"""

import re
import unicodedata
from enum import Enum

from metiers.francais.invisibles import without_invisible

SHORTEST, LONGEST = 2, 30  # characters
LONGEST_KEY = 2 * LONGEST
_MOST_FIGURES = 8  # a telephone number has more
_ADDRESS = re.compile(
    r"@|://|\bwww\.|\w\.\w+/|[(\[]\s*(?:at|arobase)\s*[)\]]|\b(?:at|arobase)\b.*\.|\w\.(?:fr|com|org|net)\b",
    re.IGNORECASE,
)


class Refus(Enum):
    """Why it is none."""

    COURT = "court"
    LONG = "long"
    DEBUT = "debut"
    ADRESSE = "adresse"
    TELEPHONE = "telephone"


def clean(typed: str) -> str:
    """Without what nobody sees, and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", without_invisible(typed)).split())


def refusal(pseudonyme: str) -> Refus | None:
    """Of a pseudonym that is `clean`."""
    if len(pseudonyme) < SHORTEST:
        return Refus.COURT
    if _ADDRESS.search(pseudonyme):
        return Refus.ADRESSE
    if sum(map(str.isdigit, pseudonyme)) > _MOST_FIGURES:
        return Refus.TELEPHONE
    if not pseudonyme[0].isalnum():
        return Refus.DEBUT
    if len(pseudonyme) > LONGEST or len(key(pseudonyme)) > LONGEST_KEY:  # one sign may be many: « ﷺ »
        return Refus.LONG
    return None if key(pseudonyme) else Refus.DEBUT


def key(pseudonyme: str) -> str:
    """The same for two that a class would take for one: capitals, accents and spaces do not tell them apart."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", pseudonyme).casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign) and not sign.isspace())
