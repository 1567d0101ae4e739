from django.urls import path

from quiz.views import classement, complet, parcours

app_name = "quiz"

urlpatterns = [
    path("", parcours.accueil, name="accueil"),
    path("methode/", parcours.methode, name="methode"),
    path("quiz/priorites/", parcours.priorites_edit, name="priorites_generales"),
    path("quiz/complet/<int:numero>/", complet.ecran_edit, name="ecran_edit"),
    path("quiz/gouts/", classement.gouts_edit, name="gouts_edit"),
    path("quiz/classement/", classement.classement_detail, name="classement_detail"),
    path("quiz/effacer/", parcours.passation_effacer, name="passation_effacer"),
    path("quiz/<slug:slug>/priorites/", parcours.priorites_edit, name="priorites_edit"),
    path("quiz/<slug:slug>/competences/", parcours.competences_edit, name="competences_edit"),
    path("quiz/<slug:slug>/rapport/", parcours.rapport_detail, name="rapport_detail"),
]
