"""The fit report: one métier for one student."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from metiers.models import Metier
from metiers.search.selection import Selection
from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import read_secret
from quiz.calcul.classement import fit_report
from quiz.calcul.filtres import in_view, read_filtres, stored_selection
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses
from quiz.methode.matching import LAMBDA, METHOD_VERSION
from quiz.methode.stability import DRAWS, TOP
from quiz.resultat.instantane import MethodeFigee
from quiz.shown import report_context
from quiz.steps import EVERYTHING, back_to_start


@login_not_required
@personal_page
@require_safe
def rapport_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The fit report of this browser's passation on one métier."""
    metier = get_object_or_404(Metier.objects.publies().for_report().with_donnees(), slug=slug)
    passation = services.find_passation(read_secret(request))
    if passation is None or not passation.has_importances:
        return back_to_start(slug)
    try:
        catalogue = load_profils()
        told = any(name in request.GET for name in (*Selection().filters, EVERYTHING))
        asked, _ = read_filtres(request.GET, catalogue.annuaire)
        selection = asked if told else stored_selection(passation, catalogue.annuaire)
        rows = catalogue.rows_of(in_view(selection, catalogue.annuaire))
        reponses = read_reponses(passation)
        report = fit_report(catalogue, reponses, metier, rows)
    except KeyError as error:  # unpublished since it was read just above
        raise Http404 from error
    methode = MethodeFigee(METHOD_VERSION, LAMBDA, reponses.spread, DRAWS, TOP)
    context = {
        "metier": metier,
        "passation": passation,
        "filtres": selection.query(),
        "version": METHOD_VERSION,
        **report_context(report, reponses.importances, methode),
    }
    return render(request, "quiz/rapport_detail.html", context)
