"""The pages the law asks for. They are here because what they say of answers comes from the code that keeps them."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metiers import favoris
from orientation.exploitant import read_exploitant
from quiz import rgaa, services
from quiz.code_reprise import LENGTH
from quiz.models import IMPORTANCE_MAX
from quiz.views.reprise import WRONG_CODES

DECLARED_ON = date(2026, 11, 29)  # the accessibility statement: to change with what it says


@login_not_required
@require_safe
def mentions_legales(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/mentions_legales.html", read_exploitant())


@login_not_required
@require_safe
def confidentialite(request: HttpRequest) -> HttpResponse:
    context = {
        "keep": {"unfinished": services.KEEP_UNFINISHED.days, "result": services.KEEP_RESULT.days},
        "cookies": {
            "passation": settings.PASSATION_COOKIE_NAME,
            "csrf": settings.CSRF_COOKIE_NAME,
            "favoris": settings.FAVORIS_COOKIE_NAME,
            "session": settings.SESSION_COOKIE_NAME,
        },
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "importance_max": IMPORTANCE_MAX,
        "most_results": services.MOST_RESULTS,
        "share_days": services.SHARE_DAYS,
        "most_favoris": favoris.MOST,
        "code_length": LENGTH,
        "wrong_codes_seconds": WRONG_CODES.seconds,
    }
    return render(request, "quiz/confidentialite.html", context | read_exploitant())


@login_not_required
@require_safe
def accessibilite(request: HttpRequest) -> HttpResponse:
    context = {
        "declared_on": DECLARED_ON,
        "themes": rgaa.THEMES,
        "comptes": rgaa.counts(rgaa.CRITERES),
        "total": len(rgaa.CRITERES),
        "ecarts": [critere for critere in rgaa.CRITERES if critere.etat is rgaa.Etat.NON_CONFORME],
    }
    return render(request, "quiz/accessibilite.html", context | read_exploitant())
