"""OpenID Connect as ProConnect speaks it: what is said of a person comes signed, as a JWT. What a provider answers is
not ours: whatever cannot be read, or does not fit, ends on the page that says so."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, get_random_string
from django.views.decorators.http import require_safe
from requests import RequestException

from metiers.francais.invisibles import without_invisible
from suivi.adresse import is_plain
from suivi.forms import LONGEST_PERSON

logger = logging.getLogger(__name__)

RANDOM = 32  # signs of a state and of a nonce, the fewest that ProConnect takes
LONGEST_SUB = 191  # characters: allauth's column
ENDPOINTS = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_GARBLED = (AttributeError, KeyError, TypeError, ValueError)


@contextmanager
def _read() -> Iterator[None]:
    """What reading an answer of another shape raises is the provider's error."""
    try:
        yield
    except _GARBLED as error:
        raise OAuth2Error(f"answer not understood: {type(error).__name__}") from error


class Provider(OpenIDConnectProvider):
    """What is taken from what is said of a person: who it is, an address, a name; and what of it is kept."""

    def get_oauth2_adapter(self, request: HttpRequest) -> "SignedUserinfoAdapter":
        return SignedUserinfoAdapter(request, self.app.provider_id)

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """With a nonce, which the ID token is to repeat. What allauth would let an address add (`scope`, `auth_params`)
        is left out: ProConnect refuses any parameter that it does not know."""
        nonce = get_random_string(RANDOM)
        asked = {"scope": self.get_scope(), "auth_params": self.get_auth_params() | {"nonce": nonce}}
        response: HttpResponse = super().redirect(request, process, next_url, data, **kwargs | asked, nonce=nonce)
        return response

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing but the identifier stays here."""
        return {"sub": data["sub"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "email": _address(data.get("email")),
            "first_name": _name(data.get("given_name")),
            "last_name": _name(data.get("usual_name") or data.get("family_name")),
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        email = _address(data.get("email"))
        return [EmailAddress(email=email, verified=self._vouches(data), primary=True)] if email else []

    def _vouches(self, data: dict[str, Any]) -> bool:
        """Said in so many words; or not said at all by a provider of which the environment says that it vouches."""
        said = data.get("email_verified")
        return said is True or (said is None and bool(self.app.settings.get("vouches")))


def _address(value: Any) -> str:
    """As it is, or none: cleaned, or folded as allauth does, it could be somebody else's."""
    return value if isinstance(value, str) and is_plain(value) else ""


def _name(value: Any) -> str:
    return without_invisible(value).strip()[:LONGEST_PERSON] if isinstance(value, str) else ""


class SignedUserinfoAdapter(OpenIDConnectOAuth2Adapter):
    nonce = ""  # what this browser was sent with

    def get_provider(self) -> Provider:
        return Provider(self.request, app=super().get_provider().app)

    @property
    def openid_config(self) -> dict[str, Any]:
        with _read():
            config: dict[str, Any] = super().openid_config
            absent = [name for name in ENDPOINTS if not isinstance(config.get(name), str)]
        if absent:
            raise OAuth2Error(f"not in the configuration: {', '.join(absent)}")
        return config

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with _read():
            return dict(super().get_access_token_data(*args, **kwargs))

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        with _read():
            return super().parse_token(data)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """The person of the ID token, and what userinfo says of the same one (OpenID Connect Core, 5.3.2)."""
        with _read():
            signed_in = self._decode_id_token(app, kwargs["response"]["id_token"])
            if not self.nonce or not constant_time_compare(signed_in["nonce"], self.nonce):
                raise OAuth2Error("an ID token that was not asked for by this browser")
            person = self._fetch_user_info(token.token)
            sub = person["sub"]
            if sub != signed_in["sub"] or not 0 < len(sub) <= LONGEST_SUB or sub != without_invisible(sub):
                raise OAuth2Error("userinfo is about somebody else, or about nobody")
            return self.get_provider().sociallogin_from_response(request, person)

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers=headers)
            response.raise_for_status()
        if not response.headers.get("Content-Type", "").startswith("application/jwt"):
            return dict(response.json())
        return jwtkit.verify_and_decode(
            credential=response.text,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=self.get_provider().app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class CallbackView(OAuth2CallbackView):
    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[dict[str, Any] | None, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def _open(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(SignedUserinfoAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, OAuth2Error) as error:
        logger.warning("identity provider out of reach: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


@login_not_required
@require_safe
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To come in; allauth would also tie an account to whoever is already in, which nobody asked for."""
    if "process" in request.GET:
        raise Http404
    return _open(OAuth2LoginView, request, provider_id)


@login_not_required
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _open(CallbackView, request, provider_id)
