"""The URL × role matrix: every address of the site, read from the resolver, asked by each kind of visitor.

A sign is an answer: 2 a page (or a file) · n 404, it does not exist for this visitor · L sent to sign in · F sent to
the second factor · C asked again who it is · r another redirection · u 422, a form that is not filled in · m 405 ·
f 403, in the admin, and where a browser refuses cookies. The first row of a pair is a GET, the second an empty POST.
Visitors (ROLES), left to right:

    anonyme · élève A (whose result it is) · élève B · invité·e · membre · responsable d’ailleurs · responsable ·
    rédaction · administration · responsable and administrator without second factor · responsable an hour later
"""

from functools import wraps

import pytest
from django.contrib.auth.models import User

from suivi.models import Campagne, Membre, Role
from tests.conftest import FIXTURE_FICHE
from tests.matrix import ROLES, SHARED_WITH, World, ask, entries, key, row
from tests.metiers.small_catalogue import SEED, catalogue_of

MATRIX = {
    # Everybody and students
    "legal:mentions_detail": ("22222222222", "mmmmmmmmmmm"),
    "legal:accessibilite_detail": ("22222222222", "mmmmmmmmmmm"),
    "quiz:accueil_detail": ("22222222222", "mmmmmmmmmmm"),
    "quiz:sitemap": ("22222222222", "mmmmmmmmmmm"),
    "quiz:methode_detail": ("22222222222", "mmmmmmmmmmm"),
    "quiz:confidentialite_detail": ("22222222222", "mmmmmmmmmmm"),
    "quiz:ecran_edit": ("22222222222", "uuuuuuuuuuu"),
    "quiz:priorites_edit quiz/priorites/": ("22222222222", "uuuuuuuuuuu"),
    "quiz:gouts_edit": ("r22rrrrrrrr", "rrrrrrrrrrr"),
    "quiz:competences_edit quiz/competences/": ("rrrrrrrrrrr", "rrrrrrrrrrr"),
    "quiz:classement_detail": ("r22rrrrrrrr", "ruurrrrrrrr"),
    "quiz:resultat_list": ("r22rrrrrrrr", "rrrrrrrrrrr"),
    "quiz:resultat_compare": ("rrrrrrrrrrr", "mmmmmmmmmmm"),
    "quiz:resultat_detail": ("n2nnnnnnnnn", "mmmmmmmmmmm"),
    "quiz:resultat_recompute": ("mmmmmmmmmmm", "nrnnnnnnnnn"),
    "quiz:resultat_delete": ("mmmmmmmmmmm", "nrnnnnnnnnn"),
    "quiz:verification_edit": ("n2nnnnnnnnn", "nunnnnnnnnn"),
    "quiz:partage_edit quiz/resultats/<int:numero>/partager/": ("n2nnnnnnnnn", "nunnnnnnnnn"),
    "quiz:partage_edit quiz/resultats/<int:numero>/<slug:slug>/partager/": ("n2nnnnnnnnn", "nunnnnnnnnn"),
    "quiz:plan_edit": ("n2rnnnnnnnn", "nuunnnnnnnn"),
    "quiz:plan_calendar": ("n22nnnnnnnn", "mmmmmmmmmmm"),
    "quiz:partage_list": ("r22rrrrrrrr", "mmmmmmmmmmm"),
    "quiz:partage_revoke": ("mmmmmmmmmmm", "nrnnnnnnnnn"),
    "quiz:partage_pdf": ("22222222222", "mmmmmmmmmmm"),
    "quiz:resultat_pdf quiz/resultats/<int:numero>/pdf/": ("n2nnnnnnnnn", "mmmmmmmmmmm"),
    "quiz:resultat_pdf quiz/resultats/<int:numero>/<slug:slug>/pdf/": ("n2nnnnnnnnn", "mmmmmmmmmmm"),
    "quiz:partage_detail": ("22222222222", "mmmmmmmmmmm"),
    "quiz:partage_ailleurs": ("nnnnnnnnnnn", "mmmmmmmmmmm"),
    "quiz:resultat_rapport_detail": ("n2nnnnnnnnn", "mmmmmmmmmmm"),
    "quiz:donnees_detail": ("r22rrrrrrrr", "mmmmmmmmmmm"),
    "quiz:donnees_export": ("r22rrrrrrrr", "mmmmmmmmmmm"),
    "quiz:donnees_pdf": ("r22rrrrrrrr", "mmmmmmmmmmm"),
    "quiz:donnees_keep": ("mmmmmmmmmmm", "rrrrrrrrrrr"),
    "quiz:donnees_extend": ("mmmmmmmmmmm", "rrrrrrrrrrr"),
    "quiz:code_detail": ("r22rrrrrrrr", "mmmmmmmmmmm"),
    "quiz:appareil_edit": ("mmmmmmmmmmm", "rrrrrrrrrrr"),
    "quiz:reprise_edit": ("22222222222", "uuuuuuuuuuu"),
    "quiz:passation_delete": ("22222222222", "rrrrrrrrrrr"),
    "quiz:priorites_edit quiz/<slug:slug>/priorites/": ("22222222222", "uuuuuuuuuuu"),
    "quiz:competences_edit quiz/<slug:slug>/competences/": ("r22rrrrrrrr", "rrrrrrrrrrr"),
    "quiz:rapport_detail": ("r22rrrrrrrr", "mmmmmmmmmmm"),
    "metiers:metier_list": ("22222222222", "mmmmmmmmmmm"),
    "metiers:metier_compare": ("22222222222", "mmmmmmmmmmm"),
    "metiers:favori_list": ("22222222222", "mmmmmmmmmmm"),
    "metiers:metier_detail": ("22222222222", "mmmmmmmmmmm"),
    "metiers:metier_figures": ("22222222222", "mmmmmmmmmmm"),
    "metiers:favori_edit": ("mmmmmmmmmmm", "rrrrrrrrrrr"),
    "metiers:favori_kept": ("fffffffffff", "mmmmmmmmmmm"),
    # Classes, on the side of students
    "suivi:classe_code": ("22222222222", "uuuuuuuuuuu"),
    "suivi:classe_left": ("22222222222", "mmmmmmmmmmm"),
    "suivi:classe_detail": ("22222222222", "u2uuuuuuuuu"),
    "suivi:classe_fresh": ("mmmmmmmmmmm", "rrrrrrrrrrr"),
    "suivi:feuille_detail": ("nrnnnnnnnnn", "mmmmmmmmmmm"),
    "suivi:classe_leave": ("n2nnnnnnnnn", "nrnnnnnnnnn"),
    "suivi:envoi_add": ("n2nnnnnnnnn", "nunnnnnnnnn"),
    "suivi:envoi_preview": ("mmmmmmmmmmm", "n2nnnnnnnnn"),
    "suivi:envoi_keep": ("mmmmmmmmmmm", "nrnnnnnnnnn"),
    "suivi:envoi_withdraw": ("n2nnnnnnnnn", "nrnnnnnnnnn"),
    "suivi:souhait_edit": ("mmmmmmmmmmm", "nunnnnnnnnn"),
    "suivi:note_answer": ("mmmmmmmmmmm", "nunnnnnnnnn"),
    # Structures and families
    "suivi:accueil": ("LLL222222F2", "LLLmmmmmmFm"),
    "suivi:regle_list": ("LLL2222nnF2", "LLLmmmmmmFm"),
    "suivi:structure_list": ("LLL222222F2", "LLLmmmmmmFm"),
    "suivi:agenda": ("LLL222222F2", "LLLmmmmmmFm"),
    "suivi:fiches_du_jour": ("LLLmmmmmmFm", "LLLrrrrrrFr"),
    "suivi:eleve_list": ("LLL222222F2", "LLLmmmmmmFm"),
    # Campaigns: of « membre »
    "suivi:campagne_add": ("LLLn222nnF2", "LLLnuuunnFu"),
    "suivi:campagne_archives": ("LLL222222F2", "LLLmmmmmmFm"),
    "suivi:campagne_activite": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_affiche": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_rappels": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_resultats": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:export": ("LLLn222nnFC", "LLLnuuunnFC"),
    "suivi:campagne_ensemble": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_lot": ("LLLnmnnnnFn", "LLLnunnnnFn"),
    "suivi:campagne_fiches": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:campagne_nouveaux": ("LLLnnnnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_documents": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:campagne_document": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_document_resume": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:campagne_document_delete": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:campagne_papier": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_questionnaire": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:campagne_saisie": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:campagne_feuille": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:campagne_feuille_erase": ("LLLn2nnnnFn", "LLLnrnnnnFn"),
    "suivi:campagne_bandes": ("LLLnmnnnnFn", "LLLn2nnnnFn"),
    "suivi:campagne_edit": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:campagne_noms": ("LLLnmnnnnFn", "LLLnunnnnFn"),
    "suivi:campagne_partage": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:campagne_archive": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:campagne_delete": ("LLLn2nnnnFn", "LLLnrnnnnFn"),
    "suivi:place_remove": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:participation_free": ("LLLn2nnnnFn", "LLLnrnnnnFn"),
    # One pupil
    "suivi:eleve_detail": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:eleve_fiche": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:eleve_essai": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "suivi:note_add": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:note_edit": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:note_delete": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:rendez_vous_add": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:rendez_vous_edit": ("LLLn2nnnnFn", "LLLnunnnnFn"),
    "suivi:rendez_vous_done": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:rendez_vous_cancel": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:resultat_show": ("LLLnmnnnnFn", "LLLnrnnnnFn"),
    "suivi:raccourcis_edit": ("LLLmmmmmmFm", "LLLrrrrrrFr"),
    "suivi:structure_detail": ("LLL22n2nnF2", "LLLmmnmnnFm"),
    "suivi:structure_edit": ("LLLnnn2nnF2", "LLLnnnunnFu"),
    "suivi:structure_suivi": ("LLLnnn2nnF2", "LLLnnnmnnFm"),
    "suivi:invitation_add": ("LLLnnn2nnF2", "LLLnnnunnFu"),
    "suivi:invitation_withdraw": ("LLLnnnmnnFm", "LLLnnnrnnFr"),
    "suivi:membre_edit": ("LLLnnn2nnF2", "LLLnnnunnFu"),
    "suivi:membre_remove": ("LLLn2n2nnFC", "LLLnununnFC"),
    "suivi:invitation_accept": ("nnnnnnnnnnn", "nnnnnnnnnnn"),
    "suivi:invitation_open": ("rrrrrrrrrrr", "mmmmmmmmmmm"),
    "suivi:compte_detail": ("LLL222222F2", "LLLmmmmmmFm"),
    "suivi:compte_export": ("LLL222222FC", "LLLmmmmmmFm"),
    "suivi:compte_delete": ("LLL222222FC", "LLLuuuuLLFC"),
    "suivi:donnees_detail": ("22222222222", "mmmmmmmmmmm"),
    "suivi:accompagner": ("22222222222", "mmmmmmmmmmm"),
    "suivi:seance_detail": ("22222222222", "mmmmmmmmmmm"),
    "suivi:seance_pdf": ("22222222222", "mmmmmmmmmmm"),
    "suivi:notice_list": ("22222222222", "mmmmmmmmmmm"),
    "suivi:notice_detail": ("22222222222", "mmmmmmmmmmm"),
    "suivi:notice_pdf": ("22222222222", "mmmmmmmmmmm"),
    # Accounts
    "account_login": ("222rrrrrrrr", "uuurrrrrrrr"),
    "account_request_login_code": ("222rrrrrrrr", "uuurrrrrrrr"),
    "account_confirm_login_code": ("LLLrrrrrrrr", "LLLrrrrrrrr"),
    "mfa_authenticate": ("LLLrrrrrrrr", "LLLrrrrrrrr"),
    "account_signup": ("222rrrrrrrr", "uuurrrrrrrr"),
    "account_inactive": ("22222222222", "mmmmmmmmmmm"),
    "account_reset_password": ("22222222222", "uuuuuuuuuuu"),
    "account_reset_password_done": ("22222222222", "mmmmmmmmmmm"),
    "account_reset_password_from_key": ("22222222222", "uuuuuuuuuuu"),
    "account_reset_password_from_key_done": ("22222222222", "mmmmmmmmmmm"),
    "socialaccount_login_cancelled": ("22222222222", "mmmmmmmmmmm"),
    "openid_connect_login": ("nnnnnnnnnnn", "mmmmmmmmmmm"),
    "openid_connect_callback": ("nnnnnnnnnnn", "mmmmmmmmmmm"),
    "account_logout": ("LLL22222222", "LLLLLLLLLLL"),
    "account_reauthenticate": ("LLL22222222", "LLLuuuuuuuu"),
    "account_request_reauthentication_code": ("LLL22222222", "LLLuuuuuuuu"),
    "account_confirm_reauthentication_code": ("LLLCCCCCCCC", "LLLCCCCCCCC"),
    "mfa_reauthenticate": ("LLL22222222", "LLLuuuuuuuu"),
    "mfa_reauthenticate_webauthn": ("LLLCCCCCCCC", "LLLCCCCCCCC"),
    "mfa_index": ("LLL222222F2", "LLLmmmmmmFm"),
    "mfa_activate_totp": ("LLLrrrrrrFC", "LLLrrrrrrFC"),
    "mfa_add_webauthn": ("LLL222222FC", "LLLuuuuuuFC"),
    "mfa_deactivate_totp": ("LLL222222FC", "LLLrrrrrrFC"),
    "mfa_remove_webauthn": ("LLLnnnnnnFC", "LLLnnnnnnFC"),
    "mfa_view_recovery_codes": ("LLLn2nnnnFn", "LLLmmmmmmFm"),
    "mfa_generate_recovery_codes": ("LLL222222FC", "LLLrrrrrrFC"),
    "mfa_download_recovery_codes": ("LLLn2nnnnFn", "LLLnmnnnnFn"),
    "account_change_password": ("LLL222222F2", "LLLuuuuuuFu"),
    "account_set_password": ("LLLrrrrrrFr", "LLLrrrrrrFr"),
    "usersessions_list": ("LLL222222F2", "LLLrrrrrrFr"),
    # The admin
    "admin:index": ("rrrnnnn22Fn", "rrrnnnn22Fn"),
    "admin:login": ("LLLLLLLLLLL", "LLLLLLLLLLL"),
    "admin:logout": ("rrrnnnnmmFn", "rrrnnnnLLFn"),
    "admin:password_change": ("rrrnnnnrrFn", "rrrnnnnrrFn"),
    "admin:password_change_done": ("rrrnnnn22Fn", "rrrnnnnmmFn"),
    "admin:autocomplete": ("rrrnnnnffFn", "rrrnnnnmmFn"),
    "admin:jsi18n": ("rrrnnnn22Fn", "rrrnnnnmmFn"),
    "admin:view_on_site": ("rrrnnnnnnFn", "rrrnnnnnnFn"),
    "admin:metiers_competence_changelist": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_competence_add": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_competence_history": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_competence_delete": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_competence_change": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_donneesmetier_changelist": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_donneesmetier_add": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:metiers_donneesmetier_history": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_donneesmetier_delete": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:metiers_donneesmetier_change": ("LLLnnnn22Fn", "LLLnnnnffFn"),
    "admin:metiers_metier_changelist": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_metier_add": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_metier_history": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_metier_delete": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:metiers_metier_change": ("LLLnnnn22Fn", "LLLnnnn22Fn"),
    "admin:quiz_accordtotal_changelist": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:quiz_accordtotal_add": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:quiz_accordtotal_history": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:quiz_accordtotal_delete": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:quiz_accordtotal_change": ("LLLnnnnf2Fn", "LLLnnnnffFn"),
    "admin:auth_user_second_facteur": ("LLLnnnnf2Fn", "LLLnnnnfrFn"),
    "admin:auth_user_adresse": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:auth_user_droits": ("LLLnnnnf2Fn", "LLLnnnnfrFn"),
    "admin:auth_user_fermer": ("LLLnnnnf2Fn", "LLLnnnnfrFn"),
    "admin:auth_user_rouvrir": ("LLLnnnnf2Fn", "LLLnnnnfrFn"),
    "admin:auth_user_supprimer": ("LLLnnnnf2Fn", "LLLnnnnfrFn"),
    "admin:auth_user_password_change": ("LLLnnnnnnFn", "LLLnnnnnnFn"),
    "admin:auth_user_changelist": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:auth_user_add": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:auth_user_history": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:auth_user_delete": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:auth_user_change": ("LLLnnnnf2Fn", "LLLnnnnfrFn"),
    "admin:suivi_structure_changelist": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_structure_add": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:suivi_structure_history": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_structure_delete": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_structure_change": ("LLLnnnnf2Fn", "LLLnnnnffFn"),
    "admin:suivi_invitation_changelist": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_invitation_add": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:suivi_invitation_history": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_invitation_delete": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_invitation_change": ("LLLnnnnf2Fn", "LLLnnnnffFn"),
    "admin:suivi_acte_changelist": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_acte_add": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:suivi_acte_history": ("LLLnnnnf2Fn", "LLLnnnnf2Fn"),
    "admin:suivi_acte_delete": ("LLLnnnnffFn", "LLLnnnnffFn"),
    "admin:suivi_acte_change": ("LLLnnnnf2Fn", "LLLnnnnffFn"),
    "admin:app_list": ("rrrnnnn22Fn", "rrrnnnn22Fn"),
    # Without a page
    "livez": ("22222222222", "mmmmmmmmmmm"),
    "readyz": ("22222222222", "mmmmmmmmmmm"),
    "robots": ("22222222222", "mmmmmmmmmmm"),
    "favicon": ("rrrrrrrrrrr", "mmmmmmmmmmm"),
}
# A campaign that is shared, of the colleague and of the *invité·e* it is shared with (SHARED_WITH).
SHARED = {
    "suivi:campagne_activite": ("22", "mm"),
    "suivi:campagne_affiche": ("2n", "mn"),
    "suivi:campagne_rappels": ("2n", "mn"),
    "suivi:campagne_resultats": ("2n", "mn"),
    "suivi:campagne_ensemble": ("2n", "mn"),
    "suivi:campagne_lot": ("mn", "un"),
    "suivi:campagne_fiches": ("mn", "rn"),
    "suivi:campagne_nouveaux": ("nn", "mn"),
    "suivi:campagne_documents": ("2n", "un"),
    "suivi:campagne_document": ("nn", "nn"),
    "suivi:campagne_document_resume": ("nn", "nn"),
    "suivi:campagne_document_delete": ("nn", "nn"),
    "suivi:campagne_papier": ("2n", "mn"),
    "suivi:campagne_questionnaire": ("2n", "mn"),
    "suivi:campagne_saisie": ("2n", "un"),
    "suivi:campagne_feuille": ("nn", "nn"),
    "suivi:campagne_feuille_erase": ("nn", "nn"),
    "suivi:campagne_bandes": ("mn", "rn"),
    "suivi:campagne_edit": ("nn", "nn"),
    "suivi:campagne_noms": ("nn", "nn"),
    "suivi:campagne_partage": ("nn", "nn"),
    "suivi:campagne_archive": ("nn", "nn"),
    "suivi:campagne_delete": ("nn", "nn"),
    "suivi:place_remove": ("mn", "rn"),
    "suivi:participation_free": ("2n", "rn"),
    "suivi:eleve_detail": ("2n", "mn"),
    "suivi:eleve_fiche": ("2n", "mn"),
    "suivi:eleve_essai": ("2n", "mn"),
    "suivi:note_add": ("2n", "un"),
    "suivi:note_edit": ("nn", "nn"),
    "suivi:note_delete": ("mn", "nn"),
    "suivi:rendez_vous_add": ("2n", "un"),
    "suivi:rendez_vous_edit": ("2n", "un"),
    "suivi:rendez_vous_done": ("mn", "rn"),
    "suivi:rendez_vous_cancel": ("mn", "rn"),
    "suivi:resultat_show": ("mn", "rn"),
}
# Addresses without a name: the admin's own redirections, closed like the rest of it.
UNNAMED = {"<path:object_id>/", "(?P<url>.*)$"}
ENTRIES = list(entries())
NAMED = [pytest.param(name, entry, id=f"{name} {entry.pattern}") for name, entry in ENTRIES if name]


@pytest.fixture(scope="module")
def world(load_once):
    load_once(catalogue_of(SEED), {FIXTURE_FICHE.name: FIXTURE_FICHE.read_bytes()})
    return World()


def test_the_matrix_knows_every_address_and_no_other():
    assert {key(name, entry) for name, entry in ENTRIES if name} == MATRIX.keys()
    assert {str(entry.pattern) for name, entry in ENTRIES if not name} == UNNAMED
    assert {len(signs) for pair in MATRIX.values() for signs in pair} == {len(ROLES)}


@pytest.mark.parametrize(("name", "entry"), NAMED)
def test_who_may_open_what(world, db, name, entry):
    assert row(world, name, entry) == MATRIX[key(name, entry)]


def shared_row(world, name, entry):
    """Of a note or a sheet of paper, one that the *invité·e* wrote before being one."""
    return row(world, name, entry, SHARED_WITH, note=world.former.pk, feuille=world.former_sheet.pk)


@pytest.mark.parametrize(("name", "entry"), [one for one in NAMED if one.values[0] in SHARED])
def test_who_may_do_what_with_a_campaign_that_is_shared(world, db, name, entry):
    assert shared_row(world, name, entry) == SHARED[name]


def test_unnamed_addresses_open_nothing(world, db):
    for path in ("/admin/metiers/metier/1/", "/admin/rien/", "/admin/auth/user/1/"):
        signs = "".join(ask(world, role, "get", path) for role in ROLES)
        assert set(signs[:3]) <= {"L", "r"} and set(signs[3:7]) == {"n"} and signs[9] == "F", (path, signs)
        assert "2" not in signs


# --- a guard taken off is found ------------------------------------------------------


def layers(view):
    """A view, and the views inside it, from the outermost decorator in."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def guarded_by(name):
    """Each address of the structures whose view has a layer that a decorator of this name made, with that layer."""
    for one, entry in ENTRIES:
        for layer in layers(entry.callback):
            if one and one.startswith("suivi:") and layer.__code__.co_qualname.startswith(f"{name}."):
                yield pytest.param(one, entry, layer, id=one)


def given(layer, name):
    """What a decorator was given under this name: the cell that its view reads."""
    return dict(zip(layer.__code__.co_freevars, layer.__closure__, strict=True))[name]


def is_found(world, name, entry):
    """Whether the matrix sees another site. A view that breaks proves nothing: what replaces a guard lets pass."""
    return row(world, name, entry) != MATRIX[key(name, entry)]


def replace_layer(monkeypatch, entry, layer, by):
    """In its place, with all the layers around it and inside it."""
    if entry.callback is layer:
        monkeypatch.setattr(entry, "callback", by)
        return
    outer = next(one for one in layers(entry.callback) if getattr(one, "__wrapped__", None) is layer)
    cells = [cell for cell in outer.__closure__ if cell.cell_contents is layer]
    assert cells, "a decorator that holds its view elsewhere"
    for cell in cells:
        monkeypatch.setattr(cell, "cell_contents", by)


def whoever_asks(view):
    """As `member_only` that asks for nobody: a member of the structure is found for all."""

    def wrapped(request, slug, **kwargs):
        return view(request, Membre.objects.filter(structure__slug=slug, role=Role.RESPONSABLE).first(), **kwargs)

    return wrapped


def whoever_opens(view):
    """As `campagne_only` that asks for nobody: every campaign is opened as its owner does."""

    def wrapped(request, pk, **kwargs):
        campagne = Campagne.objects.get(pk=pk)
        return view(request, campagne, campagne.proprietaire, **kwargs)

    return wrapped


class Somebody:
    """The last middleware: an account is found for whoever has none, so that views do not break for want of one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_anonymous:
            request.user = User.objects.get(username="bob@ecole.example")


MEMBERS, CAMPAGNES = [*guarded_by("member_only")], [*guarded_by("campagne_only")]
# Nobody here came in an hour ago and owns a campaign: deleting one is tried in tests/suivi/test_campagnes.py.
REAUTHENTICATED = [one for one in guarded_by("reauthentication_required") if one.values[0] != "suivi:campagne_delete"]
BY_ROLE = [one for one in MEMBERS if given(one.values[2], "roles").cell_contents]
BY_OWNER = [one for one in CAMPAGNES if given(one.values[2], "own").cell_contents]
# An owner is never an *invité·e*, who never has a document: theirs go with the role.
BY_ASKER = {"suivi:campagne_document", "suivi:campagne_document_resume", "suivi:campagne_document_delete"}
BY_READER = [
    one
    for one in CAMPAGNES
    if given(one.values[2], "lire").cell_contents and one not in BY_OWNER and one.values[0] not in BY_ASKER
]
CLOSED = [
    one
    for one in NAMED
    if one.values[0].startswith("suivi:") and getattr(one.values[1].callback, "login_required", True)
]


def test_there_are_guards_to_take_off():
    assert (len(MEMBERS), len(BY_ROLE), len(REAUTHENTICATED), len(CAMPAGNES)) == (7, 5, 3, 36)
    assert (len(BY_OWNER), len(BY_READER)) == (5, 27)
    assert {one.values[0] for one in CAMPAGNES} == SHARED.keys()


@pytest.mark.parametrize(("name", "entry", "layer"), BY_ROLE)
def test_a_role_that_is_no_longer_asked_for_is_found(world, db, monkeypatch, name, entry, layer):
    monkeypatch.setattr(given(layer, "roles"), "cell_contents", ())
    assert is_found(world, name, entry)


@pytest.mark.parametrize(
    ("name", "entry", "layer", "asked"),
    [
        pytest.param(*one.values, asked, id=f"{one.id} {asked}")
        for asked, views in (("own", BY_OWNER), ("lire", BY_READER))
        for one in views
    ],
)
def test_what_is_no_longer_asked_of_whom_it_is_shared_with_is_found(world, db, monkeypatch, name, entry, layer, asked):
    monkeypatch.setattr(given(layer, asked), "cell_contents", False)
    assert shared_row(world, name, entry) != SHARED[name]


@pytest.mark.parametrize(("name", "entry", "layer"), MEMBERS)
def test_a_page_of_members_that_opens_to_others_is_found(world, db, monkeypatch, name, entry, layer):
    replace_layer(monkeypatch, entry, layer, whoever_asks(layer.__wrapped__))
    assert is_found(world, name, entry)


@pytest.mark.parametrize(("name", "entry", "layer"), CAMPAGNES)
def test_a_page_of_a_campaign_that_opens_to_others_is_found(world, db, monkeypatch, name, entry, layer):
    replace_layer(monkeypatch, entry, layer, whoever_opens(layer.__wrapped__))
    assert is_found(world, name, entry)


@pytest.mark.parametrize(("name", "entry", "layer"), REAUTHENTICATED)
def test_a_page_that_no_longer_asks_again_who_it_is_is_found(world, db, monkeypatch, name, entry, layer):
    replace_layer(monkeypatch, entry, layer, layer.__wrapped__)
    assert is_found(world, name, entry)


@pytest.mark.parametrize(("name", "entry"), CLOSED)
def test_a_page_opened_to_all_by_mistake_is_found(world, db, monkeypatch, name, entry):
    view = entry.callback

    @wraps(view)
    def opened(request, *args, **kwargs):
        Somebody(None).process_view(request, view, args, kwargs)
        return view(request, *args, **kwargs)

    opened.login_required = False
    monkeypatch.setattr(entry, "callback", opened)
    assert is_found(world, name, entry)


@pytest.mark.parametrize(
    ("middleware", "names"),
    [
        ("suivi.middleware.SecondFactorMiddleware", ("suivi:accueil", "mfa_index", "admin:index", "usersessions_list")),
        ("django.contrib.auth.middleware.LoginRequiredMiddleware", ("suivi:accueil", "suivi:compte_detail")),
    ],
)
def test_a_middleware_taken_off_is_found(world, db, settings, middleware, names):
    settings.MIDDLEWARE = [*(one for one in settings.MIDDLEWARE if one != middleware), "tests.test_matrix.Somebody"]
    forget_middleware(world)
    try:
        for name in names:
            assert is_found(world, name, next(entry for one, entry in ENTRIES if one == name)), name
    finally:
        forget_middleware(world)


def forget_middleware(world):
    for client in world.visitors.values():
        client.handler._middleware_chain = None
