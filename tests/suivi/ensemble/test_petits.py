"""Small counts, and a reader who knows the rules and looks for them."""

from collections import defaultdict
from itertools import product

import pytest

from suivi.ensemble.petits import apart, in_order, several
from suivi.ensemble.sorties import programme

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
@pytest.mark.parametrize("lines", [3, 4])
@pytest.mark.parametrize("total", [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 19, 22])
def test_no_reader_finds_a_count_of_one_to_four(rule, lines, total):
    found = list(found_by_a_reader(lambda group: rule(named(group)), list(vectors(lines, total))))
    assert not found, found[:5]


def lines(comptes):
    return [(*one.noms, one.nombre) for one in comptes.lignes]


@pytest.mark.parametrize(
    ("counts", "told", "hidden"),
    [
        ((9, 8, 6, 0), [("a", 9), ("b", 8), ("c", 6)], "d"),
        ((9, 8, 6, 2), [], "abcd"),
        ((20, 1, 1, 0), [("a", None)], "bcd"),
        ((4, 3, 4, 4), [], "abcd"),
        ((9, 4, 4, 4), [], "abcd"),
        ((9, 3, 3, 2), [("a", 9)], "bcd"),
    ],
)
def test_where_a_pupil_counts_once_too_few_are_left_out_together(counts, told, hidden):
    found = apart(named(counts))
    assert (lines(found), "".join(found.caches)) == (told, hidden)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((5, 5, 6, 7), [("a", 5), ("b", 5), ("c", 6), ("d", 7)]),
        ((3, 4, 6, 2), [("a", "b", 7), ("c", "d", 8)]),
        ((0, 0, 3, 20), [("d", None)]),
        ((1, 2, 3, 4), []),
    ],
)
def test_where_lines_have_an_order_neighbours_are_put_together(counts, told):
    assert lines(in_order(named(counts))) == told


def test_where_a_pupil_counts_in_several_each_line_stands_alone():
    found = several(named((18, 9, 4, 0)), 22)
    assert lines(found) == [("a", None), ("b", 9)]
    assert found.caches == ("c", "d")


# --- what to visit -----------------------------------------------------------------------------


def pupils(both, first, second, neither):
    one, two = {"Nature"}, {"Santé"}
    return [
        frozenset(who)
        for who, times in ((one | two, both), (one, first), (two, second), (set(), neither))
        for _ in range(times)
    ]


def seen(group):
    """All that a page says of two outings."""
    found = programme(pupils(*group), {"A": "Nature", "J": "Santé"})
    told = tuple((one.ligne, one.de_plus, one.memes) for one in found)
    counts = [("Nature", group[0] + group[1]), ("Santé", group[0] + group[2])]
    return told, several(counts, sum(group))


@pytest.mark.parametrize("total", [5, 7, 9, 12, 16, 20])
def test_no_reader_finds_how_few_two_outings_share_or_leave(total):
    found = list(found_by_a_reader(seen, list(vectors(4, total))))
    assert not found, found[:5]


def test_outings_are_those_of_most_pupils_and_say_what_each_adds():
    group = pupils(6, 6, 5, 5)
    found = programme(group, {"A": "Nature", "J": "Santé", "H": "Industrie"})
    assert [(one.ligne.noms[0], one.ligne.nombre, one.de_plus) for one in found] == [
        ("Nature", 12, None),
        ("Santé", 11, 5),
    ]
    assert not programme(pupils(0, 4, 4, 5), {"A": "Nature", "J": "Santé"})
