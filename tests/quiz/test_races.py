"""What happens when requests of one student cross: real threads, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO
from threading import Barrier

import pytest
from django.db import connection

from quiz import services
from quiz.calcul.profils import load_profils
from quiz.models import AccordTotal, AutoEvaluation, Etape, Partage, Passation, Resultat, Verification
from tests.quiz.instantanes import build_instantane

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "7K3MQ9XT2BHD"
WRITERS = 8


def at_once(work):
    """Run `work(number)` in eight threads that start together; their exceptions are raised here."""
    barrier = Barrier(WRITERS)

    def run(number):
        try:
            barrier.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def test_first_answers_sent_at_once_make_one_passation():
    at_once(
        lambda number: services.record_answers(
            secret=SECRET,
            importances=dict.fromkeys(
                ("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), number + 1
            ),
        )
    )
    passation = Passation.objects.get()
    assert len(set(passation.importances.values())) == 1  # one writer's answers, whole


def test_ratings_sent_at_once_make_one_answer_each(metier):
    skills = list(metier.competences_requises.values_list("competence_id", flat=True))
    at_once(lambda number: services.record_answers(secret=SECRET, ratings=dict.fromkeys(skills, 25 * (number % 5))))
    assert AutoEvaluation.objects.count() == len(skills)
    assert len(set(AutoEvaluation.objects.values_list("niveau", flat=True))) == 1


def test_erasing_while_answers_arrive_leaves_all_or_nothing(metier):
    skills = list(metier.competences_requises.values_list("competence_id", flat=True))

    def work(number):
        if number % 2:
            services.erase(secret=SECRET)
        else:
            services.record_answers(secret=SECRET, ratings=dict.fromkeys(skills, 50))

    at_once(work)
    assert AutoEvaluation.objects.count() in (0, len(skills))


def test_imports_of_one_fiche_at_once_make_one_metier():
    from metiers.chargement.importer import save_fiche
    from metiers.fiche_text import parse_fiche
    from metiers.models import Metier
    from tests.conftest import FIXTURE_FICHE

    fiche = parse_fiche(FIXTURE_FICHE.read_bytes()).fiche
    at_once(lambda number: save_fiche(fiche, publish=True))
    assert Metier.objects.count() == 1
    assert Metier.objects.get().competences_requises.count() == len(fiche.hard_skills)


def test_fixtures_loaded_while_fiches_are_imported_wait_for_each_other(tmp_path):
    """Each writer takes its locks in one order; in two orders, PostgreSQL ends one of them as a deadlock."""
    from django.core.management import call_command

    from metiers.chargement.importer import save_fiche
    from metiers.fiche_text import parse_fiche
    from metiers.models import Metier
    from tests.conftest import FIXTURE_FICHE
    from tests.metiers.small_catalogue import SEED, catalogue_of, write_fixtures

    data = FIXTURE_FICHE.read_bytes()
    fiche = parse_fiche(data).fiche
    folder = write_fixtures(tmp_path, catalogue_of(SEED), {FIXTURE_FICHE.name: data})

    def work(number):
        for turn in range(2):
            if number % 2:
                call_command("load_fixtures", fixtures=folder, stdout=StringIO())
            else:
                save_fiche(replace(fiche, accroche=f"Tour {turn}."), publish=True)

    at_once(work)
    assert Metier.objects.count() == 1


def test_a_plan_that_crosses_an_erasure_brings_nothing_back(metier):
    """A code that has been used makes no passation again, whoever comes first."""
    services.record_answers(
        secret=SECRET,
        importances=dict.fromkeys(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), 5),
    )

    def work(number):
        if number == 0:
            services.erase(secret=SECRET)
        elif number % 2:
            services.keep_plan(secret=SECRET, slug="x", etapes=[{"genre": "stage"}], reflexion={"etonne": "x"})
        else:
            services.record_answers(secret=SECRET, begins=False, ratings={})

    at_once(work)
    services.keep_plan(secret=SECRET, slug="x", etapes=[{"genre": "stage"}], reflexion={"etonne": "x"})
    assert not Passation.objects.exists()


def test_a_double_click_at_the_end_of_a_quiz_keeps_one_result(metier):
    importances = dict.fromkeys(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), 5)
    catalogue = load_profils()
    at_once(lambda number: services.finish_quiz(secret=SECRET, profils=catalogue, importances=importances))
    assert Resultat.objects.get().instantane.importances == Passation.objects.get().importances


def test_a_quiz_that_ends_while_it_is_erased_leaves_nothing(metier):
    importances = dict.fromkeys(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), 5)
    services.record_answers(secret=SECRET, importances=importances)
    skills = dict.fromkeys(metier.competences_requises.values_list("competence_id", flat=True), 50)
    catalogue, known = load_profils(), Passation.objects.get()

    def work(number):
        if number == 0:
            services.erase(secret=SECRET)
        else:
            services.finish_quiz(secret=SECRET, passation=known, profils=catalogue, ratings=skills)

    at_once(work)
    assert not Passation.objects.exists() and not Resultat.objects.exists() and not AutoEvaluation.objects.exists()


@pytest.fixture
def resultat():
    services.record_answers(
        secret=SECRET,
        importances=dict.fromkeys(("qualite_vie", "flexibilite", "stimulation", "relations", "carriere"), 5),
    )
    return services.keep_result(secret=SECRET, instantane=build_instantane())


def test_results_kept_at_once_have_each_a_number_and_the_same_one_is_kept_once(resultat):
    at_once(lambda number: services.keep_result(secret=SECRET, instantane=build_instantane(metiers=800 + number // 2)))
    numbers = sorted(Resultat.objects.values_list("numero", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and 5 <= len(numbers) <= 9


def test_shares_made_at_once_are_not_more_than_one_may_have(resultat, monkeypatch):
    monkeypatch.setattr("quiz.services.partage.MOST_SHARES", 3)
    made = at_once(lambda number: services.share(resultat=resultat, slug=f"x{number}", avec_competences=False, days=30))
    assert Partage.objects.count() == len([one for one in made if one]) == 3


def test_a_double_click_makes_one_share_and_one_blind_check(resultat):
    at_once(lambda number: services.share(resultat=resultat, slug="", avec_competences=False, days=30))
    assert Partage.objects.count() == 1
    slugs = [f"metier-{number}" for number in range(1, 7)]
    places = dict(zip(slugs, range(1, 7), strict=True))
    at_once(lambda number: services.keep_check(resultat=resultat, notes=dict.fromkeys(slugs, 2), places=places))
    assert Verification.objects.count() == 1
    assert [total.nombre for total in AccordTotal.objects.all()] == [1]


def test_a_plan_sent_at_once_is_there_once_and_whole(resultat):
    steps = [{"genre": "stage", "note": str(step)} for step in range(5)]
    at_once(
        lambda number: services.keep_plan(
            secret=SECRET, slug="metier-1", etapes=steps[: number % 5 + 1], reflexion={"etonne": str(number % 5 + 1)}
        )
    )
    carnet = resultat.carnets.get()
    assert Etape.objects.count() == int(carnet.etonne)


def test_a_result_taken_away_while_another_is_kept_takes_nothing_else_along(resultat):
    def work(number):
        if number % 2:
            services.remove_result(resultat=resultat)
        else:
            services.keep_result(secret=SECRET, instantane=build_instantane(metiers=900 + number))

    at_once(work)
    assert not Resultat.objects.filter(pk=resultat.pk).exists()
    assert Resultat.objects.count() == 4


def test_a_share_opened_by_several_at_once_counts_them_all(resultat):
    partage = services.share(resultat=resultat, slug="", avec_competences=False, days=30)
    at_once(lambda number: services.note_opening(partage))
    assert Partage.objects.get().ouvertures == WRITERS


def test_erasing_while_things_are_kept_shared_and_planned_leaves_nothing(resultat):
    def work(number):
        match number % 4:
            case 0:
                services.erase(secret=SECRET)
            case 1:
                services.keep_result(secret=SECRET, instantane=build_instantane(metiers=800 + number))
            case 2:
                services.share(resultat=resultat, slug="", avec_competences=False, days=30)
            case _:
                services.keep_plan(secret=SECRET, slug="metier-1", etapes=[], reflexion={"etonne": "x"})

    at_once(work)
    assert not Passation.objects.exists() and not Resultat.objects.exists() and not Partage.objects.exists()
