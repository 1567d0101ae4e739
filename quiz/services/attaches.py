"""What other apps hang on a passation, and do when it is taken away (`PASSATION_ATTACHES` in the settings)."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from quiz.models import Passation, Resultat


class Attache:
    """What one app hangs there. Each is called inside the transaction of the act; by default nothing hangs."""

    def prunable(self, old: QuerySet[Resultat]) -> QuerySet[Resultat]:
        """Of the oldest results, those that may go."""
        return old

    def held_until(self, passation: Passation) -> datetime | None:
        """Until when others wait for what these answers gave; None where nobody does."""
        return None

    def before_removal(self, resultat: Resultat) -> None:
        """The student takes a result away; its passation is locked."""

    def plan_changed(self, resultats: Collection[int]) -> None:
        """The student changes what they plan and think of these results; their passation is locked."""

    def before_erasure(self, passation: int) -> None:
        """The student erases everything. What is to be locked besides this passation is locked here, all in the order
        of their keys: nothing is locked yet."""

    def opening(self, passation: int) -> str | None:
        """Somebody else wrote these answers for a student who has not opened them yet: the address of the page that
        they see first. None for all others."""
        return None

    def opened(self, passation: int) -> None:
        """That student opens them now; their passation is locked."""


def attaches() -> tuple[Attache, ...]:
    return _load(tuple(settings.PASSATION_ATTACHES))


@lru_cache
def _load(paths: tuple[str, ...]) -> tuple[Attache, ...]:
    return tuple(import_string(path)() for path in paths)
