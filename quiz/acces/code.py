"""The code that opens a passation again: made, read as people type it, shown in three groups. Pure.

Twelve symbols of Crockford's base 32 (douglascrockford.com/base32.html), that is 60 random bits: no I, L, O or U, so
that nothing is taken for a 1 or a 0, and a code read so all the same is understood.

People give it with what stood around it: the whole link, a full stop, quotation marks, « mon code : ». Alone, its signs
may be parted anywhere; in a text it has the shape in which it is shown, so that neither a word nor a code that lacks a
sign is taken for one.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metiers.francais.invisibles import without_invisible

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
EXAMPLE = "7K3MQ9XT2BHD"  # only ever shown
_GROUPS = LENGTH // GROUP
_MEANT = str.maketrans("OIL", "011")
_HYPHENS = r"\-\u2010-\u2015\u2212"
_SEPARATORS = re.compile(rf"[\s{_HYPHENS}_.]+")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_PIECE = re.compile(r"[^\W_]+")  # letters and figures in a row
_WORD = "code"
_LEADS = {_WORD, "est"}  # « mon code est … »: what comes next is meant
_FEW = 3  # signs between two groups


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    before: str  # what stands between the piece before and this one


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """What somebody gave, in any case, with or without separators, alone or in a text → the one code that it holds.
    None if it holds none, or two."""
    text = unicodedata.normalize("NFKC", without_invisible(typed))
    pieces = _pieces(text)
    alone = _code_of(_SEPARATORS.sub("", _AROUND.sub("", text)))
    if alone is not None and not _names_it(pieces):
        return alone
    found = set(_codes_in(pieces))
    return found.pop() if len(found) == 1 else None


def show_code(code: str) -> str:
    """In three groups: « 7K3M-Q9XT-2BHD »."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _code_of(signs: str) -> str | None:
    code = signs.upper().translate(_MEANT) if signs.isascii() else signs
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def _pieces(text: str) -> list[_Piece]:
    pieces, end = [], 0
    for found in _PIECE.finditer(text):
        pieces.append(_Piece(found[0], text[end : found.start()]))
        end = found.end()
    return pieces


def _codes_in(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Twelve symbols in a row or three groups of four, with nothing beside that could belong to them; and what is left
    after « # » or « code » when it is that alone."""
    for first in range(len(pieces)):
        for size in (1, _GROUPS):
            within, around = pieces[first : first + size], (pieces[:first], pieces[first + size :])
            if len(within) < size or {len(one.text) for one in within} != {LENGTH // size} or _names_it(within):
                continue
            code = _code_of("".join(one.text for one in within))
            announced = _announced(pieces, first) and not around[1]
            if code and (announced or _stands_apart(within, *around)) and not _reads_as_words(within, announced):
                yield code


def _names_it(pieces: Sequence[_Piece]) -> bool:
    """« code » has the length of a group, and its letters: it is the word."""
    return any(one.text.lower() == _WORD for one in pieces)


def _announced(pieces: Sequence[_Piece], first: int) -> bool:
    """Does « # », or the word « code », stand right before?"""
    return "#" in pieces[first].before or (first > 0 and pieces[first - 1].text.lower() in _LEADS)


def _stands_apart(within: Sequence[_Piece], before: Sequence[_Piece], after: Sequence[_Piece]) -> bool:
    """Is the same sign between its groups, few of them, and neither side more of the same?"""
    joins = [one.before for one in within[1:]]
    if len({_sign(join) for join in joins}) > 1 or any(len(join) > _FEW for join in joins):
        return False
    beside = [(within[0].before, before[-1].text)] if before else []
    beside += [(after[0].before, after[0].text)] if after else []
    return not any(
        (joins and join.strip() and _sign(join) == _sign(joins[0]))
        or (_SEPARATORS.fullmatch(join) and len(text) <= GROUP and _is_code_like(text))
        for join, text in beside
    )


def _sign(join: str) -> str:
    """All hyphens are one, all spaces none."""
    return re.sub(rf"[{_HYPHENS}]", "-", "".join(join.split()))


def _is_code_like(text: str) -> bool:
    return text.isupper() or any(sign.isdigit() for sign in text)


def _reads_as_words(within: Sequence[_Piece], announced: bool) -> bool:
    """Small letters without a figure are words: as a whole, or one by one when mere spaces part them; but not three
    groups that a sign joins, where a code was announced."""
    if announced and len(within) == _GROUPS and all(one.before.strip() for one in within[1:]):
        return False
    parted = not announced and not any(one.before.strip() for one in within[1:])
    return not (all if parted else any)(_is_code_like(one.text) for one in within)
