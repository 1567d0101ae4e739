"""What the open data know of a métier: looked up, never edited."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from metiers.admin.links import link
from metiers.admin.recherche import CleanSearch
from metiers.models import (
    DonneesMetier,
)


@admin.register(DonneesMetier)
class DonneesMetierAdmin(CleanSearch):
    """To be looked up, and joined to a fiche: what it says comes from fixtures/catalogue.json."""

    list_display = ["code", "libelle", "domaine", "fiche"]
    list_filter = ["domaine__grand_domaine"]
    search_fields = ["code", "libelle", "masculin", "feminin"]
    exclude = ["figures"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DonneesMetier]:
        return super().get_queryset(request).select_related("domaine", "metier")

    @admin.display(description="fiche", empty_value="aucune")
    def fiche(self, donnees: DonneesMetier) -> SafeString | None:
        metier = getattr(donnees, "metier", None)
        return link(metier) if metier else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DonneesMetier | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DonneesMetier | None = None) -> bool:
        return False
