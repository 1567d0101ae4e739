"""A campaign: what a member does with a group of students, the code that lets them in, the names they were given."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from suivi.classe.annee import in_words, last_day
from suivi.classe.code import LENGTH, new_code, show_code
from suivi.classe.pseudonyme import LONGEST as LONGEST_PSEUDONYME
from suivi.models.structures import Membre, Role, Structure

LONGEST_CAMPAGNE, LONGEST_BUT = 60, 300  # characters
MOST_PARTICIPATIONS = 500  # of one campaign
HELD = timedelta(days=30)  # after it closes, no result is held back any more
WARNED = timedelta(days=31)  # before everything ends


class Montre(models.TextChoices):
    """When students see the result of the quiz."""

    AUSSITOT = "aussitot", "Tout de suite, avant ou sans vous l’envoyer"
    APRES = "apres", "Après l’entretien, quand vous le montrez"


class CampagneQuerySet(models.QuerySet["Campagne"]):
    def de(self, user_id: int) -> "CampagneQuerySet":
        """Those that this account may open: its own, and those shared with it."""
        mine = Q(proprietaire__user=user_id) & ~Q(proprietaire__role=Role.INVITE)
        return self.vivantes(timezone.localdate()).filter(mine | Q(avec__user=user_id)).distinct()

    def lues_par(self, user_id: int) -> "CampagneQuerySet":
        """Those whose sends this account may read: in their structure it is more than an *invité·e*."""
        reading = Membre.objects.filter(user=user_id).exclude(role=Role.INVITE)
        own = self.de(user_id).filter(structure__in=reading.values("structure"))
        return Campagne.objects.filter(pk__in=own.values("pk"))

    def en_cours(self) -> "CampagneQuerySet":
        return self.filter(archivee_le=None)

    def vivantes(self, today: date) -> "CampagneQuerySet":
        """Those whose 31st of August is not past: the others are closed, whenever they are deleted."""
        return self.filter(annee__gte=today.year - (today <= date(today.year, 8, 31)))

    def finies(self, today: date) -> "CampagneQuerySet":
        """Those whose 31st of August is past."""
        return self.filter(annee__lt=today.year - (today <= date(today.year, 8, 31)))


class Campagne(models.Model):
    """What a member does with a group of students. Whoever leaves hands theirs over: the database refuses otherwise."""

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="campagnes")
    proprietaire = models.ForeignKey(Membre, models.RESTRICT, related_name="campagnes", verbose_name="à")
    avec = models.ManyToManyField(Membre, related_name="campagnes_partagees", blank=True, verbose_name="partagée avec")
    nom = models.CharField("nom", max_length=LONGEST_CAMPAGNE)
    annee = models.PositiveSmallIntegerField("année scolaire")
    code = models.CharField("code de classe", max_length=LENGTH, unique=True, default=new_code)
    ouvre_le = models.DateField("ouvre le", default=timezone.localdate)
    ferme_le = models.DateField("ferme le")
    but = models.CharField("pourquoi", max_length=LONGEST_BUT, blank=True)
    montre = models.CharField("les élèves voient leur résultat", max_length=10, choices=Montre.choices)
    libre = models.BooleanField("pseudonymes libres", default=True)
    creee_le = models.DateTimeField("créée le", auto_now_add=True)
    archivee_le = models.DateTimeField("archivée le", null=True, blank=True)
    prevenue_le = models.DateField("fin annoncée le", null=True, blank=True)

    objects = CampagneQuerySet.as_manager()

    class Meta:
        ordering = ["nom", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="campagne_nommee"),
            models.CheckConstraint(condition=Q(ferme_le__gte=F("ouvre_le")), name="campagne_a_le_temps"),
            models.CheckConstraint(condition=Q(montre__in=["aussitot", "apres"]), name="campagne_montre_connu"),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return reverse("suivi:campagne_activite", args=[self.pk])

    @property
    def code_lisible(self) -> str:
        return show_code(self.code)

    @property
    def adresse_publique(self) -> str:
        """Where its students come in."""
        return reverse("suivi:classe_detail", args=[self.code])

    @property
    def annee_scolaire(self) -> str:
        return in_words(self.annee)

    @property
    def dernier_jour(self) -> date:
        """Of all that it holds."""
        return last_day(self.annee)

    @property
    def fin(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.dernier_jour + timedelta(days=1), time.min))

    @property
    def finit_bientot(self) -> bool:
        """From a month before everything goes."""
        return timezone.localdate() >= self.dernier_jour - WARNED

    @property
    def est_ouverte(self) -> bool:
        """May one join and send today?"""
        return self.archivee_le is None and self.ouvre_le <= timezone.localdate() <= self.ferme_le

    @property
    def retient(self) -> bool:
        """Are results still held back, where they are seen after the talk?"""
        return self.montre == Montre.APRES and timezone.localdate() <= self.ferme_le + HELD


class Place(models.Model):
    """A name of the list that the class was given: whoever joins takes one."""

    campagne = models.ForeignKey(Campagne, models.CASCADE, related_name="places")
    rang = models.PositiveSmallIntegerField("rang")
    pseudonyme = models.CharField("pseudonyme", max_length=LONGEST_PSEUDONYME)
    cle = models.CharField(max_length=2 * LONGEST_PSEUDONYME)

    class Meta:
        ordering = ["campagne", "rang", "pk"]
        constraints = [models.UniqueConstraint(fields=["campagne", "cle"], name="place_unique")]

    def __str__(self) -> str:
        return self.pseudonyme
