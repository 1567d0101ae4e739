"""The fit report: one métier for one student."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from metiers.charts import radar
from metiers.models import Metier
from metiers.search.selection import Selection
from orientation.security import personal_page
from quiz import charts, matching, services
from quiz.catalogue import load_catalogue
from quiz.filtres import in_view, read_filtres, stored_selection
from quiz.reponses import read_reponses
from quiz.resultats import fit_report
from quiz.secret import read_secret
from quiz.stability import DRAWS, TOP
from quiz.views.parcours import EVERYTHING, back_to_start


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
        catalogue = load_catalogue()
        told = any(name in request.GET for name in (*Selection().filters, EVERYTHING))
        asked, _ = read_filtres(dict(request.GET.lists()), catalogue.annuaire)
        selection = asked if told else stored_selection(passation, catalogue.annuaire)
        rows = catalogue.rows_of(in_view(selection, catalogue.annuaire))
        report = fit_report(catalogue, read_reponses(passation), metier, rows)
    except KeyError as error:  # unpublished since it was read just above
        raise Http404 from error
    importances = [10.0 * (value or 0) for value in passation.importances.values()]
    bars = charts.waterfall(report.index.base, [report.index.general, *report.index.contributions])
    context = {
        "metier": metier,
        "passation": passation,
        "report": report,
        "radar": radar(report.index.percentiles, importances),
        "bars": bars,
        "term_bars": list(zip(report.terms, bars[2:], strict=True)),
        "term_importances": list(zip(report.terms, passation.importances.values(), strict=True)),
        "share": matching.LAMBDA,
        "filtres": selection.query(),
        "draws": DRAWS,
        "top": TOP,
        "version": matching.METHOD_VERSION,
    }
    return render(request, "quiz/rapport.html", context)
