from django.urls import path

from metiers.views import comparaison, favoris, fiche, liste

app_name = "metiers"

urlpatterns = [
    path("", liste.metier_list, name="metier_list"),
    path("comparer/", comparaison.metier_comparer, name="metier_comparer"),
    path("favoris/", favoris.favori_list, name="favori_list"),
    path("<slug:slug>/", fiche.metier_detail, name="metier_detail"),
    path("<slug:slug>/chiffres/", fiche.metier_chiffres, name="metier_chiffres"),
    path("<slug:slug>/favori/", favoris.favori_edit, name="favori_edit"),
]
