"""« Tes pistes » : every métier ranked for one student, narrowed by the filters of the list, with priorities to try."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from metiers.dimensions import CLES
from metiers.favoris import read_favoris
from metiers.francais.phrases import ordinal
from metiers.search.selection import SHOWN, Selection
from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import give_secret, keep_in_step, read_secret, secret_to_write
from quiz.calcul.classement import places
from quiz.calcul.filtres import bounded, read_filtres, stored_selection
from quiz.calcul.gel import freeze
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses, read_reponses
from quiz.donnees.ensemble import beside
from quiz.forms import PrioritesForm
from quiz.page_contexts import filters_context, ranking_context, report_addresses
from quiz.resultat.instantane import Instantane
from quiz.retenue import held_page
from quiz.steps import MINE, back_to_start


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def classement_detail(request: HttpRequest) -> HttpResponse:
    """The ranking; with five priorities in the address, what it would be with those; posted, they are kept."""
    passation = services.find_passation(read_secret(request))
    profils = load_profils()
    asked, ignored = read_filtres(request.GET, profils.annuaire)
    selection, too_many = bounded(asked, profils.annuaire)
    essai = _essai(request)
    response: HttpResponse
    if request.method == "POST" and essai.is_valid():  # kept even if the rest has expired
        secret = secret_to_write(request, passation)
        decided: services.Answers = {"importances": essai.cleaned_data, "essayees": True}
        decided["filtres"] = selection.query()
        services.finish_quiz(secret=secret, passation=passation, profils=profils, **decided)
        response = redirect(request.path + selection.query())
        give_secret(request, response, secret)
        return response
    if passation is None or not passation.has_importances:
        return back_to_start()
    if MINE in request.GET:
        return redirect(passation)
    fragments = beside(read_secret(request))
    if held := held_page(request, fragments):
        return held
    reponses = read_reponses(passation)
    essai.initial = dict(reponses.curseurs)
    tried = essai.cleaned_data if essai.is_valid() and essai.cleaned_data != essai.initial else None
    kept = freeze(profils, replace(reponses, importances=tried, essayees=True) if tried else reponses, selection)
    also = urlencode(tried) if tried else ""
    shown = ranking_context(kept, _liens(kept, selection, also), profils.annuaire, essai=tried is not None)
    context: dict[str, Any] = {
        **shown,
        "fragments": fragments,
        "selection": selection,
        "essai": essai,
        "tried": tried,
        "averaged": reponses.averaged,
        "also": also,
        "keep": f"?{also}" if also else "",
        "kept_query": selection.query(),
        "mouvements": _movements(profils, reponses, selection, kept) if tried else {},
        "narrowed": any(selection.filters.values()),
        "unsaved": selection != stored_selection(passation, profils.annuaire),
        "found": kept.en_vue,
        "ignored": ignored,
        "too_many": too_many,
        "favoris": read_favoris(request),
        "retour": request.path + selection.query(also=also),
        **filters_context(profils.annuaire, selection, also),
    }
    response = render(request, "quiz/classement_detail.html", context, status=422 if essai.errors else 200)
    keep_in_step(request, response, passation.expire_le)
    return response


def _liens(kept: Instantane, selection: Selection, also: str) -> dict[str, str]:
    """Where the ranking leads: to the report of each métier among the same ones, and to the answers; `also`: the
    priorities that are tried, which reports do not know."""
    own = reverse("quiz:classement_detail") + replace(selection, experience=SHOWN).query(also=also)
    return report_addresses(kept, selection) | {"#priorites": reverse("quiz:priorites_edit"), "#experience": own}


def _movements(
    profils: Profils, reponses: Reponses, selection: Selection, tried: Instantane
) -> dict[str, tuple[str, str]]:
    """Where each métier stands for the priorities that are given, while others are tried: an arrow, and words."""
    before = places(profils, reponses, selection)
    return {piste.slug: _movement(before.get(piste.slug), piste.place) for piste in tried.pistes}


def _movement(before: int | None, now: int) -> tuple[str, str]:
    if before is None:
        return "▲", "n’était pas dans la liste"
    if before == now:
        return "", "même place"
    return "▲" if now < before else "▼", f"était {ordinal(before)}"


def _essai(request: HttpRequest) -> PrioritesForm:
    """The priorities tried: those of the address or of the form, else none."""
    params = request.POST if request.method == "POST" else request.GET
    bound = request.method == "POST" or any(cle in params for cle in CLES)
    return PrioritesForm(params if bound else None)
