"""Invented people for a demonstration: a structure and an account for each role."""

import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction

from suivi.models import Membre, Role, RoleSite, Structure
from suivi.services.droits import give_site_role
from suivi.services.structure import open_structure

_PEOPLE: tuple[tuple[str, str, Role | RoleSite], ...] = (
    ("Camille", "Moreau", Role.RESPONSABLE),
    ("Sacha", "Lambert", Role.CONSEILLER),
    ("Alix", "Girard", Role.INVITE),
    ("Dominique", "Faure", RoleSite.REDACTION),
    ("Claude", "Bonnet", RoleSite.ADMINISTRATION),
)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """An account, and what opens it: shown once, on the terminal."""

    role: str
    email: str
    password: str
    totp: str


def make_demo() -> list[Demonstration]:
    """The same people each time, with new secrets."""
    return _write([(one, make_password(one)) for one in (secrets.token_urlsafe(12) for _ in _PEOPLE)])


@transaction.atomic
def _write(passwords: list[tuple[str, str]]) -> list[Demonstration]:
    structure = open_structure(nom="Lycée de démonstration", ville="Ville-Exemple")
    made = [_account(*who, structure, one) for who, one in zip(_PEOPLE, passwords, strict=True)]
    return made


def _account(
    prenom: str, nom: str, role: Role | RoleSite, structure: Structure, password: tuple[str, str]
) -> Demonstration:
    """`password`: as it is typed, and as it is kept."""
    email, totp = f"{role}@demo.example", generate_totp_secret()
    user, _ = User.objects.get_or_create(username=email, email=email, first_name=prenom, last_name=nom)
    user.password = password[1]
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=email, primary=True, verified=True)
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, totp)
    if isinstance(role, Role):
        Membre.objects.update_or_create(structure=structure, user=user, defaults={"role": role})
    else:
        give_site_role(user, role)
    return Demonstration(str(role.label), email, password[0], totp)
