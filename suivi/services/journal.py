"""Who did what to members, roles, settings and accounts: written inside the transaction of the act."""

from datetime import datetime, timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from suivi.models import LONGEST_CONTACT, Acte, InvitationQuerySet, Structure

KEEP_ACTES = timedelta(days=365)


def note(
    genre: Acte.Genre,
    *,
    par: User | None,
    structure: Structure | None = None,
    sur: User | None = None,
    adresse: str = "",
    precision: str = "",
) -> None:
    """`par`: without anybody, it is the command line. `adresse`: of whoever is invited, as long as they may answer."""
    said = precision[:LONGEST_CONTACT]
    Acte.objects.create(genre=genre, par=par, structure=structure, sur=sur, adresse=adresse, precision=said)


def note_account(genre: Acte.Genre, user: User, par: User | None, *, precision: str = "") -> None:
    """Also where administrators look for what became of an account."""
    note(genre, par=par, sur=user, precision=precision)
    if par:
        LogEntry.objects.log_actions(par.pk, [user], CHANGE, change_message=str(genre.label), single_object=True)


def numbered(user: User) -> str:
    """An account without its name, where it was deleted."""
    return f"compte n° {user.pk}"


def rename_in_log(user: User, name: str) -> None:
    """The admin's log names an account by its address, as it was then."""
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(object_repr=name)


def end_invitations(invitations: InvitationQuerySet) -> int:
    """Without an answer: whoever was invited is forgotten with them. How many. Invitations are held before what was
    noted of them, as by whoever accepts one."""
    for one in invitations.select_for_update(of=("self",)):
        Acte.objects.de_invitation(one).update(adresse="")
    return invitations.delete()[0]


@transaction.atomic
def purge_actes(*, now: datetime, dry_run: bool) -> int:
    """With what the admin wrote of accounts and structures, which holds names and addresses; how many acts."""
    past = Acte.objects.before(now - KEEP_ACTES)
    if dry_run:
        return past.count()
    of_staff = Q(content_type__app_label="auth") | Q(content_type__app_label="suivi")
    LogEntry.objects.filter(of_staff, action_time__lt=now - KEEP_ACTES).delete()
    return past.delete()[0]
