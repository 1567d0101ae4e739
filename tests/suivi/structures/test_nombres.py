"""Counts of a structure, and a reader who knows the rules and looks for the few."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suivi.structures.nombres import Decompte, by_fives, by_year, line, total

FEW = {1, 2, 3, 4}
COLUMNS = ("envoyes", "lus", "demandes", "faits")


@st.composite
def campaigns(draw):
    joined = draw(st.integers(0, 40))
    sent = draw(st.integers(0, joined))
    read, asked, met = draw(st.integers(0, sent)), draw(st.integers(0, joined)), draw(st.integers(0, joined))
    return Decompte("Seconde", "Anne", 2026, "ouverte", joined, sent, read, asked, met)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (1, "moins de 5"), (4, "moins de 5"), (5, "de 5 à 9"), (25, "de 25 à 29"), (29, "de 25 à 29")],
)
def test_few_are_not_told_and_others_by_fives(number, said):
    assert str(by_fives(number)) == said


@given(st.lists(campaigns(), min_size=1, max_size=6))
def test_what_is_told_is_true(counted):
    [year] = by_year(counted)
    for at, name in enumerate(("inscrits", *COLUMNS)):
        exact = sum(getattr(one, name) for one in counted)
        assert year.totaux[at].bas <= exact <= year.totaux[at].haut
    assert not any(one.bas == one.haut and one.bas in FEW for ligne in year.lignes for one in ligne.nombres)


@given(st.lists(campaigns(), min_size=1, max_size=6), st.data())
def test_a_total_says_nothing_that_its_lines_do_not(counted, data):
    """Any other counts that the lines leave possible make the same page."""
    others = [data.draw(_alike(one)) for one in counted]
    assert by_year(others) == by_year(counted)


def _alike(one):
    """Campaigns of which the same is told: any of them may be the true one."""
    told = line(one).nombres
    return st.sampled_from([other for other in _possible(told) if line(other).nombres == told])


def _possible(told):
    first, *rest = told
    for joined in range(first.bas, first.haut + 1):
        for values in product(*(range(one.bas, min(one.haut, joined) + 1) for one in rest)):
            if values[1] <= values[0]:
                yield Decompte("Seconde", "Anne", 2026, "ouverte", joined, *values)


@pytest.mark.parametrize("most", [5, 8, 12])
def test_no_reader_finds_a_few_pupils_by_subtraction(most):
    """Every campaign of so many pupils at most: what is read leaves two numbers at least for each count from one to
    four, for each rest of those who joined, and for who sent and is not read."""
    same = defaultdict(set)
    for joined in range(most + 1):
        for sent in range(joined + 1):
            for read in range(sent + 1):
                same[by_fives(joined), by_fives(sent), by_fives(read)].add((joined, sent, read))
    for alike in same.values():
        for look in (
            *(lambda it, at=at: it[at] for at in range(3)),
            *(lambda it, one=one, other=other: it[one] - it[other] for one, other in ((0, 1), (1, 2), (0, 2))),
        ):
            found = {look(one) for one in alike}
            assert not (len(found) == 1 and found <= FEW), alike


def test_totals_say_between_what_their_lines_say():
    assert str(total([by_fives(12), by_fives(3), by_fives(0)])) == "de 11 à 18"
    assert str(total([by_fives(2)])) == "moins de 5"
    assert str(total([by_fives(2), by_fives(3)])) == "moins de 9"
    assert str(total([by_fives(0), by_fives(0)])) == "0"


def test_the_last_year_comes_first_and_each_adds_its_own():
    old, new = Decompte("A", "Anne", 2025, "fermée", 10), Decompte("B", "Anne", 2026, "ouverte", 20)
    told = [(one.annee, str(one.totaux[0])) for one in by_year([old, new])]
    assert told == [(2026, "de 20 à 24"), (2025, "de 10 à 14")]
    assert by_year([]) == []
