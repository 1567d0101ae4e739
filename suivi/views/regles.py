"""The rules one can read: what is said of a send, and why. Nothing here is about anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orientation.security import personal_page
from suivi.acces import user_of
from suivi.models import Membre
from suivi.synthese.ordre import FEWEST
from suivi.synthese.questions import PAR_REGLE
from suivi.synthese.regles import MOST_SHOWN, REFERENCE, REGLES


@personal_page
@require_safe
def regle_list(request: HttpRequest) -> HttpResponse:
    """For the members of any structure."""
    if not Membre.objects.filter(user=user_of(request)).exists():
        raise Http404
    context = {
        "regles": [(regle, PAR_REGLE[regle.cle][0].montre) for regle in REGLES],
        "reference": REFERENCE,
        "montrees": MOST_SHOWN,
        "assez": FEWEST,
    }
    return render(request, "suivi/regles_detail.html", context)
