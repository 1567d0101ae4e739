"""The fit report: one métier for one student."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from metiers.addresses import follows_addresses
from metiers.models import Metier
from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import read_secret
from quiz.calcul.filtres import WISHES, bounded, read_filtres, stored_selection
from quiz.calcul.gel import freeze
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses
from quiz.donnees.ensemble import beside
from quiz.page_contexts import report_context
from quiz.rapport.report import Cited, Evidence
from quiz.rapport.told_report import sources
from quiz.retenue import held_page
from quiz.steps import EVERYTHING, back_to_start


@login_not_required
@personal_page
@require_safe
@follows_addresses
def rapport_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The fit report of this browser's passation on one métier."""
    metier = get_object_or_404(Metier.objects.publies().for_report().with_donnees(), slug=slug)
    passation = services.find_passation(read_secret(request))
    if passation is None or not passation.has_importances:
        return back_to_start(slug)
    if held := held_page(request, beside(read_secret(request))):
        return held
    profils = load_profils()
    told = any(name in request.GET for name in (*WISHES, EVERYTHING))
    asked, _ = bounded(read_filtres(request.GET, profils.annuaire)[0], profils.annuaire)
    selection = asked if told else stored_selection(passation, profils.annuaire)
    kept = freeze(profils, read_reponses(passation), selection, slug, most=0)
    piste = kept.piste(slug)
    if piste is None:  # unpublished since it was read just above
        raise Http404
    context = {
        "metier": metier,
        "passation": passation,
        "filtres": selection.query(),
        "sources": sources(metier.follows_some_data),
        **report_context(kept, piste, profils.annuaire, _cited(metier), _liens(metier)),
    }
    return render(request, "quiz/rapport_detail.html", context)


def _cited(metier: Metier) -> Cited:
    """The passages of the fiche of today that the report may cite."""
    return Cited(
        missions=tuple(Evidence(groupe.titre) for groupe in metier.groupes_mission.all() if groupe.titre),
        contraintes=tuple(Evidence(item.nom, item.texte) for item in metier.contraintes.all()),
    )


def _liens(metier: Metier) -> dict[str, str]:
    """Where the words of the report lead."""
    fiche = metier.get_absolute_url()
    figures = reverse("metiers:metier_figures", args=[metier.slug])
    return {f"#{name}": f"{fiche}#{name}" for name in ("missions", "contraintes", "parcours")} | {"#chiffres": figures}
