from django.urls import path

from metiers.views import comparaison, favoris, fiche, liste

app_name = "metiers"

urlpatterns = [
    path("", liste.metier_list, name="metier_list"),
    path("comparer/", comparaison.metier_compare, name="metier_compare"),
    path("favoris/", favoris.favori_list, name="favori_list"),
    path("favoris/garde/", favoris.favori_kept, name="favori_kept"),
    path("<slug:slug>/", fiche.metier_detail, name="metier_detail"),
    path("<slug:slug>/chiffres/", fiche.metier_figures, name="metier_figures"),
    path("<slug:slug>/favori/", favoris.favori_edit, name="favori_edit"),
]
