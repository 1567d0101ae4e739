"""Who accompanies students: structures, their members, those invited, what they did. Nothing of a student is here."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from suivi.noms import LONGEST_KEY

LONGEST_NAME, LONGEST_EMAIL, LONGEST_CONTACT = 120, 254, 300  # characters


class Role(models.TextChoices):
    """What a member may do in a structure."""

    RESPONSABLE = "responsable", "Responsable"
    CONSEILLER = "conseiller", "Conseiller·ère"
    INVITE = "invite", "Invité·e"


class RoleSite(models.TextChoices):
    """What an account may do outside of any structure."""

    REDACTION = "redaction", "Rédaction des fiches"
    ADMINISTRATION = "administration", "Administration du site"


class Structure(models.Model):
    """A lycée, a CIO, a university, a mission locale."""

    class Traitement(models.TextChoices):
        """Who decides why and how what students send is used: the controller, as the GDPR calls it."""

        STRUCTURE = "structure", "La structure"
        EXPLOITANT = "exploitant", "L’exploitant du site"

    nom = models.CharField("nom", max_length=LONGEST_NAME)
    ville = models.CharField("ville", max_length=LONGEST_NAME)
    cle = models.CharField(max_length=LONGEST_KEY, unique=True, editable=False)  # noms.name_key, by the services
    slug = models.SlugField("adresse", max_length=80, unique=True)
    traitement = models.CharField(
        "responsable du traitement", max_length=12, choices=Traitement.choices, default=Traitement.STRUCTURE
    )
    contact = models.CharField(
        "contact pour les familles",
        max_length=LONGEST_CONTACT,
        blank=True,
        help_text="À qui les familles s’adressent à propos des données : un service, une adresse, un numéro.",
    )
    creee_le = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        ordering = ["nom", "ville", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom="") & ~Q(ville="") & ~Q(cle=""), name="structure_nommee"),
            models.CheckConstraint(
                condition=Q(traitement__in=["structure", "exploitant"]), name="structure_traitement_connu"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom}, {self.ville}"

    def get_absolute_url(self) -> str:
        return reverse("suivi:structure_detail", args=[self.slug])

    @property
    def contact_des_familles(self) -> str:
        """To whom they write: the structure's own, or else the operator where it decides; empty without either."""
        by_operator = self.traitement == self.Traitement.EXPLOITANT
        return self.contact or (settings.OPERATOR_EMAIL if by_operator else "")


class MembreQuerySet(models.QuerySet["Membre"]):
    def responsables(self) -> "MembreQuerySet":
        """Those who can act as such."""
        return self.filter(role=Role.RESPONSABLE, user__is_active=True)

    def lisants(self) -> "MembreQuerySet":
        """Those who may read what students send, in the campaigns they open."""
        return self.filter(user__is_active=True).exclude(role=Role.INVITE)

    def with_campagnes(self) -> "MembreQuerySet":
        return self.annotate(nb_campagnes=models.Count("campagnes"))


class Membre(models.Model):
    """An account in a structure."""

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="membres")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="membres", verbose_name="compte")
    role = models.CharField("rôle", max_length=12, choices=Role.choices)
    depuis = models.DateTimeField("depuis", auto_now_add=True)

    nb_campagnes: int  # of those that `with_campagnes` reads

    objects = MembreQuerySet.as_manager()

    class Meta:
        ordering = ["structure", "user__last_name", "user__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["structure", "user"], name="membre_unique"),
            models.CheckConstraint(condition=Q(role__in=["responsable", "conseiller", "invite"]), name="membre_role"),
        ]

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()

    @property
    def is_responsable(self) -> bool:
        return self.role == Role.RESPONSABLE

    @property
    def lit(self) -> bool:
        """May this member read what students send? An *invité·e* sees the list alone."""
        return self.role != Role.INVITE


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def ouvertes(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(expire_le__gt=now)

    def passees(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(expire_le__lte=now)


class Invitation(models.Model):
    """An address that may join, until a day. Its link opens it; only the hash of its secret is stored. Accepted or
    withdrawn, the row is gone: there is no second time."""

    empreinte = models.CharField("SHA-256 du secret", max_length=64, unique=True)
    email = models.EmailField("adresse électronique", max_length=LONGEST_EMAIL)
    role = models.CharField("rôle", max_length=14, choices=[*Role.choices, *RoleSite.choices])
    structure = models.ForeignKey(Structure, models.CASCADE, null=True, blank=True, related_name="invitations")
    par = models.ForeignKey(
        Membre, models.SET_NULL, null=True, blank=True, related_name="invitations", verbose_name="invité·e par"
    )
    envoyee_le = models.DateTimeField("envoyée le", default=timezone.now)
    expire_le = models.DateTimeField("valable jusqu’au", db_index=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["email", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["structure", "email"], name="invitation_structure_unique"),
            models.UniqueConstraint(fields=["email"], condition=Q(structure=None), name="invitation_site_unique"),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="invitation_email_minuscules"
            ),
            models.CheckConstraint(
                condition=Q(structure__isnull=False, role__in=["responsable", "conseiller", "invite"])
                | Q(structure=None, role__in=["redaction", "administration"]),
                name="invitation_role",
            ),
            models.CheckConstraint(condition=Q(expire_le__gt=F("envoyee_le")), name="invitation_a_le_temps"),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()}"


class ActeQuerySet(models.QuerySet["Acte"]):
    def de(self, structure: Structure) -> "ActeQuerySet":
        return self.filter(structure=structure).select_related("par", "sur")

    def de_invitation(self, invitation: Invitation) -> "ActeQuerySet":
        """Those that say whom it invites."""
        return self.filter(structure=invitation.structure_id, adresse=invitation.email)

    def before(self, when: datetime) -> "ActeQuerySet":
        return self.filter(le__lt=when)


class Acte(models.Model):
    """What somebody did to members, roles, settings or accounts. It outlives whoever did it, and is deleted in time."""

    class Genre(models.TextChoices):
        INVITATION = "invitation", "Invitation envoyée"
        INVITATION_RETIREE = "invitation_retiree", "Invitation retirée"
        ARRIVEE = "arrivee", "Invitation acceptée"
        ROLE = "role", "Rôle changé"
        DEPART = "depart", "Membre retiré"
        REGLAGES = "reglages", "Réglages changés"
        EXPORT = "export", "Résultats exportés"
        STRUCTURE_SUPPRIMEE = "structure_supprimee", "Structure supprimée"
        SECOND_FACTEUR = "second_facteur", "Second facteur retiré"
        ADRESSE = "adresse", "Adresse changée"
        DROITS = "droits", "Droits changés"
        FERMETURE = "fermeture", "Compte fermé"
        REOUVERTURE = "reouverture", "Compte rouvert"
        COMPTE_SUPPRIME = "compte_supprime", "Compte supprimé"

    le = models.DateTimeField("le", default=timezone.now, db_index=True)
    genre = models.CharField("acte", max_length=20, choices=Genre.choices)
    structure = models.ForeignKey(Structure, models.CASCADE, null=True, blank=True, related_name="actes")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="actes", verbose_name="par"
    )
    sur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="actes_subis", verbose_name="sur"
    )
    adresse = models.EmailField("adresse invitée", max_length=LONGEST_EMAIL, blank=True)  # while the invitation is open
    precision = models.CharField("précision", max_length=LONGEST_CONTACT, blank=True)

    objects = ActeQuerySet.as_manager()

    class Meta:
        ordering = ["-le", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(genre=""), name="acte_dit_lequel")]

    def __str__(self) -> str:
        return self.get_genre_display()
