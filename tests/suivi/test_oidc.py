"""Coming in through an identity provider, which the tests run."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from suivi import services
from suivi.models import Invitation, Membre, Role
from tests.conftest import StrictClient, sign_in
from tests.suivi.factors import add_totp, code_now
from tests.suivi.provider import CLIENT, SECRET, Provider
from tests.suivi.world import account, cio, invitation, lycee, member, past

pytestmark = pytest.mark.django_db
START = "/compte/oidc/oidc/"
ZOE = {
    "sub": "zoe-1",
    "email": "Zoe@Ecole.example",
    "email_verified": True,
    "given_name": "Zoé",
    "usual_name": "Petit",
}
REFUSED = "La connexion n’a pas abouti"


@pytest.fixture
def provider(settings):
    caches["default"].clear()
    one = Provider()
    one.person = dict(ZOE)
    app = {
        "provider_id": "oidc",
        "name": "ProConnect",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": one.address, "scope": ["openid", "email", "given_name", "usual_name"]},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield one
    one.close()


def come_in(client, provider):
    sent = client.get(START)
    assert sent["Location"].startswith(f"{provider.address}/authorize?")
    return client.get(provider.sign_in(sent["Location"]))


def test_the_page_to_sign_in_offers_it_when_it_is_there(client, provider):
    assert "Se connecter avec ProConnect" in client.get("/compte/connexion/").content.decode()


def test_without_one_there_is_nothing(client):
    assert client.get(START).status_code == 404
    assert "ProConnect" not in client.get("/compte/connexion/").content.decode()


def test_an_invited_address_gets_an_account_and_chooses_a_second_factor(client, provider):
    invitation("zoe@ecole.example", lycee(), Role.CONSEILLER)
    invitation("zoe@ecole.example", cio(), Role.INVITE)
    assert come_in(client, provider).status_code == 302
    zoe = User.objects.get()
    assert (zoe.email, zoe.get_full_name(), zoe.has_usable_password()) == ("zoe@ecole.example", "Zoé Petit", False)
    assert zoe.membres.get().role == "conseiller", "the first invitation"
    assert client.get("/suivi/")["Location"] == "/compte/second-facteur/"
    client.get("/compte/second-facteur/application/")
    secret = client.session["mfa.totp.secret"]
    client.post("/compte/second-facteur/application/", {"code": code_now(secret)})
    assert "Une invitation vous attend&nbsp;: CIO Centre" in client.get("/suivi/").content.decode()
    again = StrictClient()
    assert come_in(again, provider)["Location"] == "/compte/connexion/second-facteur/", "the second factor all the same"
    assert SocialAccount.objects.count() == 1


def test_an_account_that_exists_is_the_same_one(client, provider):
    zoe = account("zoe")
    add_totp(zoe)
    assert come_in(client, provider)["Location"] == "/compte/connexion/second-facteur/"
    assert client.post("/compte/connexion/second-facteur/", {"code": code_now()}).status_code == 302
    assert client.get("/suivi/").status_code == 200
    assert User.objects.get().has_usable_password(), "the password goes on"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"email": ""},
        {"email": None},
        {"email": "autre@ecole.example"},
        {"email": "zoe"},
        {"email": 7},
        {"email": "zo\u200be@ecole.example"},
    ],
)
def test_who_was_not_invited_stays_out(client, provider, said):
    one, _ = invitation("zoe@ecole.example", lycee())
    if not said:
        past(one)
    provider.person |= said
    response = come_in(client, provider)
    assert response.status_code == 403
    assert "pas encore invité" in response.content.decode()
    assert not User.objects.exists() and Invitation.objects.exists() and not Membre.objects.exists()
    assert client.get("/suivi/").status_code == 302


@pytest.mark.parametrize("said", [False, None, "false", "true", 0, 1, {}])
@pytest.mark.parametrize("vouches", [False, True])
def test_an_address_counts_when_it_is_said_to_be_verified(client, provider, settings, said, vouches):
    """`None`: nothing is said, which is enough where the environment says that the provider vouches."""
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["vouches"] = vouches
    invitation("zoe@ecole.example", role="administration")
    provider.person["email_verified"] = said
    if said is None:
        del provider.person["email_verified"]
    response = come_in(client, provider)
    assert User.objects.exists() is (vouches and said is None)
    if not User.objects.exists():
        assert response.status_code == 403
        assert "Cette adresse n’est pas vérifiée" in response.content.decode()


def test_an_account_that_is_closed_takes_nothing_and_says_so(client, provider):
    zoe = account("zoe", is_active=False)
    invitation("zoe@ecole.example", lycee(), Role.RESPONSABLE)
    for tied in (False, True):
        if tied:
            SocialAccount.objects.create(user=zoe, provider="oidc", uid="zoe-1")
        response = come_in(client, provider)
        assert response.status_code == 403
        assert "Ce compte est fermé" in response.content.decode()
        assert Invitation.objects.exists() and not Membre.objects.exists()
        assert SocialAccount.objects.exists() is tied
    assert client.get("/suivi/").status_code == 302


@pytest.mark.parametrize("email", ["\u017fmike@ecole.example", "sm\u0131ke@ecole.example", "smi\u212ae@ecole.example"])
def test_an_address_that_only_unicode_takes_for_another_opens_nothing(client, provider, email):
    invitation("smike@ecole.example", lycee())
    provider.person["email"] = email
    assert come_in(client, provider).status_code == 403
    account("smike")
    assert come_in(client, provider).status_code == 403
    assert not SocialAccount.objects.exists() and not Membre.objects.exists()


def test_a_token_answers_the_browser_that_asked(client, provider):
    invitation("zoe@ecole.example", lycee())
    for nonce in ("", "n" * 32, 7):
        provider.nonce = nonce
        refused(come_in(client, provider))


def test_each_browser_is_sent_with_a_state_and_a_nonce_of_its_own(provider):
    sent = [parse_qs(urlsplit(StrictClient().get(START)["Location"]).query) for _ in range(2)]
    assert len({value for one in sent for name in ("state", "nonce") for value in one[name]}) == 4


def test_an_address_adds_nothing_to_what_is_asked(client, provider):
    invitation("zoe@ecole.example", lycee())
    more = {"auth_params": "prompt=none&nonce=mien", "scope": "phone,siret", "action": "rerequest"}
    sent = client.get(f"{START}?{urlencode(more)}")
    assert client.get(provider.sign_in(sent["Location"])).status_code == 302
    assert User.objects.exists()


def test_a_code_opens_once_and_with_our_secret(client, provider, settings):
    invitation("zoe@ecole.example", lycee())
    sent = client.get(START)["Location"]
    back = provider.sign_in(sent)
    provider.codes.clear()
    refused(client.get(back))
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = "un autre"
    refused(come_in(client, provider))


def test_without_pkce_too(client, provider, settings):
    invitation("zoe@ecole.example", lycee())
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["OAUTH_PKCE_ENABLED"] = False
    provider.no_pkce = True
    assert come_in(client, provider).status_code == 302
    assert User.objects.exists()


def refused(response, status=401):
    assert response.status_code == status
    assert REFUSED in response.content.decode()
    assert not User.objects.exists() and Invitation.objects.exists()


def test_what_somebody_else_signed_is_refused(client, provider):
    invitation("zoe@ecole.example", lycee())
    provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    refused(come_in(client, provider))


@pytest.mark.parametrize("header", [{}, {"kid": "2"}, {"kid": None}])
def test_a_key_that_is_not_named_is_refused(client, provider, header):
    invitation("zoe@ecole.example", lycee())
    provider.header = header
    refused(come_in(client, provider))


@pytest.mark.parametrize("plain", [False, True])
def test_userinfo_is_of_the_person_who_signed_in(client, provider, plain):
    invitation("zoe@ecole.example", lycee())
    provider.subject, provider.plain = "mallory-1", plain
    refused(come_in(client, provider))


@pytest.mark.parametrize("sub", ["", "\0", "zoe\0", "z" * 192, "z" * 10_000])
def test_an_identifier_that_cannot_be_kept_is_refused(client, provider, sub):
    invitation("zoe@ecole.example", lycee())
    provider.person["sub"] = sub
    refused(come_in(client, provider))


@pytest.mark.parametrize("person", [{"sub": "zoe-1"}, {"sub": 1}, {"sub": None}, {"sub": ["zoe-1"]}])
def test_userinfo_of_another_shape_is_refused(client, provider, person):
    invitation("zoe@ecole.example", lycee())
    provider.subject, provider.plain, provider.person = "zoe-1", True, person
    response = come_in(client, provider)
    assert response.status_code == (403 if person == {"sub": "zoe-1"} else 401)
    assert not User.objects.exists()


@pytest.mark.parametrize("missing", ["issuer", "token_endpoint", "userinfo_endpoint", "jwks_uri"])
def test_a_configuration_that_leaves_something_out_is_told(client, provider, missing):
    provider.missing = (missing,)
    response = client.get(START)
    assert response.status_code == 502
    assert REFUSED in response.content.decode()


def test_names_are_cleaned_and_cut_and_nothing_else_is_kept(client, provider):
    invitation("zoe@ecole.example", lycee())
    provider.person |= {"given_name": "Zo\0é\u200b", "usual_name": "P" * 10_000, "siret": "1", "phone_number": "06"}
    for _ in range(2):
        come_in(StrictClient(), provider)
        zoe = User.objects.get()
        assert (zoe.first_name, zoe.last_name) == ("Zoé", "P" * 100)
        assert SocialAccount.objects.get().extra_data == {"sub": "zoe-1"}


def test_names_that_are_no_text_are_none(client, provider):
    invitation("zoe@ecole.example", lycee())
    provider.person |= {"given_name": 7, "usual_name": ["Petit"]}
    assert come_in(client, provider).status_code == 302
    assert User.objects.get().get_full_name() == ""


def test_a_provider_that_does_not_sign_is_understood_too(client, provider):
    invitation("zoe@ecole.example", lycee())
    provider.plain = True
    assert come_in(client, provider).status_code == 302
    assert User.objects.get().last_name == "Petit"


def test_a_state_that_is_not_ours_is_refused(client, provider):
    invitation("zoe@ecole.example", lycee())
    back = provider.sign_in(StrictClient().get(START)["Location"])
    refused(client.get(back))


def test_who_gives_up_and_a_provider_that_is_down_are_told(client, provider):
    provider.refuses = True
    assert come_in(client, provider)["Location"] == "/compte/oidc/annule/"
    assert "annulée" in client.get("/compte/oidc/annule/").content.decode()
    provider.close()
    response = client.get(START)
    assert response.status_code == 502
    assert "n’a pas abouti" in response.content.decode()


def test_coming_in_answers_no_invitation(client, provider):
    account("zoe")
    invitation("zoe@ecole.example", lycee(), Role.RESPONSABLE)
    invitation("zoe@ecole.example", role="administration")
    come_in(client, provider)
    assert Invitation.objects.count() == 2 and not Membre.objects.exists()
    assert not User.objects.get().is_staff


def test_an_invitation_that_goes_meanwhile_makes_no_account(client, provider, monkeypatch):
    invitation("zoe@ecole.example", lycee())
    at_once = services.create_account

    def later(**given):
        Invitation.objects.all().delete()
        return at_once(**given)

    monkeypatch.setattr(services, "create_account", later)
    assert come_in(client, provider).status_code == 403
    assert not User.objects.exists()


def test_the_mail_that_an_account_was_tied_leaves_outside_any_transaction(client, provider, monkeypatch):
    account("zoe")
    sent, outside = [], len(connection.savepoint_ids)
    monkeypatch.setattr(
        EmailBackend, "send_messages", lambda self, mails: sent.append((len(connection.savepoint_ids), len(mails)))
    )
    come_in(client, provider)
    assert sent == [(outside, 1)]


def test_an_account_is_tied_to_nobody_who_is_already_in(client, provider):
    """By an address or by a form, which allauth reads too."""
    member("anne", lycee())
    sign_in(client, User.objects.get())
    assert client.get(f"{START}?process=connect").status_code == 404
    for path in (START, f"{START}?process=connect", f"{START}retour/"):
        assert client.post(path, {"process": "connect"}).status_code == 405
    assert not SocialAccount.objects.exists()
