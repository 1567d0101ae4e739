"""A student comes into a class: its code, what it is for and who sees what, a pseudonym. Nothing is stored before."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from metiers.favoris import write_favoris
from orientation.appareil import kept_until
from orientation.security import personal_page
from orientation.throttle import Throttle
from quiz import services as quiz
from quiz.acces.code import new_code
from quiz.acces.cookie import give_secret, read_secret, secret_to_write, take_back_secret
from suivi import services
from suivi.forms_classe import FRESH, CodeClasseForm, PseudonymeForm
from suivi.models import Campagne, Participation
from suivi.place import lecteurs, place_context

# A class that mistypes stays far below; a right code always opens.
WRONG_CODES = Throttle("classe", tries=120, seconds=60)
_NOT_JOINED: dict[type[services.JoinError], tuple[str | None, str]] = {
    services.TakenError: (
        "pseudonyme",
        "Quelqu’un a déjà pris ce nom. Si c’est toi, reprends avec ton code ; si tu l’as perdu, demande qu’on libère "
        "ta place.",
    ),
    services.NotListedError: (
        "pseudonyme",
        "Ce nom n’est pas dans la liste de la classe. Écris-le comme on te l’a donné.",
    ),
    services.FullError: (None, "Cette classe est complète. Préviens la personne qui t’a donné le code."),
    services.ClosedError: (None, "Cette classe vient de fermer. Tes réponses, elles, ne risquent rien."),
}
ENTERS = "entree"  # in the address: the code was just typed
_UNKNOWN = "Aucune classe n’a ce code. Vérifie-le sur l’affiche, ou demande-le."


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def classe_code(request: HttpRequest) -> HttpResponse:
    form = CodeClasseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _opened(request, form.cleaned_data["code"], form)
    return _code_page(request, form, status=422 if form.is_bound else 200)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def classe_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The way in; and for whoever has a place, the place."""
    campagne = services.find_campagne(code)
    own = services.participation_in(read_secret(request), campagne) if campagne else None
    if campagne is None:
        return _opened(request, code, CodeClasseForm({"code": code}))
    if campagne.code != code:
        return redirect("suivi:classe_detail", campagne.code)
    if own is not None and _may_be_another(request):
        return render(request, "suivi/classe/toi.html", {"campagne": campagne, "participation": own})
    if own is not None:
        return render(request, "suivi/classe/place.html", place_context(own))
    return _join(request, campagne)


@login_not_required
@personal_page
@require_POST
def classe_fresh(request: HttpRequest, code: str) -> HttpResponse:
    """The next one on this computer: it forgets whoever was before, whose answers stay under their code."""
    response = redirect("suivi:classe_detail", code)
    take_back_secret(response)
    write_favoris(response, [])
    return response


def _opened(request: HttpRequest, code: str, form: CodeClasseForm) -> HttpResponse:
    campagne = services.find_campagne(code)
    if campagne is not None:
        return redirect(f"{reverse('suivi:classe_detail', args=[campagne.code])}?{ENTERS}")
    if WRONG_CODES.is_full(request):
        response = _code_page(request, form, full=True, status=429)
        response["Retry-After"] = str(WRONG_CODES.seconds)
        return response
    WRONG_CODES.count(request)
    if form.is_valid():
        form.add_error("code", _UNKNOWN)
    return _code_page(request, form, status=404 if request.method != "POST" else 422)


def _may_be_another(request: HttpRequest) -> bool:
    """Whoever has just typed the code, or comes from a poster, on a device that nobody asked to keep their answers: on
    a computer of a school, it is the next pupil."""
    outside = request.headers.get("Sec-Fetch-Site") in {"none", "cross-site"}
    return (ENTERS in request.GET or outside) and kept_until(request) is None


def _code_page(request: HttpRequest, form: CodeClasseForm, *, status: int, full: bool = False) -> HttpResponse:
    return render(request, "suivi/classe/code.html", {"form": form, "full": full}, status=status)


def _join(request: HttpRequest, campagne: Campagne) -> HttpResponse:
    passation = quiz.find_passation(read_secret(request))
    posted = request.POST if request.method == "POST" else None
    form = PseudonymeForm(posted, answered=passation is not None)
    if campagne.est_ouverte and form.is_valid():
        fresh = passation is None or form.cleaned_data.get("reponses") == FRESH
        kept = None if fresh else passation
        secret = new_code() if passation and fresh else secret_to_write(request, kept)
        made = _joined(form, campagne, secret, begins=kept is None)
        if made is not None:
            response = redirect("suivi:classe_detail", campagne.code)
            if passation and fresh:
                write_favoris(response, [])
            give_secret(request, response, secret)
            return response
    answered = passation is not None
    context: dict[str, object] = {"campagne": campagne, "qui": lecteurs(campagne), "form": form, "answered": answered}
    context |= {"today": timezone.localdate(), "pleine": services.is_full(campagne)}
    bad = posted is not None and campagne.est_ouverte
    return render(request, "suivi/classe/rejoindre.html", context, status=422 if bad else 200)


def _joined(form: PseudonymeForm, campagne: Campagne, secret: str, *, begins: bool) -> Participation | None:
    """None when the form says why not."""
    pseudonyme = form.cleaned_data["pseudonyme"]
    try:
        return services.join(secret=secret, begins=begins, campagne=campagne, pseudonyme=pseudonyme)
    except services.JoinError as error:
        form.add_error(*_NOT_JOINED[type(error)])
    except services.GoneError:
        form.add_error(None, "Les réponses de cet appareil n’existent plus. Renvoie cette page pour commencer à neuf.")
    return None
