"""Rows → the counts of a structure's campaigns, in two queries whatever their number."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from suivi.models import Campagne, Envoi, Participation, RendezVous, Structure
from suivi.structures.nombres import Decompte

COUNTED = ("inscrits", "envoyes", "lus", "demandes", "faits")


def decomptes(structure: Structure) -> list[Decompte]:
    """Of those whose year is not over."""
    known = Campagne.objects.filter(structure=structure).vivantes(timezone.localdate())
    counted = _counted(structure)
    return [
        Decompte(one.nom, one.proprietaire.user.get_full_name(), one.annee, _etat(one), **counted.get(one.pk, {}))
        for one in known.select_related("proprietaire__user")
    ]


def _counted(structure: Structure) -> dict[int, dict[str, int]]:
    """Each pseudonym once: a place that was freed is counted by whoever took it again."""
    sent = Envoi.objects.filter(participation=OuterRef("pk"))
    met = RendezVous.objects.filter(participation=OuterRef("pk"), fait_le__isnull=False)
    living = Participation.objects.tenues().filter(
        campagne__structure=structure, passation__expire_le__gt=timezone.now()
    )
    rows = (
        living.order_by()
        .values("campagne")
        .annotate(
            inscrits=Count("pk"),
            envoyes=Count("pk", filter=Exists(sent)),
            lus=Count("pk", filter=Exists(sent.filter(lu_le__isnull=False))),
            demandes=Count("pk", filter=Q(demandee_le__isnull=False)),
            faits=Count("pk", filter=Exists(met)),
        )
    )
    counted = rows.values_list("campagne", *COUNTED)
    return {pk: dict(zip(COUNTED, numbers, strict=True)) for pk, *numbers in counted}


def _etat(campagne: Campagne) -> str:
    if campagne.archivee_le is not None:
        return "archivée"
    if campagne.est_ouverte:
        return "ouverte"
    return "pas encore ouverte" if campagne.ouvre_le > timezone.localdate() else "fermée"
