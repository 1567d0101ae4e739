"""A table of what students sent, to work with elsewhere: who takes it out says why."""

import secrets
from collections.abc import Iterator, Sequence

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from orientation.security import personal_page
from suivi import services
from suivi.acces import lues_par, membres_lisant, user_of
from suivi.export import lines_of
from suivi.forms_export import ExportForm
from suivi.models import Campagne, Membre
from suivi.tableur import classeur, virgules
from suivi.tableur.colonnes import table

WRITERS = {"xlsx": classeur, "csv": virgules}
AT_ONCE = 2  # exports of one account: each holds a thread of the server
LONGEST = 600  # seconds: one that a server did not end is forgotten then
ASKED = "export"  # in the session
MOST_ASKED, LONGEST_ASKED = 1_000, 20_000  # values of a field, characters in all
BUSY = "Deux tableaux sont déjà en train de partir\u00a0: attendez la fin de l’un d’eux."


@personal_page
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """What is asked waits in the session while one shows again who one is."""
    if request.method == "POST":
        asked = QueryDict(mutable=True)
        for name in ExportForm.base_fields:
            asked.setlist(name, request.POST.getlist(name)[:MOST_ASKED])
        request.session[ASKED] = asked.urlencode() if len(asked.urlencode()) <= LONGEST_ASKED else ""
    return _confirmed(request)


@reauthentication_required
def _confirmed(request: HttpRequest) -> HttpResponseBase:
    user, asked = user_of(request), QueryDict(request.session.pop(ASKED, ""))
    membre = membres_lisant(user).select_related("user").first()
    if membre is None:
        raise Http404
    if request.method != "POST":
        return _page(request, ExportForm(user=user, initial=_initial(request, asked)))
    form = ExportForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, form, status=422)
    token = secrets.token_hex(8)
    if (place := _take_place(user, token)) is None:
        form.add_error(None, BUSY)
        return _page(request, form, status=429)
    parts = _held(place, token, _written(user, membre, **form.cleaned_data))
    next(parts)  # begun, so that its end gives the place back even where nothing was sent
    return _sent(parts, form.cleaned_data["fichier"])


def _initial(request: HttpRequest, asked: QueryDict) -> dict[str, object]:
    """The campaign one comes from, or all of them; or what was asked before."""
    if asked:
        told = {name: value for name in ("fichier", "raison") if (value := asked.get(name))}
        return {"campagnes": asked.getlist("campagnes"), **told}
    of_all = lues_par(user_of(request)).values_list("pk", flat=True)
    return {"campagnes": request.GET.getlist("campagne") or [str(pk) for pk in of_all]}


def _page(request: HttpRequest, form: ExportForm, status: int = 200) -> HttpResponse:
    return render(request, "suivi/export.html", {"form": form}, status=status)


def _written(
    user: User, membre: Membre, *, campagnes: Sequence[Campagne], fichier: str, raison: str
) -> Iterator[bytes]:
    services.note_export(campagnes=campagnes, par=membre, raison=raison)
    yield b""
    yield from WRITERS[fichier].write(table(lines_of(user, [one.pk for one in campagnes])))


def _sent(parts: Iterator[bytes], fichier: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=WRITERS[fichier].TYPE)
    name = f"orientation-{timezone.localdate():%Y-%m-%d}.{fichier}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _take_place(user: User, token: str) -> str | None:
    """Which of the places of this account; None when they are taken."""
    places = (f"export-{user.pk}-{number}" for number in range(AT_ONCE))
    return next((one for one in places if cache.add(one, token, LONGEST)), None)


def _held(place: str, token: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Given back once all is sent, or whoever asked is gone, unless it was given to another since."""
    try:
        yield from parts
    finally:
        if cache.get(place) == token:
            cache.delete(place)
