"""Sheets of paper: typed for pupils without a device, corrected, erased, and handed over to their pupil by a strip."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from quiz.acces.code import new_code
from quiz.models import Passation, Resultat
from quiz.services import KEEP_RESULT, Transcription, give_code, take_back, write_down
from suivi.classe.pseudonyme import key
from suivi.models import Campagne, Feuille, Membre, Participation, Piece, RendezVous
from suivi.services.campagne import GoneError, lock_member
from suivi.services.envoi import Coches, empty, send
from suivi.services.participation import (
    ClosedError,
    join,
    lock_participation,
    lock_participations,
    name_in,
    settle_end,
)
from suivi.services.pieces import unmake


class RenamedError(Exception):
    """The sheet took over what somebody sent before under its name: another pupil may not have it."""


class PossessedError(Exception):
    """The pupil has opened these answers: they are theirs alone."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """What was typed from a sheet of this version. `accord`: the pupil ticked that the result is sent; `apercu`: what a
    list shows of it then."""

    pseudonyme: str
    reponses: Transcription
    accord: bool
    version: str
    apercu: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bande:
    """What is printed for one pupil, and kept nowhere."""

    pseudonyme: str
    code: str
    jusqu_au: date


@transaction.atomic
def type_sheet(*, campagne: Campagne, membre: Membre, saisie: Saisie) -> Feuille:
    """A place, its answers, the result and, where the pupil said yes, the send. Nobody knows its code. Raises what
    `join` does."""
    own = join(secret=new_code(), begins=True, campagne=campagne, pseudonyme=saisie.pseudonyme)
    lock_member(membre)
    kept = write_down(own.passation, saisie.reponses, until=_until(own.campagne))
    sheet = Feuille.objects.create(
        participation=own, membre=membre, signature=str(membre), version=saisie.version, accord=saisie.accord
    )
    _send(own, kept, saisie)
    return sheet


@transaction.atomic
def correct_sheet(*, feuille: Feuille, membre: Membre, saisie: Saisie) -> None:
    """In place of all that was typed before. Raises PossessedError, GoneError, ClosedError, TakenError,
    NotListedError, RenamedError."""
    passation, own, sheet = _lock(feuille, membre)
    if not own.campagne.est_ouverte:
        raise ClosedError
    _rename(own, saisie.pseudonyme)
    unmake(Piece.objects.filter(participation=own))
    kept = write_down(passation, saisie.reponses, until=_until(own.campagne))
    sheet.version, sheet.accord, sheet.corrigee_le = saisie.version, saisie.accord, timezone.now()
    sheet.save(update_fields=["version", "accord", "corrigee_le"])
    if not saisie.accord and own.envois.exists():
        empty([own])
    if not own.envois.exists():
        _send(own, kept, saisie)
    settle_end(passation)


def _rename(own: Participation, pseudonyme: str) -> None:
    """Raises TakenError, NotListedError, RenamedError."""
    if pseudonyme == own.pseudonyme:
        return
    if key(pseudonyme) == own.cle:
        own.pseudonyme = pseudonyme
    elif own.precedentes.exists():
        raise RenamedError
    else:
        own.pseudonyme = name_in(own.campagne, pseudonyme)
    own.cle = key(own.pseudonyme)
    own.save(update_fields=["pseudonyme", "cle"])


@transaction.atomic
def erase_sheet(*, feuille: Feuille, membre: Membre) -> None:
    """With the place, the answers and all that hangs on them. Raises PossessedError, GoneError."""
    passation, own, _ = _lock(feuille, membre)
    before = own.precedentes.order_by("-rejointe_le", "-pk").first()
    if before is not None:  # what was agreed with whoever had the name before goes back to them
        RendezVous.objects.filter(participation=own, propose_le__lt=own.rejointe_le).update(participation=before)
    take_back(passation)


@transaction.atomic
def print_strips(*, membre: Membre, feuilles: Collection[Feuille]) -> list[Bande]:
    """A new code for each that its pupil has not opened: those printed before open nothing any more."""
    places = lock_participations([one.participation_id for one in feuilles])
    lock_member(membre)
    waiting = Feuille.objects.filter(participation__in=places, prise_le=None, pk__in=[one.pk for one in feuilles])
    sheets = list(waiting.select_related("participation__passation", "participation__campagne"))
    strips = [_strip(one.participation) for one in sheets]
    Feuille.objects.filter(pk__in=[one.pk for one in sheets]).update(bande_le=timezone.now())
    return sorted(strips, key=lambda one: key(one.pseudonyme))


def _strip(own: Participation) -> Bande:
    code = new_code()
    give_code(own.passation, code, until=_until(own.campagne))
    settle_end(own.passation)
    return Bande(own.pseudonyme, code, own.passation.dernier_jour)


def waits_for_its_pupil(passation: int) -> Campagne | None:
    """The campaign where these answers were typed, as long as their pupil has not opened them."""
    waiting = Feuille.objects.filter(participation__passation=passation, prise_le=None)
    sheet = waiting.select_related("participation__campagne").first()
    return sheet.participation.campagne if sheet else None


def take_possession(passation: int) -> None:
    """Their passation is locked."""
    Feuille.objects.filter(participation__passation=passation, prise_le=None).update(prise_le=timezone.now())


def sheets_of(campagne: Campagne, membre: Membre) -> QuerySet[Feuille]:
    """Those that this member typed, newest first; its owner has also those of whoever opens the campaign no more."""
    mine = Q(membre=membre)
    if membre.pk == campagne.proprietaire_id:
        still = Membre.objects.lisants().filter(pk__in=campagne.avec.values("pk"))
        mine |= Q(membre=None) | ~Q(membre__in=still.values("pk"))
    living = Feuille.objects.filter(participation__passation__expire_le__gt=timezone.now())
    here = living.filter(participation__campagne=campagne, participation__liberee_le=None)
    return here.filter(mine).select_related("participation__passation")


def sheet_named(campagne: Campagne, pseudonyme: str) -> Feuille | None:
    """The one that was typed under this name, by whomever."""
    named = Feuille.objects.filter(participation__campagne=campagne, participation__cle=key(pseudonyme))
    return named.filter(participation__liberee_le=None).select_related("participation__passation").first()


def _lock(feuille: Feuille, membre: Membre) -> tuple[Passation, Participation, Feuille]:
    """Whoever opens it comes before or after. Raises PossessedError, GoneError."""
    passation, own = lock_participation(feuille.participation_id)
    lock_member(membre)
    sheet = Feuille.objects.filter(pk=feuille.pk, participation=own).first()
    if sheet is None:
        raise GoneError
    if sheet.prise_le is not None:
        raise PossessedError
    return passation, own, sheet


def _send(own: Participation, kept: Resultat | None, saisie: Saisie) -> None:
    if saisie.accord and kept is not None:
        send(participation=own, resultat=kept, coches=Coches(), apercu=saisie.apercu)


def _until(campagne: Campagne) -> datetime:
    """As long as any result from the day it is typed or its strip printed, and never longer than the campaign."""
    return min(timezone.now() + KEEP_RESULT, campagne.fin)
