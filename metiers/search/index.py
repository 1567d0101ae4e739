"""Every word of the catalogue → the métiers that have it, so that a search reads words and not texts. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from operator import or_

from metiers.search.entries import Entree
from metiers.search.vocabulary import Vocabulary, vocabulary_of
from metiers.search.words import Asked


class Index:
    """Of `entrees`, in their order. A set of them is an int: bit n stands for the nth."""

    def __init__(self, entrees: Sequence[Entree]) -> None:
        self.entrees = tuple(entrees)
        having: defaultdict[str, int] = defaultdict(int)
        self._told: defaultdict[str, int] = defaultdict(int)  # the same of words found whole alone
        for place, entree in enumerate(self.entrees):
            for word in set(entree.tout.split()):
                having[word] |= 1 << place
            for word in set(entree.recit.split()):
                self._told[word] |= 1 << place
        self._words = sorted(having)
        self._having = [having[word] for word in self._words]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Made when it is first asked for."""
        return vocabulary_of(self.entrees)

    def ready(self) -> "Index":
        """This index, with its vocabulary made: the first misspelled word does not wait for it."""
        self.vocabulary.by_sound  # noqa: B018
        return self

    def holding(self, asked: Asked) -> int:
        """Those that hold each word asked for."""
        found = -1
        for forms in asked.forms:
            found &= reduce(or_, (self._with(form) for form in forms))
        return found & ((1 << len(self.entrees)) - 1)

    def _with(self, form: str) -> int:
        """« " word" »: those that have a word that begins so; « " word " »: that very word. An accroche is prose:
        « dev » is not meant to find its « devant », only a whole word is."""
        word = form.strip()
        return self._named(form, word) | self._told.get(word, 0)

    def _named(self, form: str, word: str) -> int:
        first = bisect_left(self._words, word)
        if form.endswith(" "):
            found = first < len(self._words) and self._words[first] == word
            return self._having[first] if found else 0
        last = bisect_left(self._words, f"{word}\uffff", lo=first)
        return reduce(or_, self._having[first:last], 0)

    def of(self, some: int) -> Iterator[Entree]:
        """The métiers of a set, in order."""
        while some:
            lowest = some & -some
            yield self.entrees[lowest.bit_length() - 1]
            some ^= lowest
