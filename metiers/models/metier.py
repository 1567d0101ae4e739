"""A métier: its title, its five scores, where its fiche comes from. Columns follow `dimensions.py`."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse

from metiers.dimensions import CLES
from metiers.fiche_text import document as limits
from metiers.fields import NameField, ProseField, ScoreField
from metiers.models.donnees import DonneesMetier, Salaire
from metiers.textes.phrase import phrase_of

RESERVED_SLUGS = ("comparer", "favoris")  # pages of `urls.py` at the same place


class Statut(models.TextChoices):
    BROUILLON = "brouillon", "Brouillon"
    PUBLIEE = "publiee", "Publiée"


class Origine(models.TextChoices):
    REDIGEE = "redigee", "Fiche rédigée"
    DONNEES = "donnees", "Fiche de données"


def _has_profil() -> Q:
    return Q(**{f"{cle}__isnull": False for cle in CLES})


def score_constraints(model: str, names: Iterable[str]) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(**{f"{name}__gte": 0, f"{name}__lte": 100}),
            name=f"{model}_{name}_0_100",
            violation_error_message="La note doit être comprise entre 0 et 100.",
        )
        for name in names
    ]


class MetierQuerySet(models.QuerySet["Metier"]):
    def publies(self) -> "MetierQuerySet":
        return self.filter(statut=Statut.PUBLIEE)

    def with_fiche(self) -> "MetierQuerySet":
        """Everything the fiche page shows, in a fixed number of queries."""
        return self.prefetch_related(
            "sections",
            "groupes_mission__actions",
            "soft_skills",
            "competences_requises__competence",
            "niveaux",
            "experiences",
            "familles_outil__outils",
            "contraintes",
            "tranches_salaire",
            "etapes_carriere",
            "questions",
        )

    def with_donnees(self) -> "MetierQuerySet":
        """What the open data know of the métier, and its domaine."""
        return self.select_related("donnees__domaine__grand_domaine")

    def for_report(self) -> "MetierQuerySet":
        """What a fit report cites: missions, constraints, skills, route, salary."""
        return self.prefetch_related(
            "groupes_mission",
            "contraintes",
            "competences_requises__competence",
            "niveaux",
            "experiences",
            "tranches_salaire",
        )


class Metier(models.Model):
    titre = NameField(
        "titre", max_length=limits.MAX_TITRE, help_text="Titre inclusif, par exemple « Chargé(e) de mission »."
    )
    slug = models.SlugField("adresse", max_length=120, unique=True, help_text="Fait partie de l’adresse de la page.")
    statut = models.CharField("statut", max_length=10, choices=Statut.choices, default=Statut.BROUILLON)
    accroche = ProseField(
        "accroche",
        blank=True,
        help_text="Une ou deux phrases sous le titre ; la première, si elle commence par « Tu », présente le métier "
        "dans les listes. Markdown.",
    )
    au_quotidien = ProseField(
        "au quotidien", blank=True, help_text="Trois phrases : des scènes de la journée. Markdown."
    )
    plait = models.JSONField("ce qui plaît", default=list, blank=True)
    difficile = models.JSONField("ce qui est difficile", default=list, blank=True)
    ou = NameField("où", max_length=limits.MAX_DETAIL, blank=True, help_text="Les lieux où l’on exerce, en une ligne.")
    qualite_vie = ScoreField("qualité de vie")
    qualite_vie_detail = NameField("précision", max_length=limits.MAX_DETAIL, blank=True)
    flexibilite = ScoreField("flexibilité")
    flexibilite_detail = NameField("précision", max_length=limits.MAX_DETAIL, blank=True)
    stimulation = ScoreField("stimulation")
    stimulation_detail = NameField("précision", max_length=limits.MAX_DETAIL, blank=True)
    relations = ScoreField("relations humaines")
    relations_detail = NameField("précision", max_length=limits.MAX_DETAIL, blank=True)
    carriere = ScoreField("carrière")
    carriere_detail = NameField("précision", max_length=limits.MAX_DETAIL, blank=True)
    origine = models.CharField(
        "origine",
        max_length=10,
        choices=Origine.choices,
        default=Origine.REDIGEE,
        help_text="Une fiche de données dit sur sa page qu’elle ne contient que ce que savent les données ouvertes.",
    )
    donnees = models.OneToOneField(
        DonneesMetier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="metier",
        verbose_name="métier ROME",
        help_text="Le métier du ROME dont cette fiche parle : il lui donne domaine, centres d’intérêt et synonymes.",
        error_messages={"unique": "Une autre fiche parle déjà de ce métier du ROME : modifiez-la plutôt."},
    )
    empreinte = models.CharField(
        "empreinte", max_length=64, blank=True, editable=False, help_text="SHA-256 de la fiche chargée de fixtures/."
    )
    chargee_le = models.DateTimeField("chargée le", null=True, editable=False, help_text="De fixtures/.")
    cree_le = models.DateTimeField("créée le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)

    objects = MetierQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche métier"
        verbose_name_plural = "fiches métier"
        ordering = ["titre", "slug"]
        constraints = [
            *score_constraints("metier", CLES),
            models.CheckConstraint(
                condition=Q(statut__in=Statut.values),
                name="metier_statut_connu",
            ),
            models.CheckConstraint(condition=Q(origine__in=Origine.values), name="metier_origine_connue"),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="metier_adresse_libre",
                violation_error_message="Cette adresse est celle d’une autre page : écrivez-en une différente.",
            ),
            models.CheckConstraint(
                condition=~Q(statut="publiee") | _has_profil(),
                name="metier_publiee_avec_profil",
                violation_error_message="Une fiche publiée a ses cinq notes : complétez le profil d’épanouissement.",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("metiers:metier_detail", args=[self.slug])

    @property
    def est_publiee(self) -> bool:
        return self.statut == Statut.PUBLIEE

    @property
    def est_de_donnees(self) -> bool:
        return self.origine == Origine.DONNEES

    @property
    def phrase(self) -> str:
        """What one does there, in one sentence; empty when its lead does not say it."""
        return phrase_of(self.accroche)

    @property
    def has_profil(self) -> bool:
        return all(getattr(self, cle) is not None for cle in CLES)

    @property
    def follows_some_data(self) -> bool:
        """Is any of the five scores the one that the data give? Editors may have written others."""
        profil = self.donnees.figures["profil"] if self.donnees else None
        return profil is not None and any(getattr(self, cle) == profil[cle] for cle in CLES)

    @property
    def est_corrigee(self) -> bool:
        """Has somebody changed this data fiche since it was loaded?"""
        return self.est_de_donnees and self.chargee_le is not None and self.modifie_le > self.chargee_le

    @property
    def texte_est_de_nous(self) -> bool:
        """Are its sentences those that came with the site, as they were loaded?"""
        written = not self.est_de_donnees or bool(self.au_quotidien or self.phrase)
        return written and self.chargee_le is not None and self.modifie_le <= self.chargee_le

    @property
    def salaire(self) -> Salaire | None:
        return self.donnees.salaire if self.donnees else None

    @property
    def scores(self) -> tuple[int, ...]:
        """The five raw scores, in the order of the dimensions. Only for a métier with a complete profile."""
        return tuple(getattr(self, cle) for cle in CLES)


class AncienneAdresse(models.Model):
    """An address that a métier had: it leads to the one it has now."""

    slug = models.SlugField("ancienne adresse", max_length=120, primary_key=True)
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="anciennes_adresses")

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"

    def __str__(self) -> str:
        return self.slug
