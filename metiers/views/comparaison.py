"""Two or three fiches side by side."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from metiers import contraintes
from metiers.addresses import present_slugs
from metiers.charts import radar
from metiers.dimensions import DIMENSIONS
from metiers.directory import annuaire, find_in
from metiers.favoris import read_favoris
from metiers.models import Metier
from metiers.search.entries import Entree
from metiers.search.selection import Selection, read_query

MOST, FEWEST = 3, 2
PARAMETER = "m"
_PROPOSED = 8


@dataclass(frozen=True, slots=True)
class Colonne:
    """One of the métiers compared; `without`: the address of the comparison without it."""

    metier: Metier
    entree: Entree
    without: str


@login_not_required
@vary_on_cookie
@require_safe
def metier_compare(request: HttpRequest) -> HttpResponse:
    known = annuaire().par_slug
    asked = present_slugs(request.GET.getlist(PARAMETER), known)
    slugs = [slug for slug in asked if slug in known][:MOST]
    q = read_query(request.GET.get("q", ""))
    colonnes = _colonnes(slugs, known)
    context: dict[str, Any] = {
        "colonnes": colonnes,
        "unknown": len([slug for slug in asked if slug not in known]),
        "too_many": len([slug for slug in asked if slug in known]) > MOST,
        "fewest": FEWEST,
        "most": MOST,
        "q": q,
        "proposed": _proposed(q, slugs) if q else [],
        "kept": [
            (known[slug], _query([*slugs, slug]))
            for slug in read_favoris(request)
            if slug in known and slug not in slugs
        ],
    }
    if len(colonnes) >= FEWEST:
        context |= _comparison(colonnes)
    return render(request, "metiers/metier_compare.html", context)


def _proposed(q: str, slugs: list[str]) -> list[tuple[Entree, str, str]]:
    """(métier, synonym it was found by, address of the comparison with it)."""
    hits = [hit for hit in find_in(annuaire(), Selection(q=q)).hits if hit.entree.slug not in slugs]
    return [(hit.entree, hit.via, _query([*slugs, hit.entree.slug])) for hit in hits[:_PROPOSED]]


def _colonnes(slugs: list[str], known: dict[str, Entree]) -> list[Colonne]:
    metiers = {
        metier.slug: metier
        for metier in Metier.objects.publies()
        .filter(slug__in=slugs)
        .with_donnees()
        .prefetch_related("niveaux", "tranches_salaire", "competences_requises__competence", "donnees__interets")
    }
    return [
        Colonne(metiers[slug], known[slug], _query([other for other in slugs if other != slug]))
        for slug in slugs
        if slug in metiers
    ]


def _comparison(colonnes: list[Colonne]) -> dict[str, Any]:
    scores = [colonne.metier.scores for colonne in colonnes]
    refused = [contrainte for contrainte in contraintes.CONTRAINTES if any(_has(c, contrainte.cle) for c in colonnes)]
    return {
        "radar": radar(*scores),
        "racontes": any(colonne.entree.accroche for colonne in colonnes),
        "notes": [
            (dimension, [(row[index], row[index] == max(other[index] for other in scores)) for row in scores])
            for index, dimension in enumerate(DIMENSIONS)
        ],
        "contraintes": [
            (contrainte.label, [_has(colonne, contrainte.cle) for colonne in colonnes]) for contrainte in refused
        ],
        "partagees": _shared_skills(colonnes),
    }


def _has(colonne: Colonne, contrainte: str) -> bool | None:
    """None: nothing is known of the constraints of this métier."""
    known = colonne.metier.donnees_id and contrainte not in colonne.entree.inconnues
    return contrainte in colonne.entree.contraintes if known else None


def _shared_skills(colonnes: list[Colonne]) -> list[str]:
    """The skills that all of them require, in the order of the first."""
    required = [
        [requise.competence.nom for requise in colonne.metier.competences_requises.all()] for colonne in colonnes
    ]
    return [nom for nom in required[0] if all(nom in other for other in required[1:])]


def _query(slugs: list[str]) -> str:
    return f"?{urlencode([(PARAMETER, slug) for slug in slugs])}"
