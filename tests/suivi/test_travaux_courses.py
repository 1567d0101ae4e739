"""Documents in the background where things cross: workers that are killed, two at once, pupils who erase meanwhile."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection
from django.db.models import F

from quiz import services as quiz
from quiz.models import Passation
from suivi import services, travaux
from suivi.models import Arret, Document, Genre, Piece, Role, Travail
from suivi.models.travaux import SILENCE
from tests.conftest import ROOT
from tests.quiz.plans import CANARY, dump
from tests.suivi.envois import pupil, sent_by
from tests.suivi.test_courses import at_once, faults
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db(transaction=True)
PUPILS = 10


@pytest.fixture
def classe(db):
    house = lycee()
    member("anne", house, Role.RESPONSABLE)
    campagne = campaign(member("bob", house))
    campagne.eleves = [pupil(campagne, f"Eleve {number}") for number in range(PUPILS)]
    for one in campagne.eleves:
        sent_by(one)
    return campagne


def asked(classe, genre=Genre.ZIP):
    eleves = [one.pk for one in classe.eleves]
    return travaux.ask(campagne=classe, membre=classe.proprietaire, genre=genre, eleves=eleves)[0]


def database():
    """The address of the tests' own database, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host = settings["HOST"] or settings["OPTIONS"]["host"]
    return f"postgres://{settings['USER']}@/{settings['NAME']}?host={host}"


@pytest.fixture
def worker():
    """Starts one; none outlives its test."""
    started = []

    def start(*options):
        command = [sys.executable, "manage.py", "travaux", *options]
        environment = {**os.environ, "DATABASE_URL": database()}
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def made():
    return Piece.objects.exclude(faite_le=None).count()


def wait_for(condition):
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.002)


@pytest.mark.parametrize("genre", list(Genre))
def test_killed_in_the_middle_another_goes_on_and_each_pupil_is_there_once(classe, genre, worker):
    travail = asked(classe, genre)
    first = worker()
    wait_for(lambda: made() >= PUPILS // 2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = set(Piece.objects.exclude(faite_le=None).values_list("pk", "faite_le"))
    assert PUPILS // 2 <= len(before) < PUPILS and first.returncode == -signal.SIGKILL
    Travail.objects.update(battement=F("battement") - SILENCE)
    second = worker("--batch")
    assert second.wait(timeout=60) == 0
    after = set(Piece.objects.exclude(faite_le=None).values_list("pk", "faite_le"))
    assert before < after and len(after) == PUPILS, "what was made is kept, and nothing is made twice"
    remis = travaux.hand_over(travail=travail)
    assert Counter(nom for _, _, nom in remis.pieces) == Counter(one.pseudonyme for one in classe.eleves)
    assert Document.objects.count() == (genre == Genre.PDF)


def test_told_to_stop_it_stops_at_once_and_the_next_goes_on_without_waiting(classe, worker):
    asked(classe)
    first = worker()
    wait_for(lambda: made() >= 2)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=10) == 0 and made() < PUPILS
    assert Travail.objects.get().battement is None
    second = worker("--batch")
    assert second.wait(timeout=60) == 0 and made() == PUPILS


def test_many_workers_at_once_make_each_sheet_once(classe, monkeypatch):
    travail, keep, kept = asked(classe), services.keep_piece, []

    def noted(**values):
        if done := keep(**values):
            kept.append(values["piece"].pk)
        return done

    monkeypatch.setattr(services, "keep_piece", noted)
    done = at_once(lambda _: travaux.work(travail.pk))
    assert faults(done) == [] and sorted(kept) == sorted(Piece.objects.values_list("pk", flat=True))
    assert made() == len(kept) == PUPILS


def test_many_workers_at_once_take_it_up_once(classe):
    travail = asked(classe)
    done = at_once(lambda _: services.take_up(pk=travail.pk))
    assert faults(done) == [] and sum(one is not None for one in done) == 1


@pytest.mark.parametrize("genre", list(Genre))
def test_pupils_who_erase_while_it_is_made_are_nowhere(classe, genre):
    travail = asked(classe, genre)
    going = classe.eleves[:7]
    erase = [lambda _, own=one: quiz.erase(secret=own.secret) for one in going]
    done = at_once(lambda _: travaux.work(travail.pk), *erase)
    assert faults(done) == []
    travaux.work(travail.pk)
    left = {one.pseudonyme for one in classe.eleves} - {one.pseudonyme for one in going}
    assert Passation.objects.count() == len(left)
    remis = travaux.hand_over(travail=travail)
    assert {nom for _, _, nom in remis.pieces} == left and Piece.objects.count() == len(left)


def test_a_right_lost_while_it_is_made_leaves_nothing(classe):
    carl = member("carl", classe.structure)
    services.share_campagne(campagne=classe, membres=[carl])
    eleves = [one.pk for one in classe.eleves]
    travail, _ = travaux.ask(campagne=classe, membre=carl, genre=Genre.PDF, eleves=eleves)
    done = at_once(
        lambda _: travaux.work(travail.pk),
        lambda _: services.change_role(membre=carl, role=Role.INVITE, par=None),
        lambda _: services.archive(campagne=classe),
        lambda _: services.delete_travail(travail=travail),
    )
    assert faults(done) == []
    assert [model.objects.count() for model in (Travail, Piece, Document)] == [0, 0, 0]


def test_a_double_click_asks_once(classe):
    done = at_once(lambda _: asked(classe))
    assert faults(done) == [] and Travail.objects.count() == 1
    assert Piece.objects.count() == PUPILS


def test_a_campaign_deleted_while_it_is_made_leaves_nothing(classe):
    travail = asked(classe, Genre.PDF)
    done = at_once(lambda _: travaux.work(travail.pk), lambda _: services.delete_campagne(campagne=classe))
    assert faults(done, type(classe).DoesNotExist) == []
    assert [model.objects.count() for model in (Travail, Piece, Document)] == [0, 0, 0]


@pytest.mark.parametrize("genre", list(Genre))
def test_what_a_pupil_erases_is_nowhere_in_the_database_nor_in_its_files(classe, genre):
    going = pupil(classe, CANARY)
    sent_by(going)
    travail, _ = travaux.ask(campagne=classe, membre=classe.proprietaire, genre=genre, eleves=[going.pk])
    travaux.work(travail.pk)
    assert CANARY in dump() and Piece.objects.count() == 1
    quiz.erase(secret=going.secret)
    assert CANARY not in dump()
    assert Piece.objects.count() == Document.objects.count() == 0


@pytest.mark.parametrize(("genre", "free"), [(Genre.PDF, 12), (Genre.ZIP, 40)])
def test_a_disk_that_is_full_stops_it_whole_and_it_goes_on_once_there_is_room(classe, genre, free):
    """`free`: pages of the file that are left. PostgreSQL cannot be made short of room for one test."""
    if connection.vendor != "sqlite":
        return
    travail = asked(classe, genre)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + free}")
        try:
            travaux.work(travail.pk)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    stopped = Travail.objects.with_avancement().get()
    assert stopped.arret == Arret.PLACE and stopped.battement is None and not stopped.relie
    travaux.resume(travail=travail)
    travaux.work(travail.pk)
    assert made() == PUPILS and len(travaux.hand_over(travail=travail).pieces) == PUPILS


def slowly(act):
    """Other connections come in between two deletions of this one."""

    def pause(execute, sql, *more):
        done = execute(sql, *more)
        if sql.startswith(("DELETE", "UPDATE")) and ("suivi_piece" in sql or "suivi_document" in sql):
            time.sleep(0.3)
        return done

    def run(_):
        with connection.execute_wrapper(pause):
            act()

    return run


def test_documents_deleted_while_their_pupils_ask_wait_for_each_other_and_never_for_ever(classe):
    """Both take the whole first, then its sheets: the other way round, a database ends one of the two with a fault."""
    travail = asked(classe, Genre.PDF)
    travaux.work(travail.pk)
    assert Document.objects.exists()
    done = at_once(
        slowly(lambda: services.delete_travail(travail=travail)),
        slowly(lambda: services.ask_for_talk(participation=classe.eleves[0], sujet="etudes")),
    )
    assert faults(done) == [] and not Travail.objects.exists()
