"""The cookie that opens a passation: random, HttpOnly, gone when the browser closes. It never stands in an address."""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


def read_secret(request: HttpRequest) -> str | None:
    value = request.COOKIES.get(settings.PASSATION_COOKIE_NAME, "")
    return value if _FORM.fullmatch(value) else None


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def give_secret(response: HttpResponse, secret: str) -> None:
    response.set_cookie(
        settings.PASSATION_COOKIE_NAME,
        secret,
        secure=settings.PASSATION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_back_secret(response: HttpResponse) -> None:
    """Forget the passation in this browser. Deleting a `__Host-` cookie needs its attributes."""
    response.set_cookie(
        settings.PASSATION_COOKIE_NAME,
        "",
        max_age=0,
        secure=settings.PASSATION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
