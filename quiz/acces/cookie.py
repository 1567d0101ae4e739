"""The cookie that opens a passation: its code, signed, HttpOnly, gone when the browser closes.

The code is the only secret: whoever types it opens the passation again (`quiz/views/reprise.py`). A cookie that this
site did not sign is no cookie, so codes can be guessed on that page alone, which counts the wrong ones.

A cookie says whether its code has been written with. A fresh one may begin a passation, and two posts at once begin the
same; one that has been used never does: answers that were erased, here or on another device, do not come back under a
code that others may know.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quiz.acces.code import new_code, read_code

_FRESH, _USED = "quiz.passation.fresh", "quiz.passation.used"


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
        _give(response, new_code(), _FRESH)


def give_secret(response: HttpResponse, secret: str) -> None:
    """After answers were written, or found again."""
    _give(response, secret, _USED)


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
