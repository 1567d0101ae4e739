from django.urls import path

from suivi.views import (
    accueil,
    activite,
    affichage,
    agenda,
    campagne,
    classe,
    compte,
    documents,
    donnees,
    eleve,
    envoi,
    essai,
    familles,
    invitation,
    membre,
    note,
    raccourcis,
    regles,
    rendez_vous,
    resultats,
    structure,
)

app_name = "suivi"

DOCUMENTS = "suivi/campagnes/<int:pk>/documents/"
_documents = [
    path(DOCUMENTS, documents.campagne_documents, name="campagne_documents"),
    path(f"{DOCUMENTS}<int:travail>/", documents.campagne_document, name="campagne_document"),
    path(
        f"{DOCUMENTS}<int:travail>/reprendre/", documents.campagne_document_resume, name="campagne_document_resume"
    ),
    path(
        f"{DOCUMENTS}<int:travail>/supprimer/", documents.campagne_document_delete, name="campagne_document_delete"
    ),
]
ELEVE = "suivi/campagnes/<int:pk>/eleves/<int:eleve>/"
_of_eleve = [
    path(ELEVE, eleve.eleve_detail, name="eleve_detail"),
    path(f"{ELEVE}fiche.pdf", eleve.eleve_fiche, name="eleve_fiche"),
    path(f"{ELEVE}essai/", essai.eleve_essai, name="eleve_essai"),
    path(f"{ELEVE}notes/", note.note_add, name="note_add"),
    path(f"{ELEVE}notes/<int:note>/", note.note_edit, name="note_edit"),
    path(f"{ELEVE}notes/<int:note>/supprimer/", note.note_delete, name="note_delete"),
    path(f"{ELEVE}rendez-vous/", rendez_vous.rendez_vous_add, name="rendez_vous_add"),
    path(f"{ELEVE}rendez-vous/<int:rdv>/", rendez_vous.rendez_vous_edit, name="rendez_vous_edit"),
    path(f"{ELEVE}rendez-vous/<int:rdv>/fait/", rendez_vous.rendez_vous_done, name="rendez_vous_done"),
    path(f"{ELEVE}rendez-vous/<int:rdv>/annuler/", rendez_vous.rendez_vous_cancel, name="rendez_vous_cancel"),
    path(f"{ELEVE}montrer/", rendez_vous.resultat_show, name="resultat_show"),
]

urlpatterns = [
    path("suivi/", accueil.accueil, name="accueil"),
    path("suivi/regles/", regles.regle_list, name="regle_list"),
    path("suivi/structures/", accueil.structure_list, name="structure_list"),
    path("suivi/agenda/", agenda.agenda, name="agenda"),
    path("suivi/agenda/fiches.pdf", affichage.fiches_du_jour, name="fiches_du_jour"),
    path("suivi/eleves/", agenda.eleve_list, name="eleve_list"),
    path("suivi/campagnes/nouvelle/", campagne.campagne_add, name="campagne_add"),
    path("suivi/campagnes/archives/", campagne.campagne_archives, name="campagne_archives"),
    path("suivi/campagnes/<int:pk>/", activite.campagne_activite, name="campagne_activite"),
    path("suivi/campagnes/<int:pk>/affiche.pdf", affichage.campagne_affiche, name="campagne_affiche"),
    path("suivi/campagnes/<int:pk>/rappels.pdf", affichage.campagne_rappels, name="campagne_rappels"),
    path("suivi/campagnes/<int:pk>/resultats/", resultats.campagne_resultats, name="campagne_resultats"),
    path("suivi/campagnes/<int:pk>/resultats/lot/", resultats.campagne_lot, name="campagne_lot"),
    path("suivi/campagnes/<int:pk>/resultats/fiches.pdf", affichage.campagne_fiches, name="campagne_fiches"),
    path("suivi/campagnes/<int:pk>/resultats/nouveaux/", resultats.campagne_nouveaux, name="campagne_nouveaux"),
    path("suivi/campagnes/<int:pk>/reglages/", campagne.campagne_edit, name="campagne_edit"),
    path("suivi/campagnes/<int:pk>/reglages/liste/", campagne.campagne_noms, name="campagne_noms"),
    path("suivi/campagnes/<int:pk>/reglages/partage/", campagne.campagne_partage, name="campagne_partage"),
    path("suivi/campagnes/<int:pk>/archiver/", campagne.campagne_archive, name="campagne_archive"),
    path("suivi/campagnes/<int:pk>/supprimer/", campagne.campagne_delete, name="campagne_delete"),
    path("suivi/campagnes/<int:pk>/liste/<int:place>/retirer/", campagne.place_remove, name="place_remove"),
    path(
        "suivi/campagnes/<int:pk>/eleves/<int:eleve>/liberer/", activite.participation_free, name="participation_free"
    ),
    path("suivi/structures/<slug:slug>/", structure.structure_detail, name="structure_detail"),
    path("suivi/structures/<slug:slug>/reglages/", structure.structure_edit, name="structure_edit"),
    path("suivi/structures/<slug:slug>/inviter/", invitation.invitation_add, name="invitation_add"),
    path(
        "suivi/structures/<slug:slug>/invitations/<int:pk>/retirer/",
        invitation.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("suivi/structures/<slug:slug>/membres/<int:pk>/role/", membre.membre_edit, name="membre_edit"),
    path("suivi/structures/<slug:slug>/membres/<int:pk>/retirer/", membre.membre_remove, name="membre_remove"),
    path("suivi/invitation/", invitation.invitation_accept, name="invitation_accept"),
    path("suivi/invitation/<str:token>/", invitation.invitation_open, name="invitation_open"),
    *_documents,
    *_of_eleve,
    path("suivi/raccourcis/", raccourcis.raccourcis_edit, name="raccourcis_edit"),
    path("suivi/donnees/", donnees.donnees_detail, name="donnees_detail"),
    path("suivi/compte/", compte.compte_detail, name="compte_detail"),
    path("suivi/compte/export.json", compte.compte_export, name="compte_export"),
    path("suivi/compte/supprimer/", compte.compte_delete, name="compte_delete"),
    path("c/", classe.classe_code, name="classe_code"),
    path("c/quittee/", envoi.classe_left, name="classe_left"),
    path("c/<str:code>/", classe.classe_detail, name="classe_detail"),
    path("c/<str:code>/neuf/", classe.classe_fresh, name="classe_fresh"),
    path("c/<str:code>/quitter/", envoi.classe_leave, name="classe_leave"),
    path("c/<str:code>/envoyer/", envoi.envoi_add, name="envoi_add"),
    path("c/<str:code>/envoyer/apercu/", envoi.envoi_preview, name="envoi_preview"),
    path("c/<str:code>/resultat/", envoi.envoi_keep, name="envoi_keep"),
    path("c/<str:code>/retirer/", envoi.envoi_withdraw, name="envoi_withdraw"),
    path("c/<str:code>/entretien/", envoi.souhait_edit, name="souhait_edit"),
    path("c/<str:code>/notes/<int:pk>/", envoi.note_answer, name="note_answer"),
    path("familles/", familles.notice_list, name="notice_list"),
    path("familles/<slug:slug>/", familles.notice_detail, name="notice_detail"),
    path("familles/<slug:slug>/notice.pdf", familles.notice_pdf, name="notice_pdf"),
]
