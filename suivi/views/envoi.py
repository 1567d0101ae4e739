"""A student sends a result to the counsellors of their class, and takes it back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orientation.security import personal_page
from quiz import services as quiz
from quiz.acces.cookie import read_secret
from quiz.calcul.gel import freeze_with
from quiz.calcul.reponses import read_reponses
from quiz.models import Resultat
from quiz.resultat.identite import is_kept_in
from suivi import services
from suivi.forms_classe import EnvoiForm, ReponseForm, SouhaitForm
from suivi.models import Envoi, Note, Participation
from suivi.place import (
    apercu_of,
    comparables,
    comparison_with,
    envoi_parts,
    feuille_context,
    lecteurs,
    place_context,
    preview,
    signales_of,
)

View = Callable[..., HttpResponse]
COCHABLES = ("etapes", "reflexions", "competences", "verification")
CHANGED = "Cette note vient de changer. Relis-la\u00a0: ta réponse n’est pas encore enregistrée."


def own_place(view: View) -> View:
    """The view is given the place that this browser's student has in the class `code`. For anybody else, and once it is
    gone, the page does not exist: the class's own says what to do."""

    @wraps(view)
    def wrapped(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        campagne = services.find_campagne(code)
        own = services.participation_in(read_secret(request), campagne) if campagne else None
        if own is None:
            return render(request, "suivi/classe/absente.html", {"campagne": campagne}, status=404)
        try:
            return view(request, own, **kwargs)
        except services.GoneError:
            return render(request, "suivi/classe/absente.html", {"campagne": campagne}, status=404)

    return wrapped


def _back(own: Participation, anchor: str = "") -> HttpResponse:
    response = redirect("suivi:classe_detail", own.campagne.code)
    response["Location"] += anchor
    return response


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_place
def envoi_add(request: HttpRequest, own: Participation) -> HttpResponse:
    """What leaves, to whom, until when: nothing has left yet."""
    resultats = list(own.passation.resultats.defer("contenu"))
    if not resultats or own.liberee_le is not None or not own.campagne.est_ouverte:
        return _back(own)
    shown = _shown(request, resultats)
    form = EnvoiForm(request.POST if request.method == "POST" else None, avant=comparables(own, shown, resultats))
    if form.is_valid():
        resultat = next((one for one in resultats if one.numero == form.cleaned_data["resultat"]), None)
        if resultat is None:
            form.add_error(None, "Ce résultat n’est plus là. Voici le dernier.")
        elif (sent := _sent(own, resultat, form)) is not None:
            return sent
    context = _to_choose(own, shown, form, resultats)
    return render(request, "suivi/classe/envoyer.html", context, status=422 if form.is_bound else 200)


def _to_choose(own: Participation, resultat: Resultat, form: EnvoiForm, resultats: list[Resultat]) -> dict[str, object]:
    held, parts = services.is_held(own.passation), envoi_parts(resultat)
    proposed = (form.compared if form.is_bound else None) or next(iter(form.avant.values()), None)
    return {
        "campagne": own.campagne,
        "participation": own,
        "qui": lecteurs(own.campagne),
        "retenue": held,
        "form": form,
        "resultat": resultat,
        "resultats": resultats,
        "parts": parts,
        "avant": list(form.avant.values()),
        "a_cocher": any([*form.avant, *(parts[name] for name in COCHABLES)]),
        "signales": signales_of(own, resultat, proposed, held=held),
        "stale": _is_stale(own, resultats[0]),
    }


def _shown(request: HttpRequest, resultats: list[Resultat]) -> Resultat:
    """The one that the address or the form names, else the newest."""
    asked = request.POST.get("resultat") or request.GET.get("resultat") or ""
    return next((one for one in resultats if str(one.numero) == asked), resultats[0])


def _is_stale(own: Participation, newest: Resultat) -> bool:
    """Would the answers of today make another result?"""
    kept = newest.instantane
    slug = kept.cible.slug if kept.cible else None
    live = freeze_with(read_reponses(own.passation), own.passation.filtres, slug)
    return not is_kept_in(newest.contenu, live)


def _sent(own: Participation, resultat: Resultat, form: EnvoiForm) -> HttpResponse | None:
    """None when the form says why not. What the rules say is found before anything is locked."""
    coches, wish = form.coches, form.cleaned_data["entretien"]
    said = {"sujet": form.cleaned_data["sujet"] if wish else None, "demande": form.cleaned_data["demande"]}
    apercu = apercu_of(own, resultat, coches)
    compared = comparison_with(form.compared) if form.compared else None
    try:
        services.send(participation=own, resultat=resultat, coches=coches, apercu=apercu, comparaison=compared, **said)
    except services.NotComparableError:
        form.add_error(None, "Le résultat d’avant vient d’être effacé\u00a0: rien n’est parti.")
        return None
    except services.TooManySendsError:
        most = services.MOST_ENVOIS
        form.add_error(None, f"Tu as déjà envoyé {most} résultats ici : retire-les avant d’en envoyer un autre.")
        return None
    except services.ClosedError:
        form.add_error(None, "Cette classe vient de fermer : rien n’est parti.")
        return None
    return _back(own)


@login_not_required
@personal_page
@require_POST
@own_place
def envoi_preview(request: HttpRequest, own: Participation) -> HttpResponse:
    """The counsellors' own page, with what is ticked: nothing leaves."""
    resultats = list(own.passation.resultats.defer("contenu"))
    if not resultats or services.is_held(own.passation):
        return _back(own)
    resultat = _shown(request, resultats)
    form = EnvoiForm(request.POST, avant=comparables(own, resultat, resultats))
    form.is_valid()  # what will be said of the wish is not on that page
    shown, foreign = preview(own, resultat, form.coches, form.compared)
    context = {"campagne": own.campagne, "participation": own, "dossier": shown, "foreign": foreign, "marges": {}}
    return render(request, "suivi/classe/apercu.html", context)


@login_not_required
@personal_page
@require_POST
@own_place
def envoi_keep(request: HttpRequest, own: Participation) -> HttpResponse:
    """The answers have changed since the last result was kept: keep that of today, to send it."""
    live = freeze_with(read_reponses(own.passation), own.passation.filtres)
    if quiz.keep_result(secret=read_secret(request) or "", instantane=live) is None:
        raise services.GoneError
    return redirect("suivi:envoi_add", own.campagne.code)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_place
def envoi_withdraw(request: HttpRequest, own: Participation) -> HttpResponse:
    """Ask once, then it is gone from the counsellors' pages."""
    if request.method == "POST":
        services.withdraw_sent(participation=own)
        return _back(own)
    elsewhere = Envoi.objects.filter(resultat__passation=own.passation).exclude(participation=own).exists()
    end = None if elsewhere else quiz.end_released(own.passation)
    return _ask(request, own, "suivi/classe/retirer.html", ailleurs=elsewhere, fin=end)


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_place
def classe_leave(request: HttpRequest, own: Participation) -> HttpResponse:
    if request.method == "POST":
        services.leave(participation=own)
        return redirect("suivi:classe_left")
    shows = own.est_retenue and not services.is_held(own.passation, beside=own)
    return _ask(request, own, "suivi/classe/quitter.html", montre=shows)


def _ask(request: HttpRequest, own: Participation, template: str, **more: object) -> HttpResponse:
    context = {"campagne": own.campagne, "participation": own, "qui": lecteurs(own.campagne), **more}
    return render(request, template, context)


@login_not_required
@personal_page
@require_safe
def classe_left(request: HttpRequest) -> HttpResponse:
    return render(request, "suivi/classe/quittee.html")


@login_not_required
@personal_page
@require_safe
@own_place
def feuille_detail(request: HttpRequest, own: Participation) -> HttpResponse:
    """What a student's answers on paper were taken for, to be checked by them first."""
    context = feuille_context(own)
    if context is None:
        return _back(own)
    return render(request, "suivi/classe/feuille.html", context)


@login_not_required
@personal_page
@require_POST
@own_place
def souhait_edit(request: HttpRequest, own: Participation) -> HttpResponse:
    """A wish for a talk, or no longer."""
    if "annuler" in request.POST:
        services.ask_for_talk(participation=own, sujet="", asked=False)
        return _back(own, "#entretien")
    form = SouhaitForm(request.POST)
    if form.is_valid():
        services.ask_for_talk(participation=own, **form.cleaned_data)
        return _back(own, "#entretien")
    return render(request, "suivi/classe/place.html", place_context(own, souhait=form), status=422)


@login_not_required
@personal_page
@require_POST
@own_place
def note_answer(request: HttpRequest, own: Participation, pk: int) -> HttpResponse:
    """What the student answers to a note that is shown to them; with nothing, the answer is taken back."""
    note = Note.objects.filter(participation=own, partagee=True, pk=pk).first()
    if note is None:
        raise Http404
    form = ReponseForm(request.POST, auto_id=f"id_{note.pk}_%s")
    if form.is_valid():
        try:
            services.answer_note(note=note, **form.cleaned_data)
            return _back(own, f"#note-{note.pk}")
        except services.ChangedError:
            form.add_error(None, CHANGED)
    return render(request, "suivi/classe/place.html", place_context(own, reponse=(note.pk, form)), status=422)
