"""What every answer carries: headers, the CSP nonce, and the rules of personal pages."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from csp.constants import NONCE, SELF
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
# The admin is Django's own: its scripts are files of this site, without a nonce, and it draws icons from data: URLs.
_ADMIN_CSP = {"script-src": [SELF, NONCE], "img-src": [SELF, "data:"]}

# What opens something to whoever has it: a share (a reference and its signature), an invitation, a new password.
_SECRET = re.compile(r"[\w-]{12}\.[\w-]{20,}|(?<=/invitation/)[\w-]+|(?<=/mot-de-passe/lien/)[\w-]+")

View = Callable[..., HttpResponse]
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])


class HideSecrets(logging.Filter):
    """An address that opens what is personal stands in no log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _SECRET.sub("…", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(_SECRET.sub("…", one) if isinstance(one, str) else one for one in record.args)
        return True


class HeadersMiddleware:
    """Permissions-Policy on every answer; the header of each page says whether there are answers in this browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response


class BodyLimitMiddleware:
    """Refuse a large body before it is read: Django's own limit leaves uploaded files out, and no form takes any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("body over DATA_UPLOAD_MAX_MEMORY_SIZE")
        return self.get_response(request)


class AdminPolicyMiddleware:
    """Inside CSPMiddleware: lets the admin's own files run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = _ADMIN_CSP  # type: ignore[attr-defined]
            response["X-Robots-Tag"] = "noindex"
        return response


def csp_nonce(request: HttpRequest) -> dict[str, Any]:
    """Context processor under the name that `htmx_script` reads.

    A request refused before CSPMiddleware saw it (a wrong host, for one) has none, and its error page runs no script.
    """
    return {"csp_nonce": str(getattr(request, "csp_nonce", ""))}


def same_origin_only(view: View) -> View:
    """For a POST that changes this browser's own cookie and nothing else: pages that hold such a button set no cookie,
    so they carry no CSRF token. The browser itself says where the request comes from; another site's is refused."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        site, ours = request.headers.get("Sec-Fetch-Site"), f"{request.scheme}://{request.get_host()}"
        if site != "same-origin" and (site or request.headers.get("Origin", ours) != ours):
            raise PermissionDenied("request from another site")
        return view(request, *args, **kwargs)

    return wrapped


def personal_page(view: AnyView) -> AnyView:
    """A page about one person: never stored, never indexed, never the fragment of another request."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Vary"] = ", ".join(filter(None, [response.get("Vary"), "HX-Request"]))
        return response

    return cast(AnyView, wrapped)
