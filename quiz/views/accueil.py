"""Home: the promise and a computed example; where somebody has answered, their own first pistes and what comes next."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from metiers.dimensions import DIMENSIONS
from metiers.models import Metier
from quiz import services
from quiz.acces.cookie import keep_in_step, read_secret
from quiz.calcul.filtres import stored_selection
from quiz.calcul.gel import freeze
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import read_reponses
from quiz.donnees.ensemble import beside, home
from quiz.models import Etape, Passation
from quiz.page_contexts import CARDS, example_pistes, ranking_context, report_addresses, titre_of
from quiz.rapport.text import Sentence, sentence, strong
from quiz.rapport.told_ranking import DirectionDite
from quiz.retenue import is_held


@login_not_required
@require_safe
def accueil_detail(request: HttpRequest) -> HttpResponse:
    profils = load_profils()
    context = {
        "metiers": Metier.objects.publies().count(),
        "dimensions": DIMENSIONS,
        "fragments": home(),
        "keep": {"unfinished": services.KEEP_UNFINISHED.days, "result": services.KEEP_RESULT.days},
    }
    passation = services.find_passation(read_secret(request))
    if passation is None or not passation.has_importances:
        shown: dict[str, object] = {"exemple": example_pistes(profils), "miennes": None, "retenues": []}
        return render(request, "quiz/accueil_detail.html", context | shown)
    fragments = beside(read_secret(request))
    context |= {
        "miennes": None if is_held(fragments) else _own_pistes(profils, passation),
        "retenues": fragments if is_held(fragments) else [],
        "a_cote": [] if is_held(fragments) else fragments,
        "plan": _next_step(passation),
        "dernier_jour": passation.dernier_jour,
    }
    response = render(request, "quiz/accueil_detail.html", context)
    add_never_cache_headers(response)
    keep_in_step(request, response, passation.expire_le)
    return response


def _own_pistes(catalogue: Profils, passation: Passation) -> dict[str, Any]:
    """The first ones of the page of pistes, and the direction that they take."""
    selection = stored_selection(passation, catalogue.annuaire)
    kept = freeze(catalogue, read_reponses(passation), selection)
    shown = ranking_context(kept, report_addresses(kept, selection), catalogue.annuaire)
    return {
        "cap": _cap(shown["dit"].directions),
        "adresse": passation.get_absolute_url(),
        "pistes": shown["dit"].pistes[:CARDS],
        "tons": shown["tons"],
        "liens": shown["liens"],
    }


def _cap(directions: Sequence[DirectionDite]) -> Sentence:
    """The first direction, under the name that it has on the page of pistes."""
    if not directions:
        return sentence("Tes pistes, ", strong("pour l’instant"))
    return sentence("Une direction revient\u00a0: ", strong(directions[0].nom))


def _next_step(passation: Passation) -> dict[str, str] | None:
    """The first thing planned that is not done, of the métier planned last."""
    undone = (
        Etape.objects.filter(carnet__in=services.last_carnets(passation), faite=False)
        .select_related("carnet__resultat")
        .defer("carnet__resultat__contenu")
        .order_by("-carnet__resultat__numero", "rang")
        .first()
    )
    if undone is None:
        return None
    carnet = undone.carnet
    return {
        "etape": undone.get_genre_display(),
        "metier": titre_of(carnet.resultat, carnet.slug),
        "adresse": reverse("quiz:plan_edit", args=[carnet.resultat.numero, carnet.slug]),
    }
