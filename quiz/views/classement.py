"""« Tes pistes » : every métier ranked for one student, narrowed by the filters of the list, with priorities to try."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from metiers.dimensions import CLES, DIMENSIONS
from metiers.directory import find_in
from metiers.favoris import read_favoris
from metiers.search.entries import Entree
from metiers.search.facets import facet_context
from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import give_secret, read_secret, secret_to_write
from quiz.calcul import classement
from quiz.calcul.filtres import read_filtres, refusals, stored_selection
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses, weights_of
from quiz.forms import PrioritesForm
from quiz.methode.matching import is_balanced
from quiz.methode.places import Place
from quiz.methode.stability import DRAWS, TOP
from quiz.models import Passation
from quiz.rapport import charts
from quiz.steps import EVERYTHING, back_to_start

MOST = 20


@dataclass(frozen=True, slots=True)
class Piste:
    """One line of the page: `before`, its place for the priorities that are kept, when others are tried; `fit`, its
    skills fit in 0–100, None when too few skills are rated; `interets`, which of several chosen ones it has."""

    place: Place
    entree: Entree
    before: int | None
    fit: float | None
    interets: list[str]

    @property
    def rises(self) -> int:
        return self.before - self.place.place if self.before else 0


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def classement_detail(request: HttpRequest) -> HttpResponse:
    """The ranking; with five priorities in the address, what it would be with those; posted, they are kept."""
    passation = services.find_passation(read_secret(request))
    catalogue = load_profils()
    entrees = catalogue.annuaire.par_slug
    selection, ignored = read_filtres(request.GET, catalogue.annuaire)
    essai = _essai(request, passation)
    if request.method == "POST" and essai.is_valid():  # kept even if the rest has expired
        secret = secret_to_write(request, passation)
        decided: services.Answers = {"importances": essai.cleaned_data}
        if not refusals(selection, []):
            decided["filtres"] = selection.query()
        services.finish_quiz(secret=secret, begins=passation is None, catalogue=catalogue, **decided)
        response = redirect(request.path + selection.query())
        give_secret(response, secret)
        return response
    if passation is None or not passation.has_importances:
        return back_to_start()
    reponses = read_reponses(passation)
    tried = essai.cleaned_data if essai.is_valid() and essai.cleaned_data != reponses.importances else None
    importances = tried or reponses.importances
    weights = weights_of(importances)
    results = find_in(catalogue.annuaire, selection)
    rows = catalogue.rows_of(hit.entree.slug for hit in results.hits)
    found = classement.rank(catalogue, reponses, rows, MOST, weights)
    before = classement.places(catalogue, reponses, rows) if tried else {}
    fits = classement.skills_fits(catalogue, reponses, [place.slug for place in found.places])
    several = selection.interet if len(selection.interet) > 1 else ()
    wishes = {code: catalogue.annuaire.interets[code] for code in several}
    pistes = [
        Piste(
            place,
            entrees[place.slug],
            before.get(place.slug),
            fits.get(place.slug),
            [label for code, label in wishes.items() if code in entrees[place.slug].interets],
        )
        for place in found.places
    ]
    also = urlencode(tried) if tried else ""
    context: dict[str, Any] = {
        "selection": selection,
        "essai": essai,
        "tried": tried,
        "also": also,
        "keep": f"?{also}" if also else "",
        "kept_query": selection.query(),
        "report_query": selection.query() if any(selection.filters.values()) else f"?{EVERYTHING}",
        "priorites": list(zip(DIMENSIONS, importances.values(), strict=True)),
        "pistes": pistes,
        "entrees": [(entree, entrees[entree.slug].titre) for entree in found.entrees],
        "autrement": entrees[found.autrement] if found.autrement else None,
        "equilibre": is_balanced(weights),
        "firm": classement.is_firm(catalogue, len(rows)),
        "unsaved": selection != stored_selection(passation, catalogue.annuaire),
        "reponses": reponses,
        "nuage": charts.scatter([(one.place.place, one.place.index, one.fit) for one in pistes if one.fit is not None]),
        "total": len(catalogue.slugs),
        "found": len(rows),
        "ignored": ignored,
        "draws": DRAWS,
        "top": TOP,
        "favoris": read_favoris(request),
        "retour": request.path + selection.query(also=also),
        **facet_context(catalogue.annuaire.domaines, catalogue.annuaire.interets, results, selection, also=also),
    }
    return render(request, "quiz/classement_detail.html", context, status=422 if essai.errors else 200)


def _essai(request: HttpRequest, passation: Passation | None) -> PrioritesForm:
    """The priorities tried: those of the address or of the form, else none."""
    params = request.POST if request.method == "POST" else request.GET
    initial = passation.importances if passation else None
    bound = request.method == "POST" or any(cle in params for cle in CLES)
    return PrioritesForm(params if bound else None, initial=initial)
