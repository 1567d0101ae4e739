"""Documents that are made in the background for a member: what was asked, its sheets, and the whole when it is one."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import CASCADE, Count, Exists, OuterRef, Q
from django.db.models.deletion import Collector
from django.utils import timezone

from suivi.models.campagnes import Campagne
from suivi.models.participations import Envoi, Participation
from suivi.models.structures import Membre

KEPT = timedelta(hours=24)  # a document, and all that was made for it
SILENCE = timedelta(seconds=30)  # without a beat, whoever works at it is dead
MOST_TRIES = 5  # without a sheet more


def _end() -> Any:
    return timezone.now() + KEPT


def with_its_document(collector: Collector, field: Any, pieces: Any, using: str) -> None:
    """As CASCADE, and what holds the same words goes in the same transaction: the document bound from these sheets."""
    travaux = set(pieces.values_list("travail", flat=True))
    collector.collect(Document.objects.using(using).filter(travail__in=travaux))
    CASCADE(collector, field, pieces, using)


class Genre(models.TextChoices):
    """What the sheets are made into."""

    PDF = "pdf", "un PDF"
    ZIP = "zip", "un dossier zip"


class Arret(models.TextChoices):
    """Why nobody goes on by themself."""

    PLACE = "place", "plus de place sur le disque du site"
    MEMOIRE = "memoire", "le site manque de mémoire pour un PDF aussi long, demandez plutôt un zip"
    ECHEC = "echec", "une fiche n’a pas pu être faite, après plusieurs essais"


class TravailQuerySet(models.QuerySet["Travail"]):
    def vivants(self) -> "TravailQuerySet":
        return self.filter(fin__gt=timezone.now())

    def with_avancement(self) -> "TravailQuerySet":
        """How many sheets there are, how many are made, and whether the whole is bound."""
        made = Count("pieces", filter=Q(pieces__faite_le__isnull=False))
        bound = Exists(Document.objects.filter(travail=OuterRef("pk")))
        return self.annotate(total=Count("pieces"), faites=made, relie=bound)

    def a_faire(self) -> "TravailQuerySet":
        """Those that lack a sheet, or their binding, and that nothing stopped."""
        todo = Exists(Piece.objects.filter(travail=OuterRef("pk"), faite_le=None))
        loose = Q(genre=Genre.PDF) & ~Exists(Document.objects.filter(travail=OuterRef("pk")))
        some = Exists(Piece.objects.filter(travail=OuterRef("pk")))
        return self.vivants().filter(arret="").filter(todo | (loose & some))

    def delaisses(self) -> "TravailQuerySet":
        """Those at which nobody works, or nobody any more."""
        return self.a_faire().filter(Q(battement=None) | Q(battement__lt=timezone.now() - SILENCE))


class Travail(models.Model):
    """What a member asked. How far it is stands in its sheets; here is who works at it (`porteur`), since when they
    were last heard (`battement`), and how often somebody took it up without making one more sheet (`essais`)."""

    campagne = models.ForeignKey(Campagne, CASCADE, related_name="travaux")
    membre = models.ForeignKey(Membre, CASCADE, related_name="travaux")
    genre = models.CharField("quoi", max_length=3, choices=Genre.choices)
    demandees = models.PositiveSmallIntegerField("fiches demandées")
    cree_le = models.DateTimeField("demandé le", default=timezone.now)
    fin = models.DateTimeField("effacé le", default=_end)
    porteur = models.CharField(max_length=32, blank=True)
    battement = models.DateTimeField(null=True, blank=True)
    essais = models.PositiveSmallIntegerField(default=0)
    arret = models.CharField("arrêté", max_length=10, choices=Arret.choices, blank=True)

    total: int  # these of those that `with_avancement` reads
    faites: int
    relie: bool

    objects = TravailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "travaux"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return f"Travail {self.pk}"


class Piece(models.Model):
    """The sheet of one pupil: still to make, or made of what they sent (`envoi`) and of what changed since the send
    before (`avant`). It goes with either, with the pupil's place, and with all that these hang on; what is bound of it
    goes at the same moment."""

    travail = models.ForeignKey(Travail, CASCADE, related_name="pieces")
    participation = models.ForeignKey(Participation, with_its_document, related_name="pieces")
    envoi = models.ForeignKey(Envoi, with_its_document, null=True, blank=True, related_name="pieces")
    avant = models.ForeignKey(Envoi, with_its_document, null=True, blank=True, related_name="pieces_suivantes")
    rang = models.PositiveSmallIntegerField("rang")
    contenu = models.BinaryField("fiche", default=b"")
    faite_le = models.DateTimeField("faite le", null=True, blank=True)

    class Meta:
        ordering = ["travail", "rang", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["travail", "participation"], name="piece_unique"),
            models.CheckConstraint(
                condition=Q(faite_le=None, contenu=b"", envoi=None, avant=None)
                | (Q(faite_le__isnull=False, envoi__isnull=False) & ~Q(contenu=b"")),
                name="piece_faite_ou_non",
            ),
        ]

    def __str__(self) -> str:
        return f"Pièce {self.pk}"


class Document(models.Model):
    """All the sheets of one work, bound."""

    travail = models.OneToOneField(Travail, CASCADE, related_name="document")
    octets = models.BinaryField("PDF")

    def __str__(self) -> str:
        return f"Document {self.pk}"
