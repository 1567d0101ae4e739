"""What happens when acts on one student cross: real threads, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from quiz import services as quiz
from quiz.acces.code import new_code
from quiz.models import Passation
from suivi import services
from suivi.models import Campagne, Envoi, Etat, Lecture, Note, Participation, RendezVous
from tests.quiz.instantanes import build_instantane
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8
GONE = (services.GoneError, services.ClosedError, Campagne.DoesNotExist)


def at_once(*works):
    """Run these together, and again until there are eight; what each returned, or the error it raised."""
    barrier = Barrier(WORKERS)

    def run(number):
        try:
            barrier.wait()
            return works[number % len(works)](number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def faults(done, *allowed):
    return [one for one in done if isinstance(one, Exception) and not isinstance(one, allowed)]


@pytest.fixture
def classe(db):
    return campaign(member("anne", lycee()))


@pytest.fixture
def owner(classe):
    return classe.proprietaire


def joined(classe, pseudonyme="Emma"):
    """(code, place, result)"""
    secret = new_code()
    own = services.join(secret=secret, begins=True, campagne=classe, pseudonyme=pseudonyme)
    return secret, own, quiz.keep_result(secret=secret, instantane=build_instantane())


def send(own, resultat):
    return services.send(participation=own, resultat=resultat, coches=services.Coches(), apercu={})


def test_one_pseudonym_asked_by_many_at_once_is_one_place(classe):
    done = at_once(lambda number: services.join(secret=new_code(), begins=True, campagne=classe, pseudonyme="Emma"))
    assert faults(done, services.TakenError) == []
    assert Participation.objects.count() == Passation.objects.count() == 1


def test_a_double_click_joins_once(classe):
    secret = new_code()
    done = at_once(lambda _: services.join(secret=secret, begins=True, campagne=classe, pseudonyme="Emma"))
    assert faults(done) == [] and {one.pk for one in done} == {Participation.objects.get().pk}


def test_a_full_class_stays_within_its_bound(classe, monkeypatch):
    monkeypatch.setattr("suivi.services.participation.MOST_PARTICIPATIONS", 3)
    done = at_once(
        lambda number: services.join(secret=new_code(), begins=True, campagne=classe, pseudonyme=f"Eleve {number}")
    )
    assert faults(done, services.FullError) == [] and Participation.objects.count() == 3


def test_sending_while_withdrawing_leaves_one_or_the_other(classe):
    _, own, resultat = joined(classe)
    done = at_once(lambda _: send(own, resultat), lambda _: services.withdraw_sent(participation=own))
    assert faults(done) == []
    after, passation = Participation.objects.with_etat().get(), Passation.objects.get()
    sent = Envoi.objects.count()
    assert after.etat == (Etat.ENVOYEE if sent else Etat.RETIREE) and sent <= 1
    assert (passation.fin_propre is not None) == bool(sent)
    assert (passation.expire_le == classe.fin) == bool(sent)


def test_erasing_while_it_is_read_and_noted_leaves_nothing_and_breaks_nothing(classe, owner):
    secret, own, resultat = joined(classe)
    envoi = send(own, resultat)
    later = timezone.now() + timedelta(days=1)
    done = at_once(
        lambda _: services.note_reading(envois=[envoi], membre=owner, quoi=Lecture.Quoi.PAGE),
        lambda number: services.write_note(
            participation=own, membre=owner, ancre="", texte=f"note {number}", partagee=False
        ),
        lambda number: services.propose(participation=own, membre=owner, le=later + timedelta(minutes=number), lieu=""),
        lambda _: quiz.erase(secret=secret),
    )
    assert faults(done, *GONE) == []
    kept = (Passation, Participation, Envoi, Note, RendezVous, Lecture)
    assert [model.objects.count() for model in kept] == [0] * len(kept)


def test_two_counsellors_note_beside_one_line(classe, owner):
    _, own, _ = joined(classe)
    other = member("bob", owner.structure)
    services.share_campagne(campagne=classe, membres=[other])
    authors = (owner, other)
    done = at_once(
        lambda number: services.write_note(
            participation=own, membre=authors[number % 2], ancre="plan", texte="Bien", partagee=True
        )
    )
    assert faults(done) == []
    assert sorted(Note.objects.values_list("auteur", flat=True)) == sorted([owner.pk, other.pk])


def test_two_tabs_of_one_note_do_not_overwrite_each_other(classe, owner):
    _, own, _ = joined(classe)
    note = services.write_note(participation=own, membre=owner, ancre="", texte="Un", partagee=False)
    done = at_once(lambda number: services.edit_note(note=note, version=1, texte=f"Deux, {number}", partagee=False))
    assert faults(done, services.ChangedError) == []
    assert sum(one is None for one in done) == 1 and Note.objects.get().version == 2


def test_a_campaign_that_is_deleted_while_students_send(classe):
    places = [joined(classe, f"Eleve {number}") for number in range(4)]
    done = at_once(lambda number: send(*places[number % 4][1:]), lambda _: services.delete_campagne(campagne=classe))
    assert faults(done, *GONE) == []
    assert not Campagne.objects.exists() and not Envoi.objects.exists() and Passation.objects.count() == 4
    services.settle_ends(now=timezone.now(), dry_run=False)
    assert not Passation.objects.exclude(fin_propre=None).exists()


def test_freeing_a_place_while_others_ask_for_it(classe):
    joined(classe)
    own = Participation.objects.get()
    done = at_once(
        lambda _: services.free(participation=own),
        lambda _: services.join(secret=new_code(), begins=True, campagne=classe, pseudonyme="Emma"),
    )
    assert faults(done, services.TakenError) == []
    assert Participation.objects.tenues().count() <= 1
    taken = Participation.objects.tenues().first()
    own.refresh_from_db()
    assert own.liberee_le and own.reprise_par == taken


def test_sending_while_what_it_is_compared_with_is_erased_compares_nothing_that_is_gone(classe):
    secret, own, older = joined(classe)
    newer = quiz.keep_result(secret=secret, instantane=build_instantane(count=3))
    assert newer != older
    compared = services.Comparaison(older, {"format": 1})

    def compare(_):
        said = {"coches": services.Coches(), "apercu": {}, "comparaison": compared}
        return services.send(participation=own, resultat=newer, **said)

    done = at_once(compare, lambda _: quiz.remove_result(resultat=older))
    assert faults(done, services.NotComparableError) == []
    assert not Envoi.objects.exclude(depuis=None, situation_avant={}).exists()
