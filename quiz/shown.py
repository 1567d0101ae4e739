"""What several pages show of a result, whoever reads it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from metiers.charts import radar
from metiers.dimensions import DIMENSIONS
from quiz import services
from quiz.acces.cookie import read_secret
from quiz.calcul.profils import Profils, load_profils
from quiz.models import Partage, Resultat
from quiz.pdf import Lien
from quiz.rapport import charts
from quiz.rapport.report import Report
from quiz.rapport.report_of import read_report
from quiz.resultat.instantane import Instantane, MethodeFigee, PisteFigee


def titre_of(resultat: Resultat, slug: str) -> str:
    """What a métier is called: in this result, or today, or at least in its address."""
    entree = load_profils().annuaire.par_slug.get(slug)
    return resultat.titres.get(slug) or (entree.titre if entree else slug)


def lien_of(request: HttpRequest, partage: Partage) -> Lien:
    """The address of a share, as a document shows it."""
    adresse = request.build_absolute_uri(partage.get_absolute_url())
    return Lien(adresse, partage.dernier_jour, partage.avec_competences)


def pdf_response(octets: bytes, slug: str) -> HttpResponse:
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug or "mes-pistes"}.pdf"'
    return response


def frozen(kept: Instantane, catalogue: Profils) -> dict[str, Any]:
    """What a page shows of a frozen result."""
    fits = [(piste.place, piste.index, piste.fit) for piste in kept.pistes if piste.fit is not None]
    return {
        "kept": kept,
        "priorites": [
            (dimension, kept.importances[dimension.cle], kept.weights[dimension.cle]) for dimension in DIMENSIONS
        ],
        "nuage": charts.scatter(fits),
        "publies": catalogue.rows,
    }


def frozen_report(kept: Instantane, piste: PisteFigee) -> dict[str, Any]:
    """What a page shows of one of its métiers."""
    return {"piste": piste, **report_context(read_report(kept, piste), kept.importances, kept.methode)}


def find_result(request: HttpRequest, numero: int) -> Resultat:
    passation = services.find_passation(read_secret(request))
    if passation is None:
        raise Http404
    return get_object_or_404(passation.resultats.select_related("passation"), numero=numero)


def report_context(report: Report, importances: Mapping[str, int], methode: MethodeFigee) -> dict[str, Any]:
    """What the parts of a report show, live or kept; `importances`: 0–10 by dimension."""
    bars = charts.waterfall(report.index.base, [report.index.general, *report.index.contributions])
    return {
        "report": report,
        "radar": radar(report.index.percentiles, [10.0 * value for value in importances.values()]),
        "bars": bars,
        "term_bars": list(zip(report.terms, bars[2:], strict=True)),
        "term_importances": list(zip(report.terms, importances.values(), strict=True)),
        "share": methode.share,
        "draws": methode.draws,
        "top": methode.top,
    }
