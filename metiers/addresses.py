"""A métier whose address moved is found at the one that it had: by every page that names it, and in favourites."""

from collections.abc import Callable, Container, Iterable
from functools import wraps
from typing import Any

from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from metiers.models import AncienneAdresse, Statut

_REMEMBERED = 3600  # seconds that a browser may keep a redirection: an address can come back
View = Callable[..., HttpResponse]


def follows_addresses(view: View) -> View:
    """A page of the métier `slug` that is not found there is looked for at its present address."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            slug = str(kwargs.get("slug") or "")
            moved = addresses_of([slug]) if slug else {}
            if not moved or request.method not in ("GET", "HEAD") or not request.resolver_match:
                raise
            page = reverse(request.resolver_match.view_name, args=args, kwargs=kwargs | {"slug": moved[slug]})
            query = request.GET.urlencode()
            response = redirect(f"{page}?{query}" if query else page, permanent=True)
            patch_cache_control(response, max_age=_REMEMBERED)
            return response

    return wrapped


def present_slugs(slugs: Iterable[str], known: Container[str]) -> tuple[str, ...]:
    """The same métiers, each once, at the addresses that they have now. Those that are not `known` are looked for."""
    asked = list(slugs)
    unknown = [slug for slug in asked if slug not in known]
    moved = addresses_of(unknown) if unknown else {}
    return tuple(dict.fromkeys(moved.get(slug, slug) for slug in asked))


def addresses_of(slugs: Iterable[str]) -> dict[str, str]:
    """Former address → the present one, of published métiers. Nothing is found for what cannot be an address."""
    asked = [slug for slug in slugs if slug_re.match(slug)]
    found = AncienneAdresse.objects.filter(slug__in=asked, metier__statut=Statut.PUBLIEE)
    return dict(found.values_list("slug", "metier__slug"))
