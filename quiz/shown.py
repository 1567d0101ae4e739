"""What several pages show of a result, whoever reads it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from quiz import services
from quiz.acces.cookie import read_secret
from quiz.calcul.profils import load_profils
from quiz.models import Partage, Resultat
from quiz.pdf import Lien
from quiz.rapport.report import NOTHING_CITED, Cited
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.rapport.wording import importances
from quiz.resultat.instantane import Instantane, PisteFigee


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


def ranking_context(kept: Instantane, liens: Mapping[str, str], *, essai: bool = False) -> dict[str, Any]:
    """What a page shows of a ranking, live or kept. `liens`: where its pistes lead, by slug."""
    return {
        "kept": kept,
        "dit": tell_ranking(kept, essai=essai),
        "priorites": importances(kept),
        "liens": liens,
    }


def report_context(
    kept: Instantane, piste: PisteFigee, cited: Cited = NOTHING_CITED, liens: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a page shows of the report on one métier, live or kept. `cited`: the passages of the fiche of today, for a
    live one; `liens`: where its words lead."""
    return {"kept": kept, "piste": piste, "dit": tell_report(kept, piste, cited), "liens": liens or {}}


def named(instantane: Instantane) -> list[str]:
    """The slugs of all the métiers that a ranking names."""
    others = [seuil.slug for seuil in instantane.entrees] + ([instantane.autrement[0]] if instantane.autrement else [])
    return [*(piste.slug for piste in instantane.kept), *others]


def find_result(request: HttpRequest, numero: int) -> Resultat:
    passation = services.find_passation(read_secret(request))
    if passation is None:
        raise Http404
    return get_object_or_404(passation.resultats.select_related("passation"), numero=numero)
