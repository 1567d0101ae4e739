"""Accounts: what they may do on the site, the way back in after a lost telephone, taken away, deleted."""

import logging
from contextlib import suppress
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from suivi.adresse import folded, is_plain
from suivi.models import Acte, Invitation, Membre, Travail
from suivi.services.droits import refuse_if_last_administrator, site_roles
from suivi.services.journal import end_invitations, note, note_account, numbered, rename_in_log
from suivi.services.membre import refuse_if_last_anywhere
from suivi.services.pieces import take_travaux_away

logger = logging.getLogger(__name__)

LONGEST_USERNAME = 150


class CloseFirstError(Exception):
    """An account that belongs to structures leaves them before it is deleted."""


class TakenAddressError(Exception):
    """Another account has this address."""


def account_of(email: str) -> User | None:
    return accounts(email).first()


def accounts(email: str) -> QuerySet[User]:
    """Accounts of this address: one at most, whoever created it. The database finds those that may have it; which do is
    not its to say, as PostgreSQL takes « ſ » for s."""
    if not is_plain(email):
        return User.objects.none()
    near = User.objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email))
    read = near.values_list("pk", "email", "emailaddress__email")
    own = [pk for pk, *has in read if folded(email) in map(folded, filter(None, has))]
    return User.objects.filter(pk__in=own).order_by("pk")


def account_named(login: str) -> User | None:
    """Of whoever types this to come in: an address, or a user name."""
    return accounts_named(login).first()


def accounts_named(login: str) -> QuerySet[User]:
    """More than one where `createsuperuser` was told an address that another account has."""
    by_address = accounts(login)
    return by_address if by_address.exists() else User.objects.filter(username=login)


@transaction.atomic
def reset_second_factor(*, user: User, par: User | None) -> None:
    """Take away every second factor and close every session: whoever comes in again chooses another. It is asked for
    when a telephone is lost, or by somebody who pretends so: the password alone opens no more, the owner comes in by
    their mailbox; without one, they keep it. `par`: the administrator who does it; without one, the command line."""
    Authenticator.objects.filter(user=user).delete()
    _cut_off(user)
    if user.email:
        user.password = make_password(None)
        user.save(update_fields=["password"])
    logger.warning("second factor of account %s taken away by %s", user.pk, par.pk if par else "the command line")
    note_account(Acte.Genre.SECOND_FACTEUR, user, par)


@transaction.atomic
def change_address(*, user: User, email: str, par: User | None) -> None:
    """Wherever it is written; with its sessions closed, as codes and links go elsewhere from now on."""
    email = folded(email)
    if accounts(email).exclude(pk=user.pk).exists() or _is_named(email, besides=user):
        raise TakenAddressError
    if user.username == user.email:
        user.username = username_for(email)
    user.email = email
    user.save(update_fields=["username", "email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    _cut_off(user)
    note_account(Acte.Genre.ADRESSE, user, par)
    rename_in_log(user, user.get_username())


def _is_named(username: str, *, besides: User) -> bool:
    return User.objects.filter(username=username).exclude(pk=besides.pk).exists()


@transaction.atomic
def close_account(*, user: User, par: User | None) -> None:
    """It opens nothing until it is opened again; what it made stays."""
    refuse_if_last_anywhere(user)
    refuse_if_last_administrator(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    _cut_off(user)
    take_travaux_away(Travail.objects.filter(membre__user=user))
    note_account(Acte.Genre.FERMETURE, user, par)


@transaction.atomic
def reopen_account(*, user: User, par: User | None) -> None:
    User.objects.filter(pk=user.pk).update(is_active=True)
    note_account(Acte.Genre.REOUVERTURE, user, par)


def settle_address(user: User) -> None:
    """What `createsuperuser` was told, as it is looked for: in small letters, and known as verified, since whoever runs
    the site typed it."""
    email = folded(user.email)
    if not is_plain(email) or EmailAddress.objects.filter(user=user).exists():
        return
    with suppress(IntegrityError), transaction.atomic():
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
        User.objects.filter(pk=user.pk).update(email=email)


def username_for(email: str) -> str:
    """The address itself, where it fits; nobody types it."""
    return email if len(email) <= LONGEST_USERNAME else f"compte-{get_random_string(20).lower()}"


def _cut_off(user: User) -> None:
    """Whatever leads back to this account, or lets somebody in whom it chose, when it may have been in other hands:
    sessions, the identity that a provider vouches for, invitations it sent. An identity ties itself again by its
    address."""
    _close_sessions(user)
    SocialAccount.objects.filter(user=user).delete()
    end_invitations(Invitation.objects.filter(par__user=user))


def _close_sessions(user: User) -> None:
    """Each that opens this account, also those that allauth has no row of, as when a key changed with the password.
    Only staff have sessions: there are few to read."""
    own = [one.pk for one in Session.objects.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()
    UserSession.objects.filter(user=user).delete()


@transaction.atomic
def delete_account(*, user: User, par: User | None) -> None:
    """With its sessions and second factors, what waited for its address, and its address wherever it was noted."""
    if Membre.objects.filter(user=user).exists():
        raise CloseFirstError
    refuse_if_last_administrator(user)
    _close_sessions(user)
    end_invitations(Invitation.objects.filter(email__in=_addresses(user)))
    rename_in_log(user, numbered(user))
    note(Acte.Genre.COMPTE_SUPPRIME, par=None if par == user else par, precision=numbered(user))
    user.delete()


def _addresses(user: User) -> set[str]:
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {folded(one) for one in (user.email, *known) if one}


@transaction.atomic
def purge_sessions(*, now: datetime, dry_run: bool) -> int:
    """Delete those past their date, with what allauth notes of a session (address, browser) when there is none; how
    many sessions."""
    past = Session.objects.filter(expire_date__lte=now)
    if dry_run:
        return past.count()
    count = past.delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count


def purge_counts(*, now: datetime, dry_run: bool) -> int:
    """Delete the counts of tries whose time has run out, which Django's cache keeps until somebody reads them."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    verb = "SELECT COUNT(*)" if dry_run else "DELETE"
    with connection.cursor() as cursor:
        until = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"{verb} FROM {table} WHERE expires <= %s", [until])
        return int(cursor.fetchone()[0] if dry_run else cursor.rowcount)


def export_account(user: User) -> dict[str, Any]:
    """All that is stored of an account, without its secrets."""
    return {
        "identifiant": user.get_username(),
        "prenom": user.first_name,
        "nom": user.last_name,
        "adresses": list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) or [user.email],
        "cree_le": _moment(user.date_joined),
        "derniere_connexion": _moment(user.last_login),
        "roles_du_site": [str(role.label) for role in site_roles(user)],
        "structures": [
            {
                "structure": str(one.structure),
                "role": one.get_role_display(),
                "depuis": _moment(one.depuis),
                "invitations_en_attente": list(one.invitations.values_list("email", flat=True)),
                "campagnes": [campagne.nom for campagne in one.campagnes.all()],
                "campagnes_partagees": [campagne.nom for campagne in one.campagnes_partagees.all()],
                "notes": one.notes.count(),
                "rendez_vous": [_moment(rendez_vous.le) for rendez_vous in one.rendez_vous.all()],
                "feuilles_saisies": [_moment(feuille.saisie_le) for feuille in one.feuilles.all()],
                "ouvertures": [_moment(lecture.le) for lecture in one.lectures.all()],
                "documents": [
                    {"quoi": travail.get_genre_display(), "demande_le": _moment(travail.cree_le)}
                    for travail in one.travaux.all()
                ],
            }
            for one in user.membres.select_related("structure").prefetch_related(
                "invitations", "campagnes", "campagnes_partagees", "rendez_vous", "lectures", "travaux", "feuilles"
            )
        ],
        "services_d_identite": [
            {"service": one.provider, "identifiant": one.uid, "relie_le": _moment(one.date_joined)}
            for one in SocialAccount.objects.filter(user=user).order_by("pk")
        ],
        "seconds_facteurs": [
            {
                "genre": one.get_type_display(),
                "cree_le": _moment(one.created_at),
                "utilise_le": _moment(one.last_used_at),
            }
            for one in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "sessions": [
            {"ouverte_le": _moment(one.created_at), "adresse": one.ip, "navigateur": one.user_agent}
            for one in UserSession.objects.filter(user=user).order_by("pk")
        ],
        "actes": [
            _acte(one, user) for one in Acte.objects.filter(Q(par=user) | Q(sur=user)).select_related("structure")
        ],
        "administration": [
            {"le": _moment(one.action_time), "objet": one.object_repr, "acte": one.get_change_message()}
            for one in LogEntry.objects.filter(user=user).order_by("pk")
        ],
    }


def _acte(acte: Acte, user: User) -> dict[str, Any]:
    return {
        "le": _moment(acte.le),
        "acte": acte.get_genre_display(),
        "par_vous": acte.par_id == user.pk,
        "structure": str(acte.structure or ""),
        "adresse": acte.adresse,
        "precision": acte.precision,
    }


def _moment(when: Any) -> str | None:
    return timezone.localtime(when).isoformat(timespec="seconds") if when else None
