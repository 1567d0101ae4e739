"""« Ensemble »: what a group is like, what it could visit. No pupil is named or found there: it may be projected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metiers.models import GrandDomaine
from orientation.security import personal_page
from suivi import services
from suivi.acces import campagne_only
from suivi.ensemble.dessin import echelle
from suivi.ensemble.groupe import SEUIL
from suivi.ensemble.mots import phrases, rubriques
from suivi.ensemble.portrait import EGALES, Portrait
from suivi.models import Campagne, Membre
from suivi.tableaux import eleves_of, tete_of


@personal_page
@campagne_only()
@require_safe
def campagne_ensemble(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    tete = tete_of("ensemble", campagne, membre, eleves_of([campagne], membre.user)[campagne.pk])
    context = {"campagne": campagne, "tete": tete, "manquent": max(0, SEUIL - tete.recus), "seuil": SEUIL}
    mondes = dict(GrandDomaine.objects.order_by("code").values_list("code", "nom"))
    if (found := services.show_group(campagne=campagne, mondes=mondes)) is not None:
        context |= _shown(found, tete.recus)
    return render(request, "suivi/campagne_ensemble.html", context)


def _shown(found: Portrait, recus: int) -> dict[str, object]:
    return {
        "portrait": found,
        "phrases": list(phrases(found)),
        "rubriques": rubriques(found),
        "echelle": echelle(found.bandes),
        "egales": EGALES,
        "attendent": recus - found.total,
    }
