"""The complete quiz: five screens of four statements, then the same priorities as the express form, prefilled."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from orientation.security import personal_page
from quiz import services
from quiz.acces.cookie import give_secret, offer_secret, read_secret, secret_to_write
from quiz.calcul.reponses import choices_of
from quiz.forms import ChoixForm
from quiz.methode.statements import SCREENS
from quiz.steps import PROPOSED


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def ecran_edit(request: HttpRequest, numero: int) -> HttpResponse:
    """Screen `numero`, from 1. Any may be answered again; the last one answered leads to the first still missing."""
    if not 1 <= numero <= len(SCREENS):
        raise Http404
    index = numero - 1
    passation = services.find_passation(read_secret(request))
    choices = choices_of(passation)
    known = choices.get(index)
    initial = {"plus": known.plus, "moins": known.moins} if known else None
    form = ChoixForm(SCREENS[index], request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        secret = secret_to_write(request, passation)
        services.record_choice(secret=secret, begins=passation is None, ecran=index, **form.cleaned_data)
        changed = known is None or {"plus": known.plus, "moins": known.moins} != form.cleaned_data
        decided = passation is not None and passation.has_importances and not changed
        response: HttpResponse = _next({*choices, index}, index, again=known is not None and changed, decided=decided)
        give_secret(response, secret)
    else:
        context = {"form": form, "numero": numero, "total": len(SCREENS), "saved": known is not None}
        response = render(request, "quiz/ecran_edit.html", context, status=422 if form.is_bound else 200)
        offer_secret(request, response, passation)
    return response


def _next(answered: set[int], index: int, *, again: bool, decided: bool) -> HttpResponse:
    """The next screen; when all were answered and this one otherwise, what they now say; what was `decided` stays."""
    missing = [screen for screen in range(len(SCREENS)) if screen not in answered]
    if index + 1 < len(SCREENS) and (missing or not again):
        return redirect("quiz:ecran_edit", numero=index + 2)
    if missing:
        return redirect("quiz:ecran_edit", numero=missing[0] + 1)
    return redirect(reverse("quiz:priorites_edit") + ("" if decided else f"?{PROPOSED}"))
