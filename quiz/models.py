"""A passation: one student's answers, known only by the hash of a secret. No name, no account, no address."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from metiers.dimensions import CLES
from metiers.fiche_text.document import MAX_TITRE
from metiers.francais.chiffres import decimal
from metiers.models import Competence
from quiz.acces.jeton import make_token, new_reference
from quiz.methode.elicitation import IMPORTANCE_MAX
from quiz.methode.matching import RATINGS
from quiz.methode.statements import SCREENS
from quiz.rapport.wording import PENSEES
from quiz.resultat.accord import PAIRS
from quiz.resultat.etapes import UID_LENGTH, new_uid
from quiz.resultat.instantane import Instantane, from_json

MOST_ETAPES = 5  # of one plan
LONGEST_FILTRES, LONGEST_THOUGHT, LONGEST_NOTE = 1000, 1000, 200  # characters


class ImportanceField(models.PositiveSmallIntegerField):
    """How much a dimension matters, 0–10; empty until answered."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.update(null=True, blank=True)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class PassationQuerySet(models.QuerySet["Passation"]):
    def valides(self, now: datetime) -> "PassationQuerySet":
        return self.filter(expire_le__gt=now)

    def expirees(self, now: datetime) -> "PassationQuerySet":
        return self.filter(expire_le__lte=now)


class Passation(models.Model):
    empreinte_secret = models.CharField("SHA-256 du code de reprise", max_length=64, unique=True)
    qualite_vie = ImportanceField("importance de la qualité de vie")
    flexibilite = ImportanceField("importance de la flexibilité")
    stimulation = ImportanceField("importance de la stimulation")
    relations = ImportanceField("importance des relations humaines")
    carriere = ImportanceField("importance de la carrière")
    rapide = models.BooleanField("répondue très vite", default=False)
    essayees = models.BooleanField("priorités essayées sur le classement, puis gardées", default=False)
    filtres = models.CharField("filtres choisis, comme dans une adresse", max_length=LONGEST_FILTRES, blank=True)
    version_methode = models.CharField("version de la méthode", max_length=20, blank=True)
    version_catalogue = models.PositiveIntegerField("version du catalogue", null=True, blank=True)
    accord_compte = models.BooleanField("avis sans les noms comptés", default=False)
    resultats_gardes = models.PositiveIntegerField("résultats gardés jusqu’ici", default=0)
    commencee_le = models.DateTimeField("commencée le", auto_now_add=True)
    modifiee_le = models.DateTimeField("modifiée le", auto_now=True)
    terminee_le = models.DateTimeField("terminée le", null=True, blank=True)
    expire_le = models.DateTimeField("effacée après le", db_index=True)
    fin_propre = models.DateTimeField("effacée après le, sans ce qui la tient", null=True, blank=True, db_index=True)
    gardee_jusqu_au = models.DateTimeField("gardée par choix jusqu’au", null=True, blank=True)

    objects = PassationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{cle}__gte": 0, f"{cle}__lte": IMPORTANCE_MAX}),
                name=f"passation_{cle}_0_{IMPORTANCE_MAX}",
            )
            for cle in CLES
        ]

    def __str__(self) -> str:
        return f"Passation {self.pk}"

    def get_absolute_url(self) -> str:
        """The ranking, with the filters chosen."""
        return reverse("quiz:classement_detail") + self.filtres

    @property
    def dernier_jour(self) -> date:
        """The last whole day on which the answers are there."""
        return timezone.localdate(self.expire_le - timedelta(seconds=1))

    @property
    def dernier_jour_choisi(self) -> date | None:
        """Of the next school year, where the student chose to keep their results so long."""
        return timezone.localdate(self.gardee_jusqu_au - timedelta(seconds=1)) if self.gardee_jusqu_au else None

    @property
    def importances(self) -> dict[str, int | None]:
        return {cle: getattr(self, cle) for cle in CLES}

    @property
    def has_importances(self) -> bool:
        values = list(self.importances.values())
        return None not in values and any(values)


class ChoixEcran(models.Model):
    """What a student picked on one screen of the complete quiz: the statements that count most and least."""

    passation = models.ForeignKey(Passation, models.CASCADE, related_name="choix")
    ecran = models.PositiveSmallIntegerField("écran")
    plus = models.CharField("le plus important", max_length=30)
    moins = models.CharField("le moins important", max_length=30)

    class Meta:
        ordering = ["passation", "ecran"]
        constraints = [
            models.UniqueConstraint(fields=["passation", "ecran"], name="choix_ecran_unique"),
            models.CheckConstraint(condition=Q(ecran__lt=len(SCREENS)), name="choix_ecran_connu"),
            models.CheckConstraint(condition=~Q(plus=models.F("moins")), name="choix_ecran_deux_enonces"),
        ]

    def __str__(self) -> str:
        return f"Écran {self.ecran + 1}"


class Resultat(models.Model):
    """A result kept as it was found. Never changed: a new one is made beside it. What a list of results says of it has
    columns of its own, which `resume` fills from `contenu`."""

    passation = models.ForeignKey(Passation, models.CASCADE, related_name="resultats")
    numero = models.PositiveIntegerField("numéro")
    cree_le = models.DateTimeField("gardé le", auto_now_add=True)
    contenu = models.JSONField("contenu figé")
    complet = models.BooleanField("quiz complet")
    competences = models.PositiveSmallIntegerField("compétences situées")
    en_tete = models.CharField("première piste", max_length=MAX_TITRE, blank=True)
    titres = models.JSONField("slug → titre de chaque métier")

    class Meta:
        ordering = ["passation", "-numero"]
        constraints = [models.UniqueConstraint(fields=["passation", "numero"], name="resultat_numero_unique")]

    def __str__(self) -> str:
        return f"Résultat {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("quiz:resultat_detail", args=[self.numero])

    @cached_property
    def instantane(self) -> Instantane:
        return from_json(self.contenu)


class DocumentPdf(models.Model):
    """The document of a result, or of one report of it, made once: it shows the result alone, and goes with it."""

    resultat = models.ForeignKey(Resultat, models.CASCADE, related_name="documents")
    cle = models.CharField("ce qu’il montre", max_length=140)
    octets = models.BinaryField("octets")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resultat", "cle"], name="document_pdf_unique")]

    def __str__(self) -> str:
        return f"PDF {self.pk}"


class Verification(models.Model):
    """The blind check of one result: slug → what the student gave it (0–4) without knowing its name, and its place."""

    resultat = models.OneToOneField(Resultat, models.CASCADE, related_name="verification")
    notes = models.JSONField("notes")
    places = models.JSONField("places")

    def __str__(self) -> str:
        return f"Vérification {self.pk}"


class AccordTotal(models.Model):
    """How many blind checks agreed in so many pairs out of twelve. It tells nothing of anybody, and stays."""

    methode = models.CharField("version de la méthode", max_length=20)
    demi_paires = models.PositiveSmallIntegerField(f"demi-paires en accord, sur {2 * PAIRS}")
    nombre = models.PositiveIntegerField("nombre d’élèves", default=0)

    class Meta:
        verbose_name = "accord avec le classement"
        verbose_name_plural = "accords avec le classement"
        ordering = ["methode", "-demi_paires"]
        constraints = [models.UniqueConstraint(fields=["methode", "demi_paires"], name="accord_total_unique")]

    def __str__(self) -> str:
        return f"{decimal(self.demi_paires / 2, self.demi_paires % 2)} sur {PAIRS}"


class PartageQuerySet(models.QuerySet["Partage"]):
    def ouverts(self, now: datetime) -> "PartageQuerySet":
        """Those that can be read: not revoked, not past their date, and the answers neither."""
        return self.filter(retire_le=None, expire_le__gt=now, resultat__passation__expire_le__gt=now)


class Partage(models.Model):
    """A read-only address of one result: of its ranking, or of one report (`slug`). Revoked, the row stays a
    while, until its date at most, to say how often it was opened."""

    resultat = models.ForeignKey(Resultat, models.CASCADE, related_name="partages")
    reference = models.CharField("référence", max_length=16, unique=True, default=new_reference)
    slug = models.SlugField("métier du rapport, ou rien pour le classement", max_length=120, blank=True)
    avec_competences = models.BooleanField("avec les compétences", default=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    expire_le = models.DateTimeField("lisible jusqu’au")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    ouvertures = models.PositiveIntegerField("fois qu’il a été ouvert", default=0)
    ouvert_le = models.DateField("ouvert la dernière fois le", null=True, blank=True)

    objects = PartageQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return f"Partage {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("quiz:partage_detail", args=[make_token(self.reference)])

    @property
    def dernier_jour(self) -> date:
        """It ends with the answers, if that comes first."""
        return min(timezone.localdate(self.expire_le - timedelta(seconds=1)), self.resultat.passation.dernier_jour)


class Genre(models.TextChoices):
    """Kinds of next steps, as a student reads them."""

    PROFESSIONNEL = "professionnel", "Parler à quelqu’un du métier"
    VISITE = "visite", "Visiter un lieu où on l’exerce"
    STAGE = "stage", "Faire un stage ou une observation"
    PORTES_OUVERTES = "portes_ouvertes", "Aller à une journée portes ouvertes"
    FORMATION = "formation", "Regarder une formation de près"
    COMPETENCE = "competence", "Essayer une compétence"


class CarnetQuerySet(models.QuerySet["Carnet"]):
    def ecrits(self) -> "CarnetQuerySet":
        """Those that say something."""
        return self.exclude(ressemble="", etonne="", verifier="", etapes=None)


class Carnet(models.Model):
    """What a student makes of one métier (`slug`) of a result, in their own words, with the steps they plan."""

    resultat = models.ForeignKey(Resultat, models.CASCADE, related_name="carnets")
    slug = models.SlugField("métier", max_length=120)
    ressemble = models.TextField(PENSEES["ressemble"], max_length=LONGEST_THOUGHT, blank=True)
    etonne = models.TextField(PENSEES["etonne"], max_length=LONGEST_THOUGHT, blank=True)
    verifier = models.TextField(PENSEES["verifier"], max_length=LONGEST_THOUGHT, blank=True)

    objects = CarnetQuerySet.as_manager()

    class Meta:
        ordering = ["resultat", "slug"]
        constraints = [models.UniqueConstraint(fields=["resultat", "slug"], name="carnet_unique")]

    def __str__(self) -> str:
        return f"Carnet {self.pk}"

    @property
    def thoughts(self) -> tuple[tuple[str, str], ...]:
        """(title, text) of what is not empty."""
        written = [(title, getattr(self, name)) for name, title in PENSEES.items()]
        return tuple((title, text) for title, text in written if text)


class Etape(models.Model):
    """One next step that a student plans about a métier, at most `MOST_ETAPES` of them. A calendar knows it by its UID,
    which it keeps when the plan is saved again, and when a new result goes on with it."""

    carnet = models.ForeignKey(Carnet, models.CASCADE, related_name="etapes")
    rang = models.PositiveSmallIntegerField("rang")
    genre = models.CharField("étape", max_length=20, choices=Genre.choices)
    le = models.DateField("date", null=True, blank=True)
    note = models.CharField("note", max_length=LONGEST_NOTE, blank=True)
    faite = models.BooleanField("faite", default=False)
    uid = models.CharField("identifiant dans un agenda", max_length=UID_LENGTH, default=new_uid)

    class Meta:
        ordering = ["carnet", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["carnet", "rang"], name="etape_rang_unique"),
            models.UniqueConstraint(fields=["carnet", "uid"], name="etape_uid_unique"),
            models.CheckConstraint(condition=Q(rang__gte=1, rang__lte=MOST_ETAPES), name="etape_cinq_au_plus"),
        ]

    def __str__(self) -> str:
        return self.get_genre_display()


class AutoEvaluation(models.Model):
    """How a student rates themself on one skill; `niveau` is empty for « je ne sais pas »."""

    passation = models.ForeignKey(Passation, models.CASCADE, related_name="auto_evaluations")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="auto_evaluations")
    niveau = models.PositiveSmallIntegerField("niveau", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passation", "competence"], name="auto_evaluation_unique"),
            models.CheckConstraint(condition=Q(niveau__in=RATINGS), name="auto_evaluation_niveau_connu"),
        ]

    def __str__(self) -> str:
        return f"{self.competence_id} : {self.niveau}"
