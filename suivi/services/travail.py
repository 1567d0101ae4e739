"""Documents made in the background: asked, taken up by one worker at a time, made a sheet at a time, and gone with what
they were made of. A sheet is kept in a transaction that locks as an act of its student does: whoever erases or
withdraws comes before it, and it is not kept, or after it, and it goes too."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from suivi.models import Arret, Campagne, Document, Envoi, Genre, Membre, Participation, Piece, Travail
from suivi.models.travaux import MOST_TRIES
from suivi.services.campagne import GoneError, lock_campagne, lock_member
from suivi.services.participation import lock_participations
from suivi.services.pieces import take_travaux_away

KEEP_TASKS = timedelta(days=1)
MOST_TRAVAUX = 5  # of one member in one campaign: the oldest makes room


class LostError(Exception):
    """Whoever works at it is no longer the one who does, or it is gone."""


@dataclass(frozen=True, slots=True)
class Vu:
    """What a sheet was made of: a send, the one before, and what else of them may change while it is made."""

    envoi: Envoi
    avant: Envoi | None

    @property
    def envois(self) -> list[Envoi]:
        return [self.envoi, *([self.avant] if self.avant else [])]

    def is_same(self) -> bool:
        """Are they as they were? They are locked."""
        rows = Envoi.objects.select_related("participation").in_bulk([one.pk for one in self.envois])
        return all(one.pk in rows and _state(rows[one.pk]) == _state(one) for one in self.envois)


def _state(envoi: Envoi) -> tuple[datetime, int | None, datetime | None, str]:
    return envoi.envoye_le, envoi.depuis_id, envoi.participation.demandee_le, envoi.participation.sujet


# --- asked, by a member ------------------------------------------------------------


@transaction.atomic
def open_travail(*, campagne: Campagne, membre: Membre, genre: Genre, eleves: Sequence[int]) -> tuple[Travail, bool]:
    """A sheet for each of these places, in this order. The same kind is not made twice at once: what is under way for
    this member is given back. Second: is it new? Raises GoneError."""
    locked = lock_campagne(campagne.pk)
    lock_member(membre)
    under_way = Travail.objects.a_faire().filter(campagne=locked, membre=membre, genre=genre).first()
    if under_way is not None:
        return under_way, False
    known = set(locked.participations.filter(pk__in=eleves).values_list("pk", flat=True))
    asked = [pk for pk in dict.fromkeys(eleves) if pk in known]
    travail = Travail.objects.create(campagne=locked, membre=membre, genre=genre, demandees=len(asked))
    Piece.objects.bulk_create(
        [Piece(travail=travail, participation_id=pk, rang=rang) for rang, pk in enumerate(asked, start=1)]
    )
    own = Travail.objects.filter(campagne=locked, membre=membre).order_by("-cree_le", "-pk")
    older = list(own.values_list("pk", flat=True)[MOST_TRAVAUX:])
    take_travaux_away(Travail.objects.filter(pk__in=older))
    return travail, True


@transaction.atomic
def resume_travail(*, travail: Travail) -> None:
    """What was stopped goes on from the sheets that are made."""
    Travail.objects.filter(pk=travail.pk).update(arret="", essais=0, battement=None, porteur="")


@transaction.atomic
def delete_travail(*, travail: Travail) -> None:
    take_travaux_away(Travail.objects.filter(pk=travail.pk))


# --- done, by a worker ---------------------------------------------------------------


@transaction.atomic
def take_up(*, pk: int) -> tuple[Travail, str] | None:
    """This worker's, with the token that says so; None when another one is at it, or there is nothing to do."""
    travail = Travail.objects.delaisses().filter(pk=pk).first()
    if travail is None:
        return None
    same = Travail.objects.filter(pk=pk, porteur=travail.porteur, battement=travail.battement)
    if travail.essais >= MOST_TRIES:
        same.update(arret=Arret.ECHEC, porteur="", battement=None)
        return None
    token = secrets.token_hex(16)
    taken = same.update(porteur=token, battement=timezone.now(), essais=F("essais") + 1)
    return (Travail.objects.select_related("campagne", "membre__user").get(pk=pk), token) if taken else None


def beat(*, pk: int, token: str) -> None:
    """Raises LostError."""
    if not Travail.objects.vivants().filter(pk=pk, porteur=token).update(battement=timezone.now()):
        raise LostError


def put_down(*, pk: int, token: str, arret: str = "") -> None:
    """Somebody else may take it up at once; or nobody, for this reason."""
    Travail.objects.filter(pk=pk, porteur=token).update(porteur="", battement=None, arret=arret)


@transaction.atomic
def may_go_on(*, travail: Travail, token: str) -> bool:
    """Takes it away when the member may not read any more what it is made of. Raises LostError."""
    if not _reads(travail):
        take_travaux_away(Travail.objects.filter(pk=travail.pk))
        return False
    beat(pk=travail.pk, token=token)
    return True


@transaction.atomic
def keep_piece(*, travail: Travail, token: str, piece: Piece, vu: Vu, contenu: bytes) -> bool:
    """Is it kept? Not when what it was made of has changed meanwhile, or is gone. Raises LostError."""
    places = {one.participation_id for one in vu.envois}
    if not _lock(places, travail) or not vu.is_same() or not _reads(travail):
        return False
    beat(pk=travail.pk, token=token)
    todo = Piece.objects.filter(pk=piece.pk, faite_le=None)
    kept = todo.update(contenu=contenu, envoi=vu.envoi, avant=vu.avant, faite_le=timezone.now())
    Travail.objects.filter(pk=travail.pk).update(essais=0)
    return bool(kept)


@transaction.atomic
def drop_piece(*, travail: Travail, token: str, piece: Piece) -> None:
    """Nothing is there to make it of. Raises LostError."""
    beat(pk=travail.pk, token=token)
    Piece.objects.filter(pk=piece.pk, faite_le=None).delete()


@transaction.atomic
def keep_document(*, travail: Travail, token: str, pieces: Collection[tuple[int, datetime]], octets: bytes) -> bool:
    """Is it kept? Not when it was bound from other sheets than those that are there now. Raises LostError."""
    made_of = Q(envois__pieces__travail=travail) | Q(envois__pieces_suivantes__travail=travail)
    places = set(Participation.objects.filter(made_of).values_list("pk", flat=True))
    if not _lock(places, travail):
        return False
    now = travail.pieces.values_list("pk", "faite_le")
    if set(now) != set(pieces) or not _reads(travail):
        return False
    beat(pk=travail.pk, token=token)
    Document.objects.update_or_create(travail=travail, defaults={"octets": octets})
    return True


def _lock(places: set[int], travail: Travail) -> bool:
    """As an act of these students, then of this member, would; are they all there?"""
    if lock_participations(places).count() != len(places):
        return False
    try:
        lock_member(travail.membre)
    except GoneError:
        return False
    return True


def _reads(travail: Travail) -> bool:
    """Whoever asked may still open the campaign as they could: an account that is closed opens nothing."""
    known = Membre.objects.filter(pk=travail.membre_id, user__is_active=True).values_list("user", flat=True).first()
    return known is not None and Campagne.objects.lues_par(known).filter(pk=travail.campagne_id).exists()


# --- looked after ------------------------------------------------------------------


def forsaken() -> list[int]:
    """The works that somebody is to take up, and that no task waits for."""
    travaux = list(Travail.objects.delaisses().order_by("pk").values_list("pk", flat=True))
    waiting: Any = DBTaskResult.objects.ready().values_list("args_kwargs", flat=True) if travaux else []
    asked = {pk for one in waiting for pk in one["args"]}
    return [pk for pk in travaux if pk not in asked]


def purge_travaux(*, now: datetime, dry_run: bool) -> int:
    """Those whose day is over."""
    past = Travail.objects.filter(fin__lte=now)
    return past.count() if dry_run else _purge(past)


@transaction.atomic
def _purge(past: QuerySet[Travail]) -> int:
    return take_travaux_away(past)


def purge_tasks(*, now: datetime, dry_run: bool) -> int:
    """What the queue remembers: the number of a work, and what went wrong."""
    past = DBTaskResult.objects.filter(enqueued_at__lte=now - KEEP_TASKS)
    return past.count() if dry_run else past.delete()[0]
