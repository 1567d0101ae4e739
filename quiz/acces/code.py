"""The code that opens a passation again: made, read as people type it, shown in three groups. Pure.

Twelve symbols of Crockford's base 32 (douglascrockford.com/base32.html), that is 60 random bits: no I, L, O or U, so
that nothing is taken for a 1 or a 0, and a code read so all the same is understood.
"""

import re
import secrets

from metiers.francais.invisibles import without_invisible

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
EXAMPLE = "7K3MQ9XT2BHD"  # only ever shown
_MEANT = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-–—_.]+")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """What somebody typed, in any case, with or without separators → the code, None if it cannot be one."""
    code = _SEPARATORS.sub("", without_invisible(typed)).upper().translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def show_code(code: str) -> str:
    """In three groups: « 7K3M-Q9XT-2BHD »."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
