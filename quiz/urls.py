from django.urls import path

from quiz.views import classement, complet, donnees, pages, parcours, partages, plan, rapport, reprise, resultats

app_name = "quiz"

urlpatterns = [
    path("", pages.accueil, name="accueil"),
    path("methode/", pages.methode, name="methode"),
    path("quiz/complet/<int:numero>/", complet.ecran_edit, name="ecran_edit"),
    path("quiz/priorites/", parcours.priorites_edit, name="priorites_generales"),
    path("quiz/gouts/", parcours.gouts_edit, name="gouts_edit"),
    path("quiz/competences/", parcours.competences_generales, name="competences_generales"),
    path("quiz/classement/", classement.classement_detail, name="classement_detail"),
    path("quiz/resultats/", resultats.resultat_list, name="resultat_list"),
    path("quiz/resultats/comparer/", resultats.resultat_comparer, name="resultat_comparer"),
    path("quiz/resultats/<int:numero>/", resultats.resultat_detail, name="resultat_detail"),
    path("quiz/resultats/<int:numero>/recalculer/", resultats.resultat_recalculer, name="resultat_recalculer"),
    path("quiz/resultats/<int:numero>/partager/", partages.partage_edit, name="partage_edit"),
    path("quiz/resultats/<int:numero>/<slug:slug>/partager/", partages.partage_edit, name="partage_rapport_edit"),
    path("quiz/resultats/<int:numero>/<slug:slug>/plan/", plan.plan_edit, name="plan_edit"),
    path("quiz/resultats/<int:numero>/<slug:slug>/plan.ics", plan.plan_agenda, name="plan_agenda"),
    path("quiz/partages/", partages.partage_list, name="partage_list"),
    path("quiz/partages/<int:pk>/retirer/", partages.partage_retirer, name="partage_retirer"),
    path("p/<str:jeton>/", partages.partage_lecture, name="partage_lecture"),
    path("quiz/resultats/<int:numero>/<slug:slug>/", resultats.resultat_rapport, name="resultat_rapport"),
    path("quiz/mes-donnees/", donnees.donnees_detail, name="donnees_detail"),
    path("quiz/mes-donnees/export.json", donnees.donnees_export, name="donnees_export"),
    path("quiz/mes-donnees/prolonger/", donnees.donnees_prolonger, name="donnees_prolonger"),
    path("quiz/code/", reprise.code_detail, name="code_detail"),
    path("quiz/reprendre/", reprise.reprise_edit, name="reprise_edit"),
    path("quiz/effacer/", reprise.passation_effacer, name="passation_effacer"),
    path("quiz/<slug:slug>/priorites/", parcours.priorites_edit, name="priorites_edit"),
    path("quiz/<slug:slug>/competences/", parcours.competences_edit, name="competences_edit"),
    path("quiz/<slug:slug>/rapport/", rapport.rapport_detail, name="rapport_detail"),
]
