"""Checking a password costs half a second of processor. So that logins keep no student waiting, each process does it in
one thread that steps back before all others, and lets so many wait at a time."""

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.contrib.auth.hashers import PBKDF2PasswordHasher

PLACES = 10  # of the sixteen threads of a process (`serve` in ./dev): the others are there for students
PLACES_OF_ONE = 2  # from one address: nobody fills the places of all with invented names
PATIENCE = 12  # seconds that others of the same address wait for one of its places, as long as nobody else lacks theirs
BUSY = "Beaucoup de personnes se connectent en ce moment : réessayez dans quelques secondes"
_NICE = 10  # where all is busy, about a tenth of what a page gets

_turns = threading.Condition()
_taken: Counter[str] = Counter()  # places, by what stands for an address
_waiting: list[object] = []  # those beyond the share of their address: each keeps a thread, and gives way to others


class FullError(Exception):
    """As many wait as may, or this address had its share for too long."""


def _step_back() -> None:
    """Linux gives each thread a priority of its own. Where it may not be lowered, the queue does without."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mots-de-passe", initializer=_step_back)


class QueuedHasher(PBKDF2PasswordHasher):
    """Django's own, one at a time. The work is done without Python's lock: pages go on beside it."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return _pool.submit(super().encode, password, salt, iterations).result()


@contextmanager
def place(source: str) -> Iterator[None]:
    """For whoever is about to try a password. Raises FullError when there is no place to wait.

    `source`: what stands for the address (orientation/throttle.py), which has a few of the places. A whole staff room
    is one address: the others of it wait while places are free, until somebody from elsewhere needs one."""
    with _turns:
        _take(source)
    try:
        yield
    finally:
        with _turns:
            _taken[source] -= 1
            if not _taken[source]:
                del _taken[source]
            _turns.notify_all()


def _take(source: str) -> None:
    in_share = _taken[source] < PLACES_OF_ONE
    if _taken.total() + len(_waiting) >= PLACES:
        if not in_share or not _waiting:
            raise FullError
        _waiting.pop()
        _turns.notify_all()
    if not in_share:
        _wait(source)
    _taken[source] += 1


def _wait(source: str) -> None:
    turn = object()
    _waiting.append(turn)
    free = _turns.wait_for(lambda: turn not in _waiting or _taken[source] < PLACES_OF_ONE, PATIENCE)
    if turn not in _waiting:
        raise FullError
    _waiting.remove(turn)
    if not free:
        raise FullError
