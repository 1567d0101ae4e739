"""Pages that belong to no app: errors and the two probes."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
STAFF = ("/suivi/", "/compte/", "/admin/")  # where errors say « vous », and have the causes of staff


@login_not_required
@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and its schema is the one of this code."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        logger.exception("readyz: database out of reach")
        return HttpResponse("database out of reach\n", status=503, content_type="text/plain")
    if pending:
        return HttpResponse("migrations pending\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    rules = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/quiz/", "/admin/", "/compte/", "/suivi/", "/metiers/favoris/")),
    ]
    rules.append(f"Sitemap: {request.build_absolute_uri(reverse('quiz:sitemap'))}")
    return HttpResponse("".join(f"{rule}\n" for rule in rules), content_type="text/plain")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask on pages that name no icon, such as the admin's."""
    return redirect(static("icons/favicon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403, csrf=True)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the cause is the database being out of reach, locked or full."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = _error(request, 503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return _error(request, 500)


def _error(request: HttpRequest, status: int, **said: bool) -> HttpResponse:
    folder = "suivi/erreurs/" if request.path.startswith(STAFF) else ""
    return render(request, f"{folder}{status}.html", said, status=status)
