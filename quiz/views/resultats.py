"""Results that are kept: their list, one of them as it was found, two side by side."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metiers.models import Metier
from orientation.security import personal_page
from quiz import documents, services
from quiz.absences import own_answers
from quiz.acces.cookie import read_secret
from quiz.calcul.filtres import in_view, read_filtres
from quiz.calcul.gel import freeze_with, reponses_of
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import read_reponses
from quiz.donnees.ensemble import beside
from quiz.methode.matching import METHOD_VERSION
from quiz.models import LONGEST_FILTRES, Partage, Resultat
from quiz.page_contexts import ranking_context, report_context, titre_of
from quiz.resultat import comparaison
from quiz.resultat.comparaison import FicheActuelle
from quiz.resultat.instantane import Instantane
from quiz.retenue import held_page, unless_held
from quiz.steps import back_to_start

SAME = "identique"  # in the address of a result: computed again, it is the same


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def resultat_list(request: HttpRequest) -> HttpResponse:
    """What is kept, newest first; posted with the filters of an address, today's result is kept too, and so that one of
    its reports can be shared (`partage`)."""
    secret = read_secret(request)
    passation = services.find_passation(secret)
    if secret is None or passation is None or not passation.has_importances:
        return back_to_start()
    fragments = beside(read_secret(request))
    if held := held_page(request, fragments):
        return held
    if request.method == "POST":
        filtres = request.POST.get("filtres", "")[:LONGEST_FILTRES]
        slug = request.POST.get("partage") or request.POST.get("metier")
        instantane = freeze_with(read_reponses(passation), filtres, slug)
        kept = services.keep_result(secret=secret, instantane=instantane)
        if kept is None:
            return back_to_start()
        return _next_page(request, kept, slug if slug and instantane.piste(slug) else None)
    context = {
        "passation": passation,
        "fragments": fragments,
        "most": services.MOST_RESULTS,
        "resultats": passation.resultats.defer("contenu"),
        "plans": [
            (one, titre_of(one.resultat, one.slug)) for one in services.plans(passation).defer("resultat__contenu")
        ],
    }
    return render(request, "quiz/resultat_list.html", context)


def _next_page(request: HttpRequest, kept: Resultat, slug: str | None) -> HttpResponse:
    """Where the button that kept this result leads: to it, its report on a métier, a plan about it, the blind check."""
    suite = "partage" if request.POST.get("partage") else request.POST.get("suite")
    if suite == "verification":
        return redirect("quiz:verification_edit", kept.numero)
    if slug is None:
        return redirect(kept)
    pages = {"plan": "quiz:plan_edit", "partage": "quiz:partage_edit"}
    return redirect(pages.get(suite or "", "quiz:resultat_rapport_detail"), kept.numero, slug)


@login_not_required
@personal_page
@require_safe
@unless_held
@own_answers
def resultat_detail(request: HttpRequest, numero: int) -> HttpResponse:
    resultat = _opened(request, numero)
    kept, catalogue = resultat.instantane, load_profils()
    context = {
        "resultat": resultat,
        "changes": _changes(resultat, kept, catalogue),
        "written": resultat.carnets.ecrits().exists(),
        "same": SAME in request.GET,
        **ranking_context(kept, _reports(resultat, kept), catalogue.annuaire),
    }
    return render(request, "quiz/resultat_detail.html", context)


@login_not_required
@personal_page
@require_safe
@unless_held
@own_answers
def resultat_rapport_detail(request: HttpRequest, numero: int, slug: str) -> HttpResponse:
    resultat = _opened(request, numero)
    kept, catalogue = resultat.instantane, load_profils()
    piste = kept.piste(slug)
    if piste is None:
        raise Http404
    context = {
        "resultat": resultat,
        "changes": _changes(resultat, kept, catalogue),
        "ajouts": documents.ajouts(resultat, slug),
        "bearer": services.bearer(resultat.passation, slug) or resultat,
        "published": slug in catalogue.rows,
        **report_context(kept, piste, catalogue.annuaire),
    }
    return render(request, "quiz/resultat_rapport_detail.html", context)


@login_not_required
@personal_page
@require_safe
@unless_held
@own_answers
def resultat_pdf(request: HttpRequest, numero: int, slug: str = "") -> HttpResponse:
    """A kept ranking, or one report of it, to print and carry."""
    resultat = _opened(request, numero)
    if slug and slug not in resultat.titres:
        raise Http404
    shares = Partage.objects.ouverts(timezone.now()).select_related("resultat__passation")
    partage = shares.filter(resultat=resultat, slug=slug).first()
    lien = documents.lien_of(request, partage) if partage else None
    return documents.pdf_response(documents.own_document(resultat, slug, lien), slug)


@login_not_required
@personal_page
@require_POST
@own_answers
def resultat_delete(request: HttpRequest, numero: int) -> HttpResponse:
    services.remove_result(resultat=_opened(request, numero), partout="partout" in request.POST)
    return redirect("quiz:resultat_list")


@login_not_required
@personal_page
@require_POST
@unless_held
@own_answers
def resultat_recompute(request: HttpRequest, numero: int) -> HttpResponse:
    """The same answers with today's fiches and method: a new result beside the old one."""
    resultat, secret = _opened(request, numero), read_secret(request)
    kept = resultat.instantane
    again = freeze_with(reponses_of(kept), kept.query, kept.cible.slug if kept.cible else None)
    new = services.keep_result(secret=secret or "", instantane=again)
    if new is None:
        return back_to_start()
    return redirect(new if new != resultat else f"{new.get_absolute_url()}?{SAME}")


@login_not_required
@personal_page
@require_safe
@unless_held
@own_answers
def resultat_compare(request: HttpRequest) -> HttpResponse:
    """Two results, the older one first: `avant` and `apres` are their numbers."""
    numbers = [request.GET.get(name, "") for name in ("avant", "apres")]
    if not all(number.isascii() and number.isdigit() and len(number) < 6 for number in numbers):
        return redirect("quiz:resultat_list")
    low, high = sorted(int(number) for number in numbers)
    before, after = _opened(request, low), _opened(request, high)
    if before == after:
        return redirect("quiz:resultat_list")
    kept = before.instantane, after.instantane
    catalogue = load_profils()
    ecartes = _left_out(kept[0], catalogue), _left_out(kept[1], catalogue)
    context = {
        "before": before,
        "after": after,
        "priorities": comparaison.priorities(*kept),
        "around": comparaison.context(*kept),
        "movements": comparaison.movements(*kept, ecartes),
    }
    return render(request, "quiz/resultat_compare.html", context)


def _opened(request: HttpRequest, numero: int) -> Resultat:
    return get_object_or_404(services.results_of(read_secret(request)), numero=numero)


def _left_out(kept: Instantane, catalogue: Profils) -> set[str]:
    """The published métiers that the filters of a result leave out."""
    selection, _ = read_filtres(kept.query, catalogue.annuaire)
    return set(catalogue.slugs).difference(in_view(selection, catalogue.annuaire))


def _changes(resultat: Resultat, kept: Instantane, catalogue: Profils) -> dict[str, Any]:
    """What has changed since: the method, the fiches of its métiers."""
    revised = _revisions(resultat, kept, catalogue) if catalogue.version != kept.catalogue else []
    return {
        "methode": kept.methode.version != METHOD_VERSION,
        "fiches": revised,
        "metiers": len(catalogue.slugs) - kept.metiers,
    }


def _revisions(resultat: Resultat, kept: Instantane, catalogue: Profils) -> list[comparaison.Revision]:
    slugs = [piste.slug for piste in kept.kept]
    newer = Metier.objects.filter(slug__in=slugs, modifie_le__gt=resultat.cree_le)
    revues = set(newer.values_list("slug", flat=True))
    published = catalogue.annuaire.par_slug
    today = {
        slug: FicheActuelle(published[slug].titre, published[slug].scores, slug in revues)
        for slug in slugs
        if slug in published
    }
    return comparaison.revisions(kept, today)


def _reports(resultat: Resultat, kept: Instantane) -> dict[str, str]:
    """Where its métiers lead: to what it kept of each."""
    return {
        piste.slug: reverse("quiz:resultat_rapport_detail", args=[resultat.numero, piste.slug]) for piste in kept.kept
    }
