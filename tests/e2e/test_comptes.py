"""Staff in a real browser: from an invitation to a second factor, by telephone and by passkey."""

import re

import pytest
from django.core import mail
from django.core.cache import caches

from suivi.models import Membre, Role
from tests.suivi.factors import add_totp, code_now, secret_of
from tests.suivi.world import PASSWORD, account, campaign, invitation, lycee, member

pytestmark = pytest.mark.e2e
SUBMIT = "form.pro-form button[type=submit]"


@pytest.fixture
def house(live_server, transactional_db):
    caches["default"].clear()
    return lycee()


@pytest.fixture
def at(live_server):
    return lambda path: f"{live_server.url}{path}"


@pytest.fixture
def passkeys(page):
    """An authenticator of the browser's own, which recognises whoever asks."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_in(page, at, email, password=PASSWORD):
    page.goto(at("/compte/connexion/"))
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click(SUBMIT)


def accept(page, at, token):
    page.goto(at(f"/suivi/invitation/{token}/"))
    assert token not in page.url
    page.fill("[name=prenom]", "Zoé")
    page.fill("[name=nom]", "Petit")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)


def test_from_an_invitation_to_a_structure_with_a_telephone(page, at, house, check_page):
    anne = member("anne", house, Role.RESPONSABLE)
    _, token = invitation("zoe@ecole.example", house, par=anne)
    accept(page, at, token)
    page.fill("[name=password2]", "autre")
    page.click(SUBMIT)
    assert page.evaluate("document.activeElement.id") == "errors"
    check_page(page)
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.click(SUBMIT)
    page.wait_for_url("**/compte/second-facteur/")
    check_page(page)
    page.click("text=Utiliser une application")
    assert page.locator(".qr svg").bounding_box()["width"] > 150
    check_page(page)
    secret = page.inner_text(".secret")
    page.fill("[name=code]", "123456")
    page.click(SUBMIT)
    assert "Ce code n’est pas le bon" in page.inner_text("main")
    page.fill("[name=code]", code_now(secret))
    page.click(SUBMIT)
    page.wait_for_url("**/secours/")
    assert page.locator(".codes li").count() == 10
    check_page(page)
    page.click("text=C’est noté, continuer")
    check_page(page)
    page.click("text=Mes structures")
    page.click("text=Lycée Jean-Moulin")
    assert "où vous êtes conseiller·ère" in page.inner_text("main")
    check_page(page)
    page.click("text=Se déconnecter")
    page.goto(at(house.get_absolute_url()))
    assert "/compte/connexion/" in page.url
    check_page(page)
    assert secret == secret_of(Membre.objects.get(user__email="zoe@ecole.example").user)


def test_with_a_passkey_alone(page, at, house, passkeys, check_page):
    _, token = invitation("zoe@ecole.example", house)
    accept(page, at, token)
    page.click(SUBMIT)
    page.click("text=Ajouter une clé d’accès")
    check_page(page)
    page.fill("[name=name]", "Mon ordinateur")
    page.click("text=Ajouter cette clé")
    page.wait_for_url("**/secours/")
    page.goto(at("/compte/second-facteur/"))
    assert "Mon ordinateur" in page.inner_text("main")
    check_page(page)
    page.context.clear_cookies()
    sign_in(page, at, "zoe@ecole.example")
    page.wait_for_url("**/second-facteur/")
    check_page(page)
    page.click("text=Utiliser ma clé d’accès")
    page.wait_for_url("**/suivi/")
    assert "À faire aujourd’hui" in page.inner_text("main")
    page.goto(at("/suivi/compte/supprimer/"))
    page.click("text=Ma clé d’accès")
    check_page(page)
    page.click("text=Utiliser ma clé d’accès")
    page.wait_for_url("**/supprimer/")
    assert "Quittez d’abord" in page.inner_text("main")


def test_a_passkey_that_does_not_answer_is_told(page, at, house, passkeys):
    _, token = invitation("zoe@ecole.example", house)
    accept(page, at, token)
    page.click(SUBMIT)
    page.click("text=Ajouter une clé d’accès")
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no')); }")
    page.click("text=Ajouter cette clé")
    assert "n’a pas répondu" in page.inner_text("[data-passkey-said]")


def test_a_responsable_invites_and_removes(page, at, house, check_page):
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house)
    campaign(bob)
    add_totp(anne.user)
    sign_in(page, at, anne.user.email)
    check_page(page)
    page.fill("[name=code]", code_now())
    page.click(SUBMIT)
    page.click("text=Mes structures")
    page.click("text=Lycée Jean-Moulin")
    page.click("text=Inviter quelqu’un")
    check_page(page)
    page.fill("[name=email]", "zoe@ecole.example")
    page.check("text=Invité·e")
    page.click(SUBMIT)
    assert "L’invitation est partie" in page.inner_text("main")
    check_page(page)
    assert re.search(r"http://localhost:\d+/suivi/invitation/\S+", mail.outbox[0].body)
    for path in ("reglages/", f"membres/{bob.pk}/role/"):
        page.goto(at(f"{house.get_absolute_url()}{path}"))
        check_page(page)
    page.goto(at("/suivi/regles/"))
    assert "Ce qui est signalé" in page.inner_text("main")
    check_page(page)
    page.goto(at(f"{house.get_absolute_url()}membres/{bob.pk}/retirer/"))
    check_page(page)
    page.fill("[name=password]", PASSWORD)
    page.click(SUBMIT)
    check_page(page)
    page.check("text=Anne Martin")
    page.click(SUBMIT)
    assert "n’est plus membre" in page.inner_text("main")


def test_the_other_pages_of_accounts(page, at, house, check_page):
    anne = account("anne")
    add_totp(anne)
    _, token = invitation("anne@ecole.example", house)
    page.goto(at(f"/suivi/invitation/{token}/"))
    check_page(page)
    for path in ("connexion/code/", "mot-de-passe/perdu/", "mot-de-passe/perdu/envoye/", "sur-invitation/"):
        page.goto(at(f"/compte/{path}"))
        check_page(page)
    for path in ("/familles/", f"/familles/{house.slug}/"):
        page.goto(at(path))
        check_page(page)
    page.goto(at("/suivi/invitation/faux/"))
    check_page(page)
    sign_in(page, at, anne.email)
    page.fill("[name=code]", code_now())
    page.click(SUBMIT)
    check_page(page)
    for path in (
        "/suivi/compte/",
        "/suivi/donnees/",
        "/compte/sessions/",
        "/compte/mot-de-passe/",
        "/compte/second-facteur/",
        "/compte/deconnexion/",
    ):
        page.goto(at(path))
        check_page(page)
    page.goto(at("/suivi/invitation/"))
    check_page(page)
    for number in range(10):
        page.context.clear_cookies()
        sign_in(page, at, anne.email, f"faux-{number}")
    assert "Trop d’essais" in page.inner_text("main")
    check_page(page)


def test_without_javascript_a_telephone_is_enough(browser, at, house, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _, token = invitation("zoe@ecole.example", house)
    accept(page, at, token)
    page.click(SUBMIT)
    page.click("text=Utiliser une application")
    page.fill("[name=code]", code_now(page.inner_text(".secret")))
    page.click(SUBMIT)
    page.click("text=C’est noté, continuer")
    assert "À faire aujourd’hui" in page.inner_text("main")
    context.close()
