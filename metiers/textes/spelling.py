"""Words that no dictionary knows. Pure: no Django; whoever has a dictionary gives it."""

import re
from collections.abc import Callable, Iterable, Iterator, Set

from metiers.textes.document import Faute, Texte

_WORD = re.compile(r"[^\W\d_]+")
# What is left of « aujourd’hui », « jusqu’à »… once it is cut at its apostrophe.
_ELIDED = frozenset(["aujourd", "hui", "jusqu", "lorsqu", "presqu", "puisqu", "qu", "quelqu"])
_ASIDE = {"outils", "comme"}  # trade names, and words of a trade or of a schoolyard


def unknown_words(textes: Iterable[Texte], known: Callable[[str], bool], admitted: Set[str]) -> dict[str, list[Texte]]:
    """Word in small letters → the texts that have it. `known`: does the dictionary have a word in small letters, « œ »
    written « oe »? `admitted`: words that are right all the same. A capital inside a sentence is a name."""
    found: dict[str, list[Texte]] = {}
    for texte in textes:
        for word in sorted(
            {word for key, passage in texte.passages() if key not in _ASIDE for word in _words(passage)}
        ):
            if word not in admitted and not known(word.replace("œ", "oe")):
                found.setdefault(word, []).append(texte)
    return found


def misspelled(found: dict[str, list[Texte]]) -> Iterator[Faute]:
    for word, textes in found.items():
        for texte in textes:
            yield Faute(texte.ligne, f"{texte.cle}, mot inconnu du dictionnaire : « {word} »", texte.fichier)


def _words(passage: str) -> Iterator[str]:
    for match in _WORD.finditer(passage):
        word, before = match[0], passage[: match.start()].rstrip(" \u00a0\u202f")
        starts = not before or before.endswith(tuple(".?…:«"))
        named = not word.islower() and not (starts and word[1:].islower())
        if len(word) > 1 and not named and word not in _ELIDED and word.lower() not in _ELIDED:
            yield word.lower()
