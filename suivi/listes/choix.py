"""What a list is asked by its address: words, filters, an order; and the addresses that change one of them. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from suivi.classe.pseudonyme import clean, key
from suivi.listes.eleve import Eleve

LONGEST_Q = 80  # characters
MOST_AT_ONCE = 50  # rows of a page, and what one act is done with
_LONGEST_PK = 18  # figures

Filtre = Callable[[Eleve, str], bool]


@dataclass(frozen=True, slots=True)
class Choix:
    """Each is empty unless it is asked for."""

    q: str = ""
    tri: str = ""

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Of an address, whatever it holds."""
        return cls(**{one.name: clean(params.get(one.name, ""))[:LONGEST_Q] for one in fields(cls)})

    def actifs(self) -> Iterator[tuple[str, str]]:
        """The filters that are set: (name, value)."""
        for one in fields(self):
            value: str = getattr(self, one.name)
            if value and one.name != "tri":
                yield one.name, value

    def query(self, **changes: Any) -> str:
        """« ?q=ana&tri=nom »; « ? » when nothing is asked."""
        asked = replace(self, **changes)
        return "?" + urlencode({one.name: value for one in fields(asked) if (value := getattr(asked, one.name))})


def pks(sent: Iterable[str]) -> list[int]:
    """The keys among what a form ticked, in its order, at most `MOST_AT_ONCE`."""
    return [int(one) for one in sent if one.isascii() and one.isdecimal() and len(one) <= _LONGEST_PK][:MOST_AT_ONCE]


def matches(words: str, *texts: str) -> bool:
    """Whether each of the words stands in one of the texts, whatever its capitals and accents."""
    said = [key(text) for text in texts]
    return all(any(word in text for text in said) for word in map(key, words.split()))


def keep(eleves: Sequence[Eleve], choix: Choix, filtres: Mapping[str, Filtre]) -> list[Eleve]:
    """Those that every filter lets pass."""
    asked = [(filtres[name], value) for name, value in choix.actifs()]
    return [one for one in eleves if all(passes(one, value) for passes, value in asked)]


def without(eleves: Sequence[Eleve], choix: Choix, filtres: Mapping[str, Filtre]) -> list[tuple[str, int]]:
    """How many come back when one filter is taken off: (its name, number), most first."""
    found = [(name, len(keep(eleves, replace(choix, **{name: ""}), filtres))) for name, _ in choix.actifs()]
    return sorted(found, key=lambda one: -one[1])
