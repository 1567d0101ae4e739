"""Rows → facts: rankings made again without one choice, the blind check, and the rules on the reference students."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from metiers.search.selection import Selection
from quiz import services
from quiz.calcul import eleves
from quiz.calcul.filtres import in_view
from quiz.calcul.profils import load_profils
from quiz.models import Resultat
from quiz.resultat.instantane import to_json
from suivi.faits import faits_of, faits_of_result
from suivi.reference import counts
from suivi.synthese.apercu import apercu
from suivi.synthese.regles import REFERENCE, REGLES
from tests.suivi.results import PRIORITES, result_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_catalogue")]


@pytest.fixture(scope="module")
def whole_catalogue(load_once):
    load_once()


def first_of(selection):
    """The ten first of the ranking that a student would see."""
    return result_with(selection, most=10).pistes


def kept_for(secret, **more):
    services.record_answers(secret=secret, importances=PRIORITES, **more)
    return services.keep_result(secret=secret, instantane=result_with(Selection()))


def test_the_shares_said_beside_the_conditions_are_those_of_the_reference_students():
    profils = load_profils()
    met = counts(profils, eleves.students())
    assert len(eleves.students()) == REFERENCE
    assert {one.cle: one.reference for one in REGLES if one.reference is not None} == {
        one.cle: met[one.cle] for one in REGLES if one.reference is not None
    }
    assert not any(met[one.cle] for one in REGLES if one.reference is None)


def test_what_is_beyond_the_limit_is_counted_in_the_list_without_it():
    limited = Selection(interet=("9",), niveau=0)
    free = first_of(Selection(interet=("9",)))
    found = faits_of_result(result_with(limited), load_profils())
    assert found.au_dela == sum((one.niveau or 0) > 0 for one in free) > 0
    assert faits_of_result(result_with(Selection(interet=("9",))), load_profils()).au_dela is None


def test_what_a_refusal_hides_is_counted_in_the_list_without_that_refusal_alone():
    refusing = Selection(interet=("9",), sans=("week-end", "effort"))
    found = dict(faits_of_result(result_with(refusing), load_profils()).caches)
    seen = set(in_view(refusing, load_profils().annuaire))
    for cle, other in (("week-end", "effort"), ("effort", "week-end")):
        without = first_of(Selection(interet=("9",), sans=(other,)))
        assert found[cle] == sum(one.slug not in seen for one in without)
    assert sum(found.values()) > 0


def test_a_result_of_another_method_is_not_ranked_again():
    kept = to_json(result_with(Selection(niveau=0, sans=("nuit",))))
    old = Resultat(contenu=kept | {"methode": kept["methode"] | {"version": "3"}}).instantane
    found = faits_of_result(old, load_profils())
    assert (found.au_dela, found.caches) == (None, ())


def test_the_metier_that_was_asked_about_comes_with_its_rank_among_all():
    kept = result_with(Selection(niveau=0), "notaire")
    assert kept.cible.rank > 100 and not kept.cible.place
    found = faits_of_result(kept, load_profils())
    assert found.regardes == ((kept.cible.titre, kept.cible.rank),)
    said = next(one.phrase for one in apercu(found).constats if one.regle == "regarde")
    assert kept.cible.titre in said and f"{kept.cible.rank}e sur" in said


def test_the_blind_check_is_read_only_when_it_was_sent():
    profils = load_profils()
    resultat = kept_for("secret-de-test")
    places = {slug: place for place, slug in enumerate(profils.slugs[:6], start=1)}
    notes = dict(zip(places, (0, 1, 2, 2, 1, 4), strict=True))
    services.keep_check(resultat=resultat, notes=notes, places=places)
    with assertNumQueries(0):
        silent = faits_of(resultat, None, False, profils)
    assert (silent.accord, silent.sans_nom) == (None, "")
    with assertNumQueries(1):
        told = faits_of(resultat, None, True, profils)
    assert told.accord == (5, 24)
    assert told.sans_nom == profils.titre(profils.slugs[5])


def test_the_result_sent_before_comes_with_its_day():
    before, now = kept_for("secret-de-test"), kept_for("autre-secret")
    found = faits_of(now, before, False, load_profils())
    assert found.avant == before.instantane and found.avant_le == timezone.localdate(before.cree_le)
    assert apercu(found).evolution == "inchangée"


def test_the_command_prints_each_rule_and_what_cannot_be_measured():
    out = StringIO()
    call_command("bench_regles", stdout=out)
    said = out.getvalue()
    assert all(regle.titre in said for regle in REGLES)
    assert said.count("pas mesurable") == sum(one.reference is None for one in REGLES)
    assert "60 élèves" in said and "10 témoins" in said
