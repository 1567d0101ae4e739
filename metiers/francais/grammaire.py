"""Just enough French grammar to put official titles inside a sentence: elision, lists, a shared tail. Pure."""

import re
from collections.abc import Sequence

from metiers.fiche_text.document import fold

# Titles that begin with an h under which « de » and « le » stay whole.
_ASPIRATED = ("haut", "handball", "harpiste", "heraut", "hockey", "hussard", "huit")


def de(words: str) -> str:
    """« de boucher », « d’infirmière », « d’horloger »."""
    return f"d’{words}" if _elides(words) else f"de {words}"


def _elides(words: str) -> bool:
    plain = fold(words)
    return plain.startswith(tuple("aeiou")) or (plain.startswith("h") and not plain.startswith(_ASPIRATED))


def listed(items: Sequence[str], last: str = "et") -> str:
    """« a », « a et b », « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def lowered(title: str) -> str:
    """A title inside a sentence: without its capital, unless it begins with an acronym."""
    first = re.split(r"[\s’-]", title, maxsplit=1)[0]
    return title if len(first) > 1 and first.isupper() else title[:1].lower() + title[1:]


def both_genders(masculine: str, feminine: str) -> tuple[str, ...]:
    """The title once if it has one form, else both, the tail they share said once, after the second."""
    if masculine == feminine:
        return (masculine,)
    left, right = masculine.split(), feminine.split()
    shared = 0
    while shared < min(len(left), len(right)) - 1 and left[-1 - shared] == right[-1 - shared]:
        shared += 1
    return " ".join(left[: len(left) - shared]), feminine
