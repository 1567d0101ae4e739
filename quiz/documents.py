"""The PDF of a result: made the first time it is asked for, kept with the result."""

from contextlib import suppress
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from quiz.instantane import Instantane, for_others
from quiz.models import Partage, Resultat
from quiz.pdf import Ajouts, Lien, render_classement, render_rapport

VERSION = 2  # raised when documents look otherwise: those that are kept are made again
_NOTHING = Ajouts()


def ajouts(resultat: Resultat, slug: str) -> Ajouts:
    """What the student planned and thought about one métier of a result."""
    carnet = resultat.carnets.filter(slug=slug).first()
    if carnet is None:
        return _NOTHING
    plan = tuple((one.get_genre_display(), one.le, one.note, one.faite) for one in carnet.etapes.all())
    return Ajouts(plan, carnet.thoughts)


def own_document(*, resultat: Resultat, slug: str, lien: Lien | None) -> bytes:
    """The PDF of a result, or of one report of it with what the student added. `lien`: a share of the same."""
    return _document(resultat, resultat.instantane, slug, lien, avec_competences=True, ajouts=ajouts(resultat, slug))


def shared_document(*, partage: Partage, lien: Lien) -> bytes:
    """The PDF of what a share shows."""
    kept = for_others(partage.resultat.instantane, slug=partage.slug, avec_competences=partage.avec_competences)
    return _document(partage.resultat, kept, partage.slug, lien, avec_competences=partage.avec_competences)


def _document(
    resultat: Resultat,
    instantane: Instantane,
    slug: str,
    lien: Lien | None,
    *,
    avec_competences: bool,
    ajouts: Ajouts = _NOTHING,
) -> bytes:
    cle = sha256(repr((VERSION, slug, avec_competences, lien, ajouts)).encode()).hexdigest()
    made = resultat.documents.filter(cle=cle).first()
    if made is not None:
        return bytes(made.octets)
    fait_le = timezone.localdate(resultat.cree_le)
    if slug:
        octets = render_rapport(
            instantane, slug, fait_le=fait_le, lien=lien, avec_competences=avec_competences, ajouts=ajouts
        )
    else:
        octets = render_classement(instantane, fait_le=fait_le, lien=lien, avec_competences=avec_competences)
    with suppress(IntegrityError), transaction.atomic():  # made twice at once, or its result erased meanwhile
        resultat.documents.create(cle=cle, octets=octets)
    return octets
