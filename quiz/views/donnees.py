"""« Mes données » : what is stored, until when, and what one can do with it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orientation.security import personal_page
from quiz import services
from quiz.export import export
from quiz.secret import read_secret


@login_not_required
@personal_page
@require_safe
def donnees_detail(request: HttpRequest) -> HttpResponse:
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    until = services.end_of_school_year(timezone.localdate())
    context = {
        "passation": passation,
        "stored": export(passation),
        "resultats": passation.resultats.all(),
        "until": until - services.ONE_DAY,
        "longer": until > passation.expire_le,
    }
    return render(request, "quiz/donnees_detail.html", context)


@login_not_required
@personal_page
@require_safe
def donnees_export(request: HttpRequest) -> HttpResponse:
    """All of it, as a file."""
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    response = JsonResponse(export(passation), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees-orientation.json"'
    return response


@login_not_required
@personal_page
@require_POST
def donnees_prolonger(request: HttpRequest) -> HttpResponse:
    secret = read_secret(request)
    if secret is None or services.find_passation(secret) is None:
        return redirect("quiz:reprise_edit")
    services.extend(secret=secret)
    return redirect("quiz:donnees_detail")
