"""What happens when two typists, or a pupil and whoever prints, cross on one sheet of paper: real threads."""

import pytest

from quiz import services as quiz
from quiz.models import Passation, Resultat
from suivi import services
from suivi.models import Envoi, Feuille, Participation
from tests.suivi.papier import picked, saisie, strip, typed
from tests.suivi.test_courses import at_once, faults
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bob(metier):
    return member("bob", lycee())


@pytest.fixture
def classe(bob):
    return campaign(bob)


def counts():
    return [model.objects.count() for model in (Passation, Participation, Feuille, Resultat, Envoi)]


def test_two_typists_of_one_pseudonym_make_one_sheet(bob, classe):
    carl = member("carl", bob.structure)
    services.share_campagne(campagne=classe, membres=[carl])
    said = [saisie() for _ in range(8)]  # a result is found before anything is locked
    done = at_once(
        lambda number: services.type_sheet(campagne=classe, membre=bob, saisie=said[number]),
        lambda number: services.type_sheet(campagne=classe, membre=carl, saisie=said[number]),
    )
    assert faults(done, services.TakenError) == [] and counts() == [1] * 5
    assert sum(isinstance(one, Feuille) for one in done) == 1


def test_a_correction_that_crosses_the_opening_comes_before_or_after(bob, classe):
    sheet = typed(classe, bob)
    code = strip(bob, sheet)
    said = [saisie(choix=picked(0, 1), accord=False) for _ in range(8)]
    done = at_once(
        lambda number: services.correct_sheet(feuille=sheet, membre=bob, saisie=said[number]),
        lambda _: quiz.come_back(secret=code),
    )
    assert faults(done, services.PossessedError) == []
    sheet.refresh_from_db()
    assert sheet.prise_le is not None
    corrected = sheet.corrigee_le is not None
    assert counts()[3:] == ([0, 0] if corrected else [1, 1]) and sheet.accord != corrected
    assert Passation.objects.get().choix.count() == (2 if corrected else 5)


def test_a_strip_that_is_printed_again_while_its_pupil_opens_it_leaves_one_way_in(bob, classe):
    sheet = typed(classe, bob)
    code = strip(bob, sheet)
    done = at_once(lambda _: services.print_strips(membre=bob, feuilles=[sheet]), lambda _: quiz.come_back(secret=code))
    assert faults(done) == []
    codes = [code, *(one.code for strips in done if isinstance(strips, list) for one in strips)]
    assert sum(quiz.find_passation(one) is not None for one in codes) == 1
    if Feuille.objects.get().prise_le is not None:
        assert quiz.find_passation(code) is not None, "whoever has opened it goes on with that code"


def test_an_erasure_that_crosses_a_correction_leaves_all_or_nothing(bob, classe):
    sheet = typed(classe, bob)
    said = [saisie() for _ in range(8)]
    done = at_once(
        lambda number: services.correct_sheet(feuille=sheet, membre=bob, saisie=said[number]),
        lambda _: services.erase_sheet(feuille=sheet, membre=bob),
    )
    assert faults(done, services.GoneError) == [] and counts() == [0] * 5
