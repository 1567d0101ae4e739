"""The page of the method, the same for everybody."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quiz.calcul.classement import ASKED, IN_VIEW
from quiz.calcul.eleves import Comparaison, compare
from quiz.calcul.filtres import MOST_INTERESTS
from quiz.calcul.profils import Profils, load_profils
from quiz.mesure.bench import MOST_SHOWN
from quiz.mesure.portrait import STUDENTS, Portrait, portrait
from quiz.methode import matching
from quiz.methode.elicitation import IMPORTANCE_MAX, SLOPE
from quiz.methode.example import EXAMPLE
from quiz.methode.gouts import DOMAINE, GAMMA, SECOND
from quiz.methode.listes import FIRST, MOST_OF_A_FIELD
from quiz.methode.stability import (
    COMPLET_SPREAD,
    DRAWS,
    EXPLORE,
    EXPRESS_SPREAD,
    PERCENTILES_SPREAD,
    PROBABLE,
    SCORE_SPREAD,
    SOLID,
    STUDENTS_SPREAD,
    TOP,
)
from quiz.rapport.wording import EQUALITY


@login_not_required
@require_safe
def methode_detail(request: HttpRequest) -> HttpResponse:
    catalogue = load_profils()
    context = {
        "example": EXAMPLE,
        "catalogue": catalogue,
        "metiers": len(catalogue.slugs),
        "redigees": sum(entree.redigee for entree in catalogue.annuaire.entrees),
        "portrait": _portrait_of(catalogue),
        "eleves": _eleves_of(catalogue),
        "students": STUDENTS,
        "noise": {
            "express": EXPRESS_SPREAD,
            "complet": COMPLET_SPREAD,
            "scores": SCORE_SPREAD,
            "ranks": PERCENTILES_SPREAD,
            "students": STUDENTS_SPREAD,
        },
        "equality": EQUALITY,
        "gamma": GAMMA,
        "second": SECOND,
        "liked": DOMAINE,
        "most_of_a_field": MOST_OF_A_FIELD,
        "slope": SLOPE,
        "in_view": IN_VIEW,
        "asked": ASKED,
        "method_version": matching.METHOD_VERSION,
        "share": matching.LAMBDA,
        "minimum": matching.MIN_FOR_PERCENTILES,
        "draws": DRAWS,
        "top": TOP,
        "solid": SOLID,
        "probable": PROBABLE,
        "explore": EXPLORE,
        "importance_max": IMPORTANCE_MAX,
        "most_interests": MOST_INTERESTS,
        "simulated": {"top": FIRST, "most_shown": MOST_SHOWN},
    }
    return render(request, "quiz/methode_detail.html", context)


@lru_cache(maxsize=1)
def _portrait_of(catalogue: Profils) -> Portrait | None:
    """None for a catalogue too small to say anything of."""
    return portrait(catalogue.raw, catalogue.shown) if len(catalogue.slugs) >= matching.MIN_FOR_PERCENTILES else None


@lru_cache(maxsize=1)
def _eleves_of(catalogue: Profils) -> Comparaison | None:
    return compare(catalogue)
