"""The code of a campaign: six symbols on a poster, read as people type it, shown in two groups. Pure.

The alphabet is that of the code of a passation: no I, L, O or U, and what is read so all the same is understood. It
lets one ask for a place and opens nothing that is personal.
"""

import re
import secrets
import unicodedata

from metiers.francais.invisibles import without_invisible
from quiz.acces.code import ALPHABET

LENGTH, GROUP = 6, 3
EXAMPLE = "7K4PRD"  # only ever shown
LONGEST_TYPED = 200  # characters: a whole address
_MEANT = str.maketrans("OIL", "011")
_IN_ADDRESS = re.compile(r"/c/([^/?#\s]+)")
_BETWEEN = re.compile(r"[\W_]+")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """What somebody typed, in any case, with spaces or hyphens, or the whole address → the code; None if there is
    none in it."""
    text = unicodedata.normalize("NFKC", without_invisible(typed))
    found = _IN_ADDRESS.search(text)
    signs = _BETWEEN.sub("", found[1] if found else text)
    code = signs.upper().translate(_MEANT) if signs.isascii() else ""
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def show_code(code: str) -> str:
    """« 7K4 PRD »."""
    return f"{code[:GROUP]} {code[GROUP:]}"
