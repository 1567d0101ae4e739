"""A sheet of paper that a member typed for a pupil without a device."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from suivi.models.participations import Participation
from suivi.models.structures import LONGEST_NAME, Membre
from suivi.papier.feuille import LENGTH


class Feuille(models.Model):
    """The answers of a place, typed from paper: by whom, when. Until the student opens them with the code of a strip
    (`prise_le`), whoever typed them may correct, erase, and print the strip again; from then on nobody of staff."""

    participation = models.OneToOneField(Participation, models.CASCADE, related_name="feuille")
    membre = models.ForeignKey(Membre, models.SET_NULL, null=True, blank=True, related_name="feuilles")
    signature = models.CharField("tapée par", max_length=2 * LONGEST_NAME)
    version = models.CharField("version du questionnaire", max_length=LENGTH)
    accord = models.BooleanField("d’accord pour envoyer")
    saisie_le = models.DateTimeField("tapée le", default=timezone.now)
    corrigee_le = models.DateTimeField("corrigée le", null=True, blank=True)
    bande_le = models.DateTimeField("code imprimé le", null=True, blank=True)
    prise_le = models.DateTimeField("ouverte par l’élève le", null=True, blank=True)

    class Meta:
        ordering = ["-saisie_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(prise_le=None) | Q(bande_le__isnull=False), name="feuille_prise_si_imprimee"
            )
        ]

    def __str__(self) -> str:
        return f"Feuille {self.pk}"
