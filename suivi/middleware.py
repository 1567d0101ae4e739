"""No page that needs an account opens without a second factor: closed unless a view says otherwise."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from suivi.second_facteur import has_codes, has_second_factor, was_shown

View = Callable[..., HttpResponse]


def without_second_factor(view: View) -> View:
    """Open to any account: leaving, and showing who one is."""
    view.second_factor = "never"  # type: ignore[attr-defined]
    return view


def for_enrolment(view: View) -> View:
    """Open to an account as long as it has no second factor: choosing one."""
    view.second_factor = "enrolment"  # type: ignore[attr-defined]
    return view


class SecondFactorMiddleware:
    """After Django's LoginRequiredMiddleware: it has stopped whoever has no account. Public views read no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        asked = getattr(view, "second_factor", "always")
        if asked == "never" or not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        if not has_second_factor(request.user):
            return None if asked == "enrolment" else redirect("mfa_index")
        if was_shown(request, request.user):
            return None
        way = "mfa_reauthenticate" if has_codes(request.user) else "mfa_reauthenticate_webauthn"
        return _ask(request, reverse(way))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Who shows again who they are begins again. allauth would keep what was sent in the session, and call the view
        itself afterwards, without asking here."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        if not methods:
            raise PermissionDenied
        return _ask(request, methods[0]["url"])


def _ask(request: HttpRequest, way: str) -> HttpResponse:
    return redirect(f"{way}?{urlencode({'next': _page(request)})}")


def _page(request: HttpRequest) -> str:
    """Where to come back to: this page, or the one whose button sent something here, which opens nothing by itself."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sender = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sender, {request.get_host()}):
        return reverse("suivi:accueil")
    return urlunsplit(("", "", *urlsplit(sender)[2:4], ""))
