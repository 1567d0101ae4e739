"""What an account may do on the site, outside of any structure."""

from collections.abc import Collection

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

from suivi.models import Acte, RoleSite
from suivi.services.journal import note_account

EDITORS = "Rédaction"


class OwnRightsError(Exception):
    """Nobody changes what they may do themselves."""


class LastAdministratorError(Exception):
    """The site keeps one administrator at least."""


def give_site_role(user: User, role: RoleSite) -> None:
    """Inside the transaction of the act that gives it."""
    user.is_staff = True
    user.is_superuser = user.is_superuser or role == RoleSite.ADMINISTRATION
    user.save(update_fields=["is_staff", "is_superuser"])
    if role == RoleSite.REDACTION:
        user.groups.add(_editors())


@transaction.atomic
def set_site_roles(*, user: User, roles: Collection[RoleSite], par: User | None) -> None:
    """These, and no other."""
    if user == par:
        raise OwnRightsError
    if RoleSite.ADMINISTRATION not in roles:
        refuse_if_last_administrator(user)
    held = User.objects.filter(pk=user.pk)
    held.update(is_staff=bool(roles), is_superuser=RoleSite.ADMINISTRATION in roles)
    user.groups.set([_editors()] if RoleSite.REDACTION in roles else [])
    said = ", ".join(str(role.label) for role in RoleSite if role in roles)
    note_account(Acte.Genre.DROITS, user, par, precision=said or "aucun")


def site_roles(user: User) -> list[RoleSite]:
    held = {
        RoleSite.REDACTION: user.groups.filter(name=EDITORS).exists(),
        RoleSite.ADMINISTRATION: user.is_superuser,
    }
    return [role for role, has in held.items() if has]


def refuse_if_last_administrator(user: User) -> None:
    """Inside the transaction of an act that keeps this account from acting: two administrators cannot each take away
    the other's rights."""
    held = User.objects.select_for_update(no_key=True).filter(is_superuser=True, is_active=True)
    if list(held.order_by("pk")) == [user]:
        raise LastAdministratorError


def _editors() -> Group:
    """Those who write fiches: all of the métiers, nothing of accounts, structures or students."""
    group, made = Group.objects.get_or_create(name=EDITORS)
    if made:
        group.permissions.set(Permission.objects.filter(content_type__app_label="metiers"))
    return group
