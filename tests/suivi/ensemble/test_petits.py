"""Small counts, and a reader who knows the rules and looks for them."""

from collections import defaultdict
from itertools import product

import pytest

from suivi.ensemble.petits import apart, in_order

NAMES = "abcd"


def vectors(lines, total):
    """Every way to put so many pupils in so many lines."""
    for first in product(range(total + 1), repeat=lines - 1):
        if sum(first) <= total:
            yield (*first, total - sum(first))


def found_by_a_reader(published, groups):
    """For each group, the counts from one to four that what is published gives away, to one or two: (group, line)."""
    same = defaultdict(list)
    for group in groups:
        same[published(group)].append(group)
    for alike in same.values():
        for line in range(len(alike[0])):
            possible = {group[line] for group in alike}
            if possible <= {1, 2, 3, 4} and len(possible) < 3:
                yield from ((group, line) for group in alike)


def named(counts):
    return list(zip(NAMES, counts, strict=False))


@pytest.mark.parametrize("rule", [apart, in_order])
@pytest.mark.parametrize("lines", [2, 3, 4])
@pytest.mark.parametrize("total", [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 19, 22])
def test_no_reader_finds_a_count_of_one_to_four(rule, lines, total):
    found = list(found_by_a_reader(lambda group: rule(named(group)), list(vectors(lines, total))))
    assert not found, found[:5]
