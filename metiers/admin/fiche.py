"""Where editors write the fiches."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q, QuerySet
from django.forms import BaseFormSet, Script
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from metiers import services
from metiers.admin import forms
from metiers.admin.recherche import CleanSearch
from metiers.dimensions import CLES, DIMENSIONS
from metiers.models import (
    CompetenceRequise,
    Contrainte,
    EtapeCarriere,
    Experience,
    FamilleOutil,
    GroupeMission,
    Metier,
    NiveauEtude,
    Question,
    SectionFiche,
    SoftSkill,
    Statut,
    TrancheSalaire,
)


class SectionInline(admin.StackedInline):
    model = SectionFiche
    form = forms.SectionFicheForm
    formset = forms.SectionFicheFormSet
    fields = ["cle", "introduction", "complement"]
    formfield_overrides = forms.FIELDS
    classes = ["collapse"]
    extra = 0
    max_num = len(SectionFiche.Cle)


class RangInline(admin.StackedInline):
    """What every ordered list of the fiche shares."""

    form = forms.RangForm
    formset = forms.RangFormSet
    formfield_overrides = forms.FIELDS
    classes = ["collapse"]
    extra = 0


class GroupeMissionInline(RangInline):
    model = GroupeMission
    form = forms.GroupeMissionForm
    fields = [("titre", "position"), "lignes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[GroupeMission]:
        return super().get_queryset(request).prefetch_related("actions")

    def lignes(self, groupe: GroupeMission) -> str:
        """For those who may only look."""
        return "\n".join(action.texte for action in groupe.actions.all())


class SoftSkillInline(RangInline):
    model = SoftSkill
    fields = [("nom", "position"), "texte"]


class CompetenceRequiseInline(RangInline):
    model = CompetenceRequise
    form = forms.CompetenceRequiseForm
    formset = forms.CompetenceRequiseFormSet
    fields = [("competence", "score", "position"), "mots_cles", "texte"]
    autocomplete_fields = ["competence"]
    formfield_overrides = {**forms.FIELDS, models.PositiveSmallIntegerField: {"widget": forms.SCORE}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[CompetenceRequise]:
        return super().get_queryset(request).select_related("competence")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """No « delete » beside a skill: it would delete it for every fiche, and editors mean this row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "competence":
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class NiveauEtudeInline(RangInline):
    model = NiveauEtude
    form = forms.NiveauEtudeForm
    fields = [("diplome", "position"), ("bac_plus", "ects", "formations", "facultatif"), "texte"]


class ExperienceInline(RangInline):
    model = Experience
    fields = [("titre", "position"), "texte"]


class FamilleOutilInline(RangInline):
    model = FamilleOutil
    form = forms.FamilleOutilForm
    fields = [("nom", "position"), "lignes", "texte"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FamilleOutil]:
        return super().get_queryset(request).prefetch_related("outils")

    def lignes(self, famille: FamilleOutil) -> str:
        """For those who may only look."""
        return "\n".join(outil.nom for outil in famille.outils.all())


class ContrainteInline(RangInline):
    model = Contrainte
    fields = [("nom", "position"), "texte"]


class TrancheSalaireInline(RangInline):
    model = TrancheSalaire
    form = forms.TrancheSalaireForm
    fields = [("libelle", "minimum", "maximum", "position")]


class EtapeCarriereInline(RangInline):
    model = EtapeCarriere
    fields = ["position", "texte"]


class QuestionInline(RangInline):
    model = Question
    fields = [("question", "position"), "reponse"]


class ProfilCompletFilter(admin.SimpleListFilter):
    title = "profil complet"
    parameter_name = "profil"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("complet", "Oui"), ("incomplet", "Non")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Metier]) -> QuerySet[Metier]:
        complete = Q(**{f"{cle}__isnull": False for cle in CLES})
        match self.value():
            case "complet":
                return queryset.filter(complete)
            case "incomplet":
                return queryset.exclude(complete)
        return queryset


@admin.register(Metier)
class MetierAdmin(CleanSearch):
    form = forms.MetierForm
    list_display = ["titre", "statut", "origine", "profil_complet", "nb_hard_skills", "modifie_le", "page"]
    list_filter = ["statut", "origine", ProfilCompletFilter]
    autocomplete_fields = ["donnees"]
    search_fields = ["titre", "slug", "donnees__code", "competences_requises__competence__nom"]
    search_help_text = "Un mot du titre, de l’adresse ou d’une compétence demandée, ou un code ROME."
    actions = ["publier", "repasser_en_brouillon"]
    readonly_fields = ["cree_le", "modifie_le"]
    formfield_overrides = {**forms.FIELDS, models.SlugField: {"required": False, "widget": AdminTextInputWidget}}
    fieldsets = [
        (
            "Identité",
            {
                "fields": [
                    "titre",
                    "slug",
                    "statut",
                    ("origine", "donnees"),
                    "accroche",
                    ("cree_le", "modifie_le"),
                    "version",
                ]
            },
        ),
        (
            "Ce qu’on y fait",
            {
                "fields": ["au_quotidien", "plait", "difficile", "ou"],
                "description": "Affiché avant tout chiffre. Ce que l’on fait dans ce métier s’écrit dans les missions.",
            },
        ),
        (
            "Profil d’épanouissement",
            {
                "fields": [(dimension.cle, f"{dimension.cle}_detail") for dimension in DIMENSIONS],
                "description": "Les cinq notes sont nécessaires pour publier la fiche.",
            },
        ),
    ]
    inlines = [
        SectionInline,
        GroupeMissionInline,
        SoftSkillInline,
        CompetenceRequiseInline,
        NiveauEtudeInline,
        ExperienceInline,
        FamilleOutilInline,
        ContrainteInline,
        TrancheSalaireInline,
        EtapeCarriereInline,
        QuestionInline,
    ]

    class Media:
        css = {"all": ["css/admin.css"]}
        js = [Script("js/admin.js", defer=True)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Metier]:
        return super().get_queryset(request).annotate(nb_hard_skills=Count("competences_requises", distinct=True))

    @admin.display(description="profil complet", boolean=True)
    def profil_complet(self, metier: Metier) -> bool:
        return metier.has_profil

    @admin.display(description="savoir-faire", ordering="nb_hard_skills")
    def nb_hard_skills(self, metier: Metier) -> int:
        return metier.nb_hard_skills  # type: ignore[attr-defined]

    @admin.display(description="page")
    def page(self, metier: Metier) -> SafeString | None:
        return format_html('<a href="{}">Voir</a>', url) if (url := self.view_on_site(metier)) else None

    def view_on_site(self, metier: Metier) -> str | None:
        """A draft has no page, nor has a form whose address is empty."""
        return metier.get_absolute_url() if metier.est_publiee and metier.slug else None

    # --- Writing: the catalogue's version rises when what is published changes ---

    def save_model(self, request: HttpRequest, obj: Metier, form: Any, change: bool) -> None:
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        metier = form.instance
        if any(formset.has_changed() for formset in formsets):
            metier.save(update_fields=["modifie_le"])
        elif not form.changed_data:
            return
        if metier.est_publiee or form.initial.get("statut") == Statut.PUBLIEE:
            services.catalogue_changed()

    def delete_model(self, request: HttpRequest, obj: Metier) -> None:
        self.delete_queryset(request, Metier.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Metier]) -> None:
        services.lock_catalogue()
        any_published = queryset.filter(statut=Statut.PUBLIEE).exists()
        super().delete_queryset(request, queryset)
        if any_published:
            services.catalogue_changed()

    @admin.action(description="Publier les fiches choisies", permissions=["change"])
    def publier(self, request: HttpRequest, queryset: QuerySet[Metier]) -> None:
        self._set_statut(request, queryset, Statut.PUBLIEE)

    @admin.action(description="Repasser en brouillon les fiches choisies", permissions=["change"])
    def repasser_en_brouillon(self, request: HttpRequest, queryset: QuerySet[Metier]) -> None:
        self._set_statut(request, queryset, Statut.BROUILLON)

    @transaction.atomic
    def _set_statut(self, request: HttpRequest, queryset: QuerySet[Metier], statut: Statut) -> None:
        services.lock_catalogue()
        accepted: list[str] = []
        refused: list[tuple[str, str]] = []
        for metier in queryset.exclude(statut=statut):
            metier.statut = statut
            try:
                metier.full_clean()
            except ValidationError as error:
                refused.append((metier.titre, _reason(metier, error)))
                continue
            metier.save(update_fields=["statut", "modifie_le"])
            self.log_change(request, metier, f"Statut : {statut.label}.")
            accepted.append(metier.titre)
        if accepted:
            services.catalogue_changed()
        self._tell(request, statut, accepted, refused)

    def _tell(self, request: HttpRequest, statut: Statut, accepted: list[str], refused: list[tuple[str, str]]) -> None:
        if accepted:
            self.message_user(request, f"{statut.label} : {', '.join(accepted)}.", messages.SUCCESS)
        for titre, reason in refused:
            self.message_user(request, f"Refusé, {titre} : {reason}", messages.ERROR)
        if not accepted and not refused:
            self.message_user(request, f"Rien à changer : statut déjà « {statut.label} ».", messages.INFO)


def _reason(metier: Metier, error: ValidationError) -> str:
    missing = [dimension.label for dimension in DIMENSIONS if getattr(metier, dimension.cle) is None]
    return " ".join([*error.messages, *([f"Il manque : {', '.join(missing)}."] if missing else [])])
