"""What a student sends: counsellors of a campaign read it from the next request on, and no longer once withdrawn."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from quiz.models import Resultat
from quiz.services import leave_no_trace
from suivi.models import Envoi, Note, Participation, Piece
from suivi.services.campagne import GoneError
from suivi.services.participation import ClosedError, lock_chain, lock_participation, settle_end, settle_ends_of
from suivi.services.pieces import unmake

MOST_ENVOIS = 20  # of one place: what is sent is never pruned


class TooManySendsError(Exception):
    """There are as many as one may send: some are to be withdrawn first."""


class NotComparableError(Exception):
    """The earlier result with which this one was to be compared is no longer there."""


@dataclass(frozen=True, slots=True)
class Coches:
    """What goes with priorities and pistes: each ticked."""

    competences: bool = False
    plan: bool = False
    reflexions: bool = False
    sans_les_noms: bool = False


@dataclass(frozen=True, slots=True)
class Comparaison:
    """An earlier result of the student, and what a list needs of it (see synthese/apercu.py)."""

    depuis: Resultat
    situation: dict[str, Any]


@transaction.atomic
def send(
    *,
    participation: Participation,
    resultat: Resultat,
    coches: Coches,
    apercu: dict[str, Any],
    comparaison: Comparaison | None = None,
    sujet: str | None = None,
    demande: str = "",
) -> Envoi:
    """Let the counsellors read a result; sent again with other ticks, these count. `apercu`: what their list shows of
    it; `comparaison`: what it is compared with, where nothing else was sent; `sujet`: what the student would like to
    talk about, None to leave that as it is. Raises ClosedError, GoneError, NotComparableError, TooManySendsError."""
    passation, own = lock_participation(participation.pk)
    others = own.envois.exclude(resultat=resultat).count()
    if others >= MOST_ENVOIS:
        raise TooManySendsError
    if own.liberee_le is not None or not Resultat.objects.filter(pk=resultat.pk, passation=passation).exists():
        raise GoneError
    if not own.campagne.est_ouverte:
        raise ClosedError
    compared = _compared(comparaison, resultat) if not others else {"depuis": None, "situation_avant": {}}
    values = {**asdict(coches), **compared, "apercu": apercu, "envoye_le": timezone.now(), "lu_le": None}
    envoi, _ = Envoi.objects.update_or_create(participation=own, resultat=resultat, defaults=values)
    own.retiree_le = None
    if sujet is not None:
        own.demandee_le, own.sujet, own.demande = own.demandee_le or timezone.now(), sujet, demande
    own.save(update_fields=["retiree_le", "demandee_le", "sujet", "demande"])
    unmake(Piece.objects.filter(Q(participation=own) | Q(envoi=envoi)))
    settle_end(passation)
    return envoi


def _compared(comparaison: Comparaison | None, resultat: Resultat) -> dict[str, Any]:
    """The columns that say so. Raises NotComparableError."""
    if comparaison is None:
        return {"depuis": None, "situation_avant": {}}
    own = Resultat.objects.filter(passation=resultat.passation_id, numero__lt=resultat.numero)
    if not own.filter(pk=comparaison.depuis.pk).exists():
        raise NotComparableError
    return {"depuis": comparaison.depuis, "situation_avant": comparaison.situation}


@transaction.atomic
def withdraw_sent(*, participation: Participation) -> None:
    """All that was sent, also before the place was given anew, the notes about it and the wish for a talk; the place
    stays, and the appointments."""
    empty(lock_chain(participation.pk))


def empty(places: Collection[Participation]) -> None:
    """Of what was sent and said about it. They are locked."""
    of_these = {"participation__in": [one.pk for one in places]}
    sent = set(Envoi.objects.filter(**of_these).values_list("participation", flat=True))
    Envoi.objects.filter(**of_these).delete()
    Note.objects.filter(**of_these).delete()
    known = Participation.objects.filter(pk__in=[one.pk for one in places])
    known.update(demandee_le=None, sujet="", demande="")
    known.filter(pk__in=sent).update(retiree_le=timezone.now())
    settle_ends_of({one.passation_id for one in places})
    transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def mark_read(*, envois: QuerySet[Envoi], read: bool = True) -> list[int]:
    """Which of them changed."""
    changed = list(envois.filter(lu_le__isnull=read).values_list("pk", flat=True))
    Envoi.objects.filter(pk__in=changed).update(lu_le=timezone.now() if read else None)
    return changed
