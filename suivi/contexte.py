"""Passwords that whoever knows the house would try first. Pure."""

import re
import unicodedata
from collections.abc import Iterable

# What a password has besides the words of its context, at least.
LEAST_OWN = 8
LEAST_WORD = 4
WORDS = (
    "orientation",
    "parcoursup",
    "motdepasse",
    "password",
    "azerty",
    "qwerty",
    "bonjour",
    "conseiller",
    "conseillere",
    "responsable",
    "psyen",
    "lycee",
    "college",
    "universite",
    "mission",
    "locale",
    "metier",
    "eleve",
)
_LEET = str.maketrans("013457@$", "oieastas")
_MOST_FIGURES = 4  # that count: a year or a birthday makes no password


def leans_on_context(password: str, words: Iterable[str]) -> bool:
    """Whether what remains without these words is too short. They are looked for whatever their capitals and accents,
    and with figures in place of letters."""
    plain = _folded(password)
    spelled, own = plain.translate(_LEET), [True] * len(plain)
    for word in {_folded(one).translate(_LEET) for one in (*WORDS, *words)}:
        if len(word) >= LEAST_WORD:
            for found in re.finditer(re.escape(word), spelled):
                own[found.start() : found.end()] = [False] * len(word)
    rest = "".join(sign for sign, kept in zip(plain, own, strict=True) if kept)
    figures = sum(map(str.isdigit, rest))
    return len(rest) - figures + min(figures, _MOST_FIGURES) < LEAST_OWN


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
