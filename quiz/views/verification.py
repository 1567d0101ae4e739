"""« Sans les noms » : six extracts of fiches to rate blind, then how often the student and the ranking agree."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.models import CompetenceRequise
from metiers.textes.phrase import without_name
from orientation.security import personal_page
from quiz import services
from quiz.absences import own_answers
from quiz.acces.cookie import read_secret
from quiz.calcul import classement
from quiz.calcul.filtres import read_filtres
from quiz.calcul.gel import reponses_of
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses
from quiz.forms import VerificationForm
from quiz.methode.stability import seed_of
from quiz.models import Resultat
from quiz.resultat import accord
from quiz.resultat.accord import RATINGS
from quiz.retenue import unless_held

SKILLS, CONDITIONS = 4, 3
TRIES = 20
_SALT = "quiz.verification"


@dataclass(frozen=True, slots=True)
class Extrait:
    """What is shown of a métier without its name. `accroche`: the words of its title are left out of it."""

    interets: list[str]
    competences: list[str]
    contraintes: list[str]
    niveau: int | None
    accroche: str = ""


@login_not_required
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@unless_held
@own_answers
def verification_edit(request: HttpRequest, numero: int) -> HttpResponse:
    """Rate six extracts; once rated, what they were."""
    resultat = get_object_or_404(services.results_of(read_secret(request)), numero=numero)
    catalogue = load_profils()
    if hasattr(resultat, "verification"):
        return render(request, "quiz/verification_detail.html", _outcome(resultat, catalogue))
    reponses = reponses_of(resultat.instantane)
    places = _places(resultat, reponses, catalogue)
    shown = _shown(request, resultat, places)
    slugs = shown or _pick(catalogue, places, seed_of(reponses.weights))
    form = VerificationForm(slugs, request.POST if shown else None)
    if shown and form.is_valid():
        services.keep_check(resultat=resultat, notes=form.notes(), places={slug: places[slug] for slug in slugs})
        return redirect(request.path)
    extraits = list(zip(_extraits(catalogue, slugs), form, strict=True))
    context = {
        "resultat": resultat,
        "form": form,
        "extraits": extraits,
        "shown": _signed(resultat, slugs),
        "others": request.method == "POST" and not shown,
    }
    return render(request, "quiz/verification_edit.html", context, status=422 if request.method == "POST" else 200)


def _pick(catalogue: Profils, places: dict[str, int], seed: int) -> list[str]:
    """Six métiers, none of whose extracts reads like another: those could not be rated apart."""
    ranked = sorted(places, key=places.__getitem__)
    picks = (accord.pick(ranked, seed + turn) for turn in range(TRIES))
    return next((six for six in picks if _all_differ(_extraits(catalogue, six))), accord.pick(ranked, seed))


def _all_differ(extraits: list[Extrait]) -> bool:
    return len({repr(extrait) for extrait in extraits}) == len(extraits)


def _signed(resultat: Resultat, slugs: list[str]) -> str:
    """The six of a page, packed so that their names are not read in its source."""
    return signing.dumps([resultat.pk, *slugs], salt=_SALT, compress=True)


def _shown(request: HttpRequest, resultat: Resultat, places: dict[str, int]) -> list[str]:
    """The six of the page that was sent; none when it is not one of this result, or when one of them has left."""
    try:
        pk, *slugs = signing.loads(request.POST.get("extraits", ""), salt=_SALT)
    except signing.BadSignature:
        return []
    return slugs if pk == resultat.pk and all(slug in places for slug in slugs) else []


def _places(resultat: Resultat, reponses: Reponses, catalogue: Profils) -> dict[str, int]:
    """Where today's métiers stand for the answers of this result."""
    selection, _ = read_filtres(resultat.instantane.query, catalogue.annuaire)
    return classement.places(catalogue, reponses, selection)


def _extraits(catalogue: Profils, slugs: list[str]) -> list[Extrait]:
    skills: dict[str, list[str]] = {slug: [] for slug in slugs}
    rows = CompetenceRequise.objects.filter(metier__slug__in=slugs).order_by("-score", "competence__nom")
    for slug, nom in rows.values_list("metier__slug", "competence__nom"):
        skills[slug].append(nom)
    annuaire = catalogue.annuaire
    return [
        Extrait(
            accroche=without_name(entree.accroche, (entree.titre, *entree.formes)),
            interets=[label for code, label in annuaire.interets.items() if code in entree.interets],
            competences=skills[slug][:SKILLS],
            contraintes=[CONTRAINTES[cle].label for cle in sorted(entree.contraintes)][:CONDITIONS],
            niveau=entree.niveau,
        )
        for slug in slugs
        for entree in [annuaire.par_slug[slug]]
    ]


def _outcome(resultat: Resultat, catalogue: Profils) -> dict[str, Any]:
    """The six with their names, best placed first, and the pairs in agreement."""
    notes, places = resultat.verification.notes, resultat.verification.places
    known = catalogue.annuaire.par_slug
    points, pairs = accord.agreement(places, notes)
    ordered = sorted(places, key=lambda slug: places[slug])
    lines = [(slug, known.get(slug), places[slug], RATINGS[notes[slug]]) for slug in ordered]
    return {"resultat": resultat, "lines": lines, "points": points, "pairs": pairs}
