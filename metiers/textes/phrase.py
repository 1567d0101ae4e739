"""The one sentence that says what one does in a métier. Pure: no Django."""

import re
from collections.abc import Iterable

from metiers.fiche_text.document import fold

MAX_PHRASE = 260
_SENTENCE = re.compile(r"Tu\s.*?[.!?…](?=\s|$)")
_MARKDOWN = re.compile(r"[*_`\[\]<>\\]")
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5  # letters: « électricité » gives « électricien » away
_SHORTEST = 4


def phrase_of(accroche: str) -> str:
    """The first sentence of a fiche's lead when it tells the student what they would do there (« Tu… »), else empty: a
    lead composed of figures, or formatted, is no such sentence."""
    found = _SENTENCE.match(accroche)
    phrase = found[0] if found else ""
    return phrase if len(phrase) <= MAX_PHRASE and not _MARKDOWN.search(phrase) else ""


def without_name(phrase: str, titres: Iterable[str]) -> str:
    """The sentence for somebody who must not guess the title: its words are left out as « … »."""
    stems = {_stem(word) for titre in titres for word in _WORD.findall(titre) if len(word) >= _SHORTEST}
    return _WORD.sub(lambda word: "…" if len(word[0]) >= _SHORTEST and _stem(word[0]) in stems else word[0], phrase)


def _stem(word: str) -> str:
    return fold(word)[:_STEM]
