"""A student's place in a campaign, what they send, what was counted together. Whatever they erase goes with it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from quiz.models import Passation, Resultat
from suivi.classe.pseudonyme import LONGEST as LONGEST_PSEUDONYME
from suivi.models.campagnes import Campagne

LONGEST_DEMANDE = 300  # characters


class Sujet(models.TextChoices):
    """What a student would like to talk about."""

    ETUDES = "etudes", "Les études, leur durée"
    PISTE = "piste", "Une piste"
    PRIORITES = "priorites", "Ce qui compte pour moi"
    SUITE = "suite", "Ce que je peux faire maintenant"
    AUTRE = "autre", "Autre chose"


class Etat(models.TextChoices):
    """How far a student is: a counsellor sees this, and never the answers."""

    PAS_COMMENCEE = "pas_commencee", "pas commencée"
    COMMENCEE = "commencee", "commencée"
    A_ENVOYER = "a_envoyer", "à envoyer"
    ENVOYEE = "envoyee", "envoyée"
    RETIREE = "retiree", "retirée"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def tenues(self) -> "ParticipationQuerySet":
        """Those that are not freed: one for each pseudonym."""
        return self.filter(liberee_le=None)

    def with_etat(self) -> "ParticipationQuerySet":
        return self.select_related("passation").annotate(
            a_envoye=Exists(Envoi.objects.filter(participation=OuterRef("pk")))
        )


class Participation(models.Model):
    """One student's place in one campaign, under a pseudonym. Freed (the code was lost), it stays with what was sent;
    whoever joined anew under the same name (`reprise_par`) and has sent takes it along when they withdraw or go."""

    campagne = models.ForeignKey(Campagne, models.CASCADE, related_name="participations")
    passation = models.ForeignKey(Passation, models.CASCADE, related_name="participations")
    pseudonyme = models.CharField("pseudonyme", max_length=LONGEST_PSEUDONYME)
    cle = models.CharField(max_length=2 * LONGEST_PSEUDONYME)
    rejointe_le = models.DateTimeField("rejointe le", default=timezone.now)
    liberee_le = models.DateTimeField("libérée le", null=True, blank=True)
    reprise_par = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="precedentes")
    retiree_le = models.DateTimeField("envois retirés le", null=True, blank=True)
    montree_le = models.DateTimeField("résultat montré le", null=True, blank=True)
    demandee_le = models.DateTimeField("entretien demandé le", null=True, blank=True)
    sujet = models.CharField("à propos de", max_length=10, choices=Sujet.choices, blank=True)
    demande = models.CharField("en quelques mots", max_length=LONGEST_DEMANDE, blank=True)

    a_envoye: bool  # of those that `with_etat` reads

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["campagne", "cle", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campagne", "cle"], condition=Q(liberee_le=None), name="participation_pseudonyme_unique"
            ),
            models.UniqueConstraint(fields=["campagne", "passation"], name="participation_passation_unique"),
            models.CheckConstraint(
                condition=Q(reprise_par=None) | Q(liberee_le__isnull=False), name="participation_reprise_si_liberee"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonyme

    @property
    def etat(self) -> Etat:
        """Of one that `with_etat` read."""
        if self.a_envoye:
            return Etat.ENVOYEE
        if self.retiree_le is not None:
            return Etat.RETIREE
        return Etat.A_ENVOYER if self.passation.terminee_le else Etat.COMMENCEE

    @property
    def est_retenue(self) -> bool:
        """Is the result kept for the talk?"""
        return self.montree_le is None and self.liberee_le is None and self.campagne.retient


class Envoi(models.Model):
    """One frozen result that a student lets the counsellors of a campaign read, with what was ticked. The result is
    theirs: nothing of it is copied but what a list shows (`apercu`, see synthese), in this row, which goes with it.

    `depuis`: an earlier result of theirs with which they let it be compared, where nothing was sent before; all that a
    list needs of that one is in `situation_avant`, empty without it, and both go when that result does."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="envois")
    resultat = models.ForeignKey(Resultat, models.CASCADE, related_name="envois")
    envoye_le = models.DateTimeField("envoyé le", default=timezone.now)
    competences = models.BooleanField("avec les compétences", default=False)
    plan = models.BooleanField("avec le plan", default=False)
    reflexions = models.BooleanField("avec les réflexions", default=False)
    sans_les_noms = models.BooleanField("avec l’avis sans les noms", default=False)
    depuis = models.ForeignKey(
        Resultat,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comparaisons",
        verbose_name="comparé au résultat",
    )
    situation_avant = models.JSONField("ce qui est comparé de ce résultat", default=dict, blank=True)
    apercu = models.JSONField("ce qu’une liste en montre", default=dict)
    lu_le = models.DateTimeField("lu le", null=True, blank=True)

    class Meta:
        ordering = ["-envoye_le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["participation", "resultat"], name="envoi_unique")]

    def __str__(self) -> str:
        return f"Envoi {self.pk}"


class Groupe(models.Model):
    """A group that « Ensemble » showed once, kept as long as the campaign: which sends it counted, by their keys alone
    (also of those that are erased since), and the counts that were said
    of it, of five pupils at least; so that nothing of a few pupils is read in what a later view changes (see
    suivi/ensemble/groupe.py and memoire.py)."""

    campagne = models.ForeignKey(Campagne, models.CASCADE, related_name="groupes")
    envois = models.JSONField("clés des envois comptés")
    dits = models.JSONField("nombres dits")

    class Meta:
        ordering = ["campagne", "pk"]

    def __str__(self) -> str:
        return f"Groupe {self.pk}"
