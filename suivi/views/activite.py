"""« Activité »: where each pupil of a campaign is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from orientation.security import personal_page
from suivi import services
from suivi.acces import campagne_only
from suivi.listes.activite import RAPPEL, TRIS, ChoixActivite, keep, order
from suivi.listes.eleve import ETATS, parts
from suivi.models import Campagne, Etat, Membre
from suivi.tableaux import eleves_of, tete_of

PAGE = 50


@personal_page
@campagne_only(lire=False)
@require_safe
def campagne_activite(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    eleves = eleves_of([campagne], membre.user)[campagne.pk]
    choix = ChoixActivite.read(request.GET.dict())
    shown = order(keep(eleves, choix), choix.tri)
    context = {
        "campagne": campagne,
        "tete": tete_of("activite", campagne, membre, eleves),
        "parts": parts(eleves),
        "commencee": any(one.pk for one in eleves),
        "rappeler": sum(one.a_rappeler for one in eleves),
        "lien": request.build_absolute_uri(campagne.adresse_publique),
        "choix": choix,
        "query": choix.query(),
        "etats": [(RAPPEL, "à rappeler"), *((etat, Etat(etat).label) for etat in ETATS)],
        "tris": TRIS.items(),
        "tri": TRIS.get(choix.tri, TRIS[""]),
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "rappels": sum(one.a_rappeler for one in shown),
    }
    return render(request, "suivi/campagne_activite.html", context)


@personal_page
@campagne_only()
@require_http_methods(["GET", "POST"])
def participation_free(request: HttpRequest, campagne: Campagne, membre: Membre, eleve: int) -> HttpResponse:
    """Its student lost their code: whoever types this pseudonym next has it."""
    one = get_object_or_404(campagne.participations.tenues(), pk=eleve)
    if request.method == "POST":
        try:
            services.free(participation=one)
            messages.success(request, f"Le pseudonyme «\u00a0{one.pseudonyme}\u00a0» peut être repris.")
        except services.UnopenedError:
            messages.info(request, "Cette feuille de papier n’a pas été ouverte\u00a0: effacez-la depuis « Papier ».")
        except services.GoneError:
            messages.info(request, "Cet élève a effacé ses réponses\u00a0: sa place était déjà libre.")
        return redirect(campagne)
    return render(request, "suivi/participation_free.html", {"campagne": campagne, "eleve": one})
