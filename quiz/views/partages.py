"""Read-only addresses of a result: made, listed, revoked by the student; read by whoever has one."""

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orientation.security import personal_page
from quiz import documents, services
from quiz.absences import own_answers
from quiz.acces.cookie import read_secret
from quiz.acces.jeton import make_token, without_what_follows
from quiz.calcul.profils import load_profils
from quiz.forms import PartageForm
from quiz.models import Partage, PartageQuerySet, Passation
from quiz.page_contexts import named, ranking_context, report_context
from quiz.resultat.instantane import for_others
from quiz.retenue import unless_held


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@unless_held
@own_answers
def partage_edit(request: HttpRequest, numero: int, slug: str = "") -> HttpResponse:
    """Make the address of one result, or of one report of it."""
    own = services.results_of(read_secret(request))
    resultat = get_object_or_404(own, numero=numero)
    if slug and slug not in resultat.titres:
        raise Http404
    form = PartageForm(request.POST if request.method == "POST" else None, dernier_jour=resultat.passation.dernier_jour)
    if form.is_valid():
        made = services.share(
            resultat=resultat,
            slug=slug,
            avec_competences=form.cleaned_data["competences"],
            days=form.cleaned_data["jours"],
        )
        if made is not None:
            return redirect("quiz:partage_list")
        get_object_or_404(own, numero=numero)  # gone meanwhile, it cannot be shared
        form.add_error(None, f"Tu as déjà {services.MOST_SHARES} liens : retires-en un d’abord.")
    context = {"resultat": resultat, "titre": resultat.titres.get(slug), "form": form}
    return render(request, "quiz/partage_edit.html", context, status=422 if form.is_bound else 200)


@login_not_required
@personal_page
@require_safe
def partage_list(request: HttpRequest) -> HttpResponse:
    passation = services.find_passation(read_secret(request))
    if passation is None:
        return redirect("quiz:reprise_edit")
    partages = []
    for partage in open_shares(passation):
        lien = request.build_absolute_uri(partage.get_absolute_url())
        partages.append((partage, partage.resultat.titres.get(partage.slug), lien, _qr(lien)))
    return render(request, "quiz/partage_list.html", {"partages": partages, "revoked": "retire" in request.GET})


def _qr(lien: str) -> SafeString:
    """A picture of the address, to scan from another screen."""
    drawn = segno.make(lien, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None, light="#fff", title="Code à scanner de ce lien"
    )
    return mark_safe(drawn)  # noqa: S308, drawn by segno from our own address


@login_not_required
@personal_page
@require_POST
@own_answers
def partage_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    passation = services.find_passation(read_secret(request))
    if passation is None:
        raise Http404
    partage = get_object_or_404(open_shares(passation), pk=pk)
    services.revoke(partage=partage)
    return redirect(f"{reverse('quiz:partage_list')}?retire")


@login_not_required
@personal_page
@require_safe
def partage_detail(request: HttpRequest, jeton: str) -> HttpResponse:
    """What a share shows: as much as the student chose, and nothing that opens or changes the answers."""
    partage = services.find_share(jeton)
    if partage is None:
        return _absent(request, jeton)
    _count(request, partage)
    kept = for_others(partage.resultat.instantane, slug=partage.slug, avec_competences=partage.avec_competences)
    piste = kept.piste(partage.slug) if partage.slug else None
    catalogue = load_profils()
    published = catalogue.rows
    fiches = {slug: reverse("metiers:metier_detail", args=[slug]) for slug in named(kept) if slug in published}
    context = {"partage": partage, "piste": None, "fiche": fiches.get(partage.slug)}
    if piste:
        context |= report_context(kept, piste, catalogue.annuaire, pour_autrui=True)
    else:
        context |= ranking_context(kept, fiches, catalogue.annuaire, pour_autrui=True)
    return _unreferred(render(request, "quiz/partage_detail.html", context))


@login_not_required
@personal_page
@require_safe
def partage_pdf(request: HttpRequest, jeton: str) -> HttpResponse:
    """The same on paper, with the address in a QR code."""
    partage = services.find_share(jeton)
    if partage is None:
        return _absent(request, f"{jeton}/pdf/")
    _count(request, partage)
    octets = documents.shared_document(partage, documents.lien_of(request, partage))
    response = documents.pdf_response(octets, partage.slug)
    return _unreferred(response)


@login_not_required
@personal_page
@require_safe
def partage_ailleurs(request: HttpRequest, adresse: str) -> HttpResponse:
    """An address that began as one of a share, and went on."""
    return _absent(request, adresse)


def _absent(request: HttpRequest, adresse: str) -> HttpResponse:
    """The same for an address that is wrong, past or revoked. One that is right but for the signs that came along
    behind it leads to the share."""
    jeton, pdf = without_what_follows(adresse) or ("", False)
    partage = services.find_share(jeton)
    if partage is not None:
        page = "quiz:partage_pdf" if pdf else "quiz:partage_detail"
        return _unreferred(redirect(page, make_token(partage.reference)))
    return _unreferred(render(request, "quiz/partage_absent.html", status=404))


def _unreferred(response: HttpResponse) -> HttpResponse:
    """No page that is opened from here learns the address."""
    response["Referrer-Policy"] = "no-referrer"
    return response


def _count(request: HttpRequest, partage: Partage) -> None:
    """One opening more, unless it is the student who looks at what others see."""
    if request.method == "GET" and services.find_passation(read_secret(request)) != partage.resultat.passation:
        services.note_opening(partage)


def open_shares(passation: Passation) -> PartageQuerySet:
    return (
        Partage.objects.ouverts(timezone.now())
        .filter(resultat__passation=passation)
        .select_related("resultat__passation")
        .defer("resultat__contenu")
    )
