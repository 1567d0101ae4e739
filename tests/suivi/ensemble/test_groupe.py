"""Which sends a view counts, whatever happens between two views; and what a reader finds who compares them all."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suivi.ensemble.groupe import SEUIL, next_group
from suivi.ensemble.memoire import said, say
from suivi.ensemble.petits import nearly_all
from suivi.ensemble.portrait import APART, portrait
from suivi.ensemble.vue import Vu

MONDES = {"A": "Nature", "J": "Santé", "H": "Industrie", "M": "Bureau"}


def group(*numbers):
    return frozenset(numbers)


def alone(*groups):
    """Each send is of another pupil."""
    return {key: f"pupil {key}" for one in groups for key in one}


def following(last, shown=(), pupils=None):
    return next_group(last, pupils or alone(last), list(shown))


def test_a_first_group_is_whole_from_five_on():
    assert following(group(*range(4))) == group()
    assert following(group(*range(5))) == group(*range(5))


@pytest.mark.parametrize(("last", "expected"), [(12, 10), (14, 10), (15, 15)])
def test_newcomers_wait_until_they_are_five(last, expected):
    assert following(group(*range(last)), [group(*range(10))]) == group(*range(expected))


def test_who_leaves_takes_four_others_along_drawn_and_always_the_same():
    shown, left = [group(*range(10, 30))], group(*range(11, 30))
    found = following(left, shown)
    assert len(found) == 20 - SEUIL and found < left
    assert following(left, shown) == found


def test_an_earlier_group_comes_back_where_it_is_whole():
    left = group(*range(20), *range(21, 26))
    assert following(left, [group(*range(20)), group(*range(26))]) == group(*range(20))


def test_results_sent_again_count_once_they_are_of_five_pupils():
    before = group(*range(10))
    pupils = alone(before) | {100 + key: f"pupil {key}" for key in range(10)}
    four, five = group(*range(4, 10), *range(100, 104)), group(*range(5, 10), *range(100, 105))
    assert following(four, [before], pupils) == before
    assert following(five, [before], pupils) == five


ACTS = st.lists(st.sampled_from(["send", "send", "send", "send", "again", "leave", "look"]), max_size=80)


@given(ACTS, st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_no_two_views_differ_by_one_to_four(acts, seed):
    shown, whose = life(acts, seed)
    for one, other in combinations(shown, 2):
        assert not 0 < len({whose[key] for key in one ^ other}) < SEUIL


def life(acts, seed, looked=lambda _: None):
    """(the groups that were seen while pupils send, send again and leave; whose each send was)"""
    chance, pupils, whose, shown = random.Random(seed), {}, {}, []
    for number, act in enumerate(acts):
        if act == "send" or (pupils and act == "again"):
            pupil = number if act == "send" else chance.choice(list(pupils))
            pupils.setdefault(pupil, []).append(number)
            whose[number] = pupil
        elif pupils and act == "leave":
            del pupils[chance.choice(list(pupils))]
        elif act == "look":
            known = {key: pupil for pupil, sent in pupils.items() for key in sent}
            found = next_group(frozenset(sent[-1] for sent in pupils.values()), known, shown)
            assert found <= known.keys() and (not found or len(found) >= SEUIL)
            if found and found not in shown:
                shown.append(found)
                looked(found)
    return shown, whose


# --- what is said of them ------------------------------------------------------------------


def vu(key):
    """What one send says, always the same for its number."""
    chance = random.Random(key)
    shares = [chance.randint(10, 30) for _ in range(5)]
    return Vu(
        parts=dict(zip(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), shares, strict=True)),
        monde=chance.choice([*MONDES.values(), ""]),
        fermete=chance.choice(["sure", "sure", "probable", "explorer", ""]),
        etudes=chance.choice([-1, 0, 2, 3, 5, None]),
        domaines=tuple(chance.sample(list(MONDES.values()), 2)),
        gouts=tuple(chance.sample(["nature", "faire", "soin", "gens"], 2)),
    )


@given(
    st.lists(st.sampled_from(["send", "send", "send", "send", "again", "leave", "look"]), max_size=90),
    st.integers(0, 9),
)
@settings(max_examples=150, deadline=None)
def test_no_count_of_one_to_four_is_found_by_taking_a_view_from_another(acts, seed):
    views = []

    def look(keys):
        views.append(say(portrait([vu(one) for one in sorted(keys)], MONDES), [said(one) for one in views]))

    life(acts, seed, looked=look)
    for one, other in combinations([said(view) for view in views], 2):
        for line in one.keys() & other.keys():
            (number, total), (before, of) = one[line], other[line]
            for gap in (number - before, (total - number) - (of - before)):
                assert not 0 < abs(gap) < SEUIL, line
    for view in views:
        for comptes in view.comptes.values():
            for ligne in comptes.lignes:
                assert ligne.nombre is None or SEUIL <= ligne.nombre <= view.total - SEUIL or ligne.nombre == view.total


@given(ACTS, st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_where_lines_add_up_to_the_group_all_are_exact_or_none_is(acts, seed):
    """A reader takes the lines of a rubric from its total: one said between two numbers would be found."""
    views = []

    def look(keys):
        views.append(say(portrait([vu(one) for one in sorted(keys)], MONDES), [said(one) for one in views]))

    life(acts, seed, looked=look)
    rests = {}
    for view in views:
        for name in APART:
            comptes = view.comptes[name]
            numbers = [one.nombre for one in comptes.lignes]
            assert not any(one.entre for one in comptes.lignes)
            if numbers and None not in numbers:
                rests.setdefault((name, *sorted(comptes.caches)), set()).add(view.total - sum(numbers))
    for found in rests.values():
        assert not any(0 < abs(one - other) < SEUIL for one, other in combinations(found, 2))


def test_a_line_that_moved_by_two_is_said_between_two_numbers():
    first = [vu_of("Santé")] * 7 + [vu_of("Bureau")] * 8
    then = [*first, *([vu_of("Santé")] * 2), *([vu_of("Industrie")] * 5)]
    before = say(portrait(first, MONDES), [])
    after = say(portrait(then, MONDES), [said(before)])
    assert [(one.noms, one.nombre) for one in before.comptes["domaines"].lignes] == [(("Bureau",), 8), (("Santé",), 7)]
    assert [(one.noms, one.nombre, one.entre) for one in after.comptes["domaines"].lignes] == [
        (("Santé",), None, (5, 9)),
        (("Bureau",), 8, None),
        (("Industrie",), 5, None),
    ]


def vu_of(domaine, **more):
    values = {"monde": domaine, "fermete": "sure", "etudes": 3, "domaines": (domaine,), "gouts": ("soin",), **more}
    return Vu(parts=dict.fromkeys(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), 20), **values)


def test_nearly_all_is_five_at_least_and_leaves_four_at_most():
    assert [number for number in range(9) if nearly_all(number, 8)] == [5, 6, 7, 8]
    assert [number for number in range(24) if nearly_all(number, 23)] == [19, 20, 21, 22, 23]


def test_what_an_outing_adds_is_not_said_when_it_moved_by_two():
    def classe(both, nature, sante, neither):
        of_each = (("Nature", "Santé"), both), (("Nature",), nature), (("Santé",), sante), ((), neither)
        return [vu_of("Santé", domaines=domaines) for domaines, times in of_each for _ in range(times)]

    first = say(portrait(classe(10, 5, 10, 7), MONDES), [])
    then = say(portrait(classe(8, 7, 12, 5), MONDES), [said(first)])
    assert [(one.ligne.nombre, one.de_plus, one.memes) for one in first.sorties] == [(20, None, False), (15, 5, False)]
    assert [(one.ligne.nombre, one.de_plus, one.memes) for one in then.sorties] == [(20, None, False), (15, None, True)]
