"""Other priorities, tried together on what a pupil sent: nothing is kept."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metiers.dimensions import CLES
from metiers.francais.phrases import ordinal
from orientation.security import personal_page
from quiz.calcul.classement import places
from quiz.calcul.filtres import read_filtres
from quiz.calcul.gel import freeze, reponses_of
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses
from quiz.methode.matching import METHOD_VERSION
from quiz.resultat.instantane import Instantane
from suivi import services
from suivi.acces import eleve_only
from suivi.dossier import envois_of, fiches_of
from suivi.forms_eleve import EssaiForm
from suivi.models import Lecture, Membre, Participation
from suivi.synthese.faits import FIRST
from suivi.synthese.pistes import PisteLue, lire_pistes


@dataclass(frozen=True, slots=True)
class Essayee:
    """A piste as it would be: `fleche` and `mouvement`, from where it was."""

    piste: PisteLue
    fleche: str
    mouvement: str


@personal_page
@eleve_only
@require_safe
def eleve_essai(request: HttpRequest, eleve: Participation, membre: Membre) -> HttpResponse:
    """The ranking of the last send, with five priorities of the address."""
    with transaction.atomic():
        envoi = envois_of(eleve).select_related("participation", "resultat").first()
        if envoi is None:
            raise Http404
        if request.method == "GET":
            services.note_reading(envois=[envoi], membre=membre, quoi=Lecture.Quoi.PAGE)
    sent, profils = envoi.resultat.instantane, load_profils()
    reponses = replace(reponses_of(sent), niveaux={})
    given = dict(reponses.curseurs)
    form = EssaiForm(request.GET if any(cle in request.GET for cle in CLES) else None, initial=given)
    tried = form.cleaned_data if form.is_valid() and form.cleaned_data != given else None
    context = {
        "eleve": eleve,
        "campagne": eleve.campagne,
        "form": form,
        "tried": tried,
        "pistes": _ranked(profils, reponses, sent, tried),
        "recalcule": sent.methode.version != METHOD_VERSION or sent.catalogue != profils.version,
        "moyenne": reponses.averaged,
    }
    return render(request, "suivi/eleve_essai.html", context, status=422 if form.errors else 200)


def _ranked(profils: Profils, reponses: Reponses, sent: Instantane, tried: dict[str, Any] | None) -> list[Essayee]:
    """The ten first for the priorities that are tried, in the catalogue of today, and where each was."""
    selection, _ = read_filtres(sent.query, profils.annuaire)
    asked = replace(reponses, importances=tried, essayees=True) if tried else reponses
    kept = freeze(profils, asked, selection, most=FIRST)
    found = lire_pistes(kept, fiches_of(kept, profils))
    if not tried:
        return [Essayee(one, "", "") for one in found]
    before = places(profils, reponses, selection)
    return [_moved(one, before.get(one.slug), rang) for rang, one in enumerate(found, start=1)]


def _moved(piste: PisteLue, before: int | None, now: int) -> Essayee:
    if before is None:
        return Essayee(piste, "▲", "n’y était pas")
    if before == now:
        return Essayee(piste, "", "même place")
    return Essayee(piste, "▲" if now < before else "▼", f"était {ordinal(before)}")
