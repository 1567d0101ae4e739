"""What is taken out of campaigns: noted, where the structure and each student read it."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from metiers.francais.phrases import count
from suivi.models import Acte, Campagne, Envoi, Lecture, Membre
from suivi.services.campagne import lock_member
from suivi.services.echange import SAME_READING
from suivi.services.journal import note
from suivi.services.participation import lock_participations


@transaction.atomic
def note_export(*, campagnes: Collection[Campagne], par: Membre, raison: str) -> None:
    """In the journal of each structure. `par`: any member that the account is."""
    structures = {one.structure_id: one.structure for one in campagnes}
    for structure in structures.values():
        number = sum(one.structure_id == structure.pk for one in campagnes)
        said = f"{count(number, 'campagne')}\u00a0: {raison}"
        note(Acte.Genre.EXPORT, par=par.user, structure=structure, precision=said)


@transaction.atomic
def note_exported(*, envois: Collection[int], membre: Membre) -> set[int]:
    """Of each pupil who sent, before their line leaves: which of these sends are still there, and noted now or lately.
    Raises GoneError."""
    sent = Envoi.objects.filter(pk__in=envois)
    places = lock_participations(set(sent.values_list("participation", flat=True)))
    lock_member(membre)
    there = set(sent.filter(participation__in=places).values_list("pk", flat=True))
    now, quoi = timezone.now(), Lecture.Quoi.EXPORT
    lately = Lecture.objects.filter(envoi__in=there, membre=membre, quoi=quoi, le__gt=now - SAME_READING)
    known = set(lately.filter(le__gte=F("envoi__envoye_le")).values_list("envoi", flat=True))
    Lecture.objects.bulk_create(
        Lecture(envoi_id=pk, membre=membre, signature=str(membre), quoi=quoi, le=now) for pk in sorted(there - known)
    )
    return there
