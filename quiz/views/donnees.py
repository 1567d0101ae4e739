"""« Mes données » : what is stored, until when, and what one can do with it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from metiers.search.labels import facet_labels, in_words
from orientation.security import personal_page
from quiz import services
from quiz.catalogue import load_catalogue
from quiz.export import export
from quiz.filtres import stored_selection
from quiz.inventaire import Rubrique, inventory
from quiz.models import Partage, Passation
from quiz.pdf import render_donnees
from quiz.secret import read_secret
from quiz.views.resultats import pdf_response


@login_not_required
@personal_page
@require_safe
def donnees_detail(request: HttpRequest) -> HttpResponse:
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    until = services.end_of_school_year(timezone.localdate())
    context = {
        "passation": passation,
        "rubriques": _inventory(passation),
        "partages": [(one, one.resultat.instantane.piste(one.slug)) for one in _shares(passation)],
        "now": timezone.now(),
        "until": until - services.ONE_DAY,
        "longer": until > passation.expire_le,
    }
    return render(request, "quiz/donnees_detail.html", context)


@login_not_required
@personal_page
@require_safe
def donnees_export(request: HttpRequest) -> HttpResponse:
    """All of it, as a file."""
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    response = JsonResponse(export(passation), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees-orientation.json"'
    return response


@login_not_required
@personal_page
@require_safe
def donnees_pdf(request: HttpRequest) -> HttpResponse:
    """All of it, on paper; never kept, since it changes."""
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    octets = render_donnees(_inventory(passation), fait_le=timezone.localdate(), jusqu_au=passation.dernier_jour)
    return pdf_response(octets, "mes-donnees-orientation")


@login_not_required
@personal_page
@require_POST
def donnees_prolonger(request: HttpRequest) -> HttpResponse:
    secret = read_secret(request)
    if secret is None or services.find_passation(secret) is None:
        return redirect("quiz:reprise_edit")
    services.extend(secret=secret)
    return redirect("quiz:donnees_detail")


def _shares(passation: Passation) -> QuerySet[Partage]:
    """Also those that are revoked or past, as long as they are stored."""
    return Partage.objects.filter(resultat__passation=passation).select_related("resultat__passation")


def _inventory(passation: Passation) -> list[Rubrique]:
    annuaire = load_catalogue().annuaire
    labels = facet_labels(annuaire.domaines, annuaire.interets)
    titres = {entree.slug: entree.titre for entree in annuaire.entrees}
    return inventory(export(passation), in_words(stored_selection(passation, annuaire), labels), titres)
