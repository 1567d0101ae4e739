"""« Mes données » : what is stored, until when, and what one can do with it."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from metiers import favoris
from metiers.directory import annuaire
from orientation.legal.exploitant import read_exploitant
from orientation.security import personal_page
from quiz import documents, services
from quiz.acces.code import LENGTH
from quiz.acces.cookie import read_secret
from quiz.acces.essais import WRONG_CODES
from quiz.donnees.ensemble import export, inventory, privacy, viewers
from quiz.methode.elicitation import IMPORTANCE_MAX
from quiz.models import Passation
from quiz.pdf import render_donnees
from quiz.rapport.rubrique import JAMAIS


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
        "rubriques": inventory(export(passation), annuaire()),
        "jamais": JAMAIS,
        "viewers": viewers(passation, timezone.now()),
        "until": until - services.ONE_DAY,
        "longer": until > passation.expire_le,
        "an_prochain": _next_year(passation),
    }
    return render(request, "quiz/donnees_detail.html", context)


def _next_year(passation: Passation) -> date | None:
    """The last day until which the results may be kept; None without a result, or once it is chosen."""
    until = services.end_of_next_year(timezone.localdate())
    if passation.terminee_le is None or passation.gardee_jusqu_au == until:
        return None
    return timezone.localdate(until - services.ONE_DAY)


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
@require_safe
def donnees_pdf(request: HttpRequest) -> HttpResponse:
    """All of it, on paper; never kept, since it changes."""
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    rubriques = inventory(export(passation), annuaire())
    octets = render_donnees(rubriques, fait_le=timezone.localdate(), jusqu_au=passation.dernier_jour)
    return documents.pdf_response(octets, "mes-donnees-orientation")


@login_not_required
@personal_page
@require_POST
def donnees_extend(request: HttpRequest) -> HttpResponse:
    secret = read_secret(request)
    if secret is None or services.find_passation(secret) is None:
        return redirect("quiz:reprise_edit")
    services.extend(secret=secret)
    return redirect("quiz:donnees_detail")


@login_not_required
@personal_page
@require_POST
def donnees_keep(request: HttpRequest) -> HttpResponse:
    """« Garder pour l’an prochain » (`garder`), or no longer."""
    secret = read_secret(request)
    if secret is None or services.find_passation(secret) is None:
        return redirect("quiz:reprise_edit")
    if request.POST.get("garder") == "1":
        services.keep_next_year(secret=secret)
    else:
        services.keep_no_longer(secret=secret)
    return redirect("quiz:donnees_detail")


@login_not_required
@require_safe
def confidentialite_detail(request: HttpRequest) -> HttpResponse:
    context = {
        "keep": {"unfinished": services.KEEP_UNFINISHED.days, "result": services.KEEP_RESULT.days},
        "cookies": {
            "passation": settings.PASSATION_COOKIE_NAME,
            "csrf": settings.CSRF_COOKIE_NAME,
            "favoris": settings.FAVORIS_COOKIE_NAME,
            "garder": settings.GARDER_COOKIE_NAME,
            "session": settings.SESSION_COOKIE_NAME,
        },
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "importance_max": IMPORTANCE_MAX,
        "most_results": services.MOST_RESULTS,
        "share_days": services.SHARE_DAYS,
        "most_favoris": favoris.MOST,
        "code_length": LENGTH,
        "wrong_codes_seconds": WRONG_CODES.seconds,
        "fragments": privacy(),
    }
    return render(request, "quiz/confidentialite_detail.html", context | read_exploitant())
