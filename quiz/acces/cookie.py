"""The cookie that opens a passation: its code, signed, HttpOnly, gone when the browser closes, or with the
answers where the student asked this device to keep it.

The code is the only secret: whoever types it opens the passation again (`quiz/views/reprise.py`). A cookie that this
site did not sign is no cookie, so codes can be guessed on that page alone, which counts the wrong ones.

A cookie says whether its code has been written with. A fresh one may begin a passation, and two posts at once begin the
same; one that has been used never does: answers that were erased, here or on another device, do not come back under a
code that others may know.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from metiers.favoris import read_favoris, write_favoris
from orientation.appareil import keep_no_more, keep_until, kept_until
from quiz.acces.code import new_code, read_code

_FRESH, _USED = "quiz.passation.fresh", "quiz.passation.used"
_A_DAY = timedelta(days=1)


def read_secret(request: HttpRequest) -> str | None:
    """The code in this browser's cookie."""
    return _read(request, _USED) or _read(request, _FRESH)


def a_repondu(request: HttpRequest) -> dict[str, bool]:
    """Context processor: has this browser written answers? By its cookie alone."""
    return {"a_repondu": _read(request, _USED) is not None}


def is_younger(request: HttpRequest, seconds: int) -> bool:
    """Was this browser given a fresh cookie so few seconds ago?"""
    return _read(request, _FRESH, max_age=seconds) is not None


def secret_to_write(request: HttpRequest, passation: object | None) -> str:
    """The code to write answers with: this browser's, unless what it opened is gone."""
    if passation is None:
        return _read(request, _FRESH) or new_code()
    return read_secret(request) or new_code()


def offer_secret(request: HttpRequest, response: HttpResponse, passation: object | None) -> None:
    """On a first page: a code of its own for a browser that has none, or whose code opens nothing any more."""
    if passation is None and _read(request, _FRESH) is None:
        secret = new_code()
        _keep_nothing_of_another(request, response, secret)
        _give(response, secret, _FRESH)


def give_secret(request: HttpRequest, response: HttpResponse, secret: str) -> None:
    """After answers were written, or found again."""
    _keep_nothing_of_another(request, response, secret)
    _give(response, secret, _USED)


def keep_here(request: HttpRequest, response: HttpResponse, secret: str, until: datetime) -> None:
    """Let this device keep the answers and the favourites until then."""
    keep_until(response, until)
    _write_again(request, response, secret)


def keep_here_no_more(request: HttpRequest, response: HttpResponse, secret: str) -> None:
    keep_no_more(response)
    _write_again(request, response, secret)


def keep_in_step(request: HttpRequest, response: HttpResponse, until: datetime) -> None:
    """Where a device keeps answers whose end has moved since, it keeps them as long."""
    secret, kept = read_secret(request), kept_until(request)
    if secret and kept and abs(until - kept) > _A_DAY:
        keep_here(request, response, secret, until)


def _keep_nothing_of_another(request: HttpRequest, response: HttpResponse, secret: str) -> None:
    """A device that was asked to keep somebody's answers was not asked by whoever begins or comes back now."""
    if kept_until(request) and secret != read_secret(request):
        keep_no_more(response)
        _write_favoris_again(request, response)


def _write_again(request: HttpRequest, response: HttpResponse, secret: str) -> None:
    _give(response, secret, _USED)
    _write_favoris_again(request, response)


def _write_favoris_again(request: HttpRequest, response: HttpResponse) -> None:
    favoris = read_favoris(request)
    if favoris:
        write_favoris(response, favoris)


def take_back_secret(response: HttpResponse) -> None:
    """Forget the passation in this browser. Deleting a `__Host-` cookie needs its attributes."""
    keep_no_more(response)
    response.set_cookie(
        settings.PASSATION_COOKIE_NAME,
        "",
        max_age=0,
        secure=settings.PASSATION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest, salt: str, max_age: int | None = None) -> str | None:
    value = request.get_signed_cookie(settings.PASSATION_COOKIE_NAME, default=None, salt=salt, max_age=max_age)
    return read_code(value) if value else None


def _give(response: HttpResponse, secret: str, salt: str) -> None:
    response.set_signed_cookie(
        settings.PASSATION_COOKIE_NAME,
        secret,
        salt=salt,
        secure=settings.PASSATION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
