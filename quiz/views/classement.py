"""« Tes pistes » : every métier ranked for one student, narrowed by the filters of the list."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from metiers.dimensions import DIMENSIONS
from metiers.directory import annuaire
from metiers.favoris import read_favoris
from metiers.search.results import find
from metiers.search.selection import Selection, read_selection
from metiers.views.liste import facet_context
from orientation.security import personal_page
from quiz import services
from quiz.secret import read_secret
from quiz.stability import DRAWS

MOST = 20


@login_not_required
@personal_page
@require_safe
def gouts_edit(request: HttpRequest) -> HttpResponse:
    """Step 2: interests, studies, what is refused. They are filters: kept in the ranking's address alone."""
    passation = services.find_passation(read_secret(request))
    if passation is None or not passation.has_importances:
        return redirect("quiz:priorites_generales")
    catalogue = annuaire()
    selection = Selection()
    context = {"selection": selection} | facet_context(catalogue, find(catalogue.entrees, selection), selection)
    return render(request, "quiz/gouts.html", context)


@login_not_required
@personal_page
@require_safe
def classement_detail(request: HttpRequest) -> HttpResponse:
    passation = services.find_passation(read_secret(request))
    if passation is None or not passation.has_importances:
        return redirect("quiz:priorites_generales")
    catalogue = annuaire()
    selection, ignored = read_selection(
        dict(request.GET.lists()), domaines=catalogue.domaines, interets=catalogue.interets
    )
    results = find(catalogue.entrees, selection)
    known = catalogue.par_slug
    classement = services.classement(passation, [hit.entree.slug for hit in results.hits], MOST)
    context: dict[str, Any] = {
        "passation": passation,
        "selection": selection,
        "priorites": list(zip(DIMENSIONS, passation.importances.values(), strict=True)),
        "pistes": [(place, known[place.slug]) for place in classement.places],
        "entrees": [(entree, known[entree.slug].titre) for entree in classement.entrees],
        "autrement": known[classement.autrement] if classement.autrement else None,
        "equilibre": len(set(passation.importances.values())) == 1,
        "total": len(catalogue.entrees),
        "found": len(results.hits),
        "ignored": ignored,
        "draws": DRAWS,
        "favoris": read_favoris(request),
        "retour": request.path + selection.query(),
        **facet_context(catalogue, results, selection),
    }
    return render(request, "quiz/classement.html", context)
