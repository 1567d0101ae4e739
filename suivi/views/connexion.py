"""allauth's views, with the manners of this site: personal pages, and an invalid form answers 422."""

from functools import wraps
from typing import Any

from allauth.account.views import PasswordResetFromKeyView, RequestReauthenticationCodeView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from orientation.security import View, personal_page
from orientation.throttle import address_key
from suivi.forms_comptes import CodeAgainForm
from suivi.hachage import BUSY, FullError, place
from suivi.second_facteur import note_enrolment, note_new_codes


def page(view: View) -> View:
    """A valid form redirects: a page that answers one is about what is wrong in it."""

    @personal_page
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return wrapped


def queued(view: View) -> View:
    """For whoever chooses a password: it is hashed, and waits its turn as those of logins do (suivi/hachage.py)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with place(address_key(request)):
                return view(request, *args, **kwargs)
        except FullError:
            return render(request, "suivi/busy.html", {"busy": BUSY}, status=503)

    return wrapped


class NewPassword(PasswordResetFromKeyView):
    reset_url_key = "nouveau"  # in the address bar, in place of the secret


class AskCodeAgain(RequestReauthenticationCodeView):
    form_class = CodeAgainForm


class CodesFile(DownloadRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
        return response


class AddTotp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_enrolment(self.request, self.request.user)
        return response


class AddPasskey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_enrolment(self.request, self.request.user)
        return response


class NewCodes(GenerateRecoveryCodesView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_new_codes(self.request, self.request.user)
        return response


class RemovePasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")
