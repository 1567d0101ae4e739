"""All that a fiche says of a métier besides its scores, each list in the order the editors chose."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from metiers.fiche_text import document as limits
from metiers.fiche_text.levels import BEFORE_BAC, MAX_BAC_PLUS, MAX_ECTS, level_label
from metiers.fiche_text.salary import MAX_SALARY
from metiers.fields import NameField, ProseField
from metiers.models.metier import Metier, score_constraints


class SectionFiche(models.Model):
    """The prose around the items of one section."""

    class Cle(models.TextChoices):
        MISSIONS = "missions", "Missions"
        SOFT_SKILLS = "soft_skills", "Savoir-être"
        HARD_SKILLS = "hard_skills", "Savoir-faire"
        PARCOURS = "parcours", "Parcours / diplômes"
        EXPERIENCE = "experience", "Expérience professionnelle"
        OUTILS = "outils", "Outils"
        CONTRAINTES = "contraintes", "Contraintes"
        SALAIRE = "salaire", "Salaire et évolution"
        FAQ = "faq", "FAQ"

    metier = models.ForeignKey(Metier, models.CASCADE, related_name="sections")
    cle = models.CharField("section", max_length=20, choices=Cle.choices)
    introduction = ProseField("introduction", blank=True)
    complement = ProseField("complément", blank=True, help_text="Texte affiché après la liste (missions, salaire).")

    class Meta:
        verbose_name = "texte de section"
        verbose_name_plural = "textes de section"
        ordering = ["metier", "pk"]
        constraints = [models.UniqueConstraint(fields=["metier", "cle"], name="section_unique")]

    def __str__(self) -> str:
        return self.get_cle_display()


class Competence(models.Model):
    """A hard skill, shared by all the métiers that require it: a student rates it once."""

    nom = NameField("nom", max_length=limits.MAX_COMPETENCE, unique=True)
    slug = models.SlugField("identifiant", max_length=120, unique=True)

    class Meta:
        verbose_name = "compétence"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class Rang(models.Model):
    """What is listed in the order the editors chose."""

    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        abstract = True
        ordering = ["ordre", "pk"]


class GroupeMission(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="groupes_mission")
    titre = NameField("titre", max_length=limits.MAX_NOM, blank=True)

    class Meta(Rang.Meta):
        verbose_name = "groupe de missions"
        verbose_name_plural = "groupes de missions"

    def __str__(self) -> str:
        return self.titre or f"Groupe {self.ordre + 1}"


class Action(Rang):
    groupe = models.ForeignKey(GroupeMission, models.CASCADE, related_name="actions")
    texte = NameField("action", max_length=limits.MAX_ACTION)

    class Meta(Rang.Meta):
        verbose_name = "action"

    def __str__(self) -> str:
        return self.texte


class SoftSkill(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="soft_skills")
    nom = NameField("nom", max_length=limits.MAX_NOM)
    texte = ProseField("texte", blank=True)

    class Meta(Rang.Meta):
        verbose_name = "soft skill"

    def __str__(self) -> str:
        return self.nom


class CompetenceRequise(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="competences_requises")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="exigences", verbose_name="compétence")
    score = models.PositiveSmallIntegerField(
        "niveau attendu", validators=[MaxValueValidator(100)], help_text="De 0 à 100."
    )
    mots_cles = models.CharField(
        "mots clés", max_length=limits.MAX_MOTS_CLES, blank=True, help_text="Séparés par des virgules."
    )
    texte = ProseField("texte", blank=True)

    class Meta(Rang.Meta):
        verbose_name = "hard skill"
        constraints = [
            models.UniqueConstraint(
                fields=["metier", "competence"],
                name="competence_requise_unique",
                violation_error_message="Cette compétence est déjà dans la fiche.",
            ),
            *score_constraints("competence_requise", ["score"]),
        ]

    def __str__(self) -> str:
        return f"{self.competence} ({self.score})"

    @property
    def liste_mots_cles(self) -> list[str]:
        return [mot for mot in map(str.strip, self.mots_cles.split(",")) if mot]


class NiveauEtude(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="niveaux")
    diplome = NameField("diplôme", max_length=limits.MAX_NOM)
    bac_plus = models.SmallIntegerField(
        "années après le bac",
        null=True,
        blank=True,
        validators=[MinValueValidator(BEFORE_BAC), MaxValueValidator(MAX_BAC_PLUS)],
        help_text="−1 avant le bac, 0 pour le bac ; vide si inconnu.",
    )
    ects = models.PositiveSmallIntegerField(
        "crédits ECTS",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_ECTS)],
    )
    texte = ProseField("texte", blank=True)
    facultatif = models.BooleanField("on peut s’en passer", default=False)
    formations = models.PositiveSmallIntegerField("formations proposées", null=True, blank=True)

    class Meta(Rang.Meta):
        verbose_name = "niveau d’études"
        verbose_name_plural = "niveaux d’études"
        constraints = [
            models.CheckConstraint(
                condition=Q(bac_plus__gte=BEFORE_BAC, bac_plus__lte=MAX_BAC_PLUS), name="niveau_bac_plus_connu"
            ),
            models.CheckConstraint(condition=Q(ects__gte=1, ects__lte=MAX_ECTS), name="niveau_ects_borne"),
        ]

    def __str__(self) -> str:
        return f"{self.diplome} ({self.niveau})"

    @property
    def niveau(self) -> str:
        return level_label(self.bac_plus)

    @property
    def niveau_court(self) -> str:
        """« BAC +2 » inside a sentence: « Bac+2 »."""
        return self.niveau.capitalize().replace(" +", "+")


class Experience(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="experiences")
    titre = NameField("titre", max_length=limits.MAX_NOM)
    texte = ProseField("texte", blank=True)

    class Meta(Rang.Meta):
        verbose_name = "expérience"

    def __str__(self) -> str:
        return self.titre


class FamilleOutil(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="familles_outil")
    nom = NameField("nom", max_length=limits.MAX_NOM)
    texte = ProseField("texte", blank=True)

    class Meta(Rang.Meta):
        verbose_name = "famille d’outils"
        verbose_name_plural = "familles d’outils"

    def __str__(self) -> str:
        return self.nom


class Outil(Rang):
    famille = models.ForeignKey(FamilleOutil, models.CASCADE, related_name="outils")
    nom = NameField("outil", max_length=limits.MAX_NOM)

    class Meta(Rang.Meta):
        verbose_name = "outil"

    def __str__(self) -> str:
        return self.nom


class Contrainte(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="contraintes")
    nom = NameField("nom", max_length=limits.MAX_NOM)
    texte = ProseField("texte", blank=True)

    class Meta(Rang.Meta):
        verbose_name = "contrainte"

    def __str__(self) -> str:
        return self.nom


class TrancheSalaire(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="tranches_salaire")
    libelle = NameField("libellé", max_length=limits.MAX_LIBELLE)
    minimum = models.PositiveIntegerField("minimum", help_text="Euros bruts par an.")
    maximum = models.PositiveIntegerField("maximum", validators=[MaxValueValidator(MAX_SALARY)])

    class Meta(Rang.Meta):
        verbose_name = "tranche de salaire"
        verbose_name_plural = "tranches de salaire"
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__lte=models.F("maximum"), maximum__lte=MAX_SALARY, maximum__gte=1),
                name="tranche_salaire_ordonnee",
                violation_error_message="Le minimum doit être inférieur ou égal au maximum.",
            )
        ]

    def __str__(self) -> str:
        return self.libelle


class EtapeCarriere(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="etapes_carriere")
    texte = ProseField("texte")

    class Meta(Rang.Meta):
        verbose_name = "étape de carrière"
        verbose_name_plural = "étapes de carrière"

    def __str__(self) -> str:
        return f"Étape {self.ordre + 1}"


class Question(Rang):
    metier = models.ForeignKey(Metier, models.CASCADE, related_name="questions")
    question = NameField("question", max_length=limits.MAX_QUESTION)
    reponse = ProseField("réponse")

    class Meta(Rang.Meta):
        verbose_name = "question fréquente"
        verbose_name_plural = "questions fréquentes"

    def __str__(self) -> str:
        return self.question
