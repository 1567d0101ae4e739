"""What is kept of staff, why and how long: public, since whoever is invited has no account yet."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orientation.legal.exploitant import read_exploitant
from orientation.security import personal_page
from suivi import services
from suivi.models.travaux import KEPT


@login_not_required
@personal_page
@require_safe
def donnees_detail(request: HttpRequest) -> HttpResponse:
    context = {
        **read_exploitant(),
        "invitation_days": services.INVITATION_DAYS,
        "acte_days": services.KEEP_ACTES.days,
        "document_hours": KEPT // timedelta(hours=1),
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "provider": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
    }
    return render(request, "suivi/donnees_detail.html", context)
