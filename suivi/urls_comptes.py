"""Accounts: those of allauth's pages that this site has, under the names by which allauth leads to them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from suivi import oidc
from suivi.middleware import for_enrolment, without_second_factor
from suivi.views.connexion import (
    AddPasskey,
    AddTotp,
    AskCodeAgain,
    CodesFile,
    NewCodes,
    NewPassword,
    RemovePasskey,
    page,
    queued,
)

_RESET = r"^mot-de-passe/lien/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

# Without an account.
urlpatterns = [
    path("connexion/", page(account.login), name="account_login"),
    path("connexion/code/", page(account.request_login_code), name="account_request_login_code"),
    path("connexion/code/recu/", page(account.confirm_login_code), name="account_confirm_login_code"),
    path("connexion/second-facteur/", page(mfa.authenticate), name="mfa_authenticate"),
    path("sur-invitation/", page(account.signup), name="account_signup"),
    path("inactif/", page(account.account_inactive), name="account_inactive"),
    path("mot-de-passe/perdu/", page(account.password_reset), name="account_reset_password"),
    path("mot-de-passe/perdu/envoye/", page(account.password_reset_done), name="account_reset_password_done"),
    re_path(_RESET, page(queued(NewPassword.as_view())), name="account_reset_password_from_key"),
    path(
        "mot-de-passe/change/",
        page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("oidc/annule/", page(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("oidc/<slug:provider_id>/", page(oidc.login), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/retour/", page(oidc.callback), name="openid_connect_callback"),
]

# With one, before its second factor is shown: to leave, and to show who one is.
urlpatterns += [
    path("deconnexion/", without_second_factor(page(account.logout)), name="account_logout"),
    path("confirmer/", without_second_factor(page(account.reauthenticate)), name="account_reauthenticate"),
    path(
        "confirmer/code/",
        without_second_factor(page(AskCodeAgain.as_view())),
        name="account_request_reauthentication_code",
    ),
    path(
        "confirmer/code/recu/",
        without_second_factor(page(account.confirm_reauthentication_code)),
        name="account_confirm_reauthentication_code",
    ),
    path("confirmer/second-facteur/", without_second_factor(page(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path(
        "confirmer/cle/",
        without_second_factor(page(webauthn.reauthenticate_webauthn)),
        name="mfa_reauthenticate_webauthn",
    ),
]

# To choose the first second factor; afterwards, as all the rest, once it is shown.
urlpatterns += [
    path("second-facteur/", for_enrolment(page(mfa.index)), name="mfa_index"),
    path("second-facteur/application/", for_enrolment(page(AddTotp.as_view())), name="mfa_activate_totp"),
    path("second-facteur/cle/", for_enrolment(page(AddPasskey.as_view())), name="mfa_add_webauthn"),
]

urlpatterns += [
    path("second-facteur/application/retirer/", page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-facteur/cle/<int:pk>/retirer/", page(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
    path("second-facteur/secours/", page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-facteur/secours/nouveaux/", page(NewCodes.as_view()), name="mfa_generate_recovery_codes"),
    path("second-facteur/secours.txt", page(CodesFile.as_view()), name="mfa_download_recovery_codes"),
    path("mot-de-passe/", page(queued(account.password_change)), name="account_change_password"),
    path("mot-de-passe/choisir/", page(queued(account.password_set)), name="account_set_password"),
    path("sessions/", page(sessions.list_usersessions), name="usersessions_list"),
]
