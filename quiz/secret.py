"""The cookie that opens a passation: its code, signed, HttpOnly, gone when the browser closes.

The code is the only secret: whoever types it opens the passation again (`views/reprise.py`). A cookie that this site
did not sign is no cookie, so codes can be guessed on that page alone, which counts the wrong ones.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quiz.code_reprise import new_code, read_code

_SALT = "quiz.passation"


def read_secret(request: HttpRequest, *, younger_than: int | None = None) -> str | None:
    """The code in this browser's cookie; with `younger_than`, only if the cookie was given so few seconds ago."""
    value = request.get_signed_cookie(settings.PASSATION_COOKIE_NAME, default=None, salt=_SALT, max_age=younger_than)
    return read_code(value) if value else None


def new_secret() -> str:
    return new_code()


def give_secret(response: HttpResponse, secret: str) -> None:
    response.set_signed_cookie(
        settings.PASSATION_COOKIE_NAME,
        secret,
        salt=_SALT,
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
