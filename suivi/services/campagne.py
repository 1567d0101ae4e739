"""Campaigns: made, set, shared, archived, deleted; the names that a class was given."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from quiz.models import Passation
from quiz.services import leave_no_trace, lock_passations
from suivi.classe.annee import school_year
from suivi.classe.code import new_code, read_code
from suivi.classe.pseudonyme import key
from suivi.models import MOST_PARTICIPATIONS, Campagne, Feuille, Membre, Participation, Place, Role
from suivi.models.campagnes import WARNED
from suivi.services.pieces import take_travaux_away


class FrozenError(Exception):
    """Somebody has joined: why they were asked and when they see their result no longer changes."""


class GoneError(Exception):
    """The place, the answers, or whoever acts are no longer there."""


class JoinError(Exception):
    """Why a place cannot be taken."""


class FullError(JoinError):
    """As many as a campaign may hold."""


class Reglages(TypedDict, total=False):
    """What its owner sets."""

    nom: str
    ferme_le: date
    but: str
    montre: str
    libre: bool


@transaction.atomic
def open_campagne(*, membre: Membre, noms: Sequence[str] = (), **reglages: Unpack[Reglages]) -> Campagne:
    """With the names of a class, if there are any. Raises FullError, GoneError."""
    lock_member(membre)
    year = school_year(timezone.localdate())
    campagne = Campagne.objects.create(
        structure=membre.structure, proprietaire=membre, annee=year, code=_free_code(), **reglages
    )
    _add_places(campagne, noms)
    return campagne


@transaction.atomic
def edit_campagne(*, campagne: Campagne, **reglages: Unpack[Reglages]) -> None:
    """Why and when results are seen stay as whoever joined has read them."""
    locked = lock_campagne(campagne.pk)
    frozen = {name for name in ("but", "montre") if name in reglages and getattr(locked, name) != reglages[name]}
    if frozen and locked.participations.exists():
        raise FrozenError
    Campagne.objects.filter(pk=locked.pk).update(**reglages)


@transaction.atomic
def add_names(*, campagne: Campagne, noms: Sequence[str]) -> int:
    """Those that the list lacks; how many. The first list of a campaign that nobody has joined closes it to other
    names. Raises FullError."""
    locked = lock_campagne(campagne.pk)
    if locked.libre and not locked.places.exists() and not locked.participations.exists():
        Campagne.objects.filter(pk=locked.pk).update(libre=False)
    return _add_places(locked, noms)


@transaction.atomic
def remove_name(*, campagne: Campagne, pk: int) -> None:
    """Whoever took it keeps their place. Without any name left, each chooses theirs."""
    locked = lock_campagne(campagne.pk)
    locked.places.filter(pk=pk).delete()
    if not locked.libre and not locked.places.exists():
        Campagne.objects.filter(pk=locked.pk).update(libre=True)
    transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def share_campagne(*, campagne: Campagne, membres: Iterable[Membre]) -> None:
    """With these members of its structure, and no other."""
    locked = lock_campagne(campagne.pk)
    of_house = [one for one in membres if one.structure_id == locked.structure_id and one.pk != locked.proprietaire_id]
    locked.avec.set(of_house)
    take_travaux_away(locked.travaux.exclude(membre__in=[locked.proprietaire_id, *(one.pk for one in of_house)]))


@transaction.atomic
def archive(*, campagne: Campagne, archived: bool = True) -> None:
    """Nobody joins nor sends any more; nothing is deleted but documents made in the background. And back."""
    locked = lock_campagne(campagne.pk)
    Campagne.objects.filter(pk=locked.pk).update(archivee_le=timezone.now() if archived else None)
    take_travaux_away(locked.travaux.all())


@transaction.atomic
def delete_campagne(*, campagne: Campagne) -> None:
    """With the places, what was sent, notes and appointments. The answers are the students': they stay, but for those
    typed from paper that no strip opens, which nobody could ever read or erase."""
    never_printed = Passation.objects.filter(
        participations__campagne=campagne, participations__feuille__in=Feuille.objects.filter(bande_le=None)
    )
    held = lock_passations(list(never_printed.values_list("pk", flat=True)))
    locked = lock_campagne(campagne.pk)
    Passation.objects.filter(pk__in=list(never_printed.filter(pk__in=held).values_list("pk", flat=True))).delete()
    locked.delete()
    transaction.on_commit(leave_no_trace, robust=True)


def find_campagne(typed: str) -> Campagne | None:
    """The campaign of this code, whatever its state."""
    code = read_code(typed)
    known = Campagne.objects.vivantes(timezone.localdate()).select_related("structure", "proprietaire__user")
    return known.filter(code=code).first() if code else None


def opened_by(user: User) -> Any:
    """The campaigns of this account, and those shared with it."""
    return Campagne.objects.de(user.pk).select_related("structure", "proprietaire__user")


def lock_campagne(pk: int) -> Campagne:
    """Until the transaction ends. Always after the passation of a student, where an act locks both."""
    return Campagne.objects.select_for_update().get(pk=pk)


def lock_campagnes(pks: Iterable[int]) -> None:
    """Several, in their order."""
    list(Campagne.objects.select_for_update().filter(pk__in=list(pks)).order_by("pk"))


def lock_member(membre: Membre) -> None:
    """Whoever writes is still a member who may, until the transaction ends; after the campaign, where both are locked.
    Raises GoneError."""
    if not Membre.objects.select_for_update().filter(pk=membre.pk).exclude(role=Role.INVITE).exists():
        raise GoneError


def ending_soon(now: datetime) -> list[Campagne]:
    """Those that end within a month and whose owner was not told yet."""
    day = timezone.localdate(now)
    soon = Campagne.objects.filter(prevenue_le=None).select_related("proprietaire__user", "structure")
    near = soon.filter(annee__gte=day.year - 2, annee__lte=day.year)
    return [one for one in near.order_by("pk") if timedelta(0) <= one.dernier_jour - day <= WARNED]


def note_told(campagne: Campagne, now: datetime) -> None:
    Campagne.objects.filter(pk=campagne.pk).update(prevenue_le=timezone.localdate(now))


def purge_campagnes(*, now: datetime, dry_run: bool) -> int:
    """Delete those whose 31st of August is past, with all that they hold, each in a transaction of its own: nobody
    waits for all; how many."""
    past = Campagne.objects.finies(timezone.localdate(now))
    if dry_run:
        return past.count()
    pks = list(past.order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        _purge(pk)
    return len(pks)


@transaction.atomic
def _purge(pk: int) -> None:
    for campagne in Campagne.objects.select_for_update().filter(pk=pk):
        campagne.delete()


def _add_places(campagne: Campagne, noms: Sequence[str]) -> int:
    known = set(campagne.places.values_list("cle", flat=True))
    fresh = {key(nom): nom for nom in reversed(noms) if key(nom) not in known}  # of two alike, the first
    in_order = [nom for nom in noms if fresh.get(key(nom)) == nom]
    if len(known) + len(in_order) > MOST_PARTICIPATIONS:
        raise FullError
    first = campagne.places.count() + 1
    Place.objects.bulk_create(
        [Place(campagne=campagne, rang=rang, pseudonyme=nom, cle=key(nom)) for rang, nom in enumerate(in_order, first)]
    )
    return len(in_order)


def _free_code() -> str:
    """One in a thousand million is taken."""
    return next(code for code in iter(new_code, "") if not Campagne.objects.filter(code=code).exists())


def is_taken(campagne: Campagne, cle: str) -> bool:
    return Participation.objects.tenues().filter(campagne=campagne, cle=cle).exists()
