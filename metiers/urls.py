from django.urls import path

from metiers import views

app_name = "metiers"

urlpatterns = [
    path("", views.metier_list, name="metier_list"),
    path("<slug:slug>/", views.metier_detail, name="metier_detail"),
]
