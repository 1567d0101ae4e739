"""The PDF of a result. What shows the result alone is made once and kept; what also holds an address or a student's own
words is made each time, so that nothing is left of them when they are taken back."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from quiz.models import Partage, Resultat
from quiz.pdf import NOTHING, Ajouts, Lien, render_classement, render_rapport
from quiz.resultat.instantane import for_others

VERSION = 10  # raised when documents look otherwise: those that are kept are made again


def lien_of(request: HttpRequest, partage: Partage) -> Lien:
    """The address of a share, as a document shows it."""
    adresse = request.build_absolute_uri(partage.get_absolute_url())
    return Lien(adresse, partage.dernier_jour, partage.avec_competences)


def pdf_response(octets: bytes, slug: str) -> HttpResponse:
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug or "mes-pistes"}.pdf"'
    return response


def ajouts(resultat: Resultat, slug: str) -> Ajouts:
    """What the student planned and thought about one métier of a result."""
    carnet = resultat.carnets.filter(slug=slug).first()
    if carnet is None:
        return NOTHING
    plan = tuple((one.get_genre_display(), one.le, one.note, one.faite) for one in carnet.etapes.all())
    return Ajouts(plan, carnet.thoughts)


def own_document(resultat: Resultat, slug: str, lien: Lien | None) -> bytes:
    """A result, or one report of it with what the student added. `lien`: a share of the same."""
    added = ajouts(resultat, slug)
    if lien is None and added == NOTHING:
        return _kept(resultat, slug)
    return _own(resultat, slug, lien, added)


def shared_document(partage: Partage, lien: Lien) -> bytes:
    """What a share shows."""
    resultat, skills = partage.resultat, partage.avec_competences
    kept = for_others(resultat.instantane, slug=partage.slug, avec_competences=skills)
    fait_le = timezone.localdate(resultat.cree_le)
    if partage.slug:
        return render_rapport(kept, partage.slug, fait_le=fait_le, lien=lien, avec_competences=skills, pour_autrui=True)
    return render_classement(kept, fait_le=fait_le, lien=lien, avec_competences=skills, pour_autrui=True)


def _kept(resultat: Resultat, slug: str) -> bytes:
    cle = f"{VERSION} {slug}"
    made = resultat.documents.filter(cle=cle).first()
    if made is not None:
        return bytes(made.octets)
    octets = _own(resultat, slug, None, NOTHING)
    with suppress(IntegrityError), transaction.atomic():  # made twice at once, or its result erased meanwhile
        resultat.documents.exclude(cle__startswith=f"{VERSION} ").delete()
        resultat.documents.create(cle=cle, octets=octets)
    return octets


def _own(resultat: Resultat, slug: str, lien: Lien | None, added: Ajouts) -> bytes:
    fait_le = timezone.localdate(resultat.cree_le)
    if slug:
        return render_rapport(resultat.instantane, slug, fait_le=fait_le, lien=lien, ajouts=added)
    return render_classement(resultat.instantane, fait_le=fait_le, lien=lien)
