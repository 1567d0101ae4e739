"""A student's place in a campaign: taken, freed by the counsellor, left, and what is asked from there."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from quiz.models import Passation
from quiz.services import hash_secret, hold, leave_no_trace, lock_passation, lock_passations, open_passation, release
from suivi.classe.pseudonyme import key
from suivi.models import (
    MOST_PARTICIPATIONS,
    Campagne,
    Envoi,
    Feuille,
    Participation,
    ParticipationQuerySet,
    Piece,
    RendezVous,
)
from suivi.services.campagne import FullError, GoneError, JoinError, is_taken, lock_campagne, lock_campagnes
from suivi.services.pieces import unmake
from suivi.services.retenue import is_held


class ClosedError(JoinError):
    """The campaign takes nobody and nothing any more, or not yet."""


class TakenError(JoinError):
    """Somebody has this pseudonym."""


class UnopenedError(Exception):
    """A sheet of paper that its pupil has not opened: nobody has a code to lose."""


class NotListedError(JoinError):
    """The class was given names, and this is none of them."""


def join(*, secret: str, begins: bool, campagne: Campagne, pseudonyme: str) -> Participation:
    """Take a place under a pseudonym: the same person twice takes it once. Raises ClosedError, FullError, TakenError,
    NotListedError, GoneError."""
    try:
        return _join(secret, begins, campagne, pseudonyme)
    except IntegrityError:  # somebody else, at the same time
        raise TakenError from None


@transaction.atomic
def _join(secret: str, begins: bool, campagne: Campagne, pseudonyme: str) -> Participation:
    passation = open_passation(secret, begins=begins)
    try:
        locked = lock_campagne(campagne.pk)
    except Campagne.DoesNotExist:
        raise ClosedError from None
    if passation is None:
        raise GoneError
    if already := locked.participations.filter(passation=passation).first():
        return already
    if not locked.est_ouverte:
        raise ClosedError
    nom = name_in(locked, pseudonyme)
    if is_full(locked):
        raise FullError
    seen = passation.terminee_le and not is_held(passation)  # what was seen already is not kept back
    shown = timezone.now() if seen else None
    made = locked.participations.create(passation=passation, pseudonyme=nom, cle=key(nom), montree_le=shown)
    _take_over(made, locked.participations.filter(cle=made.cle).exclude(pk=made.pk))
    return made


def _take_over(made: Participation, before: ParticipationQuerySet) -> None:
    """What was agreed with whoever had this name: the talk to come, and that the result was shown."""
    before.update(reprise_par=made)
    RendezVous.objects.filter(participation__in=before).update(participation=made)
    if made.montree_le is None and (shown := before.exclude(montree_le=None).first()):
        made.montree_le = shown.montree_le
        made.save(update_fields=["montree_le"])


def is_full(campagne: Campagne) -> bool:
    return campagne.participations.tenues().count() >= MOST_PARTICIPATIONS


def name_in(campagne: Campagne, typed: str) -> str:
    """As the list writes it, where there is a list. Raises TakenError, NotListedError."""
    cle = key(typed)
    if is_taken(campagne, cle):
        raise TakenError
    if campagne.libre:
        return typed
    place = campagne.places.filter(cle=cle).first()
    if place is None:
        raise NotListedError
    return place.pseudonyme


@transaction.atomic
def leave(*, participation: Participation) -> None:
    """With all that was sent, noted and agreed there, also before the place was given anew. The answers stay."""
    take_away(lock_chain(participation.pk))


@transaction.atomic
def free(*, participation: Participation) -> None:
    """The code was lost: the pseudonym can be taken anew. What was sent stays, and the notes. Raises UnopenedError."""
    _, own = lock_participation(participation.pk)
    if Feuille.objects.filter(participation=own, prise_le=None).exists():
        raise UnopenedError
    if own.liberee_le is None:
        own.liberee_le = timezone.now()
        own.save(update_fields=["liberee_le"])


@transaction.atomic
def show_result(*, participation: Participation, shown: bool = True) -> None:
    """After the talk: the student sees their result from the next page on."""
    _, own = lock_participation(participation.pk)
    own.montree_le = (own.montree_le or timezone.now()) if shown else None
    own.save(update_fields=["montree_le"])


@transaction.atomic
def show_results(*, campagne: Campagne, pks: Collection[int], shown: bool = True) -> list[int]:
    """Of several places of a campaign at once; which of them changed."""
    places = lock_participations(pks).filter(campagne=campagne, liberee_le=None)
    changed = list(places.filter(montree_le__isnull=shown).order_by("pk").values_list("pk", flat=True))
    Participation.objects.filter(pk__in=changed).update(montree_le=timezone.now() if shown else None)
    return changed


@transaction.atomic
def ask_for_talk(*, participation: Participation, sujet: str, demande: str = "", asked: bool = True) -> None:
    """Or no longer."""
    _, own = lock_participation(participation.pk)
    own.demandee_le = (own.demandee_le or timezone.now()) if asked else None
    own.sujet, own.demande = (sujet, demande) if asked else ("", "")
    own.save(update_fields=["demandee_le", "sujet", "demande"])
    unmake(Piece.objects.filter(envoi__participation=own))
    transaction.on_commit(leave_no_trace, robust=True)


def participations_of(passation: Passation) -> QuerySet[Participation]:
    """A student's places, newest first."""
    return _told(Participation.objects.filter(passation=passation))


def places_of(secret: str | None) -> QuerySet[Participation]:
    """Those that this code opens now."""
    if not secret:
        return Participation.objects.none()
    living = Participation.objects.filter(passation__expire_le__gt=timezone.now())
    return _told(living.filter(passation__empreinte_secret=hash_secret(secret)))


def _told(own: ParticipationQuerySet) -> QuerySet[Participation]:
    related = ("passation", "campagne__structure", "campagne__proprietaire__user")
    return own.with_etat().select_related(*related).order_by("-rejointe_le", "-pk")


def participation_in(secret: str | None, campagne: Campagne) -> Participation | None:
    """The place of this browser's student in a campaign."""
    return places_of(secret).filter(campagne=campagne).first()


def lock_participation(pk: int) -> tuple[Passation, Participation]:
    """The answers, the campaign and the place, locked in this order: whoever erases, deletes or writes comes before or
    after. Raises GoneError."""
    known = Participation.objects.filter(pk=pk).values_list("passation", "campagne").first()
    passation = lock_passation(known[0]) if known else None
    if known is None or passation is None:
        raise GoneError
    try:
        campagne = lock_campagne(known[1])
        own = Participation.objects.get(pk=pk)
    except (Campagne.DoesNotExist, Participation.DoesNotExist):
        raise GoneError from None
    own.campagne = campagne
    return passation, own


def lock_participations(pks: Collection[int]) -> ParticipationQuerySet:
    """Several, in the same order: all the answers, then the campaigns. Without those that are no longer there."""
    places = Participation.objects.filter(pk__in=pks)
    living = lock_passations(list(places.values_list("passation", flat=True)))
    lock_campagnes(places.values_list("campagne", flat=True))
    return places.filter(passation__in=living)


def lock_chain(pk: int) -> list[Participation]:
    """A place, then those of its name that were freed before it, if whoever has it now has sent something: the name
    alone, which anybody may have taken, gives no right over them. Raises GoneError."""
    before = Participation.objects.filter(reprise_par=pk).values_list("pk", flat=True)
    places = {one.pk: one for one in lock_participations([pk, *before]).with_etat()}
    own = places.pop(pk, None)
    if own is None:
        raise GoneError
    return [own, *places.values()] if own.a_envoye or own.retiree_le else [own]


def take_away(places: Collection[Participation]) -> None:
    """With all that hangs on them. They are locked."""
    passations = {one.passation_id for one in places}
    Participation.objects.filter(pk__in=[one.pk for one in places]).delete()
    settle_ends_of(passations)
    transaction.on_commit(leave_no_trace, robust=True)


def settle_ends_of(passations: Collection[int]) -> None:
    for passation in Passation.objects.filter(pk__in=passations).order_by("pk"):
        settle_end(passation)


def settle_end(passation: Passation) -> None:
    """The answers last as long as what was sent of them is read; inside the transaction that changed it."""
    until = last_end(passation)
    if until:
        hold(passation, until)
    else:
        release(passation)


def last_end(passation: Passation) -> datetime | None:
    """Of the campaigns to which something was sent."""
    sent = Envoi.objects.filter(resultat__passation=passation).select_related("participation__campagne")
    return max((envoi.participation.campagne.fin for envoi in sent.defer("apercu")), default=None)


def settle_ends(*, now: datetime, dry_run: bool) -> int:
    """Of answers that nothing holds any more, though they were: a campaign was deleted, or a result. How many."""
    held = Passation.objects.valides(now).filter(fin_propre__isnull=False, gardee_jusqu_au=None)
    loose = list(held.exclude(resultats__envois__isnull=False).values_list("pk", flat=True))
    if not dry_run:
        for pk in loose:
            _settle(pk)
    return len(loose)


@transaction.atomic
def _settle(pk: int) -> None:
    if passation := lock_passation(pk):
        settle_end(passation)
