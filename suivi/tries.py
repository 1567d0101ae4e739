"""Wrong passwords: counted by axes for the pair (account, address), in the cache that all workers share."""

from typing import Any

from axes.handlers.cache import AxesCacheHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from suivi import services
from suivi.adresse import folded


class Handler(AxesCacheHandler):
    def user_login_failed(self, *args: Any, **kwargs: Any) -> None:
        """A count that runs out between being found and being raised begins again."""
        try:
            super().user_login_failed(*args, **kwargs)
        except ValueError:
            super().user_login_failed(*args, **kwargs)


def login_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account that is meant, by whichever of its names; without one, what was typed."""
    given = credentials or {}
    typed = str(given.get("email") or given.get("username") or "").strip()
    user = services.account_named(typed)
    return f"compte {user.pk}" if user else folded(typed)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """Instead of the answer to a try too many, right or wrong."""
    return render(request, "account/locked_out.html", status=429)
