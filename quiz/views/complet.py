"""The complete quiz: five screens of four statements, then the same priorities as the express form, prefilled."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import give_secret, offer_secret, read_secret, secret_to_write
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import choices_of
from quiz.forms import ChoixForm
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS
from quiz.models import Passation
from quiz.steps import NOW, PROPOSED, QUICK_COMPLET, began_since


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def ecran_edit(request: HttpRequest, numero: int) -> HttpResponse:
    """Screen `numero`, from 1. Any may be answered again; the last one answered leads to the first still missing."""
    if not 1 <= numero <= len(SCREENS):
        raise Http404
    index = numero - 1
    passation = services.find_passation(read_secret(request))
    form = ChoixForm(SCREENS[index], request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _keep(request, passation, index, Choix(**form.cleaned_data))
    known = choices_of(passation).get(index)
    if known:
        form.initial = asdict(known)
    context = {"form": form, "numero": numero, "total": len(SCREENS), "saved": known is not None}
    response = render(request, "quiz/ecran_edit.html", context, status=422 if form.is_bound else 200)
    offer_secret(request, response, passation)
    return response


def _keep(request: HttpRequest, passation: Passation | None, index: int, choix: Choix) -> HttpResponse:
    secret = secret_to_write(request, passation)
    missing = {*range(len(SCREENS))} - {*choices_of(passation), index}
    response: HttpResponse
    if passation and NOW in request.POST and not missing:
        quick = began_since(passation, QUICK_COMPLET)
        services.finish_statements(
            secret=secret, passation=passation, profils=load_profils(), ecran=index, choix=choix, rapide=quick
        )
        response = redirect(passation)
    else:
        before = services.record_choice(secret=secret, begins=passation is None, ecran=index, choix=choix)
        changed = before.get(index) != choix
        decided = passation is not None and passation.has_importances and not changed
        response = _next({*before, index}, index, again=index in before and changed, decided=decided)
    give_secret(request, response, secret)
    return response


def _next(answered: set[int], index: int, *, again: bool, decided: bool) -> HttpResponse:
    """The next screen; when all were answered and this one otherwise, what they now say; what was `decided` stays."""
    missing = [screen for screen in range(len(SCREENS)) if screen not in answered]
    if index + 1 < len(SCREENS) and (missing or not again):
        return redirect("quiz:ecran_edit", numero=index + 2)
    if missing:
        return redirect("quiz:ecran_edit", numero=missing[0] + 1)
    return redirect(reverse("quiz:priorites_edit") + ("" if decided else f"?{PROPOSED}"))
