"""What a student plans and thinks about a métier, and the calendar file of it."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from orientation.security import personal_page
from quiz import services
from quiz.forms import PlanFormSet, ReflexionForm, steps_of
from quiz.instantane import PisteFigee
from quiz.models import Carnet, Etape, Resultat
from quiz.secret import read_secret
from quiz.views.resultats import find_result


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, numero: int, slug: str) -> HttpResponse:
    """Up to five next steps and three thoughts about one métier of a kept result; a newer result with the same métier
    goes on with them."""
    posted = request.POST if request.method == "POST" else None
    if posted is not None and services.find_passation(read_secret(request)) is None:
        return render(request, "quiz/plan_perdu.html", {"texts": _texts(posted)}, status=404)
    resultat, piste = _bearer(request, numero, slug)
    if posted is None and resultat.numero != numero:
        return redirect("quiz:plan_edit", resultat.numero, slug)
    carnet = resultat.carnets.filter(slug=slug).first() or Carnet(resultat=resultat, slug=slug)
    etapes = list(carnet.etapes.values("genre", "le", "note", "faite")) if carnet.pk else []
    # What is sent is compared with nothing: a line sent again as it was would count as an empty one.
    plan = PlanFormSet(posted, initial=etapes if posted is None else None, prefix="etape")
    plan.extra = plan.max_num - (len(etapes) if posted is None else 0)
    thoughts = ReflexionForm(posted, instance=carnet)
    whole = posted is None or len(plan.forms) == Etape.MOST  # fewer lines would empty the plan
    if posted is not None and whole and plan.is_valid() and thoughts.is_valid():
        kept = services.keep_plan(
            secret=read_secret(request) or "", slug=slug, etapes=steps_of(plan), reflexion=thoughts.cleaned_data
        )
        if kept is None:
            raise Http404
        return redirect(f"{reverse('quiz:plan_edit', args=[kept.numero, slug])}?garde")
    shown = len(etapes) + 1 if posted is None else Etape.MOST
    context = {
        "resultat": resultat,
        "piste": piste,
        "plan": plan,
        "lines": plan.forms[:shown],
        "more_lines": plan.forms[shown:],
        "thoughts": thoughts,
        "saved": "garde" in request.GET,
        "whole": whole,
        "dated": any(etape["le"] for etape in etapes),
    }
    return render(request, "quiz/plan_edit.html", context, status=422 if posted is not None else 200)


@login_not_required
@personal_page
@require_safe
def plan_agenda(request: HttpRequest, numero: int, slug: str) -> HttpResponse:
    """The dated steps as an iCalendar file, whole days."""
    resultat, piste = _bearer(request, numero, slug)
    agenda = Calendar()
    agenda.add("prodid", "-//Orientation//Plan//FR")
    agenda.add("version", "2.0")
    for etape in Etape.objects.filter(carnet__resultat=resultat, carnet__slug=slug, le__isnull=False):
        event = Event()
        event.add("uid", f"{_identity(resultat, slug, etape)}@orientation")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", etape.le)
        event.add("duration", timedelta(days=1))
        event.add("summary", f"{etape.get_genre_display()} · {piste.titre}")
        if etape.note:
            event.add("description", etape.note)
        agenda.add_component(event)
    response = HttpResponse(agenda.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{slug}.ics"'
    return response


def _texts(posted: QueryDict) -> list[str]:
    """What was written in a plan that can no longer be kept."""
    written = [text for name, text in posted.items() if name.endswith("-note") or name in ReflexionForm.base_fields]
    return [text for text in map(str, written) if text.strip()]


def _bearer(request: HttpRequest, numero: int, slug: str) -> tuple[Resultat, PisteFigee]:
    """The result with which the plan about this métier is kept, and the métier; this result or a newer one."""
    asked = find_result(request, numero)
    resultat = services.bearer(asked.passation, slug) if asked.instantane.piste(slug) else None
    piste = resultat.instantane.piste(slug) if resultat else None
    if resultat is None or piste is None:
        raise Http404
    return resultat, piste


def _identity(resultat: Resultat, slug: str, etape: Etape) -> str:
    """The same each time the step is saved, so that calendars replace it; it tells nothing."""
    return salted_hmac("quiz.plan", f"{resultat.passation_id}-{slug}-{etape.rang}").hexdigest()
