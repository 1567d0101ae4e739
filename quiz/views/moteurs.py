"""What search engines are told: the public pages, without those that only show where a figure comes from."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from metiers.models import Metier

PAGES = (
    "quiz:accueil_detail",
    "metiers:metier_list",
    "quiz:methode_detail",
    "quiz:confidentialite_detail",
    "legal:mentions_detail",
    "legal:accessibilite_detail",
)


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    fiches = [
        (reverse("metiers:metier_detail", args=[slug]), changed)
        for slug, changed in Metier.objects.publies().order_by("slug").values_list("slug", "modifie_le")
    ]
    context = {
        "site": request.build_absolute_uri("/").removesuffix("/"),
        "adresses": [*((reverse(name), None) for name in PAGES), *fiches],
    }
    return render(request, "quiz/sitemap.xml", context, content_type="application/xml")
