"""Whether an account has a second factor, and whether this session showed it."""

import time
from contextlib import suppress

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest

_DAY = 24 * 3600
JUST_NOW = 15 * 60  # seconds: time to fetch a telephone
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes come along with one of them


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=STRONG).exists()


def has_codes(user: User) -> bool:
    """Whether an application shows them; else it is a passkey."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def count_wrong_code(user: User) -> int:
    """How many today."""
    key = f"codes faux {user.pk}"
    cache.add(key, 0, _DAY)
    with suppress(ValueError):  # it ran out just now
        return cache.incr(key)
    return 1


def was_shown(request: HttpRequest, user: User) -> bool:
    """In this session, since it was opened; one that was taken away since then counts no more."""
    shown = [one.get("id") for one in get_authentication_records(request, user) if one.get("method") == "mfa"]
    return Authenticator.objects.filter(user=user, pk__in=shown).exists()


def note_password(request: HttpRequest, user: User) -> None:
    """Whoever has just chosen a password has typed it."""
    record_authentication(request, user, method="password", email=user.email)


def came_in_just_now(request: HttpRequest, user: User) -> bool:
    records = get_authentication_records(request, user)
    return bool(records) and time.time() - records[-1]["at"] < JUST_NOW


def note_enrolment(request: HttpRequest, user: User) -> None:
    """Whoever has just shown that a new factor works has shown it, and who they are."""
    _note_newest(request, user, STRONG)


def note_new_codes(request: HttpRequest, user: User) -> None:
    """Whoever came in by a recovery code that is replaced has not to show one of those they have not read yet."""
    _note_newest(request, user, (Authenticator.Type.RECOVERY_CODES,))


def _note_newest(request: HttpRequest, user: User, types: tuple[str, ...]) -> None:
    newest = Authenticator.objects.filter(user=user, type__in=types).latest("pk")
    record_authentication(request, user, method="mfa", id=newest.pk, type=newest.type, reauthenticated=True)
