"""Appointments by day; a pupil found by name over all campaigns."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from orientation.security import personal_page
from suivi.acces import lues_par, user_of
from suivi.classe.pseudonyme import clean, key
from suivi.listes.choix import LONGEST_Q
from suivi.models import Participation, RendezVous

PAST_SHOWN = 30
FOUND = 50


@personal_page
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    user, tous = user_of(request), "tous" in request.GET
    dated = RendezVous.objects.filter(participation__campagne__in=lues_par(user))
    dated = dated.select_related("participation__campagne", "membre__user")
    mine = dated if tous else dated.filter(membre__user=user)
    today = timezone.localdate()
    past = mine.filter(le__date__lt=today).order_by("-le", "-pk")
    context = {
        "a_venir": _by_day(mine.filter(le__date__gte=today).order_by("le", "pk")),
        "passes": _by_day(past[:PAST_SHOWN]),
        "tous": tous,
        "moi": user,
        "aujourdhui": today,
    }
    return render(request, "suivi/agenda.html", context)


def _by_day(dated: QuerySet[RendezVous]) -> list[tuple[Any, list[RendezVous]]]:
    days = groupby(dated, key=lambda one: timezone.localtime(one.le).date())
    return [(day, list(of_day)) for day, of_day in days]


@personal_page
@require_safe
def eleve_list(request: HttpRequest) -> HttpResponse:
    q = clean(request.GET.get("q", ""))[:LONGEST_Q]
    campagnes = lues_par(user_of(request))
    found: list[Participation] = []
    if key(q):
        living = Participation.objects.filter(campagne__in=campagnes, passation__expire_le__gt=timezone.now())
        matching = living.filter(cle__contains=key(q), reprise_par=None).with_etat().select_related("campagne")
        found = list(matching.order_by("cle", "campagne__nom", "pk")[: FOUND + 1])
    context = {"q": q, "eleves": found[:FOUND], "plus": len(found) > FOUND, "seuil": FOUND}
    return render(request, "suivi/eleve_list.html", context)
