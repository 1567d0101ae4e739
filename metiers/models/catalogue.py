"""The number of the published catalogue."""

from django.db import models
from django.db.models import Q


class VersionCatalogue(models.Model):
    """One row: the number of the published catalogue, raised in the transaction that changes what is published."""

    numero = models.PositiveIntegerField(default=0)
    modifiee_le = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="version_catalogue_une_ligne")]

    def __str__(self) -> str:
        return str(self.numero)
