from django.conf import settings
from django.urls import path

from quiz.views import (
    accueil,
    classement,
    complet,
    donnees,
    methode,
    moteurs,
    parcours,
    partages,
    plan,
    rapport,
    reprise,
    resultats,
    styleguide,
    verification,
)

app_name = "quiz"

urlpatterns = [
    path("", accueil.accueil_detail, name="accueil_detail"),
    path("sitemap.xml", moteurs.sitemap, name="sitemap"),
    path("methode/", methode.methode_detail, name="methode_detail"),
    path("confidentialite/", donnees.confidentialite_detail, name="confidentialite_detail"),
    path("quiz/complet/<int:numero>/", complet.ecran_edit, name="ecran_edit"),
    path("quiz/priorites/", parcours.priorites_edit, name="priorites_edit"),
    path("quiz/gouts/", parcours.gouts_edit, name="gouts_edit"),
    path("quiz/competences/", parcours.competences_all, name="competences_edit"),
    path("quiz/classement/", classement.classement_detail, name="classement_detail"),
    path("quiz/resultats/", resultats.resultat_list, name="resultat_list"),
    path("quiz/resultats/comparer/", resultats.resultat_compare, name="resultat_compare"),
    path("quiz/resultats/<int:numero>/", resultats.resultat_detail, name="resultat_detail"),
    path("quiz/resultats/<int:numero>/recalculer/", resultats.resultat_recompute, name="resultat_recompute"),
    path("quiz/resultats/<int:numero>/retirer/", resultats.resultat_delete, name="resultat_delete"),
    path("quiz/resultats/<int:numero>/sans-les-noms/", verification.verification_edit, name="verification_edit"),
    path("quiz/resultats/<int:numero>/partager/", partages.partage_edit, name="partage_edit"),
    path("quiz/resultats/<int:numero>/<slug:slug>/partager/", partages.partage_edit, name="partage_edit"),
    path("quiz/resultats/<int:numero>/<slug:slug>/plan/", plan.plan_edit, name="plan_edit"),
    path("quiz/resultats/<int:numero>/<slug:slug>/plan.ics", plan.plan_calendar, name="plan_calendar"),
    path("quiz/partages/", partages.partage_list, name="partage_list"),
    path("quiz/partages/<int:pk>/retirer/", partages.partage_revoke, name="partage_revoke"),
    path("p/<str:jeton>/pdf/", partages.partage_pdf, name="partage_pdf"),
    path("quiz/resultats/<int:numero>/pdf/", resultats.resultat_pdf, name="resultat_pdf"),
    path("quiz/resultats/<int:numero>/<slug:slug>/pdf/", resultats.resultat_pdf, name="resultat_pdf"),
    path("p/<str:jeton>/", partages.partage_detail, name="partage_detail"),
    path("p/<path:adresse>", partages.partage_ailleurs, name="partage_ailleurs"),
    path("quiz/resultats/<int:numero>/<slug:slug>/", resultats.resultat_rapport_detail, name="resultat_rapport_detail"),
    path("quiz/mes-donnees/", donnees.donnees_detail, name="donnees_detail"),
    path("quiz/mes-donnees/export.json", donnees.donnees_export, name="donnees_export"),
    path("quiz/mes-donnees/mes-donnees.pdf", donnees.donnees_pdf, name="donnees_pdf"),
    path("quiz/mes-donnees/an-prochain/", donnees.donnees_keep, name="donnees_keep"),
    path("quiz/mes-donnees/prolonger/", donnees.donnees_extend, name="donnees_extend"),
    path("quiz/code/", reprise.code_detail, name="code_detail"),
    path("quiz/code/garder/", reprise.appareil_edit, name="appareil_edit"),
    path("quiz/reprendre/", reprise.reprise_edit, name="reprise_edit"),
    path("quiz/effacer/", reprise.passation_delete, name="passation_delete"),
    path("quiz/<slug:slug>/priorites/", parcours.priorites_edit, name="priorites_edit"),
    path("quiz/<slug:slug>/competences/", parcours.competences_edit, name="competences_edit"),
    path("quiz/<slug:slug>/rapport/", rapport.rapport_detail, name="rapport_detail"),
]

if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", styleguide.styleguide, name="styleguide"),
        path("styleguide/sombre.css", styleguide.styleguide_css, name="styleguide_css"),
    ]
