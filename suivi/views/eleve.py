"""One pupil: what is shown of what they sent, to prepare a talk; the same on paper."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from orientation.security import personal_page
from quiz.calcul.profils import load_profils
from suivi import services
from suivi.acces import eleve_only
from suivi.documents.entretien import render_fiches
from suivi.dossier import Dossier, Lu, dossier_of, envois_of, fiche_of, read_envois, sent_in_words
from suivi.marges import marges_of
from suivi.models import Envoi, Feuille, Lecture, Membre, Montre, Note, Participation
from suivi.parcours import neighbours

MOST_LEFT_OUT, LONGEST_LABEL = 60, 30  # labels in the address of « en changer »
LAST_READINGS = 3


@personal_page
@eleve_only
@require_safe
def eleve_detail(request: HttpRequest, eleve: Participation, membre: Membre) -> HttpResponse:
    """The last send, or the one of the address (`envoi`); before any, how far the pupil is and no answer."""
    with transaction.atomic():
        envois = _envois(eleve)
        envoi = _asked(request, envois)
        notes = list(services.notes_of(eleve, membre))
        lu = _read(request, envoi, membre, Lecture.Quoi.PAGE) if envoi else None
    dossier = dossier_of(lu, load_profils(), sauf=_left_out(request)) if lu else None
    marges = marges_of(dossier, notes, membre, _titres(envoi, envois, notes))
    context = {
        "eleve": eleve,
        "campagne": eleve.campagne,
        "moi": membre,
        "dossier": dossier,
        "envoi": envoi,
        "envois": _told(envois),
        "marges": marges,
        "suite_ouverte": any(marges[one.ancre].notes for one in dossier.suite) if dossier else False,
        "changer": _change_address(dossier, envoi, envois) if dossier else "",
        "feuille": Feuille.objects.filter(participation=eleve).first(),
        "rendez_vous": list(eleve.rendez_vous.all()),
        "reprise": eleve.reprise_par,
        "lectures": list(envoi.lectures.filter(membre=membre)[:LAST_READINGS]) if envoi else [],
        "retenue": eleve.est_retenue,
        "montre_apres": eleve.campagne.montre == Montre.APRES,
        "raccourcis": request.session.get("raccourcis", True),
        **neighbours(request, eleve),
    }
    return render(request, "suivi/eleve_detail.html", context)


@personal_page
@eleve_only
@require_safe
def eleve_fiche(request: HttpRequest, eleve: Participation, membre: Membre) -> HttpResponse:
    """The sheet of the talk, one page of A4."""
    with transaction.atomic():
        envoi = _asked(request, _envois(eleve))
        if envoi is None:
            raise Http404
        lu = _read(request, envoi, membre, Lecture.Quoi.FICHE)
    dossier = dossier_of(lu, load_profils(), sauf=_left_out(request))
    octets = render_fiches([fiche_of(dossier, eleve.campagne, eleve, str(membre))], fait_le=timezone.localdate())
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="fiche-entretien.pdf"'
    return response


def _envois(eleve: Participation) -> list[Envoi]:
    """Newest first. What each holds is read for one of them alone."""
    return list(envois_of(eleve))


def _asked(request: HttpRequest, envois: list[Envoi]) -> Envoi | None:
    """The one of the address, else the last, else none."""
    if "envoi" not in request.GET:
        return envois[0] if envois else None
    found = next((one for one in envois if str(one.pk) == request.GET["envoi"]), None)
    if found is None:
        raise Http404
    return found


def _read(request: HttpRequest, envoi: Envoi, membre: Membre, quoi: Lecture.Quoi) -> Lu:
    """Its rows, in the transaction that notes who reads them; HEAD shows nothing."""
    if request.method == "GET":
        services.note_reading(envois=[envoi], membre=membre, quoi=quoi)
    return read_envois([envoi])[0]


def _told(envois: list[Envoi]) -> list[tuple[Envoi, str]]:
    ranks = range(len(envois), 0, -1)
    return [(one, sent_in_words(rang, one.envoye_le)) for rang, one in zip(ranks, envois, strict=True)]


def _titres(envoi: Envoi | None, envois: list[Envoi], notes: list[Note]) -> dict[str, str]:
    """Slug → title of the métiers that notes may speak of, also those of an earlier send."""
    if envoi is None:
        return {}
    known: dict[str, str] = dict(envoi.resultat.titres)
    if all(note.ancre.partition(":")[2] in {"", *known} for note in notes):
        return known
    older = Envoi.objects.filter(pk__in=[one.pk for one in envois]).values_list("resultat__titres", flat=True)
    return {slug: titre for titres in [*older, known] for slug, titre in titres.items()}


def _left_out(request: HttpRequest) -> tuple[str, ...]:
    """Labels of the questions that are not wanted."""
    return tuple(one[:LONGEST_LABEL] for one in request.GET.getlist("sauf")[:MOST_LEFT_OUT])


def _change_address(dossier: Dossier, envoi: Envoi | None, envois: list[Envoi]) -> str:
    """Of the next questions; after the last, of the first ones again."""
    keys: list[tuple[str, Any]] = [("sauf", one) for one in dossier.change_sauf]
    if envoi and envoi != envois[0]:
        keys.append(("envoi", envoi.pk))
    return f"?{urlencode(keys)}#questions"
