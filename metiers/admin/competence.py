"""The skills that fiches share."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from metiers import services
from metiers.admin import forms
from metiers.admin.links import link
from metiers.admin.recherche import CleanSearch
from metiers.chargement import importer
from metiers.models import (
    Competence,
    CompetenceRequise,
    Metier,
)

_RATED = "des réponses gardées en ce moment (elles s’effacent d’elles-mêmes : réessayez dans quelques semaines)"


@admin.register(Competence)
class CompetenceAdmin(CleanSearch):
    """Its slug is written once: students' answers are kept under it."""

    form = forms.CompetenceForm
    readonly_fields = ["fiches"]
    list_display = ["nom", "nb_fiches"]
    ordering = ["nom", "pk"]  # the count drops the model's own, which the autocomplete needs
    search_fields = ["nom"]
    formfield_overrides = forms.FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Competence]:
        return super().get_queryset(request).annotate(nb_fiches=Count("exigences", distinct=True))

    def get_fields(self, request: HttpRequest, obj: Competence | None = None) -> Any:
        return ["nom", "fiches"] if obj else ["nom"]

    @admin.display(description="fiches qui la demandent", ordering="nb_fiches")
    def nb_fiches(self, competence: Competence) -> int:
        return competence.nb_fiches  # type: ignore[attr-defined]

    @admin.display(description="fiches qui la demandent", empty_value="aucune")
    def fiches(self, competence: Competence) -> SafeString | None:
        links = [[link(exigence.metier)] for exigence in competence.exigences.select_related("metier")]
        return format_html_join(", ", "{}", links) or None

    def save_model(self, request: HttpRequest, obj: Competence, form: Any, change: bool) -> None:
        obj.slug = obj.slug or importer.free_slug(obj.nom, set(Competence.objects.values_list("slug", flat=True)))
        super().save_model(request, obj, form, change)
        shown = Metier.objects.publies().filter(competences_requises__competence=obj)
        if "nom" in form.changed_data and shown.exists():
            services.catalogue_changed()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, list[Any]]:
        """What protects a skill is named as the editors know it: the fiche. Of students' answers nothing is shown."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        exigences = CompetenceRequise.objects.filter(competence__in=objs).select_related("metier", "competence")
        users = [
            format_html("« {} » est demandée par : {}", exigence.competence, link(exigence.metier))
            for exigence in exigences.order_by("competence__nom", "metier__titre", "pk")
        ]
        if len(protected) > len(users):
            users.append(format_html("{}", _RATED))
        return deleted, counts, perms_needed, users
