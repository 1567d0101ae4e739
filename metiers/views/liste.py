"""The list of métiers: search, filters, order. One view, one address for every state."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from metiers.dimensions import CLES, DIMENSIONS, PAR_CLE
from metiers.directory import annuaire, find_in
from metiers.favoris import read_favoris
from metiers.search.facets import facet_context
from metiers.search.selection import PERTINENCE, TITRE, Selection, read_selection

PER_PAGE = 24


@login_not_required
@vary_on_cookie
@require_safe
def metier_list(request: HttpRequest) -> HttpResponse:
    catalogue = annuaire()
    selection, ignored = read_selection(
        dict(request.GET.lists()), domaines=catalogue.domaines, interets=catalogue.interets
    )
    results = find_in(catalogue, selection)
    page = Paginator(results.hits, PER_PAGE).get_page(selection.page)
    context = {
        "total": len(catalogue.entrees),
        "selection": selection,
        "ignored": ignored,
        "page": page,
        "dimensions": DIMENSIONS,
        "pages": {
            "previous": selection.query(page=page.number - 1),
            "next": selection.query(page=page.number + 1),
        },
        "found": len(results.hits),
        "keep": Selection(q=selection.q).query() if selection.q else "",
        **facet_context(catalogue.domaines, catalogue.interets, results, selection),
        "compris": results.compris,
        "compris_query": selection.query(q=results.compris.lu),
        "orders": _orders(selection),
        "sorted_by": PAR_CLE.get(selection.order),
        "rang_tri": CLES.index(selection.order) if selection.order in PAR_CLE else None,
        "favoris": read_favoris(request),
        "retour": request.path + selection.query(page=page.number),
    }
    return render(request, "metiers/metier_list.html", context)


def _orders(selection: Selection) -> list[tuple[str, str, bool]]:
    """(value, label, chosen) of each order that makes sense here."""
    default = [(PERTINENCE, "Le plus proche de ta recherche")] if selection.q else []
    orders = [*default, (TITRE, "De A à Z"), *((d.cle, f"{d.label} d’abord") for d in DIMENSIONS)]
    asked = selection.order
    return [("" if index == 0 else value, label, value == asked) for index, (value, label) in enumerate(orders)]
