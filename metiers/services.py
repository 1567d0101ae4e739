"""Writes that concern the whole catalogue."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from metiers.models import VersionCatalogue


def catalogue_version() -> int:
    """The number of the published catalogue; 0 before anything was published."""
    return VersionCatalogue.objects.filter(pk=1).values_list("numero", flat=True).first() or 0


@transaction.atomic
def catalogue_changed() -> None:
    """Raise the catalogue's version. Call it in the transaction that changes what is published."""
    VersionCatalogue.objects.get_or_create(pk=1)
    VersionCatalogue.objects.filter(pk=1).update(numero=F("numero") + 1, modifiee_le=timezone.now())
