"""The métiers a visitor keeps: their slugs in a cookie of this browser, gone when it closes. Nothing is stored here."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MOST = 30
_SEPARATOR = "."
_SLUG = re.compile(r"[a-z0-9_-]{1,120}", re.IGNORECASE)


def read_favoris(request: HttpRequest) -> tuple[str, ...]:
    """The slugs kept, oldest first. They may name fiches that are no longer published."""
    kept = request.COOKIES.get(settings.FAVORIS_COOKIE_NAME, "").split(_SEPARATOR)
    return tuple(dict.fromkeys(slug for slug in kept if _SLUG.fullmatch(slug)))[:MOST]


def write_favoris(response: HttpResponse, slugs: Sequence[str]) -> None:
    """Keep these; with none, the cookie goes."""
    response.set_cookie(
        settings.FAVORIS_COOKIE_NAME,
        _SEPARATOR.join(slugs),
        max_age=None if slugs else 0,
        secure=settings.FAVORIS_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
