"""Documents made in the background: what a task of the queue does, one sheet at a time. Each is kept in a transaction
of its own; whoever dies in the middle leaves what is made, and another one goes on from there.

`manage.py travaux` does them. Whoever works at one is heard at each sheet; after a silence (SILENCE) it is for anybody.
"""

import errno
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from quiz.calcul.profils import load_profils
from suivi import services
from suivi.documents.entretien import FicheEntretien, render_fiches
from suivi.documents.garde import to_json
from suivi.dossier import Lu, dossier_of, fiche_of, read_envois
from suivi.listes.travaux import Avancement
from suivi.models import Arret, Campagne, Document, Envoi, Genre, Lecture, Membre, Participation, Piece, Travail
from suivi.models.travaux import MOST_TRIES, SILENCE
from suivi.tableaux import last_sends

_DISK_FULL = "53100"  # PostgreSQL's
BEAT = SILENCE / 3
BINDER = (sys.executable, "-m", "suivi.documents.relier")


class TooLongError(Exception):
    """There is not enough memory to bind so many sheets."""


# --- asked -----------------------------------------------------------------------


@transaction.atomic
def ask(*, campagne: Campagne, membre: Membre, genre: Genre, eleves: list[int]) -> tuple[Travail, bool]:
    """The work, and whether it is new. Raises GoneError."""
    travail, new = services.open_travail(campagne=campagne, membre=membre, genre=genre, eleves=eleves)
    if new:
        make.enqueue(travail.pk)
    return travail, new


@transaction.atomic
def resume(*, travail: Travail) -> None:
    services.resume_travail(travail=travail)
    make.enqueue(travail.pk)


def take_up_again() -> int:
    """Put back in the queue what nobody works at any more; how many."""
    forsaken = services.forsaken()
    for pk in forsaken:
        make.enqueue(pk)
    return len(forsaken)


def travaux_of(campagne: Campagne, membre: Membre) -> QuerySet[Travail]:
    """What this member asked here, and nobody else's."""
    own = Travail.objects.vivants().filter(campagne=campagne, membre=membre)
    return own.with_avancement().order_by("-cree_le", "-pk")


def avancements_of(campagne: Campagne, membre: Membre) -> list[tuple[Travail, Avancement]]:
    """Of each, newest first."""
    now = timezone.now()
    busy = Travail.objects.filter(battement__gt=now - SILENCE).exists()
    return [(one, _avancement(one, now, occupe=busy)) for one in travaux_of(campagne, membre)]


def _avancement(travail: Travail, now: datetime, *, occupe: bool) -> Avancement:
    return Avancement(
        un_seul=travail.genre == Genre.PDF,
        demandees=travail.demandees,
        total=travail.total,
        faites=travail.faites,
        relie=travail.relie,
        vivant=travail.battement is not None and now - travail.battement < SILENCE,
        occupe=occupe,
        attend_depuis=now - max(travail.cree_le, travail.battement or travail.cree_le),
        arret=Arret(travail.arret).label if travail.arret else "",
    )


# --- done ------------------------------------------------------------------------


@task()
def make(pk: int) -> None:
    """The task of the queue: the number of a work is all that it holds. A worker that is told to stop leaves the work
    to the next one, and stops by itself: the task has not failed."""
    with suppress(SystemExit):
        work(pk)


def work(pk: int) -> None:
    """Make what is left of it, unless somebody is at it. Stopped for want of room, it says so; stopped in any other
    way, it is taken up again later."""
    taken = services.take_up(pk=pk)
    if taken is None:
        return
    travail, token = taken
    try:
        while services.may_go_on(travail=travail, token=token) and _one_more(travail, token):
            pass
        services.put_down(pk=pk, token=token)
    except services.LostError:
        return
    except (DatabaseError, OSError) as error:
        if not is_full(error):
            raise
        services.put_down(pk=pk, token=token, arret=Arret.PLACE)
    except TooLongError:
        services.put_down(pk=pk, token=token, arret=Arret.MEMOIRE)
    except SystemExit:
        services.put_down(pk=pk, token=token)
        raise


def is_full(error: BaseException) -> bool:
    """Is there no room left on the disk?"""
    cause = error.__cause__ or error
    if isinstance(cause, OSError):
        return cause.errno == errno.ENOSPC
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or (
        getattr(cause, "sqlstate", None) == _DISK_FULL
    )


def _one_more(travail: Travail, token: str) -> bool:
    """Make the next sheet, or bind them; was there something to do?"""
    piece = travail.pieces.filter(faite_le=None).select_related("participation").defer("contenu").first()
    if piece is not None:
        _make_piece(travail, token, piece)
        return True
    if travail.genre == Genre.ZIP or not travail.pieces.exists():
        return False
    return not _bind(travail, token)


def _make_piece(travail: Travail, token: str, piece: Piece) -> None:
    """What changes while it is made is made of what it is then; what is gone is not made."""
    for _ in range(MOST_TRIES):
        lu = _read(piece.participation)
        if lu is None:
            break
        vu = services.Vu(lu.envoi, lu.avant)
        contenu = _content(travail, lu)
        if services.keep_piece(travail=travail, token=token, piece=piece, vu=vu, contenu=contenu):
            return
    services.drop_piece(travail=travail, token=token, piece=piece)


@transaction.atomic
def _read(place: Participation) -> Lu | None:
    """The last send under this name, if it may still be read."""
    living = Envoi.objects.filter(participation__passation__expire_le__gt=timezone.now())
    last = living.filter(pk__in=last_sends([place]).values())
    envoi = last.select_related("resultat", "participation__campagne").first()
    return read_envois([envoi])[0] if envoi else None


def _content(travail: Travail, lu: Lu) -> bytes:
    fiche = _sheet(travail, lu)
    if travail.genre == Genre.PDF:
        return to_json(fiche)
    return render_fiches([fiche], fait_le=timezone.localdate())


def _sheet(travail: Travail, lu: Lu) -> FicheEntretien:
    place = lu.envoi.participation
    return fiche_of(dossier_of(lu, load_profils()), place.campagne, place, str(travail.membre))


def _bind(travail: Travail, token: str) -> bool:
    """Is it bound? Not when a sheet went or changed meanwhile."""
    made = list(travail.pieces.exclude(faite_le=None).order_by("rang", "pk"))
    if not made:
        return False
    with _heard(travail.pk, token):
        octets = bound([bytes(one.contenu) for one in made], fait_le=timezone.localdate())
    pieces = [(one.pk, one.faite_le) for one in made if one.faite_le]
    return services.keep_document(travail=travail, token=token, pieces=pieces, octets=octets)


def bound(contents: Sequence[bytes], *, fait_le: date) -> bytes:
    """Raises TooLongError when the process that binds is killed: it takes five megabytes a page."""
    given = b"[%s]" % b",".join(contents)
    command = [*BINDER, fait_le.isoformat()]
    done = subprocess.run(  # noqa: S603 (nothing in it was typed)
        command, input=given, stdout=subprocess.PIPE, cwd=settings.BASE_DIR, check=False
    )
    if done.returncode in (-signal.SIGKILL, -signal.SIGABRT):  # what a machine without memory left does
        raise TooLongError
    done.check_returncode()
    return done.stdout


@contextmanager
def _heard(pk: int, token: str) -> Iterator[None]:
    """While something is done that takes longer than one may be silent."""
    done = Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT.total_seconds()):
                services.beat(pk=pk, token=token)
        except (services.LostError, DatabaseError):
            return
        finally:
            connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


# --- read ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Remis:
    """What is handed over: the sheets by rank, or the whole."""

    pieces: tuple[tuple[int, int, str], ...]
    octets: bytes


@transaction.atomic
def hand_over(*, travail: Travail) -> Remis | None:
    """Noted as read for each pupil whose sheet is in it; None when it is not ready. Raises GoneError."""
    made = list(travail.pieces.exclude(faite_le=None).select_related("envoi", "participation").defer("contenu"))
    whole = Document.objects.filter(travail=travail).first()
    if not made or travail.pieces.filter(faite_le=None).exists() or (travail.genre == Genre.PDF and whole is None):
        return None
    envois = [one.envoi for one in made if one.envoi]
    services.note_reading(envois=envois, membre=travail.membre, quoi=Lecture.Quoi.FICHE)
    pieces = tuple((one.pk, one.rang, one.participation.pseudonyme) for one in made)
    return Remis(pieces, bytes(whole.octets) if whole else b"")


def read_piece(pk: int) -> bytes | None:
    """None when it went meanwhile."""
    kept = Piece.objects.filter(pk=pk).exclude(faite_le=None).values_list("contenu", flat=True).first()
    return bytes(kept) if kept else None
