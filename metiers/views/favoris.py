"""The métiers that this browser keeps."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from metiers.addresses import present_slugs
from metiers.directory import annuaire
from metiers.favoris import MOST, read_favoris, write_favoris
from orientation.security import personal_page, same_origin_only

GARDER, OUI, RETOUR = "garder", "oui", "retour"
LONGEST = 2_000  # characters of an address of ours


@login_not_required
@personal_page
@require_safe
def favori_list(request: HttpRequest) -> HttpResponse:
    return favori_page(request)


def favori_page(request: HttpRequest, *, too_many: bool = False) -> HttpResponse:
    """The métiers kept; `too_many`: one more was asked for, and refused."""
    known = annuaire().par_slug
    kept = present_slugs(read_favoris(request), known)
    entrees = [known[slug] for slug in kept if slug in known]
    context = {
        "entrees": entrees,
        "favoris": kept,
        "gone": len(kept) - len(entrees),
        "most": MOST,
        "too_many": too_many,
        "retour": reverse("metiers:favori_list"),
    }
    return render(request, "metiers/favori_list.html", context, status=409 if too_many else 200)


@login_not_required
@personal_page
@require_POST
@same_origin_only
def favori_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a métier or let it go, then back to where the button stood; a browser that has given no cookie yet is first
    asked whether it keeps them."""
    known = annuaire().par_slug
    kept = [other for other in present_slugs(read_favoris(request), known) if other != slug]
    if request.POST.get(GARDER) == OUI:
        if slug not in known:
            raise Http404
        if len(kept) >= MOST:
            return favori_page(request, too_many=True)
        kept.append(slug)
    back = _came_from(request.POST)
    unsure = bool(kept) and not read_favoris(request)
    response = redirect(f"{reverse('metiers:favori_kept')}?{urlencode({RETOUR: back})}" if unsure else back)
    write_favoris(response, kept)
    return response


@login_not_required
@personal_page
@require_safe
def favori_kept(request: HttpRequest) -> HttpResponse:
    """Where a first favourite leads: back if the browser gives its cookie, or a page that says that it refuses them."""
    back = _came_from(request.GET)
    if read_favoris(request):
        return redirect(back)
    return render(request, "metiers/favori_refuse.html", {"retour": back}, status=403)


def _came_from(said: QueryDict) -> str:
    """The page the button stood on, if it is one of ours."""
    asked = said.get(RETOUR, "")
    ours = (
        len(asked) <= LONGEST and asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    )
    return asked if ours else reverse("metiers:favori_list")
