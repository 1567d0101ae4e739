"""Documents made in the background: asked, looked at while they are made, downloaded. Each is its asker's alone."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orientation.security import personal_page
from suivi import services, travaux
from suivi.acces import campagne_only
from suivi.documents.archive import file_name, zipped
from suivi.listes.choix import pks
from suivi.models import Campagne, Genre, Membre, Travail
from suivi.tableaux import eleves_of, tete_of
from suivi.travaux import Remis

View = Callable[..., Any]  # a file may be sent as it is read


@personal_page
@campagne_only()
@require_http_methods(["GET", "POST"])
def campagne_documents(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    if request.method != "POST":
        travaux.take_up_again()
        return _page(request, campagne, membre)
    genre = request.POST.get("genre", "")
    if genre not in Genre.values:
        return _page(request, campagne, membre, fault="Choisissez un PDF ou un dossier zip.")
    asked, eleves = request.POST.getlist("eleve"), _senders(campagne, membre)
    if asked:
        chosen = set(pks(asked))
        eleves = [pk for pk in eleves if pk in chosen]
        if not eleves:
            return _page(request, campagne, membre, fault="Aucun de ces élèves n’a envoyé de résultat.")
    if not eleves:
        return _page(
            request, campagne, membre, fault="Personne n’a encore envoyé\u00a0: il n’y a pas de fiche à faire."
        )
    _, new = travaux.ask(campagne=campagne, membre=membre, genre=Genre(genre), eleves=eleves)
    if new:
        messages.success(request, "C’est demandé. Vous pouvez quitter cette page\u00a0: le travail se poursuit.")
    else:
        messages.info(request, "Ce document est déjà en cours\u00a0: le voici.")
    return redirect("suivi:campagne_documents", campagne.pk)


def _senders(campagne: Campagne, membre: Membre) -> list[int]:
    """All those who sent, by name."""
    eleves = eleves_of([campagne], membre.user)[campagne.pk]
    return [one.pk for one in sorted(eleves, key=lambda one: one.cle) if one.envois and one.pk]


def _page(request: HttpRequest, campagne: Campagne, membre: Membre, *, fault: str = "") -> HttpResponse:
    lignes = travaux.avancements_of(campagne, membre)
    changing = [one for _, one in lignes if one.change]
    said = (changing or [one for _, one in lignes])[0].annonce if lignes else ""
    key = f"{crc32(said.encode()):x}"
    context = {
        "campagne": campagne,
        "tete": tete_of("documents", campagne, membre, eleves_of([campagne], membre.user)[campagne.pk]),
        "lignes": lignes,
        "fault": fault,
        "change": bool(changing),
        "encore": f"{request.path}?{urlencode({'dit': key})}",
        "annonce": "" if request.GET.get("dit") == key else said,
    }
    return render(request, "suivi/campagne_documents.html", context, status=422 if fault else 200)


def _travail_only(view: View) -> View:
    """The view is given the work `travail` of whoever asked it. For anybody else there is none, nor after its day."""

    @campagne_only()
    @wraps(view)
    def wrapped(request: HttpRequest, campagne: Campagne, membre: Membre, travail: int, **kwargs: Any) -> Any:
        own = travaux.travaux_of(campagne, membre).filter(pk=travail).first()
        if own is None:
            raise Http404
        own.campagne, own.membre = campagne, membre
        return view(request, own, **kwargs)

    return wrapped


@personal_page
@_travail_only
@require_safe
def campagne_document(request: HttpRequest, travail: Travail) -> Any:
    """The file. Each pupil whose sheet is in it reads that it was printed."""
    try:
        remis = travaux.hand_over(travail=travail)
    except services.GoneError:  # withdrawn at this moment: the page shows what is left
        remis = None
    if remis is None:
        messages.info(request, "Ce document n’est pas prêt, ou vient de changer.")
        return redirect("suivi:campagne_documents", travail.campagne_id)
    name = f"fiches-{slugify(travail.campagne.nom) or 'campagne'}.{travail.genre}"
    if travail.genre == Genre.PDF:
        response: HttpResponseBase = HttpResponse(remis.octets, content_type="application/pdf")
    else:
        parts = zipped(_files(remis), fait_le=timezone.localtime())
        response = StreamingHttpResponse(parts, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _files(remis: Remis) -> Iterator[tuple[str, bytes]]:
    """Read one by one, as the zip is: a sheet that goes meanwhile is not in it."""
    most = max(rang for _, rang, _ in remis.pieces)
    for pk, rang, pseudonyme in remis.pieces:
        if (octets := travaux.read_piece(pk)) is not None:
            yield file_name(rang, pseudonyme, most=most), octets


@personal_page
@_travail_only
@require_POST
def campagne_document_resume(request: HttpRequest, travail: Travail) -> HttpResponse:
    """What was stopped goes on from the sheets that are made."""
    travaux.resume(travail=travail)
    messages.success(request, "Le travail reprend là où il s’était arrêté.")
    return redirect("suivi:campagne_documents", travail.campagne_id)


@personal_page
@_travail_only
@require_POST
def campagne_document_delete(request: HttpRequest, travail: Travail) -> HttpResponse:
    services.delete_travail(travail=travail)
    messages.success(request, "Le document est supprimé, avec tout ce qui avait été fait pour lui.")
    return redirect("suivi:campagne_documents", travail.campagne_id)
