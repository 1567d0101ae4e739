"""The steps of a quiz after the statements: priorities, what one likes and refuses, skills."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from metiers.addresses import follows_addresses
from metiers.models import Competence, Metier
from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import give_secret, is_younger, offer_secret, read_secret, secret_to_write
from quiz.calcul.classement import telling_skills
from quiz.calcul.filtres import MOST, read_filtres, refusals, stored_selection
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import choices_of, elicited, read_reponses
from quiz.donnees.ensemble import home
from quiz.forms import CompetencesForm, PrioritesForm, Question, rating_initial
from quiz.methode.statements import SCREENS
from quiz.models import Passation
from quiz.page_contexts import filters_context
from quiz.rapport.exemples import EXEMPLES
from quiz.rapport.familles import familles_shown, mondes_shown
from quiz.steps import NOW, PROPOSED, QUICK_COMPLET, QUICK_EXPRESS, RESUME, back_to_start, began_since

BACK = "retour"
FROM_PISTES = "pistes"  # posted by the page of pistes: what was chosen there is to be kept, and seen there


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@follows_addresses
def priorites_edit(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Five importances, about one métier or to have all of them ranked."""
    metier = get_object_or_404(Metier.objects.publies(), slug=slug) if slug else None
    passation = services.find_passation(read_secret(request))
    choices = choices_of(passation)
    decided = passation.importances if passation and passation.has_importances else None
    proposed = elicited(choices) if not metier and (PROPOSED in request.GET or not decided) else None
    form = PrioritesForm(_posted(request), initial=proposed.importances if proposed else decided)
    if form.is_valid():
        quick = _was_quick(request, passation, QUICK_COMPLET if choices and not metier else QUICK_EXPRESS)
        secret = secret_to_write(request, passation)
        if NOW in request.POST and metier is None:
            response = _finish_now(secret, passation, form.cleaned_data, rapide=quick)
        else:
            response = _keep_priorities(metier, secret, passation, form.cleaned_data, rapide=quick)
        give_secret(request, response, secret)
    else:
        context: dict[str, object] = {
            "metier": metier,
            "form": form,
            "resumed": RESUME in request.GET,
            "saved": bool(decided or choices),
            "rated": passation is not None and RESUME in request.GET and passation.auto_evaluations.exists(),
            "elicited": proposed,
            "from_statements": len(choices) == len(SCREENS),
            "fragments": home() if passation is None and metier is None else [],
        }
        response = _form_page(request, "quiz/priorites_edit.html", context, form)
        offer_secret(request, response, passation)
    return response


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def gouts_edit(request: HttpRequest) -> HttpResponse:
    """Interests, studies, what is refused: the filters the ranking begins with. Kept even if step 1 has expired."""
    passation = services.find_passation(read_secret(request))
    started = passation is not None and passation.has_importances
    if request.method != "POST" and not started:
        return back_to_start()
    profils = load_profils()
    catalogue = profils.annuaire
    complet = len(choices_of(passation)) == len(SCREENS)
    selection, errors = stored_selection(passation, catalogue), []
    if request.method == "POST":
        selection, unknown = read_filtres(request.POST, catalogue)
        errors = refusals(selection, unknown)
        if not errors:
            secret = secret_to_write(request, passation)
            tastes: services.Answers = {"filtres": selection.query()}
            on_pistes = FROM_PISTES in request.POST
            if started and not complet and not on_pistes:
                services.finish_quiz(secret=secret, passation=passation, profils=profils, **tastes)
            else:
                services.record_answers(secret=secret, begins=passation is None, **tastes)
            after = _after_gouts(selection.query(), complet=complet and not on_pistes)
            response = after if started else back_to_start()
            give_secret(request, response, secret)
            return response
    context: dict[str, object] = {"selection": selection, "errors": errors, "complet": complet, "most": MOST}
    context |= {
        "familles": familles_shown(catalogue.interets, selection.interet),
        "mondes": mondes_shown(catalogue.domaines, selection.aime, selection.evite),
    }
    context |= filters_context(catalogue, selection)
    return render(request, "quiz/gouts_edit.html", context, status=422 if errors else 200)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@follows_addresses
def competences_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Self-rating on one métier's hard skills. What was rated is kept even if its fiche has just left."""
    metier = Metier.objects.publies().filter(slug=slug).first()
    if metier is None:
        if request.method == "POST":
            return competences_all(request)
        raise Http404
    requises = metier.competences_requises.select_related("competence")
    questions = [
        (requise.competence, ", ".join(requise.liste_mots_cles) or EXEMPLES.get(requise.competence.nom, ""))
        for requise in requises
    ]
    passation = services.find_passation(read_secret(request))
    if request.method != "POST" and (passation is None or not passation.has_importances):
        return back_to_start(slug)
    form = _ratings_form(request, questions, passation)
    if not form.is_valid():
        return _form_page(request, "quiz/competences_edit.html", {"metier": metier, "form": form}, form)
    before, after = (reverse(f"quiz:{name}", args=[slug]) for name in ("priorites_edit", "rapport_detail"))
    return _keep_ratings(request, form, passation, slug=slug, before=before, after=after)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def competences_all(request: HttpRequest) -> HttpResponse:
    """Self-rating on the skills that most tell apart the métiers still in view."""
    passation = services.find_passation(read_secret(request))
    catalogue = load_profils()
    if request.method == "POST":  # what was asked when the page was made, whatever has changed since
        asked = [competence for competence in catalogue.competences if competence in request.POST]
    elif passation is None or not passation.has_importances:
        return back_to_start()
    else:
        selection = stored_selection(passation, catalogue.annuaire)
        asked = telling_skills(catalogue, read_reponses(passation), selection)
        if not asked:
            return redirect(passation)
    known = {competence.slug: competence for competence in Competence.objects.filter(slug__in=asked)}
    questions = [(known[slug], EXEMPLES.get(known[slug].nom, "")) for slug in asked if slug in known]
    form = _ratings_form(request, questions, passation)
    if not form.is_valid():
        return _form_page(request, "quiz/competences_edit_all.html", {"passation": passation, "form": form}, form)
    after = passation.get_absolute_url() if passation else ""
    return _keep_ratings(request, form, passation, slug=None, before=reverse("quiz:gouts_edit"), after=after)


def _ratings_form(request: HttpRequest, questions: Sequence[Question], passation: Passation | None) -> CompetencesForm:
    if request.method == "POST":  # what was rated before is in what is sent
        return CompetencesForm(questions, request.POST)
    levels = passation.auto_evaluations.values_list("competence__slug", "niveau") if passation else []
    return CompetencesForm(questions, initial=rating_initial(levels))


def _keep_ratings(
    request: HttpRequest,
    form: CompetencesForm,
    passation: Passation | None,
    *,
    slug: str | None,
    before: str,
    after: str,
) -> HttpResponse:
    """Save what was rated, then the page before, or the result; the first step when it has expired meanwhile."""
    secret, ratings = secret_to_write(request, passation), form.ratings()
    if BACK in request.POST:
        services.record_answers(secret=secret, begins=passation is None, ratings=ratings)
    else:
        services.finish_quiz(secret=secret, passation=passation, profils=load_profils(), slug=slug, ratings=ratings)
    if passation is None or not passation.has_importances:
        response = back_to_start(slug)
    else:
        response = redirect(before if BACK in request.POST else after)
    give_secret(request, response, secret)
    return response


def _was_quick(request: HttpRequest, passation: Passation | None, seconds: int) -> bool:
    """Since the first answer, or the first page of a quiz of one page, so little time that nobody can have read."""
    if passation is None:
        return is_younger(request, seconds)
    return began_since(passation, seconds)


def _after_gouts(query: str, *, complet: bool) -> HttpResponse:
    return redirect("quiz:competences_edit") if complet else redirect(reverse("quiz:classement_detail") + query)


def _keep_priorities(
    metier: Metier | None, secret: str, passation: Passation | None, importances: Mapping[str, int], *, rapide: bool
) -> HttpResponse:
    """Save them, then the next step; or the result at once when the métier's fiche names no skill to rate."""
    begins = passation is None
    if metier is None:
        services.decide_priorities(secret=secret, begins=begins, importances=importances, rapide=rapide)
        return redirect("quiz:gouts_edit")
    answers: services.Answers = {"importances": importances, "rapide": rapide}
    if metier.competences_requises.exists():
        services.record_answers(secret=secret, begins=begins, **answers)
        return redirect("quiz:competences_edit", slug=metier.slug)
    services.finish_quiz(secret=secret, passation=passation, profils=load_profils(), slug=metier.slug, **answers)
    return redirect("quiz:rapport_detail", slug=metier.slug)


def _finish_now(
    secret: str, passation: Passation | None, importances: Mapping[str, int], *, rapide: bool
) -> HttpResponse:
    services.finish_quiz(
        secret=secret, passation=passation, profils=load_profils(), importances=importances, rapide=rapide
    )
    return redirect(passation or "quiz:classement_detail")


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _form_page(request: HttpRequest, template: str, context: dict[str, object], form: Form) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound else 200)
