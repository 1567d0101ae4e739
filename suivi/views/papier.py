"""Without devices: a questionnaire on paper, sheets typed by keyboard, strips that hand them over to their pupils."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metiers.francais.grammaire import de
from metiers.francais.phrases import count, long_date
from orientation.security import personal_page
from quiz.calcul.filtres import MOST_INTERESTS, MOST_LIKED
from quiz.calcul.profils import load_profils
from suivi import services
from suivi.acces import campagne_only
from suivi.documents.bandes import Code, render_bandes
from suivi.documents.questionnaire import Papier, render_questionnaire
from suivi.forms_papier import SaisieForm
from suivi.listes.choix import pks
from suivi.models import Campagne, Feuille, Membre, Montre
from suivi.saisie import missing, questionnaire_of, read_sheets, says_the_same, to_type, typed_before
from suivi.tableaux import eleves_of, tete_of

VERSION = "feuille"  # in the address: the code of the sheets that are being typed
_POSSESSED = "L’élève vient d’ouvrir ces réponses avec son code\u00a0: elles ne sont plus qu’à lui."
_RENAMED = "Cette feuille a repris une place libérée\u00a0: effacez-la, puis saisissez-la sous l’autre nom."
_REFUSED: dict[type[services.JoinError], tuple[str | None, str]] = {
    services.NotListedError: ("pseudonyme", "Ce nom n’est pas dans la liste de la campagne."),
    services.FullError: (None, "Cette campagne est complète."),
    services.ClosedError: (None, "La campagne est fermée\u00a0: changez son dernier jour dans Réglages pour saisir."),
}


@personal_page
@campagne_only()
@require_safe
def campagne_papier(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """What to do, in three steps, and the sheets that this member typed."""
    feuilles = read_sheets(services.sheets_of(campagne, membre))
    waiting = [one for one in feuilles if one.feuille.prise_le is None]
    context = {
        "campagne": campagne,
        "tete": tete_of("papier", campagne, membre, eleves_of([campagne], membre.user)[campagne.pk]),
        "feuilles": feuilles,
        "nouvelles": sum(one.feuille.bande_le is None for one in waiting),
        "attendent": len(waiting),
        "version": questionnaire_of(load_profils()).version,
    }
    return render(request, "suivi/papier_detail.html", context)


@personal_page
@campagne_only()
@require_safe
def campagne_questionnaire(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    papier = Papier(
        campagne=campagne.nom,
        structure=str(campagne.structure),
        qui=str(campagne.proprietaire),
        liste=not campagne.libre,
        apres=campagne.montre == Montre.APRES,
        jusqu_au=campagne.ferme_le,
        fin=campagne.dernier_jour,
        most_interets=MOST_INTERESTS,
        most_aime=MOST_LIKED,
    )
    octets = render_questionnaire(papier, questionnaire_of(load_profils()), fait_le=timezone.localdate())
    return _pdf(octets, "questionnaire", campagne)


@personal_page
@campagne_only()
@require_http_methods(["GET", "POST"])
def campagne_saisie(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """One sheet after the other: each is saved alone, then the boxes are empty again."""
    version = request.GET.get(VERSION, "")[:8]
    form = _form(request, {"version": version} if version else {})
    if form.is_valid() and (said := _typed(form, campagne, membre)):
        messages.success(request, said)
        return _next_sheet(campagne, form)
    return _page(request, campagne, membre, form)


@personal_page
@campagne_only()
@require_http_methods(["GET", "POST"])
def campagne_feuille(request: HttpRequest, campagne: Campagne, membre: Membre, feuille: int) -> HttpResponse:
    """A sheet that this member typed, corrected as a whole."""
    sheet = _found(campagne, membre, feuille)
    profils = load_profils()
    form = _form(request, typed_before(sheet, questionnaire_of(profils), profils))
    if form.is_valid() and _corrected(form, campagne, membre, sheet):
        messages.success(request, f"La feuille {de(form.cleaned_data['pseudonyme'])} est corrigée. {_follows(form)}")
        return _next_sheet(campagne, form)
    return _page(request, campagne, membre, form, sheet)


@personal_page
@campagne_only()
@require_http_methods(["GET", "POST"])
def campagne_feuille_erase(request: HttpRequest, campagne: Campagne, membre: Membre, feuille: int) -> HttpResponse:
    sheet = _found(campagne, membre, feuille)
    if request.method == "POST":
        try:
            services.erase_sheet(feuille=sheet, membre=membre)
            messages.success(request, f"La feuille {de(_nom(sheet))} est effacée, avec sa place dans la campagne.")
        except services.PossessedError:
            messages.info(request, _POSSESSED)
        return redirect("suivi:campagne_papier", campagne.pk)
    return render(request, "suivi/papier_erase.html", {"campagne": campagne, "feuille": sheet, "nom": _nom(sheet)})


@personal_page
@campagne_only()
@require_POST
def campagne_bandes(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """Of the sheets that are named; of all that wait for their pupil (`toutes`); else of those never printed."""
    waiting = services.sheets_of(campagne, membre).filter(prise_le=None)
    if named := pks(request.POST.getlist("feuille")):
        waiting = waiting.filter(pk__in=named)
    elif "toutes" not in request.POST:
        waiting = waiting.filter(bande_le=None)
    strips = services.print_strips(membre=membre, feuilles=list(waiting))
    if not strips:
        messages.info(request, "Aucune bande à imprimer\u00a0: saisissez d’abord des feuilles.")
        return redirect("suivi:campagne_papier", campagne.pk)
    where = reverse("quiz:reprise_edit")
    octets = render_bandes(
        campagne=campagne.nom,
        structure=str(campagne.structure),
        adresse=f"{request.get_host()}{where.rstrip('/')}",
        lien=request.build_absolute_uri(where),
        apres=campagne.montre == Montre.APRES,
        codes=[Code(one.pseudonyme, one.code, one.jusqu_au) for one in strips],
        fait_le=timezone.localdate(),
    )
    return _pdf(octets, "bandes", campagne)


def _found(campagne: Campagne, membre: Membre, pk: int) -> Feuille:
    """One that may still be corrected, by whoever typed it."""
    found = services.sheets_of(campagne, membre).filter(pk=pk, prise_le=None).first()
    if found is None:
        raise Http404
    return found


def _may_correct(feuille: Feuille, campagne: Campagne, membre: Membre) -> bool:
    return services.sheets_of(campagne, membre).filter(pk=feuille.pk, prise_le=None).exists()


def _nom(feuille: Feuille) -> str:
    return feuille.participation.pseudonyme


def _form(request: HttpRequest, initial: dict[str, str]) -> SaisieForm:
    sent = request.POST if request.method == "POST" else None
    return SaisieForm(sent, initial=initial, questionnaire=questionnaire_of(load_profils()))


def _typed(form: SaisieForm, campagne: Campagne, membre: Membre) -> str:
    """What was done, in words; nothing when the form says why not."""
    nom = form.cleaned_data["pseudonyme"]
    try:
        services.type_sheet(campagne=campagne, membre=membre, saisie=to_type(form, campagne))
    except services.TakenError:
        before = services.sheet_named(campagne, nom)
        mine = before is not None and before.membre_id == membre.pk and before.prise_le is None
        if before and mine and says_the_same(before, form):
            return f"La feuille {de(nom)} était déjà saisie, avec les mêmes réponses."
        form.deja = before if before and _may_correct(before, campagne, membre) else None
        form.add_error("pseudonyme", _taken(nom, before))
    except services.JoinError as error:
        form.add_error(*_REFUSED[type(error)])
    return "" if form.errors else f"La feuille {de(nom)} est saisie. {_follows(form)}"


def _taken(nom: str, before: Feuille | None) -> str:
    if before is None:
        return f"{nom} a déjà une place\u00a0: quelqu’un est entré sous ce nom."
    day = long_date(timezone.localdate(before.saisie_le))
    said = f"La feuille {de(nom)} est déjà saisie le {day} par {before.signature}."
    return f"{said} L’élève l’a ouverte\u00a0: elle ne se corrige plus ici." if before.prise_le else said


def _corrected(form: SaisieForm, campagne: Campagne, membre: Membre, feuille: Feuille) -> bool:
    nom = form.cleaned_data["pseudonyme"]
    try:
        services.correct_sheet(feuille=feuille, membre=membre, saisie=to_type(form, campagne))
    except services.TakenError:
        form.add_error("pseudonyme", _taken(nom, services.sheet_named(campagne, nom)))
    except services.JoinError as error:
        form.add_error(*_REFUSED[type(error)])
    except services.PossessedError:
        form.add_error(None, _POSSESSED)
    except services.RenamedError:
        form.add_error("pseudonyme", _RENAMED)
    return not form.errors


def _follows(form: SaisieForm) -> str:
    """What becomes of a sheet that is saved."""
    left = missing(form.choix)
    if left:
        return f"Pas encore de résultat\u00a0: il manque {left}, que l’élève pourra compléter avec son code."
    return "Son résultat est envoyé." if form.cleaned_data["accord"] else "Rien n’est envoyé, comme demandé."


def _next_sheet(campagne: Campagne, form: SaisieForm) -> HttpResponse:
    here = reverse("suivi:campagne_saisie", args=[campagne.pk])
    return redirect(f"{here}?{urlencode({VERSION: form.cleaned_data['version']})}")


def _page(
    request: HttpRequest, campagne: Campagne, membre: Membre, form: SaisieForm, corrigee: Feuille | None = None
) -> HttpResponse:
    form.focus_first()
    feuilles = read_sheets(services.sheets_of(campagne, membre))
    context: dict[str, Any] = {
        "campagne": campagne,
        "form": form,
        "corrigee": corrigee,
        "feuilles": feuilles,
        "saisies": count(len(feuilles), "feuille saisie", "feuilles saisies"),
        "deja": form.deja,
    }
    return render(request, "suivi/papier_saisie.html", context, status=422 if form.errors else 200)


def _pdf(octets: bytes, what: str, campagne: Campagne) -> HttpResponse:
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{what}-{slugify(campagne.nom) or "campagne"}.pdf"'
    return response
