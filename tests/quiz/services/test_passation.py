import contextlib
import sqlite3
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from metiers.services import catalogue_version
from quiz import services
from quiz.calcul.profils import load_profils
from quiz.methode.elicitation import Choix
from quiz.methode.matching import METHOD_VERSION
from quiz.models import AutoEvaluation, Passation

pytestmark = pytest.mark.django_db
SECRET = "7K3MQ9XT2BHD"
IMPORTANCES = {"qualite_vie": 6, "flexibilite": 2, "stimulation": 9, "relations": 7, "carriere": 3}


def skill_ids(metier):
    return list(metier.competences_requises.values_list("competence_id", flat=True))


def test_a_result_names_its_method_and_its_catalogue(metier):
    services.record_answers(secret=SECRET, importances=IMPORTANCES)
    assert Passation.objects.get().version_methode == "", "answers alone were found with none"
    services.finish_quiz(secret=SECRET, profils=load_profils(), ratings={skill_ids(metier)[0]: None})
    passation = Passation.objects.get()
    assert passation.version_methode == METHOD_VERSION
    assert passation.version_catalogue == catalogue_version() == 1
    assert passation.terminee_le is not None


def test_an_unfinished_attempt_lives_seven_days_and_a_result_thirty(metier):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False):
        services.record_answers(secret=SECRET, importances=IMPORTANCES)
        assert Passation.objects.get().expire_le - timezone.now() == timedelta(days=7)
        services.record_answers(secret=SECRET, ratings={skill_ids(metier)[0]: 50})
        assert Passation.objects.get().expire_le - timezone.now() == timedelta(days=7)
        services.finish_quiz(secret=SECRET, profils=load_profils())
        assert Passation.objects.get().expire_le - timezone.now() == timedelta(days=30)


def test_priorities_that_rank_every_metier_live_as_long_as_a_result(db):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False):
        services.decide_priorities(secret=SECRET, importances=IMPORTANCES)
        assert Passation.objects.get().expire_le - timezone.now() == timedelta(days=30)


def test_purge_deletes_what_is_past_its_date_and_only_that(metier, capsys):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False):
        services.record_answers(secret=SECRET, importances=IMPORTANCES)
        services.finish_quiz(secret=SECRET, profils=load_profils(), ratings={skill_ids(metier)[0]: 50})
    with time_machine.travel("2026-03-25T12:00:00+01:00", tick=False):
        services.record_answers(secret="2BHD7K3MQ9XT", importances=IMPORTANCES)
        call_command("purge_expired")
        assert Passation.objects.count() == 2
    with time_machine.travel("2026-03-31T13:00:00+02:00", tick=False):
        call_command("purge_expired", "--dry-run")
        assert Passation.objects.count() == 2
        call_command("purge_expired")
        call_command("purge_expired")
    assert [passation.empreinte_secret for passation in Passation.objects.all()] == [
        services.hash_secret("2BHD7K3MQ9XT")
    ]
    assert not AutoEvaluation.objects.exists()
    classes = "campagnes : 0, fins rendues : 0, notes sans auteur : 0"
    staff = "invitations : 0, sessions : 0, compteurs : 0, actes : 0, documents : 0, tâches : 0, fins annoncées : 0"
    others = f"autres liens de partage : 0, {classes}, {staff}"
    assert capsys.readouterr().out.splitlines() == [
        f"passations : 0, {others}, effacés.",
        f"passations : 1, {others}, à effacer.",
        f"passations : 1, {others}, effacés.",
        f"passations : 0, {others}, effacés.",
    ]


class KilledError(Exception):
    """What a process that is killed leaves undone."""


def test_a_purge_that_is_killed_leaves_nothing_half_deleted_and_goes_on_the_next_time(metier, monkeypatch):
    monkeypatch.setattr("quiz.services.passation.AT_A_TIME", 2)
    for number in range(5):
        services.record_answers(secret=f"CODE{number}", importances=IMPORTANCES)
        services.record_answers(secret=f"CODE{number}", ratings={skill_ids(metier)[0]: 50})
    Passation.objects.update(expire_le=timezone.now())
    services.record_answers(secret=SECRET, importances=IMPORTANCES)

    def dies_at_the_second_batch(execute, sql, params, many, context):
        if sql.startswith('DELETE FROM "quiz_passation"'):
            batches.append(sql)
            if len(batches) == 2:
                raise KilledError
        return execute(sql, params, many, context)

    batches = []
    with pytest.raises(KilledError), connection.execute_wrapper(dies_at_the_second_batch):
        services.purge_passations(now=timezone.now(), dry_run=False)
    assert Passation.objects.count() == 4, "the first batch is gone"
    assert AutoEvaluation.objects.count() == 3, "the second one is as it was"
    assert services.purge_passations(now=timezone.now(), dry_run=False) == 3
    assert Passation.objects.get().empreinte_secret == services.hash_secret(SECRET)
    assert not AutoEvaluation.objects.exists()


def test_answers_past_their_date_do_not_come_back_with_a_fresh_cookie(metier):
    """A browser that never got the answer to its first post still holds one."""
    services.record_answers(secret=SECRET, importances=IMPORTANCES)
    services.record_answers(secret=SECRET, ratings={skill_ids(metier)[0]: 50})
    Passation.objects.update(expire_le=timezone.now())
    services.record_answers(secret=SECRET, importances=IMPORTANCES)
    assert Passation.objects.count() == 1
    assert not AutoEvaluation.objects.exists()


def test_answers_that_are_gone_do_not_come_back_with_a_code_that_was_used(metier):
    """Whatever was read before: an erasure or an expiry in between wins."""
    services.record_answers(secret=SECRET, importances=IMPORTANCES)
    skill, known = skill_ids(metier)[0], Passation.objects.get()
    for gone in (lambda: Passation.objects.update(expire_le=timezone.now()), lambda: services.erase(secret=SECRET)):
        gone()
        services.record_answers(secret=SECRET, begins=False, importances=IMPORTANCES)
        services.record_answers(secret=SECRET, begins=False, ratings={skill: 50})
        services.record_answers(secret=SECRET, begins=False, filtres="?niveau=3")
        services.record_choice(secret=SECRET, begins=False, ecran=0, choix=Choix("a", "b"))
        services.decide_priorities(secret=SECRET, begins=False, importances=IMPORTANCES)
        services.finish_quiz(secret=SECRET, passation=known, profils=load_profils(), importances=IMPORTANCES)
        services.keep_plan(secret=SECRET, slug="x", etapes=[], reflexion={"ressemble": "x"})
        services.extend(secret=SECRET)
        assert not Passation.objects.valides(timezone.now()).exists()
        assert not AutoEvaluation.objects.exists()
    assert not Passation.objects.exists()


def test_saving_ratings_fails_whole_or_not_at_all(metier):
    services.record_answers(secret=SECRET, importances=IMPORTANCES)
    with pytest.raises(Exception, match=r"(?i)constraint"):
        services.record_answers(secret=SECRET, ratings={skill_ids(metier)[0]: 50, skill_ids(metier)[1]: 60})
    assert not AutoEvaluation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_log_to_be_emptied(metier):
    """Somebody who reads keeps it; whoever erases goes on, and the patience of the others is as it was."""
    services.record_answers(secret=SECRET, importances=IMPORTANCES)
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(settings["NAME"], isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM quiz_passation").fetchone()
            started = time.monotonic()
            services.erase(secret=SECRET)
            assert time.monotonic() - started < 2
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 1000 * settings["OPTIONS"]["timeout"]
    else:
        services.erase(secret=SECRET)
    assert not Passation.objects.exists()
