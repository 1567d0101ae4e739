"""What is printed: for a class its poster and slips to hand out, for talks their sheets."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from orientation.security import personal_page
from quiz.calcul.profils import Profils, load_profils
from suivi import services
from suivi.acces import campagne_only, lues_par, user_of
from suivi.documents.affiche import Affiche, render_affiche
from suivi.documents.entretien import FicheEntretien, render_fiches
from suivi.documents.rappels import render_rappels
from suivi.dossier import Lu, dossier_of, fiche_of, read_envois
from suivi.listes.activite import ChoixActivite, keep, order
from suivi.listes.choix import MOST_AT_ONCE, pks
from suivi.models import Campagne, Envoi, Lecture, Membre, Montre, RendezVous
from suivi.tableaux import eleves_of, last_sends


@personal_page
@campagne_only()
@require_safe
def campagne_affiche(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    affiche = Affiche(
        campagne=campagne.nom,
        structure=str(campagne.structure),
        jusqu_au=campagne.ferme_le,
        adresse=f"{request.get_host()}/c",
        lien=request.build_absolute_uri(campagne.adresse_publique),
        code=campagne.code,
        pseudonymes="libre" if campagne.libre else "liste",
        qui=str(campagne.proprietaire),
        montre="apres" if campagne.montre == Montre.APRES else "tout_de_suite",
        but=campagne.but,
        fin=campagne.dernier_jour,
        contact=campagne.structure.contact_des_familles,
    )
    return _pdf(render_affiche(affiche, fait_le=timezone.localdate()), "affiche", campagne.nom)


@personal_page
@campagne_only()
@require_safe
def campagne_rappels(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """Of those of the list, as it is filtered, who have not sent."""
    choix = ChoixActivite.read(request.GET.dict())
    eleves = eleves_of([campagne], membre.user)[campagne.pk]
    noms = [one.nom for one in order(keep(eleves, choix), "nom") if one.a_rappeler]
    if not noms:
        messages.info(request, "Personne n’est à rappeler ici.")
        return redirect(f"{campagne.get_absolute_url()}{choix.query()}")
    octets = render_rappels(
        campagne=campagne.nom,
        structure=str(campagne.structure),
        code=campagne.code,
        adresse=f"{request.get_host()}/c",
        jusqu_au=campagne.ferme_le,
        noms=noms,
        fait_le=timezone.localdate(),
        lien=request.build_absolute_uri(campagne.adresse_publique),
    )
    return _pdf(octets, "rappels", campagne.nom)


@personal_page
@campagne_only()
@require_POST
def campagne_fiches(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """A sheet for each pupil that is ticked, in the order of the list."""
    asked = pks(request.POST.getlist("eleve"))
    last = last_sends(campagne.participations.filter(pk__in=asked))
    back = reverse("suivi:campagne_resultats", args=[campagne.pk])
    return _printed(request, [(last[pk], membre) for pk in asked if pk in last], back)


@personal_page
@require_POST
def fiches_du_jour(request: HttpRequest) -> HttpResponse:
    """Of today's appointments of this account, by hour."""
    dated = RendezVous.objects.filter(membre__user=user_of(request), le__date=timezone.localdate(), fait_le=None)
    dated = dated.filter(participation__campagne__in=lues_par(user_of(request)))
    today = list(dated.select_related("participation", "membre__user").order_by("le", "pk")[:MOST_AT_ONCE])
    last = last_sends([one.participation for one in today])
    of_each = {last[one.participation_id]: one.membre for one in today if one.participation_id in last}
    return _printed(request, list(of_each.items()), reverse("suivi:accueil"))


def _printed(request: HttpRequest, asked: Sequence[tuple[int, Any]], back: str) -> HttpResponse:
    """The sheets of these sends, each noted as read by the member beside it; or the page `back`, which says why not."""
    by_membre = groupby(asked, key=lambda one: one[1])
    try:
        sheets = [sheet for membre, rows in by_membre for sheet in _sheets([pk for pk, _ in rows], membre)]
    except services.GoneError:
        messages.info(request, "Un élève vient de retirer ce qu’il avait envoyé\u00a0: recommencez.")
        return redirect(back)
    if not sheets:
        messages.info(request, "Cochez d’abord au moins un élève qui a envoyé son résultat.")
        return redirect(back)
    return _pdf(render_fiches(sheets, fait_le=timezone.localdate()), "fiches", "entretien")


def _sheets(pks: Sequence[int], membre: Membre) -> list[FicheEntretien]:
    with transaction.atomic():
        rows = Envoi.objects.select_related("resultat", "participation__campagne").in_bulk(pks)
        envois = [rows[pk] for pk in pks if pk in rows]
        services.note_reading(envois=envois, membre=membre, quoi=Lecture.Quoi.FICHE)
        lus = read_envois(envois)
    profils = load_profils()
    return [_sheet(lu, profils, membre) for lu in lus]


def _sheet(lu: Lu, profils: Profils, membre: Membre) -> FicheEntretien:
    place = lu.envoi.participation
    return fiche_of(dossier_of(lu, profils), place.campagne, place, str(membre))


def _pdf(octets: bytes, what: str, about: str) -> HttpResponse:
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{what}-{slugify(about) or "campagne"}.pdf"'
    return response
