"""A passkey is of this site and of this account: an authenticator made by hand, which says what it likes."""

import hashlib
import json
import os

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import caches
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from tests.conftest import StrictClient
from tests.suivi.factors import add_totp
from tests.suivi.world import PASSWORD, account

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "https://testserver", "https://evil.example"
ADD, FACTOR, LOGIN = "/compte/second-facteur/cle/", "/compte/connexion/second-facteur/", "/compte/connexion/"


class Key:
    """`origin`: the site that its browser says it is on; `site`: the one that it was made for."""

    def __init__(self):
        self.private, self.id, self.count = ec.generate_private_key(ec.SECP256R1()), os.urandom(32), 0

    def register(self, challenge, origin=HERE, site="testserver"):
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        told = CollectedClientData.create("webauthn.create", challenge, origin)
        made = AttestationObject.create("none", self._data(site, credential), {})
        return self._json(told, attestationObject=websafe_encode(made))

    def sign(self, challenge, origin=HERE, site="testserver"):
        told, data = CollectedClientData.create("webauthn.get", challenge, origin), self._data(site)
        signature = self.private.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._json(told, authenticatorData=websafe_encode(data), signature=websafe_encode(signature))

    def _data(self, site, credential=None):
        self.count += 1
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
        if credential:
            flags |= AuthenticatorData.FLAG.AT
        return AuthenticatorData.create(hashlib.sha256(site.encode()).digest(), flags, self.count, credential or b"")

    def _json(self, told, **response):
        name = websafe_encode(self.id)
        said = {"clientDataJSON": websafe_encode(told)} | response
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


WRONG = [{"origin": ELSEWHERE}, {"site": "evil.example"}, {"origin": ELSEWHERE, "site": "evil.example"}]


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


def challenge_of(client):
    return client.session["mfa.webauthn.state"]["challenge"]


def come_in(client, name="anne"):
    client.post(LOGIN, {"login": f"{name}@ecole.example", "password": PASSWORD})
    return client


@pytest.fixture
def key(client):
    """Anne's, added in her first browser."""
    account("anne")
    come_in(client).get(ADD)
    one = Key()
    assert client.post(ADD, {"name": "Clé", "credential": one.register(challenge_of(client))}).status_code == 302
    return one


def ask(browser):
    browser.get(FACTOR)
    return challenge_of(browser)


def test_a_passkey_opens_and_its_answer_serves_once(key):
    browser = come_in(StrictClient())
    answer = key.sign(ask(browser))
    assert browser.post(FACTOR, {"credential": answer}).status_code == 302
    assert browser.get("/suivi/").status_code == 200
    other = come_in(StrictClient())
    ask(other)
    assert other.post(FACTOR, {"credential": answer}).status_code == 422, "another challenge"


@pytest.mark.parametrize("wrong", WRONG)
def test_a_passkey_of_another_site_opens_nothing_and_is_not_added(client, key, wrong):
    browser = come_in(StrictClient())
    assert browser.post(FACTOR, {"credential": key.sign(ask(browser), **wrong)}).status_code == 422
    assert browser.get("/suivi/").status_code == 302
    client.get(ADD)
    sent = {"name": "Autre", "credential": Key().register(challenge_of(client), **wrong)}
    assert client.post(ADD, sent).status_code == 422
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_passkey_of_somebody_else_opens_nothing(key):
    add_totp(account("bob"))
    browser = come_in(StrictClient(), "bob")
    assert browser.post(FACTOR, {"credential": key.sign(ask(browser))}).status_code == 422


def test_a_key_with_another_private_half_opens_nothing(key):
    browser = come_in(StrictClient())
    key.private = ec.generate_private_key(ec.SECP256R1())
    assert browser.post(FACTOR, {"credential": key.sign(ask(browser))}).status_code == 422


def test_a_name_of_ten_thousand_signs_or_none_leaves_the_key(client):
    account("anne")
    come_in(client).get(ADD)
    for name in ("é" * 10_000, "a\0b"):
        response = client.post(ADD, {"name": name, "credential": Key().register(challenge_of(client))})
        assert response.status_code in (302, 422)
        client.get("/compte/second-facteur/")
        client.get(ADD)
