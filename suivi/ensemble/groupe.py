"""Which sends a view of the whole group counts, so that no two views differ by one to four pupils. Pure.

Whoever notes what a view says before and after one pupil sends, withdraws or leaves would read that pupil in the
difference. So a group that was shown once is remembered (the keys of its sends, nothing else), and the next one is
equal to it or differs by five pupils at least: from it, and from every one shown before.
"""

import random
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

SEUIL = 5  # pupils: nothing is said of fewer
_TRIES = 20

Groupe = frozenset[int]
Pupils = Mapping[int, Hashable]
"""Whose each send is that still exists."""


def changed(one: Groupe, other: Groupe, pupils: Pupils) -> int:
    """How many pupils two groups differ by: who is in one alone, or with another send."""
    return len({pupils.get(key, (key,)) for key in one ^ other})


def may_follow(one: Groupe, shown: Collection[Groupe], pupils: Pupils) -> bool:
    return len(one) >= SEUIL and not any(0 < changed(one, other, pupils) < SEUIL for other in shown)


def next_group(last: Groupe, pupils: Pupils, shown: Sequence[Groupe]) -> Groupe:
    """A group that may be shown now, empty when there is none: everybody; or else one that was shown and is whole
    still; or, where that loses five more, some of those who are left.

    `last`: the last send of each pupil; `shown`: the groups seen before. Sends that are left out are drawn, always the
    same for the same group: they are nobody's choice.
    """
    if may_follow(last, shown, pupils):
        return last
    whole = max((one for one in shown if one <= pupils.keys()), key=len, default=Groupe())
    part = next(_smaller(last, pupils, shown), Groupe())
    return part if len(part) >= len(whole) + SEUIL else whole


def _smaller(last: Groupe, pupils: Pupils, shown: Sequence[Groupe]) -> Iterator[Groupe]:
    """Parts of it that may be shown, those with the fewest sends left out first."""
    order = sorted(last)
    for out in range(1, min(2 * SEUIL, len(order) - SEUIL) + 1):
        for attempt in range(_TRIES):
            chance = random.Random(f"{order}{out}{attempt}")  # noqa: S311 (nothing secret)
            found = last.difference(chance.sample(order, out))
            if may_follow(found, shown, pupils):
                yield found
