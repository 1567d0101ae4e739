"""Keys that act alone (`J`, `K`, `/`): on or off as long as one is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from orientation.security import personal_page


@personal_page
@require_POST
def raccourcis_edit(request: HttpRequest) -> HttpResponse:
    request.session["raccourcis"] = request.POST.get("actifs") == "1"
    back = request.POST.get("retour", "")
    known = url_has_allowed_host_and_scheme(back, None)
    return redirect(back if known and back.startswith("/") else reverse("suivi:accueil"))
