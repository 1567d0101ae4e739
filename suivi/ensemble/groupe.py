"""Which sends a view of the whole group counts, so that no two views differ by one to four pupils. Pure.

Whoever notes what a view says before and after one pupil sends, withdraws or leaves would read that pupil in the
difference. So a group that was shown once is remembered (the numbers of its sends, nothing else), and the next one is
equal to it or differs by five sends at least: from it, and from every one shown before.
"""

import random
from collections.abc import Collection, Iterator, Sequence

SEUIL = 5  # pupils: nothing is said of fewer
_TRIES = 20

Groupe = frozenset[int]


def differs_enough(one: Groupe, other: Groupe) -> bool:
    """May both be seen?"""
    return not 0 < len(one ^ other) < SEUIL


def may_follow(one: Groupe, shown: Collection[Groupe]) -> bool:
    return len(one) >= SEUIL and all(differs_enough(one, other) for other in shown)


def next_group(last: Groupe, known: Groupe, shown: Sequence[Groupe]) -> Groupe:
    """The largest group found that may be shown now, empty when there is none.

    `last`: the last send of each pupil; `known`: every send that still exists; `shown`: the groups seen before, the
    earliest first. Sends that are left out are drawn, always the same for the same group: they are nobody's choice.
    """
    if may_follow(last, shown):
        return last
    whole = [one for one in shown if one <= known]
    return max((*whole, *_smaller(last, shown)), key=len, default=frozenset())


def _smaller(last: Groupe, shown: Sequence[Groupe]) -> Iterator[Groupe]:
    """Parts of it that may be shown, with as few sends left out as was found."""
    order = sorted(last)
    for out in range(1, min(2 * SEUIL, len(order) - SEUIL) + 1):
        for attempt in range(_TRIES):
            chance = random.Random(f"{order}{out}{attempt}")  # noqa: S311 (nothing secret)
            found = last.difference(chance.sample(order, out))
            if may_follow(found, shown):
                yield found
                return
