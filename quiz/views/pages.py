"""Pages about the quiz that are the same for everybody: home and method."""

from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from metiers.dimensions import CLES, DIMENSIONS
from metiers.models import Metier
from metiers.search.selection import Selection
from quiz import services
from quiz.calcul.classement import ASKED, IN_VIEW
from quiz.calcul.eleves import Comparaison, compare
from quiz.calcul.filtres import MOST_INTERESTS
from quiz.calcul.gel import freeze
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses
from quiz.donnees.ensemble import home
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
from quiz.page_contexts import CARDS, ranking_context
from quiz.rapport.wording import EQUALITY

# Somebody who likes working with their hands (14) and being near nature (9), and whose five priorities are these.
EXEMPLE_AIME = ("14", "9")
EXEMPLE = Reponses(
    importances=dict(zip(CLES, (7, 6, 7, 4, 2), strict=True)), rapide=False, choix={}, niveaux={}, essayees=False
)


@login_not_required
@require_safe
def accueil_detail(request: HttpRequest) -> HttpResponse:
    context = {
        "metiers": Metier.objects.publies().count(),
        "exemple": _exemple_of(load_profils()),
        "dimensions": DIMENSIONS,
        "fragments": home(),
        "keep": {"unfinished": services.KEEP_UNFINISHED.days, "result": services.KEEP_RESULT.days},
    }
    return render(request, "quiz/accueil_detail.html", context)


@lru_cache(maxsize=1)
def _exemple_of(catalogue: Profils) -> dict[str, Any] | None:
    """The first pistes of somebody who likes manual work and nature, as the page of pistes would show them; None
    for a catalogue too small to rank for anybody."""
    aime = tuple(code for code in EXEMPLE_AIME if code in catalogue.annuaire.interets)
    if len(catalogue.slugs) < matching.MIN_FOR_PERCENTILES or not aime:
        return None
    kept = freeze(catalogue, EXEMPLE, Selection(interet=aime))
    shown = ranking_context(kept, {}, catalogue.annuaire)
    fiches = {piste.slug: reverse("metiers:metier_detail", args=[piste.slug]) for piste in kept.pistes}
    return {"pistes": shown["dit"].pistes[:CARDS], "tons": shown["tons"], "liens": fiches}


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
