"""Home, method, the steps of the quiz, the fit report, erasing."""

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from metiers.charts import radar
from metiers.favoris import read_favoris, write_favoris
from metiers.models import Metier
from orientation.security import personal_page
from quiz import charts, matching, services
from quiz.example import EXAMPLE
from quiz.forms import CompetencesForm, PrioritesForm, rating_initial
from quiz.models import Passation
from quiz.secret import give_secret, new_secret, read_secret, take_back_secret
from quiz.stability import DRAWS, TOP

RESUME = "reprise"
BACK = "retour"
PROPOSED = "phrases"  # the five screens were just answered: show what they say, not what was saved before


@login_not_required
@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    lines = [("Point de départ", "neutral", EXAMPLE.result.base), ("Niveau général", "neutral", EXAMPLE.result.general)]
    lines += [(line.dimension.label, line.dimension.cle, line.points) for line in EXAMPLE.lines]
    bars = charts.waterfall(matching.BASE, EXAMPLE.steps)
    context = {
        "metiers": Metier.objects.publies().count(),
        "example": EXAMPLE,
        "example_lines": [(*line, bar) for line, bar in zip(lines, bars, strict=True)],
        "keep": _durations(),
    }
    return render(request, "quiz/accueil.html", context)


@login_not_required
@require_safe
def methode(request: HttpRequest) -> HttpResponse:
    context = {
        "example": EXAMPLE,
        "metiers": Metier.objects.publies().count(),
        "method_version": matching.METHOD_VERSION,
        "share": matching.LAMBDA,
        "minimum": matching.MIN_FOR_PERCENTILES,
        "draws": DRAWS,
        "top": TOP,
    }
    return render(request, "quiz/methode.html", context)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def priorites_edit(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Step 1: five importances, about one métier or to have all of them ranked."""
    metier = get_object_or_404(Metier.objects.publies(), slug=slug) if slug else None
    secret = read_secret(request)
    passation = services.find_passation(secret)
    decided = passation.importances if passation and passation.has_importances else None
    proposed = services.elicited(passation) if metier is None and (PROPOSED in request.GET or not decided) else None
    initial = proposed.importances if proposed else decided
    form = PrioritesForm(_posted(request), initial=initial)
    if form.is_valid():
        secret = secret or new_secret()
        services.record_importances(secret=secret, importances=form.cleaned_data)
        response: HttpResponse = _after_priorities(metier, secret)
    else:
        context: dict[str, object] = {
            "metier": metier,
            "form": form,
            "resumed": RESUME in request.GET,
            "saved": passation is not None,
            "elicited": proposed,
        }
        response = _form_page(request, "quiz/priorites.html", context, form)
    if read_secret(request) is None:
        give_secret(response, secret or new_secret())
    return response


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def competences_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 2: self-rating on the métier's hard skills. What is sent is kept even if step 1 has expired meanwhile."""
    metier = get_object_or_404(Metier.objects.publies(), slug=slug)
    requises = list(metier.competences_requises.select_related("competence"))
    secret = read_secret(request)
    passation = services.find_passation(secret)
    initial = _rating_initial(passation) if request.method != "POST" and passation else None
    form = CompetencesForm(requises, _posted(request), initial=initial)
    if request.method != "POST" and (passation is None or not passation.has_importances):
        return _back_to_start(slug)
    if not form.is_valid():
        return _form_page(request, "quiz/competences.html", {"metier": metier, "form": form}, form)
    kept = secret or new_secret()
    services.record_ratings(secret=kept, ratings=form.ratings())
    if passation is None or not passation.has_importances:
        response = _back_to_start(slug)
    else:
        response = redirect("quiz:priorites_edit" if BACK in request.POST else "quiz:rapport_detail", slug=slug)
    if secret is None:
        give_secret(response, kept)
    return response


@login_not_required
@personal_page
@require_safe
def rapport_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The fit report of this browser's passation on one métier."""
    metier = get_object_or_404(Metier.objects.publies().for_report().with_donnees(), slug=slug)
    passation = services.find_passation(read_secret(request))
    if passation is None or not passation.has_importances:
        return _back_to_start(slug)
    try:
        report = services.fit_report(passation, metier)
    except KeyError as error:  # unpublished since it was read just above
        raise Http404 from error
    importances = [10.0 * (value or 0) for value in passation.importances.values()]
    bars = charts.waterfall(report.index.base, [report.index.general, *report.index.contributions])
    context = {
        "metier": metier,
        "passation": passation,
        "report": report,
        "radar": radar(report.index.percentiles, importances),
        "bars": bars,
        "term_bars": list(zip(report.terms, bars[2:], strict=True)),
        "term_importances": list(zip(report.terms, passation.importances.values(), strict=True)),
        "share": matching.LAMBDA,
        "version": matching.METHOD_VERSION,
    }
    return render(request, "quiz/rapport.html", context)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def passation_effacer(request: HttpRequest) -> HttpResponse:
    """Ask once, then erase everything this browser opened or kept."""
    if request.method != "POST":
        known = read_secret(request) is not None or bool(read_favoris(request))
        return render(request, "quiz/effacer.html", {"known": known, "done": "fait" in request.GET and not known})
    secret = read_secret(request)
    if secret:
        services.erase(secret=secret)
    response = redirect(f"{reverse('quiz:passation_effacer')}?fait")
    take_back_secret(response)
    write_favoris(response, [])
    return response


def _after_priorities(metier: Metier | None, secret: str) -> HttpResponse:
    """The second step; or the result at once when no métier was chosen, or when its fiche names no skill to rate."""
    if metier is None:
        services.record_ratings(secret=secret, ratings={})
        return redirect("quiz:gouts_edit")
    if metier.competences_requises.exists():
        return redirect("quiz:competences_edit", slug=metier.slug)
    services.record_ratings(secret=secret, ratings={})
    return redirect("quiz:rapport_detail", slug=metier.slug)


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _form_page(request: HttpRequest, template: str, context: dict[str, object], form: Form) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound else 200)


def _back_to_start(slug: str) -> HttpResponse:
    return redirect(f"{reverse('quiz:priorites_edit', args=[slug])}?{RESUME}")


def _rating_initial(passation: Passation) -> dict[str, str]:
    return rating_initial(passation.auto_evaluations.values_list("competence__slug", "niveau"))


def _durations() -> dict[str, int]:
    return {"unfinished": services.KEEP_UNFINISHED.days, "result": services.KEEP_RESULT.days}
