"""Invitations: the only way to an account."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from suivi.adresse import folded
from suivi.jeton import hash_token, new_token
from suivi.models import Acte, Invitation, InvitationQuerySet, Membre, Role, RoleSite, Structure
from suivi.services.compte import accounts, username_for
from suivi.services.droits import give_site_role
from suivi.services.journal import end_invitations, note
from suivi.services.structure import lock

INVITATION_DAYS = 14
INVITATIONS_A_DAY = 50  # from one structure: it is no way to write to everybody


class AlreadyMemberError(Exception):
    """Whoever has this address is in the structure."""


class NotResponsableError(Exception):
    """Whoever invites is not, or no longer, a responsable."""


class TooManyInvitationsError(Exception):
    """As many left this structure since yesterday as may."""


class GoneInvitationError(Exception):
    """Accepted, withdrawn or past meanwhile."""


class NotYoursError(Exception):
    """The invitation is for another address."""


def invite(
    *,
    email: str,
    role: Role | RoleSite,
    structure: Structure | None,
    par: Membre | None = None,
    deliver: Callable[[Invitation, str], None],
) -> Invitation:
    """Let an address join; a structure that is not stored yet is made with it. Another invitation of it to the same
    place is replaced: its link opens nothing any more.

    `deliver` is given the invitation and its secret, and says so by an exception when it could not: then nothing is
    written. It comes before the transaction, which would keep others waiting for a mail server.
    """
    email, token, now = folded(email), new_token(), timezone.now()
    if structure and structure.pk:
        _refuse(email, structure, par)
    invitation = Invitation(
        empreinte=hash_token(token),
        email=email,
        role=role,
        structure=structure,
        par=par,
        envoyee_le=now,
        expire_le=now + timedelta(days=INVITATION_DAYS),
    )
    deliver(invitation, token)
    _write(invitation)
    return invitation


@transaction.atomic
def _write(invitation: Invitation) -> None:
    """Again what was true before the mail went: it may have taken ten seconds. A link that left then opens nothing."""
    if invitation.structure and invitation.structure.pk is None:
        invitation.structure.save()
    elif invitation.structure:
        _refuse(invitation.email, lock(invitation.structure.pk), invitation.par)
    Invitation.objects.filter(structure=invitation.structure, email=invitation.email).delete()
    invitation.save()
    par = invitation.par.user if invitation.par else None
    _note(Acte.Genre.INVITATION, invitation, par, adresse=invitation.email)


def _refuse(email: str, structure: Structure, par: Membre | None) -> None:
    if accounts(email).filter(membres__structure=structure).exists():
        raise AlreadyMemberError
    if par and not Membre.objects.responsables().filter(pk=par.pk, structure=structure).exists():
        raise NotResponsableError
    since = timezone.now() - timedelta(days=1)
    if Acte.objects.de(structure).filter(genre=Acte.Genre.INVITATION, le__gt=since).count() >= INVITATIONS_A_DAY:
        raise TooManyInvitationsError


def _note(genre: Acte.Genre, invitation: Invitation, par: User | None, *, adresse: str = "") -> None:
    precision = invitation.get_role_display()
    note(genre, par=par, structure=invitation.structure, adresse=adresse, precision=precision)


def find_invitation(token: str) -> Invitation | None:
    """What this secret opens now; nothing tells a wrong one from one that is past, used or withdrawn."""
    return invitation_of(hash_token(token))


def invitation_of(empreinte: str | None) -> Invitation | None:
    """The same, by the hash of the secret, which is what a session holds."""
    opened = Invitation.objects.ouvertes(timezone.now()).filter(empreinte=empreinte or "")
    return opened.select_related("structure", "par__user").first()


def invited(email: str) -> InvitationQuerySet:
    """What this address may join now."""
    return Invitation.objects.ouvertes(timezone.now()).filter(email=folded(email))


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> None:
    """Join. The row goes: a link is used once. Whoever is a member already keeps the role they have."""
    locked = _lock_open(invitation)
    if not accounts(locked.email).filter(pk=user.pk).exists():
        raise NotYoursError
    if locked.structure_id is None:
        give_site_role(user, RoleSite(locked.role))
    elif user.membres.filter(structure=locked.structure_id).exists():
        raise AlreadyMemberError
    else:
        Membre.objects.create(structure_id=locked.structure_id, user=user, role=locked.role)
    Acte.objects.de_invitation(locked).update(sur=user, adresse="")
    _note(Acte.Genre.ARRIVEE, locked, user)
    locked.delete()


def _lock_open(invitation: Invitation) -> Invitation:
    locked = _lock(invitation)
    if locked.expire_le <= timezone.now():
        raise GoneInvitationError
    return locked


def _lock(invitation: Invitation) -> Invitation:
    """Until the transaction ends: a link that is followed twice at once is answered once, then found gone. Its
    structure first, in the order of the acts on members, which end invitations."""
    try:
        if invitation.structure_id:
            lock(invitation.structure_id)
        return Invitation.objects.select_for_update().get(pk=invitation.pk)
    except (Structure.DoesNotExist, Invitation.DoesNotExist):
        raise GoneInvitationError from None


def create_account(*, invitation: Invitation, prenom: str, nom: str, password: str | None) -> User:
    """An account for the invited address, which has joined. Its address counts as verified: whoever invited it vouches
    for it, and the link was sent there. Without a password, one enters by an e-mailed code.

    The password is hashed before the transaction: it waits its turn, and students would wait for the database with it.
    """
    user = User(first_name=prenom, last_name=nom, password=make_password(password))
    try:
        return _write_account(invitation, user)
    except IntegrityError:  # by another invitation of the same address, at the same moment
        raise AlreadyMemberError from None


@transaction.atomic
def _write_account(invitation: Invitation, user: User) -> User:
    _lock_open(invitation)
    if accounts(invitation.email).exists():
        raise AlreadyMemberError
    user.username, user.email = username_for(invitation.email), invitation.email
    user.save()
    EmailAddress.objects.create(user=user, email=invitation.email, primary=True, verified=True)
    accept(invitation=invitation, user=user)
    return user


@transaction.atomic
def withdraw(*, invitation: Invitation, par: User | None) -> None:
    """As long as nobody has answered it."""
    locked = _lock(invitation)
    end_invitations(Invitation.objects.filter(pk=locked.pk))
    _note(Acte.Genre.INVITATION_RETIREE, locked, par)


@transaction.atomic
def purge_invitations(*, now: datetime, dry_run: bool) -> int:
    """Delete those past their date; how many."""
    past = Invitation.objects.passees(now)
    return past.count() if dry_run else end_invitations(past)
