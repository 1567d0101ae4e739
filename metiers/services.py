"""Writes that concern the whole catalogue."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from metiers.models import VersionCatalogue

CatalogueState = tuple[int, datetime | None]


def catalogue_state() -> CatalogueState:
    """The number of the published catalogue and its date; (0, None) before anything was published."""
    return VersionCatalogue.objects.filter(pk=1).values_list("numero", "modifiee_le").first() or (0, None)


def catalogue_version() -> int:
    return catalogue_state()[0]


def lock_catalogue() -> None:
    """Make other writers of the catalogue wait for the end of this transaction."""
    VersionCatalogue.objects.bulk_create([VersionCatalogue(pk=1)], ignore_conflicts=True)
    VersionCatalogue.objects.select_for_update().get(pk=1)


@transaction.atomic
def catalogue_changed() -> None:
    """Raise the catalogue's version. Call it in the transaction that changes what is published."""
    lock_catalogue()
    VersionCatalogue.objects.filter(pk=1).update(numero=F("numero") + 1, modifiee_le=timezone.now())
