"""Pages about the quiz that are the same for everybody: home and method."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metiers.models import Metier
from quiz import charts, matching, services
from quiz.catalogue import load_catalogue, portrait_of
from quiz.elicitation import SLOPE
from quiz.example import EXAMPLE
from quiz.portrait import STUDENTS
from quiz.resultats import ASKED, IN_VIEW
from quiz.stability import COMPLET_SPREAD, DRAWS, EXPRESS_SPREAD, SCORE_SPREAD, STUDENTS_SPREAD, TOP


@login_not_required
@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    lines = [("Point de départ", "neutral", EXAMPLE.result.base), ("Niveau général", "neutral", EXAMPLE.result.general)]
    lines += [(line.dimension.label, line.dimension.cle, line.points) for line in EXAMPLE.lines]
    bars = charts.waterfall(matching.BASE, EXAMPLE.steps)
    context = {
        "metiers": Metier.objects.publies().count(),
        "example": EXAMPLE,
        "example_lines": [(*line, bar) for line, bar in zip(lines, bars, strict=True)],
        "keep": {"unfinished": services.KEEP_UNFINISHED.days, "result": services.KEEP_RESULT.days},
    }
    return render(request, "quiz/accueil.html", context)


@login_not_required
@require_safe
def methode(request: HttpRequest) -> HttpResponse:
    catalogue = load_catalogue()
    context = {
        "example": EXAMPLE,
        "catalogue": catalogue,
        "metiers": len(catalogue.slugs),
        "redigees": sum(entree.redigee for entree in catalogue.annuaire.entrees),
        "portrait": portrait_of(catalogue),
        "students": STUDENTS,
        "noise": {
            "express": EXPRESS_SPREAD,
            "complet": COMPLET_SPREAD,
            "scores": SCORE_SPREAD,
            "students": STUDENTS_SPREAD,
        },
        "slope": SLOPE,
        "in_view": IN_VIEW,
        "asked": ASKED,
        "method_version": matching.METHOD_VERSION,
        "share": matching.LAMBDA,
        "minimum": matching.MIN_FOR_PERCENTILES,
        "draws": DRAWS,
        "top": TOP,
    }
    return render(request, "quiz/methode.html", context)
