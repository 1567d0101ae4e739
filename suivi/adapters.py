"""How allauth is told what this site wants: its adapters are where it asks."""

import base64
import hashlib
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.crypto import get_random_string

from orientation.throttle import address_key, address_of
from suivi import services
from suivi.adresse import folded
from suivi.courriel import MailDownError, told_when_down
from suivi.hachage import BUSY, FullError, place
from suivi.second_facteur import came_in_just_now, has_second_factor


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "busy": f"{BUSY}, ou recevez un code par courriel.",
        "email_password_mismatch": "Cette adresse et ce mot de passe ne vont pas ensemble.",
        "username_password_mismatch": "Cet identifiant et ce mot de passe ne vont pas ensemble.",
        "too_many_login_attempts": "Trop d’essais : attendez quelques minutes.",
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà servi.",
        "incorrect_password": "Ce mot de passe n’est pas le bon.",
        "enter_current_password": "Ce mot de passe n’est pas votre mot de passe actuel.",
        "rate_limited": "Trop d’essais : attendez quelques minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account begins with an invitation (suivi/views/invitation.py)."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Not allauth's count by account, which would lock a member out everywhere: axes counts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        try:
            with place(address_key(request)):
                return super().authenticate(request, **credentials)
        except FullError:
            raise self.validation_error("busy") from None

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The first second factor is chosen right after coming in: nobody types a password twice in a row."""
        user = self.request.user
        first = app == "allauth.mfa" and not has_second_factor(user)
        return super().is_reauthentication_required(app=app) and not (first and came_in_just_now(self.request, user))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """What somebody is waiting for: a code, a link."""
        try:
            with told_when_down():
                super().send_mail(template_prefix, email, context)
        except MailDownError:
            raise ImmediateHttpResponse(render(self.request, "suivi/mail_down.html", status=503)) from None

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What was done is done, told or not."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except ImmediateHttpResponse:
            return


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ce code n’est pas le bon, ou il a déjà servi.",
    }

    def encrypt(self, text: str) -> str:
        """Secrets of telephones are not readable in a copy of the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Drawn in the page: our policy lets no image come from a data: address."""
        svg = BytesIO()
        segno.make(url, error="m", micro=False).save(
            svg,
            kind="svg",
            border=4,
            dark="#000",
            light="#fff",
            xmldecl=False,
            svgns=False,
            svgclass=None,
            lineclass=None,
            omitsize=True,
            title="Code QR",
        )
        return svg.getvalue().decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(f"suivi.second-facteur:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def generate_state_param(self, state: dict[str, Any]) -> str:
        return get_random_string(32)  # the fewest signs that ProConnect takes

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever the provider vouches for comes in if their address has an account here; or has one made by the first
        of its invitations. Other invitations wait for an answer: coming in is none. Each act has its own
        transaction, as allauth sends a mail when it ties the account."""
        if sociallogin.is_existing:
            _refuse_inactive(request, sociallogin.user)
            return
        email = next((folded(one.email) for one in sociallogin.email_addresses), "")
        verified = any(one.verified for one in sociallogin.email_addresses)
        user = services.account_of(email) if verified else None
        if user:
            _refuse_inactive(request, user)
        elif verified:
            user = _new_account(email, sociallogin.user)
        if user is None:
            context = {"email": email, "verified": verified}
            raise ImmediateHttpResponse(render(request, "suivi/not_invited.html", context, status=403))
        sociallogin.connect(request, user)


def _refuse_inactive(request: HttpRequest, user: User) -> None:
    """Before anything is written."""
    if not user.is_active:
        raise ImmediateHttpResponse(render(request, "account/account_inactive.html", status=403))


def _new_account(email: str, said: User) -> User | None:
    invitation = services.invited(email).order_by("pk").first()
    if invitation is None:
        return None
    try:
        return services.create_account(invitation=invitation, prenom=said.first_name, nom=said.last_name, password=None)
    except (services.AlreadyMemberError, services.GoneInvitationError):
        return None
