"""« Résultats »: in what order one sees pupils, and why; acts on several at once."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from metiers.francais.phrases import count
from orientation.security import personal_page
from quiz.methode.stability import PROBABLE, SOLID
from suivi import services
from suivi.acces import campagne_only
from suivi.listes import resultats
from suivi.listes.choix import MOST_AT_ONCE, pks
from suivi.listes.eleve import Eleve
from suivi.listes.resultats import ChoixResultats
from suivi.models import Campagne, Envoi, Membre, Montre
from suivi.parcours import remember
from suivi.tableaux import eleves_of, last_sends, tete_of

UNDO = "lot_a_annuler"  # in the session: said once


@personal_page
@campagne_only()
@require_safe
def campagne_resultats(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    return _page(request, campagne, membre, request.GET)


def _page(
    request: HttpRequest, campagne: Campagne, membre: Membre, params: QueryDict, *, fault: str = ""
) -> HttpResponse:
    now = timezone.now()
    eleves = eleves_of([campagne], membre.user, apercus=True)[campagne.pk]
    sent = [one for one in eleves if one.envois]
    choix = ChoixResultats.read(params.dict())
    ici = reverse("suivi:campagne_resultats", args=[campagne.pk])
    often = resultats.frequentes(sent)
    shown = resultats.order(resultats.keep(sent, choix), choix.tri, often)
    page = Paginator(shown, MOST_AT_ONCE).get_page(params.get("page", ""))
    remember(request, campagne, [one.pk for one in shown if one.pk])
    context = {
        "campagne": campagne,
        "tete": tete_of("resultats", campagne, membre, eleves),
        "retient": campagne.montre == Montre.APRES,
        "choix": choix,
        "ici": ici,
        "query": choix.query(),
        "options": resultats.options(sent),
        "fault": fault,
        "fait": _just_done(request, campagne),
        "depuis": now.isoformat(),
        "envois": sum(one.envois for one in sent),
        "rappeler": sum(one.a_rappeler for one in eleves),
        "seuils": {"solide": SOLID, "probable": PROBABLE, "dessous": SOLID - 1},
        "page": page,
        "lignes": [(one, resultats.cellules(one, often), resultats.entretien(one)) for one in page],
        **_ways(sent, choix, ici, empty=not shown),
    }
    return render(request, "suivi/campagne_resultats.html", context, status=422 if fault else 200)


def _just_done(request: HttpRequest, campagne: Campagne) -> object:
    """What a bulk action did here: told once, to whoever reads the page."""
    of_here = request.session.get(UNDO, {}).get("campagne") == campagne.pk
    return request.session.pop(UNDO) if of_here and request.method != "HEAD" else None


def _ways(sent: list[Eleve], choix: ChoixResultats, ici: str, *, empty: bool) -> dict[str, object]:
    """From this list to others of the campaign. Addresses are whole: a list is also shown where an act was refused."""
    words = {name: resultats.chip(name, value) for name, value in choix.actifs()}
    off = {name: f"{ici}{choix.query(**{name: ''})}" for name in words}
    back = resultats.without(sent, choix) if empty else []
    return {
        "chips": [(word, off[name]) for name, word in words.items()],
        "reviennent": [(words[name], number, off[name]) for name, number in back if number],
        "tri": resultats.TRIS.get(choix.tri, resultats.TRIS[""]),
        "tris": [(cle, mot, f"{ici}{choix.query(tri=cle)}") for cle, mot in resultats.TRIS.items()],
        "reset": f"{ici}{replace(ChoixResultats(), tri=choix.tri).query()}",
    }


# --- several at once ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lot:
    """What a bulk action is called once done (of one, of several), and what undoes it."""

    un: str
    plusieurs: str
    inverse: str


LOTS = {
    "lus": Lot("marqué lu", "marqués lus", "non_lus"),
    "non_lus": Lot("marqué à lire", "marqués à lire", "lus"),
    "montrer": Lot("résultat montré à l’élève", "résultats montrés aux élèves", "cacher"),
    "cacher": Lot("résultat gardé pour l’entretien", "résultats gardés pour l’entretien", "montrer"),
}


@personal_page
@campagne_only()
@require_POST
def campagne_lot(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """On pupils that are ticked; or, to undo, on the sends that the act before changed."""
    asked, lot = QueryDict(request.POST.get("retour", "").removeprefix("?")), LOTS.get(request.POST.get("acte", ""))
    eleves, envois = pks(request.POST.getlist("eleve")), pks(request.POST.getlist("envoi"))
    if lot is None or (lot.inverse in {"montrer", "cacher"} and campagne.montre != Montre.APRES):
        return _page(request, campagne, membre, asked, fault="Ce geste n’existe pas ici.")
    if not eleves and not envois:
        return _page(request, campagne, membre, asked, fault="Cochez d’abord au moins un élève.")
    changed = _done(request.POST["acte"], campagne, eleves, envois)
    _tell(request, campagne, lot, changed, undone="annule" in request.POST)
    return redirect(f"{reverse('suivi:campagne_resultats', args=[campagne.pk])}?{asked.urlencode()}")


def _done(acte: str, campagne: Campagne, eleves: list[int], envois: list[int]) -> list[int]:
    """Which sends (or, of results that are shown, which places) changed."""
    if acte in {"montrer", "cacher"}:
        return services.show_results(campagne=campagne, pks=eleves, shown=acte == "montrer")
    of_these = Envoi.objects.filter(participation__campagne=campagne)
    asked = envois or last_sends(campagne.participations.filter(pk__in=eleves)).values()
    return services.mark_read(envois=of_these.filter(pk__in=list(asked)), read=acte == "lus")


def _tell(request: HttpRequest, campagne: Campagne, lot: Lot, changed: list[int], *, undone: bool) -> None:
    if undone:
        messages.success(request, "C’est annulé.")
        return
    said = f"{count(len(changed), lot.un, lot.plusieurs)}." if changed else "Rien n’a changé\u00a0: c’était déjà fait."
    what = "eleve" if lot.inverse in {"montrer", "cacher"} else "envoi"
    request.session[UNDO] = {
        "campagne": campagne.pk,
        "dit": said,
        "acte": lot.inverse if changed else "",
        "quoi": what,
        "pks": changed,
    }


# --- what came since ---------------------------------------------------------------


@personal_page
@campagne_only()
@require_safe
def campagne_nouveaux(request: HttpRequest, campagne: Campagne, membre: Membre) -> HttpResponse:
    """How many sends came, or went, since a list was made (`depuis`, with so many `envois`)."""
    known = pks([request.GET.get("envois", "")])
    try:
        since = datetime.fromisoformat(request.GET.get("depuis", ""))
        since.astimezone(UTC)  # beyond the years that a database counts
    except (ValueError, OverflowError):
        raise Http404 from None
    if not known or timezone.is_naive(since):
        raise Http404
    sent = Envoi.objects.filter(
        participation__campagne=campagne, participation__passation__expire_le__gt=timezone.now()
    )
    context = {
        "campagne": campagne,
        "depuis": since.isoformat(),
        "envois": known[0],
        "query": f"?{QueryDict(request.GET.get('retour', '').removeprefix('?')).urlencode()}",
        "nouveaux": sent.filter(envoye_le__gt=since).count(),
        "partis": max(0, known[0] - sent.count()),
    }
    return render(request, "suivi/campagne_resultats/_nouveaux.html", context)
