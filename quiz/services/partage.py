"""Read-only addresses of results: made, opened, taken back."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from quiz.acces.jeton import read_token
from quiz.models import Partage, Resultat
from quiz.services.passation import lock_of

MOST_SHARES = 20
SHARE_DAYS = (30, 90)
ONE_CLICK = timedelta(seconds=10)  # two posts nearer than that are one


@transaction.atomic
def share(*, resultat: Resultat, slug: str, avec_competences: bool, days: int) -> Partage | None:
    """A read-only address of a result; None when there are as many as one may have."""
    if not lock_of(resultat):
        return None
    now = timezone.now()
    own = Partage.objects.filter(resultat__passation=resultat.passation_id)
    if own.ouverts(now).count() >= MOST_SHARES:
        return None
    own.filter(pk__in=own.exclude(retire_le=None).order_by("-retire_le").values("pk")[MOST_SHARES:]).delete()
    a_moment_ago = resultat.partages.filter(retire_le=None, cree_le__gt=now - ONE_CLICK)
    same = a_moment_ago.filter(slug=slug, avec_competences=avec_competences).first()
    if same is not None:
        return same
    return resultat.partages.create(slug=slug, avec_competences=avec_competences, expire_le=now + timedelta(days=days))


def find_share(token: str) -> Partage | None:
    """What this address opens now; nothing tells a wrong one from one that is past or revoked."""
    reference = read_token(token)
    if reference is None:
        return None
    open_ones = Partage.objects.ouverts(timezone.now()).select_related("resultat__passation")
    return open_ones.filter(reference=reference).first()


def note_opening(partage: Partage) -> None:
    """Count that somebody opened a share, and the day; nothing about who. A database that cannot be written to does
    not keep anybody from reading."""
    with suppress(DatabaseError):
        Partage.objects.filter(pk=partage.pk).update(ouvertures=F("ouvertures") + 1, ouvert_le=timezone.localdate())


@transaction.atomic
def revoke(*, partage: Partage) -> None:
    """Whoever has the address finds nothing from the next request on."""
    Partage.objects.filter(pk=partage.pk, retire_le=None).update(retire_le=timezone.now())


def purge_shares(*, now: datetime, dry_run: bool) -> int:
    """Delete those past their date, of answers that are not; how many."""
    past = Partage.objects.filter(expire_le__lte=now, resultat__passation__expire_le__gt=now)
    return past.count() if dry_run else past.delete()[0]
