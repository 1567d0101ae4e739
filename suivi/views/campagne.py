"""A campaign: made, set, shared, archived, deleted."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metiers.francais.phrases import count
from orientation.security import personal_page
from suivi import services
from suivi.acces import campagne_only, membres_lisant, user_of
from suivi.forms_campagnes import FULL, CampagneForm, NomsForm, PartageForm, ReglagesForm
from suivi.models import Campagne, Envoi, Membre, Note, RendezVous
from suivi.tableaux import eleves_of, tete_of

FROZEN = "Quelqu’un vient de rejoindre la campagne\u00a0: ceci ne change plus."


@personal_page
@require_http_methods(["GET", "POST"])
def campagne_add(request: HttpRequest) -> HttpResponse:
    membres = membres_lisant(user_of(request)).select_related("structure", "user").order_by("structure__nom", "pk")
    if not membres:
        raise Http404
    form = CampagneForm(request.POST if request.method == "POST" else None, membres=membres)
    if form.is_valid():
        try:
            campagne = _opened(form)
        except services.GoneError:  # no longer a member
            raise Http404 from None
        messages.success(request, f"La campagne est ouverte\u00a0: son code est {campagne.code_lisible}.")
        return redirect(campagne)
    return render(request, "suivi/campagne_add.html", {"form": form}, status=422 if form.errors else 200)


def _opened(form: CampagneForm) -> Campagne:
    values = {name: value for name, value in form.cleaned_data.items() if name not in {"structure", "noms"}}
    noms = form.cleaned_data["noms"]
    return services.open_campagne(membre=form.membre, noms=noms, libre=not noms, **values)


@personal_page
@campagne_only(own=True)
@require_http_methods(["GET", "POST"])
def campagne_edit(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    form = _reglages_form(campagne, request.POST if request.method == "POST" else None)
    if form.is_valid() and _set(form, campagne):
        messages.success(request, "Les réglages sont enregistrés.")
        return redirect("suivi:campagne_edit", campagne.pk)
    return _reglages(request, campagne, membre, form=form)


def _reglages_form(campagne: Campagne, sent: Any = None) -> ReglagesForm:
    frozen, listed = campagne.participations.exists(), campagne.places.exists()
    return ReglagesForm(sent, campagne=campagne, frozen=frozen, listed=listed)


def _set(form: ReglagesForm, campagne: Campagne) -> bool:
    try:
        services.edit_campagne(campagne=campagne, **form.cleaned_data)
    except services.FrozenError:
        form.add_error(None, FROZEN)
    return not form.errors


@personal_page
@campagne_only(own=True)
@require_POST
def campagne_noms(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    form = NomsForm(request.POST)
    if form.is_valid():
        try:
            added = services.add_names(campagne=campagne, noms=form.cleaned_data["noms"])
            messages.success(request, f"{count(added, 'pseudonyme ajouté', 'pseudonymes ajoutés')} à la liste.")
            return redirect("suivi:campagne_edit", campagne.pk)
        except services.FullError:
            form.add_error("noms", FULL)
    return _reglages(request, campagne, membre, noms=form)


@personal_page
@campagne_only(own=True)
@require_POST
def campagne_partage(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    form = PartageForm(request.POST, campagne=campagne)
    if form.is_valid():
        services.share_campagne(campagne=campagne, membres=form.cleaned_data["membres"])
        messages.success(request, "Le partage est enregistré.")
        return redirect("suivi:campagne_edit", campagne.pk)
    return _reglages(request, campagne, membre, partage=form)


def _reglages(request: HttpRequest, campagne: Campagne, membre: Membre, **sent: forms.Form) -> HttpResponse:
    """The page of settings, with the form that was sent among the others."""
    eleves = eleves_of([campagne], membre.user)[campagne.pk]
    context = {
        "form": _reglages_form(campagne),
        "noms": NomsForm(),
        "partage": PartageForm(campagne=campagne),
        **sent,
        "campagne": campagne,
        "tete": tete_of("reglages", campagne, membre, eleves),
        "fige": any(one.pk for one in eleves) or campagne.participations.exists(),
        "places": campagne.places.all(),
        "prises": {one.place for one in eleves if one.place and one.pk},
    }
    wrong = any(form.errors for form in sent.values())
    return render(request, "suivi/campagne_edit.html", context, status=422 if wrong else 200)


@personal_page
@campagne_only()
@require_POST
def place_remove(request: HttpRequest, campagne: Campagne, membre: Membre, place: int) -> HttpResponse:
    """A name of the list; on one page or the other."""
    services.remove_name(campagne=campagne, pk=place)
    messages.success(request, "Le pseudonyme n’est plus dans la liste.")
    return redirect("suivi:campagne_edit" if "reglages" in request.POST else "suivi:campagne_activite", campagne.pk)


@personal_page
@campagne_only(own=True)
@require_POST
def campagne_archive(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """Or restored: what the form says."""
    archived = request.POST.get("archiver") != "non"
    services.archive(campagne=campagne, archived=archived)
    done = "archivée\u00a0: plus personne n’y entre ni n’y envoie" if archived else "de nouveau en cours"
    messages.success(request, f"La campagne est {done}.")
    return redirect(campagne)


@personal_page
@campagne_only(own=True)
@require_http_methods(["GET", "POST"])
@reauthentication_required
def campagne_delete(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    if request.method == "POST":
        services.delete_campagne(campagne=campagne)
        messages.success(request, f"La campagne «\u00a0{campagne.nom}\u00a0» est supprimée.")
        return redirect("suivi:accueil")
    held = {
        "places": campagne.participations.count(),
        "envois": Envoi.objects.filter(participation__campagne=campagne).count(),
        "notes": Note.objects.filter(participation__campagne=campagne).count(),
        "rendez_vous": RendezVous.objects.filter(participation__campagne=campagne).count(),
    }
    return render(request, "suivi/campagne_delete.html", {"campagne": campagne, **held})


@personal_page
@require_safe
def campagne_archives(request: HttpRequest) -> HttpResponse:
    archived = services.opened_by(user_of(request)).exclude(archivee_le=None)
    return render(request, "suivi/campagne_archives.html", {"campagnes": archived.order_by("-archivee_le", "-pk")})
