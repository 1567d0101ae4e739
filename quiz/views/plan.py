"""What a student plans and thinks about a métier, and the calendar file of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from orientation.security import personal_page
from quiz import services
from quiz.absences import own_answers
from quiz.acces.cookie import read_secret
from quiz.forms import EtapeForm, PlanFormSet, ReflexionForm, steps_of
from quiz.models import MOST_ETAPES, Carnet, Etape, Resultat
from quiz.page_contexts import titre_of
from quiz.retenue import unless_held


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@unless_held
@own_answers
def plan_edit(request: HttpRequest, numero: int, slug: str) -> HttpResponse:
    """Up to five next steps and three thoughts about one métier of a kept result; a newer result with the same métier
    goes on with them."""
    posted: QueryDict | None = request.POST if request.method == "POST" else None
    resultat = _bearer(request, slug)
    if resultat is None:
        return _lost(request)
    if posted is None and resultat.numero != numero:
        return redirect("quiz:plan_edit", resultat.numero, slug)
    carnet = resultat.carnets.filter(slug=slug).first() or Carnet(resultat=resultat, slug=slug)
    etapes = list(carnet.etapes.values("genre", "le", "note", "faite")) if carnet.pk else []
    # Fewer lines than a page has would empty the plan.
    whole = posted is None or len(PlanFormSet(posted, prefix="etape").forms) == MOST_ETAPES
    if posted is not None and not whole:
        posted = _with_all_lines(posted, etapes)
    # What is sent is compared with nothing: a line sent again as it was would count as an empty one.
    plan = PlanFormSet(posted, initial=etapes if posted is None else None, prefix="etape")
    plan.extra = plan.max_num - (len(etapes) if posted is None else 0)
    thoughts = ReflexionForm(posted, instance=carnet)
    if posted is not None and whole and plan.is_valid() and thoughts.is_valid():
        return _keep(request, slug, plan, thoughts)
    shown = len(etapes) + 1 if posted is None else MOST_ETAPES
    context = {
        "resultat": resultat,
        "slug": slug,
        "held": slug in resultat.titres,
        "titre": titre_of(resultat, slug),
        "plan": plan,
        "most": MOST_ETAPES,
        "lines": plan.forms[:shown],
        "more_lines": plan.forms[shown:],
        "thoughts": thoughts,
        "partout": "partout" in request.POST,
        "older": services.written_before(resultat, slug),
        "saved": "garde" in request.GET,
        "whole": whole,
        "dated": any(etape["le"] for etape in etapes),
    }
    return render(request, "quiz/plan_edit.html", context, status=422 if posted is not None else 200)


def _with_all_lines(posted: QueryDict, etapes: Sequence[Mapping[str, Any]]) -> QueryDict:
    """What was sent, and the lines that it lacks as they are stored: the page that shows it can be sent again."""
    data = posted.copy()
    data["etape-TOTAL_FORMS"], data["etape-INITIAL_FORMS"] = str(MOST_ETAPES), "0"
    for number, etape in enumerate(etapes):
        if f"etape-{number}-genre" not in posted:
            for name, value in etape.items():
                data[f"etape-{number}-{name}"] = str(value or "")
    return data


def _keep(request: HttpRequest, slug: str, plan: "BaseFormSet[EtapeForm]", thoughts: ReflexionForm) -> HttpResponse:
    kept = services.keep_plan(
        secret=read_secret(request) or "",
        slug=slug,
        etapes=steps_of(plan),
        reflexion=thoughts.cleaned_data,
        partout="partout" in request.POST,
    )
    return redirect(f"{reverse('quiz:plan_edit', args=[kept.numero, slug])}?garde") if kept else _lost(request)


def _lost(request: HttpRequest) -> HttpResponse:
    """There is nothing to keep a plan with any more: what was written is shown, so that it can be copied."""
    written = [
        text for name, text in request.POST.items() if name.endswith("-note") or name in ReflexionForm.base_fields
    ]
    if request.method != "POST":
        raise Http404
    context = {
        "texts": [text for text in map(str, written) if text.strip()],
        "left": read_secret(request) is None,
    }
    return render(request, "quiz/plan_perdu.html", context, status=404)


@login_not_required
@personal_page
@require_safe
@unless_held
@own_answers
def plan_calendar(request: HttpRequest, numero: int, slug: str) -> HttpResponse:
    """The dated steps as an iCalendar file, whole days."""
    resultat = _bearer(request, slug)
    if resultat is None:
        raise Http404
    titre = titre_of(resultat, slug)
    agenda = Calendar()
    agenda.add("prodid", "-//Orientation//Plan//FR")
    agenda.add("version", "2.0")
    for etape in Etape.objects.filter(carnet__resultat=resultat, carnet__slug=slug).exclude(le=None):
        agenda.add_component(_event(etape, titre))
    response = HttpResponse(agenda.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{slug}.ics"'
    return response


def _event(etape: Etape, titre: str) -> Event:
    event = Event()
    event.add("uid", f"{etape.uid}@orientation")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", etape.le)
    event.add("duration", timedelta(days=1))
    done = "Fait : " if etape.faite else ""
    event.add("summary", f"{done}{etape.get_genre_display()} · {titre}")
    if etape.note:
        event.add("description", etape.note)
    return event


def _bearer(request: HttpRequest, slug: str) -> Resultat | None:
    """The result that goes with the plan about this métier."""
    passation = services.find_passation(read_secret(request))
    return services.bearer(passation, slug) if passation else None
