"""Appointments with one pupil, and the result that was kept for the talk."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from orientation.security import personal_page
from suivi import services
from suivi.acces import eleve_only
from suivi.forms_eleve import RendezVousForm
from suivi.models import Membre, Montre, Participation, RendezVous

SAME_TIME = "Vous avez déjà un rendez-vous avec cet élève à cette heure-là."


@personal_page
@eleve_only
@require_http_methods(["GET", "HEAD", "POST"])
def rendez_vous_add(request: HttpRequest, eleve: Participation, membre: Membre) -> HttpResponse:
    form = _form(request, eleve, {"lieu": _usual_place(membre)})
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.propose(participation=eleve, membre=membre, le=said["le"], lieu=said["lieu"])
            messages.success(request, f"Rendez-vous proposé à {eleve}, {_when(said['le'])}.")
            _warn_of_another(request, eleve, membre, said["le"])
            return _back(eleve)
        except services.SameTimeError:
            form.add_error("heure", SAME_TIME)
        except services.TooManyTalksError:
            form.add_error(None, f"{eleve} a déjà {services.MOST_TALKS} rendez-vous\u00a0: annulez-en d’abord.")
    return _page(request, eleve, form, None)


@personal_page
@eleve_only
@require_http_methods(["GET", "HEAD", "POST"])
def rendez_vous_edit(request: HttpRequest, eleve: Participation, membre: Membre, rdv: int) -> HttpResponse:
    """Moved to another time or place."""
    rendez_vous = _found(eleve, rdv)
    here = timezone.localtime(rendez_vous.le)
    form = _form(request, eleve, {"jour": here.date(), "heure": here.time(), "lieu": rendez_vous.lieu})
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.move_rendez_vous(rendez_vous=rendez_vous, le=said["le"], lieu=said["lieu"])
            messages.success(request, f"Rendez-vous déplacé, {_when(said['le'])}.")
            return _back(eleve)
        except services.SameTimeError:
            form.add_error("heure", SAME_TIME)
    return _page(request, eleve, form, rendez_vous)


@personal_page
@eleve_only
@require_POST
def rendez_vous_done(request: HttpRequest, eleve: Participation, membre: Membre, rdv: int) -> HttpResponse:
    """The talk took place, or (`fait=0`) it did not after all."""
    done = request.POST.get("fait") != "0"
    held = done and eleve.est_retenue
    services.note_done(rendez_vous=_found(eleve, rdv), done=done)
    shown = f" {eleve} voit maintenant son résultat." if held else ""
    messages.success(
        request, f"Entretien noté comme fait.{shown}" if done else "L’entretien n’est plus noté comme fait."
    )
    return _back(eleve)


@personal_page
@eleve_only
@require_POST
def rendez_vous_cancel(request: HttpRequest, eleve: Participation, membre: Membre, rdv: int) -> HttpResponse:
    services.cancel(rendez_vous=_found(eleve, rdv))
    messages.success(request, f"Rendez-vous annulé. {eleve} ne le voit plus.")
    return _back(eleve)


@personal_page
@eleve_only
@require_POST
def resultat_show(request: HttpRequest, eleve: Participation, membre: Membre) -> HttpResponse:
    """What was kept for the talk is shown to the pupil, or (`montre=0`) kept back again."""
    if eleve.campagne.montre != Montre.APRES:
        raise Http404
    shown = request.POST.get("montre") != "0"
    services.show_result(participation=eleve, shown=shown)
    told = "voit maintenant son résultat" if shown else "ne voit plus son résultat, jusqu’à l’entretien"
    messages.success(request, f"{eleve} {told}.")
    return _back(eleve)


def _found(eleve: Participation, pk: int) -> RendezVous:
    found = eleve.rendez_vous.filter(pk=pk).first()
    if found is None:
        raise services.GoneError
    return found


def _form(request: HttpRequest, eleve: Participation, initial: dict[str, Any]) -> RendezVousForm:
    sent = request.POST if request.method == "POST" else None
    return RendezVousForm(sent, initial=initial, dernier_jour=eleve.campagne.dernier_jour)


def _page(request: HttpRequest, eleve: Participation, form: RendezVousForm, moved: RendezVous | None) -> HttpResponse:
    context = {"eleve": eleve, "campagne": eleve.campagne, "form": form, "rendez_vous": moved}
    return render(request, "suivi/rendez_vous_edit.html", context, status=422 if form.is_bound else 200)


def _usual_place(membre: Membre) -> str:
    """Where this member last met somebody."""
    last = RendezVous.objects.filter(membre=membre).order_by("-propose_le", "-pk").first()
    return last.lieu if last else ""


def _warn_of_another(request: HttpRequest, eleve: Participation, membre: Membre, le: datetime) -> None:
    """Two pupils at one time is a choice, which is told."""
    others = RendezVous.objects.filter(membre=membre, le=le, fait_le=None).exclude(participation=eleve)
    if other := others.select_related("participation").first():
        messages.warning(request, f"Vous recevez aussi {other.participation} à cette heure.")


def _when(le: datetime) -> str:
    return date_format(timezone.localtime(le), r"\l\e l j F à G \h i")


def _back(eleve: Participation) -> HttpResponse:
    return redirect("suivi:eleve_detail", eleve.campagne_id, eleve.pk)
