from django.urls import path

from quiz import views

app_name = "quiz"

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("methode/", views.methode, name="methode"),
    path("quiz/effacer/", views.passation_effacer, name="passation_effacer"),
    path("quiz/<slug:slug>/priorites/", views.priorites_edit, name="priorites_edit"),
    path("quiz/<slug:slug>/competences/", views.competences_edit, name="competences_edit"),
    path("quiz/<slug:slug>/rapport/", views.rapport_detail, name="rapport_detail"),
]
