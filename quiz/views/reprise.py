"""A passation left and taken up again: its code, typing it elsewhere, quitting, erasing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metiers.favoris import read_favoris, write_favoris
from orientation.appareil import kept_until
from orientation.security import personal_page
from quiz import services
from quiz.acces.code import show_code
from quiz.acces.cookie import give_secret, keep_here, keep_here_no_more, keep_in_step, read_secret, take_back_secret
from quiz.acces.essais import WRONG_CODES
from quiz.forms import CodeForm
from quiz.steps import next_step

KEEP, ALL = "garder", "tout"
HERE = "ici"
DONE = (KEEP, ALL)


@login_not_required
@personal_page
@require_safe
def code_detail(request: HttpRequest) -> HttpResponse:
    """The code of this browser's passation and its link, to note or print."""
    secret = read_secret(request)
    passation = services.find_passation(secret)
    if secret is None or passation is None:
        return redirect("quiz:reprise_edit")
    link = f"{request.build_absolute_uri(reverse('quiz:reprise_edit'))}#{show_code(secret)}"
    context = {
        "passation": passation,
        "code": show_code(secret),
        "link": link,
        "back": next_step(passation),
        "garde": kept_until(request) is not None,
    }
    response = render(request, "quiz/code_detail.html", context)
    keep_in_step(request, response, passation.expire_le)
    return response


@login_not_required
@personal_page
@require_POST
def appareil_edit(request: HttpRequest) -> HttpResponse:
    """« Garder sur ce téléphone », or no longer."""
    secret = read_secret(request)
    passation = services.find_passation(secret)
    if secret is None or passation is None:
        return redirect("quiz:reprise_edit")
    response = redirect("quiz:code_detail")
    if HERE in request.POST:
        keep_here(request, response, secret, passation.expire_le)
    else:
        keep_here_no_more(request, response, secret)
    return response


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def reprise_edit(request: HttpRequest) -> HttpResponse:
    """Type a code, go on where one was. The link to this page holds the code after « # »: browsers keep that part to
    themselves, so that it is in no log, and app.js puts it in the field."""
    here = services.find_passation(read_secret(request))
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {
        "form": form,
        "here": here,
        "keep": services.KEEP_RESULT.days,
        "unfinished": services.KEEP_UNFINISHED.days,
        "full": False,
    }
    if request.method == "POST" and WRONG_CODES.is_full(request):
        response = render(request, "quiz/reprise_edit.html", context | {"full": True}, status=429)
        response["Retry-After"] = str(WRONG_CODES.seconds)
        return response
    if form.is_valid():
        secret = form.cleaned_data["code"]
        found = services.come_back(secret=secret)
        if found is not None:
            opened = redirect(found.page or next_step(found.passation))
            give_secret(request, opened, found.secret)
            return opened
        WRONG_CODES.count(request)
        form.add_error("code", "Aucune réponse ne s’ouvre avec ce code : vérifie-le. Peut-être ont-elles été effacées.")
    return render(request, "quiz/reprise_edit.html", context, status=422 if form.is_bound else 200)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def passation_delete(request: HttpRequest) -> HttpResponse:
    """Ask once, then forget what this browser opened or kept: everywhere, or here alone."""
    secret = read_secret(request)
    if request.method != "POST":
        passation = services.find_passation(secret)
        known = passation is not None or bool(read_favoris(request))
        code = show_code(secret) if secret and passation else ""
        done = request.GET.get("fait") if not known and request.GET.get("fait") in DONE else None
        return render(request, "quiz/passation_delete.html", {"known": known, "code": code, "done": done})
    left = KEEP in request.POST and services.find_passation(secret) is not None
    if secret and not left:
        services.erase(secret=secret)
    done = KEEP if left else ALL
    response = redirect(f"{reverse('quiz:passation_delete')}?fait={done}")
    take_back_secret(response)
    write_favoris(response, [])
    return response
