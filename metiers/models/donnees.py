"""What the open data know of a métier. Written by `manage.py load_fixtures`, never by hand; keys are official codes."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from metiers.fiche_text.levels import BEFORE_BAC, MAX_BAC_PLUS


class Referentiel(models.Model):
    """An official code and its label."""

    code = models.CharField("code", max_length=8, primary_key=True)
    nom = models.CharField("nom", max_length=200)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.nom


class GrandDomaine(Referentiel):
    class Meta(Referentiel.Meta):
        verbose_name = "grand domaine"
        verbose_name_plural = "grands domaines"


class Domaine(Referentiel):
    grand_domaine = models.ForeignKey(GrandDomaine, models.PROTECT, related_name="domaines")


class CentreInteret(Referentiel):
    class Meta(Referentiel.Meta):
        verbose_name = "centre d’intérêt"
        verbose_name_plural = "centres d’intérêt"


class ContexteTravail(Referentiel):
    class Meta(Referentiel.Meta):
        verbose_name = "contexte de travail"
        verbose_name_plural = "contextes de travail"


@dataclass(frozen=True, slots=True)
class Salaire:
    """Median net monthly salary, euros, full time, of the families of métiers: the lowest and the highest of them, and
    for each band the share of employees in % (empty if not published), and the names of these families."""

    bas: int
    haut: int
    tranches: list[tuple[str, int]]
    familles: list[str]


class DonneesMetier(models.Model):
    """One métier of the ROME: `code` is its ROME code, with the number of the appellation (« K1903-11469 ») when that
    has a fiche of its own. `figures` holds what the database never filters: see `loading.py`.
    Between an update of the site and the next `load_fixtures` they are those of the file before."""

    code = models.CharField("code ROME", max_length=12, primary_key=True)
    libelle = models.CharField("libellé officiel", max_length=200)
    masculin = models.CharField("titre au masculin", max_length=120)
    feminin = models.CharField("titre au féminin", max_length=120)
    domaine = models.ForeignKey(Domaine, models.PROTECT, related_name="metiers")
    interets = models.ManyToManyField(CentreInteret, related_name="metiers", verbose_name="centres d’intérêt")
    contextes = models.ManyToManyField(ContexteTravail, related_name="metiers", verbose_name="contextes de travail")
    bac_plus = models.SmallIntegerField("niveau le plus bas", null=True)
    bac_plus_max = models.SmallIntegerField("niveau le plus haut", null=True)
    riasec = models.CharField("RIASEC", max_length=6, blank=True)
    synonymes = models.JSONField("autres appellations", default=list)
    figures = models.JSONField("chiffres et provenance", default=dict)

    class Meta:
        verbose_name = "métier du ROME"
        verbose_name_plural = "métiers du ROME"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bac_plus__isnull=True, bac_plus_max__isnull=True)
                | Q(
                    bac_plus__isnull=False,  # a comparison with NULL would let the row pass
                    bac_plus_max__isnull=False,
                    bac_plus__gte=BEFORE_BAC,
                    bac_plus__lte=models.F("bac_plus_max"),
                    bac_plus_max__lte=MAX_BAC_PLUS,
                ),
                name="donnees_niveaux_ordonnes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.libelle}"

    def levels_are_ordered(self) -> bool:
        if self.bac_plus is None or self.bac_plus_max is None:
            return self.bac_plus is self.bac_plus_max
        return BEFORE_BAC <= self.bac_plus <= self.bac_plus_max <= MAX_BAC_PLUS

    @property
    def code_rome(self) -> str:
        return self.code.partition("-")[0]

    @property
    def est_estime(self) -> bool:
        """Do its scores come from neighbouring métiers, for want of a survey about it?"""
        return bool(self.figures.get("estime"))

    @property
    def demande_experience(self) -> bool:
        """Is it reached after years of work? Not when nothing is known."""
        found = self.figures["experience"]
        return bool(found and found["demandee"])

    @property
    def heures_demandees(self) -> list[str]:
        """What DARES says that it asks for, beside the contexts of the ROME: signs of `contraintes.py`."""
        found: list[str] = (self.figures.get("heures") or {}).get("demandees", [])
        return found

    @property
    def heures_connues(self) -> list[str]:
        found: list[str] = (self.figures.get("heures") or {}).get("connues", [])
        return found

    @property
    def qualite_lien(self) -> float | None:
        """In 0–1, of the links to the surveys that its scores come from; None where it has none."""
        found: float | None = self.figures["provenance"].get("qualite")
        return found

    @property
    def salaire(self) -> Salaire | None:
        found = self.figures["salaire"]
        if not found:
            return None
        bas, haut = found["mediane"]
        return Salaire(bas, haut, found["tranches"], found.get("familles", []))


class ReleveCatalogue(models.Model):
    """One row: the catalogue file that is loaded, its sources and the scales of its scores."""

    empreinte = models.CharField("SHA-256 du fichier", max_length=64)
    entete = models.JSONField("en-tête", default=dict)
    charge_le = models.DateTimeField("chargé le")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="releve_catalogue_une_ligne")]

    def __str__(self) -> str:
        return self.empreinte[:12]
