"""What a passation is made of is open: the settings name its parts (`PASSATION_PARTS`), and whatever takes away, lists,
shows or deletes all that is stored of a student walks that list (`ensemble.py`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from metiers.directory import Annuaire
from quiz.models import Passation, Resultat
from quiz.rapport.rubrique import Line, Rubrique
from quiz.resultat.instantane import Instantane

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a page shows of a part: a template, and all that it is given. `instead`: it stands there in place of the
    student's pistes."""

    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    instead: bool = False


class Part:
    """One part of a passation. It says what it holds, of the passation or of each of its results; the rest stays as
    here: nothing. Its rows hang on the passation or on a result and go with them (`CASCADE`)."""

    def export(self, passation: Passation) -> Json:
        """What it holds, under keys of its own, in as many queries for many results as for one."""
        return {}

    def prefetch(self, resultats: QuerySet[Resultat]) -> QuerySet[Resultat]:
        """The results, with the rows that `export_result` reads of each."""
        return resultats

    def export_result(self, resultat: Resultat) -> Json:
        """What it holds of one result, under keys of its own; no query besides `prefetch`."""
        return {}

    def inventory(self, data: Json, annuaire: Annuaire) -> Iterable[Rubrique]:
        """The same in words: `data` is the whole export, `annuaire` the métiers published today."""
        return ()

    def result_lines(self, data: Json, kept: Instantane, titres: Mapping[str, str]) -> Iterable[Line]:
        """The same in words for one result: `data` is its export, `kept` what it froze, `titres` what métiers are
        called, by slug."""
        return ()

    def home(self) -> Fragment | None:
        """What the home page offers of it, the same to everybody."""
        return None

    def beside(self, secret: str) -> Fragment | None:
        """What stands beside the pistes of whoever has this code, or in their place."""
        return None

    def privacy(self) -> Fragment | None:
        """What « Confidentialité » says of it."""
        return None

    def viewers(self, passation: Passation, now: datetime) -> Fragment | None:
        """Who could see something through it: « Qui a pu le voir »."""
        return None

    def purge(self, *, now: datetime, dry_run: bool) -> dict[str, int]:
        """Delete what is past a date of its own: what that is called in French → how many."""
        return {}


def passation_parts() -> tuple[Part, ...]:
    """In the order of the settings, which is the order of « Mes données »."""
    return _load(tuple(settings.PASSATION_PARTS))


@lru_cache
def _load(paths: tuple[str, ...]) -> tuple[Part, ...]:
    return tuple(import_string(path)() for path in paths)


def join(pieces: Iterable[Json]) -> Json:
    """All of them in one. Two parts that say the same key would hide what one of them holds."""
    whole: Json = {}
    for piece in pieces:
        if twice := whole.keys() & piece.keys():
            raise ValueError(f"Two parts of a passation export {', '.join(sorted(twice))}.")
        whole |= piece
    return whole


def timestamp(moment: datetime) -> str:
    """To the second, with the hour a student's clock showed."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
