import pytest
from django.http import QueryDict

from metiers.directory import annuaire
from metiers.search.selection import Selection
from quiz.calcul.filtres import read_filtres

pytestmark = pytest.mark.django_db
CHOSEN = Selection(niveau=3, sans=("nuit", "week-end"))


@pytest.mark.parametrize(
    "asked",
    [
        "?niveau=3&sans=nuit&sans=week-end",
        "niveau=3&sans=nuit&sans=week-end&sans=",
        "?q=infirmier&tri=titre&page=7&niveau=3&sans=nuit&sans=week-end&stimulation=9",
        QueryDict("niveau=3&sans=nuit&sans=week-end&q=infirmier&page=7&csrfmiddlewaretoken=x"),
    ],
)
def test_an_address_that_is_kept_and_what_a_request_asks_are_read_alike(asked):
    assert read_filtres(asked, annuaire()) == (CHOSEN, [])


@pytest.mark.parametrize("asked", ["", "?", "?tous", "&" * 2000, QueryDict("")])
def test_nothing_asked_is_no_filter(asked):
    assert read_filtres(asked, annuaire()) == (Selection(), [])


def test_what_is_not_understood_is_said():
    selection, unknown = read_filtres("?niveau=9&sans=nuit&sans=bruits", annuaire())
    assert selection == Selection(sans=("nuit",))
    assert unknown == ["refus « bruits »", "études « 9 »"]


def test_what_is_kept_reads_as_what_was_chosen():
    assert read_filtres(CHOSEN.query(), annuaire()) == (CHOSEN, [])
