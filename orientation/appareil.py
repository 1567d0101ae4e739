"""« Garder sur ce téléphone »: cookies of this site last until the browser closes, unless whoever uses it asked to keep
them here until a day. That day stands in a signed cookie; what is kept besides is no more than what was there.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

_SIGNER = Signer(salt="orientation.appareil")


def kept_until(request: HttpRequest) -> datetime | None:
    """Until when this browser keeps, if it does."""
    return _read(request.COOKIES.get(settings.GARDER_COOKIE_NAME, ""))


def keep_until(response: HttpResponse, until: datetime) -> None:
    """From this response on: what it writes lasts until then."""
    _write(response, _SIGNER.sign(until.isoformat()), _seconds_to(until))


def keep_no_more(response: HttpResponse) -> None:
    """What this response writes, and later ones, lasts until the browser closes."""
    _write(response, "", 0)


class LastingCookiesMiddleware:
    """Gives the cookies that a kept browser is sent the day on which they go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        written = response.cookies.get(settings.GARDER_COOKIE_NAME)
        until = _read(written.value) if written else kept_until(request)
        if until:
            for name in settings.KEPT_COOKIE_NAMES:
                cookie = response.cookies.get(name)
                if cookie is not None and cookie["max-age"] == "":
                    cookie["max-age"] = _seconds_to(until)
        return response


def _read(value: str) -> datetime | None:
    try:
        until = datetime.fromisoformat(_SIGNER.unsign(value))
    except (BadSignature, ValueError):
        return None
    return until if until > timezone.now() else None


def _seconds_to(until: datetime) -> int:
    return max(0, int((until - timezone.now()).total_seconds()))


def _write(response: HttpResponse, value: str, max_age: int) -> None:
    response.set_cookie(
        settings.GARDER_COOKIE_NAME,
        value,
        max_age=max_age,
        secure=settings.GARDER_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
