"""For whoever accompanies students, without an account: what one can do in two minutes, and an hour with a class."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from suivi.seance import AVANT, HEURE, PARTIES, RESUME, TITRE, render_seance


@login_not_required
@require_safe
def accompagner(request: HttpRequest) -> HttpResponse:
    return render(request, "suivi/accompagner.html", {"contact": settings.OPERATOR_EMAIL})


@login_not_required
@require_safe
def seance_detail(request: HttpRequest) -> HttpResponse:
    total = sum(one.minutes for one in HEURE)
    context = {
        "titre": TITRE,
        "resume": RESUME,
        "avant": AVANT,
        "heure": HEURE,
        "minutes": total,
        "suites": PARTIES[1:],
    }
    return render(request, "suivi/seance_detail.html", context)


@login_not_required
@require_safe
def seance_pdf(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(render_seance(fait_le=timezone.localdate()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="seance-une-heure.pdf"'
    return response
