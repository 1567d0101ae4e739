"""The PDF of a result. What shows the result alone is made once and kept; what also holds an address or a student's own
words is made each time, so that nothing is left of them when they are taken back."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone

from quiz.instantane import Instantane, for_others
from quiz.models import Partage, Resultat
from quiz.pdf import NOTHING, Ajouts, Lien, render_classement, render_rapport

VERSION = 2  # raised when documents look otherwise: those that are kept are made again


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
    return _render(resultat, resultat.instantane, slug, lien=lien, ajouts=added)


def shared_document(partage: Partage, lien: Lien) -> bytes:
    """What a share shows."""
    resultat, skills = partage.resultat, partage.avec_competences
    kept = for_others(resultat.instantane, slug=partage.slug, avec_competences=skills)
    return _render(resultat, kept, partage.slug, lien=lien, avec_competences=skills)


def _kept(resultat: Resultat, slug: str) -> bytes:
    cle = f"{VERSION} {slug}"
    made = resultat.documents.filter(cle=cle).first()
    if made is not None:
        return bytes(made.octets)
    octets = _render(resultat, resultat.instantane, slug)
    with suppress(IntegrityError), transaction.atomic():  # made twice at once, or its result erased meanwhile
        resultat.documents.create(cle=cle, octets=octets)
    return octets


def _render(
    resultat: Resultat,
    instantane: Instantane,
    slug: str,
    *,
    lien: Lien | None = None,
    avec_competences: bool = True,
    ajouts: Ajouts = NOTHING,
) -> bytes:
    fait_le = timezone.localdate(resultat.cree_le)
    if not slug:
        return render_classement(instantane, fait_le=fait_le, lien=lien, avec_competences=avec_competences)
    return render_rapport(
        instantane, slug, fait_le=fait_le, lien=lien, avec_competences=avec_competences, ajouts=ajouts
    )
