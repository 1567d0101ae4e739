"""What is taken out of campaigns: noted, where the structure and each student read it."""

from collections.abc import Collection

from django.db import transaction

from metiers.francais.phrases import count
from suivi.models import Acte, Campagne, Envoi, Lecture, Membre
from suivi.services.campagne import lock_member
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
def note_exported(*, campagne: Campagne, membre: Membre) -> None:
    """Of each pupil who sent, before their line leaves. Raises GoneError."""
    sent = Envoi.objects.filter(participation__campagne=campagne)
    places = lock_participations(set(sent.values_list("participation", flat=True)))
    lock_member(membre)
    rows = sent.filter(participation__in=places).order_by("envoye_le", "pk").values_list("participation", "pk")
    Lecture.objects.bulk_create(
        Lecture(envoi_id=pk, membre=membre, signature=str(membre), quoi=Lecture.Quoi.EXPORT)
        for pk in dict(rows).values()
    )
