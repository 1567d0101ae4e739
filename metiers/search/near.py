"""The métiers one name of which holds most of a long query, for when few hold all of it. Pure."""

from collections.abc import Collection, Iterator, Sequence
from heapq import nsmallest
from math import log

from metiers.francais.inclusif import stem
from metiers.search.entries import Entree, Nom
from metiers.search.index import Index
from metiers.search.words import asked

FEW = 3  # hits that somebody reads: as long as there are fewer, those nearest to the query follow
_LONG = 3  # words from which « most of them » says something
_MOST_WORDS = 8  # of a query, that are looked for
_Closeness = tuple[bool, int, float, int]  # the lower the nearer


def nearest(index: Index, words: tuple[str, ...], found: Collection[Entree]) -> list[tuple[Entree, Nom]]:
    """As many as are wanting, the nearest first, with the name that holds half of these words or more: the first one,
    which in French says what somebody is, before any other; then most of them; then those that fewest métiers have."""
    words = tuple({stem(word): word for word in words}.values())[:_MOST_WORDS]  # « chef / cheffe » is one
    if len(found) >= FEW or len(words) < _LONG:
        return []
    having = [index.holding(asked((word,))) for word in words]
    most = (len(words) + 1) // 2
    rare = [log(len(index.entrees) / max(1, some.bit_count())) for some in having]
    known = {entree.slug for entree in found}
    near = (
        (*best[0], entree.ordre, entree, best[1])
        for entree in index.of(_with(having, most))
        if entree.slug not in known
        if (best := min(_held(entree, asked(words).stems, rare, most), key=lambda held: held[0], default=None))
    )
    closest = nsmallest(FEW - len(found), near, key=lambda one: one[:-2])
    return [(entree, name) for *_, entree, name in closest]


def _with(having: Sequence[int], most: int) -> int:
    """The métiers that are in `most` of these sets or in more."""
    at_least = [-1] + [0] * most
    for some in having:
        for number in range(most, 0, -1):
            at_least[number] |= at_least[number - 1] & some
    return at_least[most]


def _held(entree: Entree, stems: Sequence[str], rare: Sequence[float], most: int) -> Iterator[tuple[_Closeness, Nom]]:
    """Each name that holds `most` of the words or more, and how near that is."""
    for name in (*entree.titres, *entree.mots, *entree.synonymes):
        for cle in name.cles:
            held = [place for place, part in enumerate(stems) if part in cle]
            if len(held) >= most:
                yield (0 not in held, -len(held), -sum(rare[place] for place in held), cle.count(" ")), name
