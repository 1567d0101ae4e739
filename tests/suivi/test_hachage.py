"""Passwords are checked one at a time, by a thread that steps back; so many wait, the others are asked to come back."""

import os
import sys
import threading
from contextlib import ExitStack, nullcontext

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import CommandError

from suivi import hachage
from suivi.management.commands import bench_suivi


def test_a_hash_is_django_s_own():
    ours, theirs = hachage.QueuedHasher(), PBKDF2PasswordHasher()
    encoded = ours.encode("violon-tremplin-84", "sel", 10)
    assert encoded == theirs.encode("violon-tremplin-84", "sel", 10)
    assert theirs.verify("violon-tremplin-84", encoded) and ours.verify("violon-tremplin-84", encoded)
    assert not ours.verify("autre", encoded)


def test_one_at_a_time_in_a_thread_that_steps_back(monkeypatch):
    seen, inside = [], []

    def slow(self, password, salt, iterations=None):
        inside.append(1)
        priority = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        seen.append((len(inside), threading.current_thread().name, priority))
        inside.pop()
        return "x"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", slow)
    threads = [threading.Thread(target=hachage.QueuedHasher().encode, args=("a", "b")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(count, name.startswith("mots-de-passe")) for count, name, _ in seen} == {(1, True)}
    if sys.platform == "linux":
        assert {priority for *_, priority in seen} == {10}


def full(source):
    with pytest.raises(hachage.FullError), hachage.place(source):
        pass


def test_no_more_wait_than_there_are_places_nor_of_one_address_than_its_share(monkeypatch):
    monkeypatch.setattr(hachage, "PATIENCE", 0.01)
    with ExitStack() as held:
        for number in range(hachage.PLACES):
            held.enter_context(hachage.place(str(number // hachage.PLACES_OF_ONE)))
        full("0")
        full("another")
    with ExitStack() as held:
        for _ in range(hachage.PLACES_OF_ONE):
            held.enter_context(hachage.place("0"))
        full("0")
        with hachage.place("another"):
            pass
    for _ in range(2 * hachage.PLACES):
        with pytest.raises(ZeroDivisionError), hachage.place("0"):
            raise ZeroDivisionError
    with hachage.place("0"):
        pass
    assert not hachage._taken, "no address stays in memory"


class Crowd:
    """Threads that want a place of one address, and hold it until they are let go."""

    def __init__(self):
        self.go, self.inside, self.refused, self.threads = threading.Event(), [], [], []

    def arrive(self, source, count):
        for number in range(count):
            self.threads.append(threading.Thread(target=self._wait, args=(f"{source}{number}", source)))
            self.threads[-1].start()

    def _wait(self, name, source):
        try:
            with hachage.place(source):
                self.inside.append(name)
                self.go.wait(10)
        except hachage.FullError:
            self.refused.append(name)

    def until(self, waiting=None, refused=None):
        for _ in range(1000):
            if len(hachage._waiting) == waiting or len(self.refused) == refused:
                return
            threading.Event().wait(0.005)
        raise AssertionError((len(hachage._waiting), self.refused))

    def end(self):
        self.go.set()
        for one in self.threads:
            one.join(10)
        assert not hachage._taken and not hachage._waiting


def test_a_whole_staff_room_comes_in_one_after_the_other():
    room = Crowd()
    room.arrive("lycée", 8)
    room.until(waiting=6)
    assert len(room.inside) == hachage.PLACES_OF_ONE
    room.end()
    assert len(room.inside) == 8 and room.refused == []


def test_who_waits_beyond_their_share_gives_way_to_somebody_from_elsewhere():
    room = Crowd()
    room.arrive("lycée", hachage.PLACES)
    room.until(waiting=hachage.PLACES - hachage.PLACES_OF_ONE)
    full("lycée")
    with hachage.place("ailleurs"):
        room.until(refused=1)
        assert len(hachage._waiting) == hachage.PLACES - hachage.PLACES_OF_ONE - 1
    room.end()
    assert len(room.inside) == hachage.PLACES - 1


def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(hachage, "PATIENCE", 0.05)
    room = Crowd()
    room.arrive("lycée", 3)
    room.until(refused=1)
    room.end()
    assert len(room.inside) == 2


# --- what `./dev bench suivi` calls a success ------------------------------------------------


BUSY_CROWD = {"mot de passe refusé": 40, "compte créé": 3}


@pytest.mark.parametrize(
    ("answered", "slowest", "because"),
    [
        ({}, 1, "rien n'est mesuré"),
        ({"statut 403": 900, "remis à plus tard": 900, "compte créé": 3}, 1, "rien n'est mesuré"),
        ({"mot de passe refusé": 40}, 1, "rien n'est mesuré"),
        (BUSY_CROWD, 10, "font attendre les élèves"),
        (BUSY_CROWD, 1, None),
    ],
)
def test_a_bench_without_a_login_or_with_a_page_that_waits_is_no_success(answered, slowest, because):
    crowd = bench_suivi.Crowd("")
    crowd.answered.update(answered)
    usual = [0.015] * 100
    meanwhile = [0.015] * 93 + [0.015 * slowest] * 7
    with pytest.raises(CommandError, match=because) if because else nullcontext():
        bench_suivi.Command()._tell(usual, meanwhile, crowd, memory=0)


def test_a_thread_that_breaks_is_counted():
    def breaks(crowd):
        raise ConnectionResetError

    crowd = bench_suivi.Crowd("")
    crowd.run(breaks)
    assert crowd.answered == {"ConnectionResetError": 1}
