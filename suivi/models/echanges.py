"""What passes between a student and their counsellors: notes, answers, appointments, and who read what."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from suivi.models.participations import Envoi, Participation
from suivi.models.structures import LONGEST_NAME, Membre

LONGEST_NOTE, LONGEST_ANCRE, LONGEST_LIEU = 1000, 140, 120  # characters


class Note(models.Model):
    """What a member writes beside a line (`ancre`, empty: of the participation): for themself, or shown to the student,
    who may answer or disagree. Once answered it does not change, and only the student takes the answer back."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="notes")
    auteur = models.ForeignKey(Membre, models.SET_NULL, null=True, blank=True, related_name="notes")
    signature = models.CharField("écrite par", max_length=2 * LONGEST_NAME)
    ancre = models.CharField("en face de", max_length=LONGEST_ANCRE, blank=True)
    texte = models.TextField("note", max_length=LONGEST_NOTE)
    partagee = models.BooleanField("montrée à l’élève", default=False)
    version = models.PositiveIntegerField(default=1)
    creee_le = models.DateTimeField("écrite le", default=timezone.now)
    modifiee_le = models.DateTimeField("modifiée le", null=True, blank=True)
    desaccord = models.BooleanField("l’élève n’est pas d’accord", default=False)
    reponse = models.TextField("réponse de l’élève", max_length=LONGEST_NOTE, blank=True)
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    reponse_lue_le = models.DateTimeField("réponse lue le", null=True, blank=True)

    class Meta:
        ordering = ["participation", "creee_le", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="note_dit_quelque_chose"),
            models.CheckConstraint(condition=Q(partagee=True) | Q(repondue_le=None), name="note_repondue_si_partagee"),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class RendezVous(models.Model):
    """An appointment: with whom, when, where; `fait_le` once it took place."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="rendez_vous")
    membre = models.ForeignKey(Membre, models.SET_NULL, null=True, blank=True, related_name="rendez_vous")
    signature = models.CharField("avec", max_length=2 * LONGEST_NAME)
    le = models.DateTimeField("le")
    lieu = models.CharField("où", max_length=LONGEST_LIEU, blank=True)
    propose_le = models.DateTimeField("proposé le", default=timezone.now)
    fait_le = models.DateTimeField("fait le", null=True, blank=True)

    class Meta:
        verbose_name_plural = "rendez-vous"
        ordering = ["le", "pk"]
        constraints = [models.UniqueConstraint(fields=["participation", "le"], name="rendez_vous_unique")]

    def __str__(self) -> str:
        return f"Rendez-vous {self.pk}"


class Lecture(models.Model):
    """Who opened what a student sent, and when: the student reads it."""

    class Quoi(models.TextChoices):
        """What was opened."""

        PAGE = "page", "ta page"
        FICHE = "fiche", "ta fiche d’entretien, à imprimer"
        EXPORT = "export", "ta ligne dans un tableau de la classe"

    envoi = models.ForeignKey(Envoi, models.CASCADE, related_name="lectures")
    membre = models.ForeignKey(Membre, models.SET_NULL, null=True, blank=True, related_name="lectures")
    signature = models.CharField("par", max_length=2 * LONGEST_NAME)
    quoi = models.CharField("quoi", max_length=10, choices=Quoi.choices)
    le = models.DateTimeField("le", default=timezone.now)

    class Meta:
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return f"Lecture {self.pk}"
