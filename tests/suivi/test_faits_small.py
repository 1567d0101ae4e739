"""Facts of results found in a catalogue of one métier, or of none."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metiers.search.selection import Selection
from quiz.calcul.profils import load_profils
from suivi.faits import faits_of_result
from suivi.synthese.apercu import apercu
from suivi.synthese.questions import KEPT, questions
from tests.suivi.results import result_with

pytestmark = pytest.mark.django_db
CHOSEN = Selection(niveau=3, sans=("nuit",))


def test_the_command_refuses_a_catalogue_without_what_these_students_like(metier):
    with pytest.raises(CommandError, match="n'ont pas"):
        call_command("bench_regles", stdout=StringIO())


def test_a_catalogue_of_one_metier_without_direction_is_read(metier):
    found = faits_of_result(result_with(CHOSEN), load_profils())
    assert (found.au_dela, [hidden for _, hidden in found.caches]) == (None, [])
    assert apercu(found).direction == "" and len(questions(apercu(found), found, [])) == KEPT


def test_an_empty_catalogue_has_nothing_first():
    found = faits_of_result(result_with(CHOSEN), load_profils())
    assert apercu(found).piste_titre == "" and found.caches == ()
