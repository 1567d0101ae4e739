"""Any address is read without a fault, and an address says all of a selection."""

from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.dimensions import CLES
from metiers.francais.invisibles import without_invisible
from metiers.search.selection import LEVELS, MAX_QUERY, ORDERS, PERTINENCE, TITRE, Selection, read_selection

# On a slow machine too.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DOMAINES, INTERETS = ("A", "J"), {"1": "J’aime créer", "9": "J’aime conduire"}
# What is often known in any field, so that generated parameters are not all refused.
values = st.text() | st.sampled_from(["A", "J", "1", "9", "-1", "0", "5", "nuit", "dehors", "titre", "carriere", "12"])
params = st.dictionaries(
    st.sampled_from(["q", "domaine", "niveau", "interet", "sans", "tri", "page", "autre"]), st.lists(values, max_size=4)
)


def read(params):
    return read_selection(params, domaines=DOMAINES, interets=INTERETS)


def test_an_address_is_read_field_by_field():
    address = "q=soin+d%27enfants&domaine=J&domaine=A&niveau=-1&interet=9&sans=nuit&sans=dehors&tri=carriere&page=3"
    assert read(parse_qs(address)) == (
        Selection("soin d'enfants", ("J", "A"), -1, ("9",), ("nuit", "dehors"), "carriere", 3),
        [],
    )


def test_no_parameter_selects_all():
    assert read({}) == read({"q": [], "niveau": [""], "tri": [""], "page": [""]}) == (Selection(), [])


@pytest.mark.parametrize(
    ("params", "selection", "ignored"),
    [
        ({"domaine": ["A", "Z", "A"]}, Selection(domaine=("A",)), ["domaine « Z »"]),
        ({"interet": ["A"], "domaine": ["1"]}, Selection(), ["domaine « 1 »", "phrase « A »"]),
        ({"sans": ["nuit", "x" * 50]}, Selection(sans=("nuit",)), [f"refus « {'x' * 40} »"]),
        ({"niveau": ["4"]}, Selection(), ["études « 4 »"]),
        ({"niveau": ["0", "+5"]}, Selection(), ["études « +5 »"]),
        ({"niveau": ["x", "5"]}, Selection(niveau=5), []),
        ({"tri": ["salaire"]}, Selection(), ["ordre « salaire »"]),
        ({"autre": ["x"]}, Selection(), []),
    ],
)
def test_what_is_not_known_is_left_out_and_told(params, selection, ignored):
    assert read(params) == (selection, ignored)


@pytest.mark.parametrize(
    ("typed", "q"),
    [
        ("  soin \t d’enfants\n", "soin d’enfants"),
        ("bou\x00lan", "boulan"),
        ("infir\u00admier", "infirmier"),
        ("\u202einfirmier\u202c \u200fde\u200d", "infirmier de"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\x00", ""),
        ("\u200b", ""),
        ("x" * 100, "x" * 100),
        ("x" * 100 + "\u200b" * 50, "x" * 100),
    ],
)
def test_a_query_is_cleaned(typed, q):
    assert read({"q": [typed]}) == (Selection(q=q), [])


def test_a_query_too_long_is_cut_and_told():
    selection, ignored = read({"q": ["x" * (MAX_QUERY - 1) + " yz"]})
    assert selection.q == "x" * (MAX_QUERY - 1)
    assert ignored == ["la fin de ta recherche (au-delà de 100 caractères)"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("2", 2), ("0012", 12), ("999999999", 999_999_999)),
        *((typed, 1) for typed in ("0", "-3", "+3", "1.5", "1e3", " 2", "٣", "²", "Ⅳ", "deux", "None")),
    ],
)
def test_what_is_no_page_number_is_the_first_page(typed, number):
    assert read({"page": [typed]})[0].page == number


def test_a_page_number_of_five_thousand_digits_is_no_fault():
    assert read({"page": ["9" * 5000]})[0].page >= 1


@steady
@given(params)
@example({"q": ["x" * 99 + " y"], "page": ["0" * 12 + "7"]})
@example({"q": ["a&b=c;d+e%20#f\x1c\x85"], "niveau": ["-1"], "tri": [PERTINENCE]})
def test_any_parameters_give_a_selection_that_its_address_gives_back(params):
    selection, ignored = read(params)
    assert len(selection.q) <= MAX_QUERY
    assert selection.q == " ".join(selection.q.split())
    assert selection.q == without_invisible(selection.q)
    assert set(selection.domaine) <= set(DOMAINES)
    assert set(selection.interet) <= set(INTERETS)
    assert set(selection.sans) <= set(CONTRAINTES)
    assert all(len(set(chosen)) == len(chosen) for chosen in selection.filters.values())
    assert selection.niveau in (None, *dict(LEVELS))
    assert selection.tri in ("", *ORDERS)
    assert selection.page >= 1
    assert all(len(told) < 70 for told in ignored)
    assert read(parse_qs(selection.query(page=selection.page)[1:])) == (selection, [])


def test_another_choice_starts_again_on_the_first_page():
    selection = Selection("soin", domaine=("J",), niveau=0, page=4)
    assert selection.query() == "?q=soin&domaine=J&niveau=0"
    assert selection.query(domaine=("J", "A"), niveau=None) == "?q=soin&domaine=J&domaine=A"
    assert selection.query(page=5) == "?q=soin&domaine=J&niveau=0&page=5"
    assert Selection(page=4).query(tri=TITRE) == "?tri=titre"
    assert Selection().query() == "?"


@pytest.mark.parametrize(
    ("facet", "value", "expected"),
    [
        ("domaine", "A", Selection("x", ("J",), 0, ("9",), ("nuit",), TITRE)),
        ("niveau", 0, Selection("x", ("A", "J"), None, ("9",), ("nuit",), TITRE)),
        ("interet", "9", Selection("x", ("A", "J"), 0, (), ("nuit",), TITRE)),
        ("sans", "nuit", Selection("x", ("A", "J"), 0, ("9",), (), TITRE)),
        ("sans", "dehors", Selection("x", ("A", "J"), 0, ("9",), ("nuit",), TITRE)),
    ],
)
def test_one_choice_is_taken_back(facet, value, expected):
    assert Selection("x", ("A", "J"), 0, ("9",), ("nuit",), TITRE, 3).without(facet, value) == expected


@pytest.mark.parametrize(
    ("selection", "order"),
    [
        (Selection(), TITRE),
        (Selection("soin"), PERTINENCE),
        *((Selection("soin", tri=tri), tri) for tri in (TITRE, *CLES)),
    ],
)
def test_the_order_is_the_one_asked_for_or_the_one_that_suits(selection, order):
    assert selection.order == order


def test_filters_say_what_is_chosen_in_each_facet():
    assert Selection().filters == {"domaine": (), "niveau": (), "interet": (), "sans": (), "evite": ()}
    assert Selection(niveau=0, sans=("nuit",)).filters["niveau"] == (0,)
