"""The pages the law asks for, but for the one on answers, which the quiz writes from the code that keeps them."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orientation.legal import rgaa
from orientation.legal.exploitant import read_exploitant

DECLARED_ON = date(2026, 11, 29)  # the accessibility statement: to change with what it says


@login_not_required
@require_safe
def mentions_detail(request: HttpRequest) -> HttpResponse:
    return render(request, "legal/mentions_detail.html", read_exploitant())


@login_not_required
@require_safe
def accessibilite_detail(request: HttpRequest) -> HttpResponse:
    context = {
        "declared_on": DECLARED_ON,
        "themes": rgaa.THEMES,
        "comptes": rgaa.counts(rgaa.CRITERES),
        "total": len(rgaa.CRITERES),
        "ecarts": [critere for critere in rgaa.CRITERES if critere.etat is rgaa.Etat.NON_CONFORME],
    }
    return render(request, "legal/accessibilite_detail.html", context | read_exploitant())
