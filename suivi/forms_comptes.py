"""allauth's forms, with the manners of this site: a label and no grey word that repeats it, limits, plain words."""

import struct
from contextlib import suppress
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from orientation.throttle import address_key
from suivi import services
from suivi.adresse import folded
from suivi.courriel import MailDownError, send
from suivi.forms import HELP_TO_CHOOSE, LONGEST_PASSWORD, NOT_OF_LIST, Ligne
from suivi.models import LONGEST_EMAIL
from suivi.second_facteur import count_wrong_code

TOLD_AFTER = 10  # wrong codes in a day: whoever types them knows the password
_LABELS = {
    "email": "Adresse électronique",
    "oldpassword": "Mot de passe actuel",
    "password1": "Nouveau mot de passe",
    "password2": "Le même, encore une fois",
}


class Ours:
    """Passwords are no longer than the page to sign in takes them, whatever they are for."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = _LABELS.get(name, field.label)
            if isinstance(field, PasswordField):
                field.validators.insert(0, MaxLengthValidator(LONGEST_PASSWORD))
                field.widget.attrs["maxlength"] = LONGEST_PASSWORD
            if isinstance(field, SetPasswordField):
                field.help_text = HELP_TO_CHOOSE


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = Ligne(
            label="Adresse électronique ou identifiant",
            max_length=LONGEST_EMAIL,
            widget=forms.TextInput(attrs=attributes),
        )
        self.fields["password"] = forms.CharField(
            label="Mot de passe",
            strip=False,
            max_length=LONGEST_PASSWORD,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])


class NewPasswordForm(Ours, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Ours, account.ChangePasswordForm):
    pass


class FirstPasswordForm(Ours, account.SetPasswordForm):
    pass


class PasswordAgainForm(Ours, account.ReauthenticateForm):
    pass


class CodeAgainForm(Ours, account.RequestReauthenticationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].error_messages["invalid_choice"] = NOT_OF_LIST


class CodeReceivedForm(Ours, account.ConfirmLoginCodeForm):
    pass


class CodeReceivedAgainForm(Ours, account.ConfirmReauthenticationCodeForm):
    pass


class _OfAccount(Ours):
    """Messages to an address that anybody may type: counted for whoever asks (`asked`, in the settings), so that a
    stranger does not keep its owner from asking. An address is found however `createsuperuser` was told it."""

    cleaned_data: dict[str, Any]
    asked: str

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        pair = f"{folded(email)} {address_key(context.request)}"
        if not ratelimit.consume(context.request, action=self.asked, key=pair):
            raise get_adapter().validation_error("rate_limited")
        user = services.account_of(email)
        if user:
            services.settle_address(user)
        return str(super().clean_email())  # type: ignore[misc]


class CodeForm(_OfAccount, account.RequestLoginCodeForm):
    asked = "code_asked_from"


class ResetForm(_OfAccount, account.ResetPasswordForm):
    asked = "link_asked_from"


class _Watched(Ours):
    """Whose telephone it is hears of it when codes are tried one after the other."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"  # recovery codes are figures too

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            if count_wrong_code(self.user) == TOLD_AFTER and self.user.email:
                with suppress(MailDownError):
                    send("codes_faux", self.user.email, tries=TOLD_AFTER)
            raise


class SecondFactorForm(_Watched, mfa.AuthenticateForm):
    pass


class SecondFactorAgainForm(_Watched, mfa.ReauthenticateForm):
    pass


class AddTotpForm(Ours, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Les six chiffres"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


# What reading an answer that no authenticator made may raise: it is a form's field, written by anybody.
_GARBLED = (KeyError, IndexError, TypeError, ValueError, struct.error)
_REFUSED = "Cette clé d’accès n’a pas pu être vérifiée."


class AddPasskeyForm(AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except _GARBLED:
            raise ValidationError(_REFUSED, code="passkey") from None


class PasskeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except _GARBLED:
            raise ValidationError(_REFUSED, code="passkey") from None
