"""What staff read about what is kept of them; and a public site that has no mail server."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import caches

from suivi import services
from suivi.models import Invitation, Role
from suivi.models.travaux import KEPT
from tests.conftest import sign_in
from tests.suivi.world import account, invitation, lycee, member

pytestmark = pytest.mark.django_db
PAGE = "/suivi/donnees/"


def read(client):
    return re.sub(r"\s+", " ", client.get(PAGE).content.decode().replace("&nbsp;", "\u00a0"))


def test_periods_are_those_of_the_code(client, settings):
    said = read(client)
    documents = f"{KEPT // timedelta(hours=1)} heures au plus, ou moins"
    for words in (f"{services.INVITATION_DAYS} jours", f"{services.KEEP_ACTES.days} jours", "8 heures", documents):
        assert words in said


def test_who_answers_for_it_and_on_what_ground_is_what_the_operator_says(client, settings):
    settings.OPERATOR_NAME = settings.LEGAL_BASIS = ""
    said = read(client)
    assert "n’a pas encore dit qui la tient" in said and "pas encore dit sur quelle base" in said and "RGPD" not in said
    settings.OPERATOR_NAME, settings.OPERATOR_DPO = "Rectorat d’essai", "dpo@rectorat.example"
    for basis, words in (("mission-publique", "6.1.e"), ("interet-legitime", "6.1.f")):
        settings.LEGAL_BASIS = basis
        said = read(client)
        assert words in said and "Rectorat d’essai" in said and "dpo@rectorat.example" in said


def test_an_identity_is_spoken_of_where_there_is_a_provider(client, settings):
    assert "l’identifiant que donne" not in read(client)
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = "https://id.example", "ProConnect"
    assert "l’identifiant que donne ProConnect" in read(client)


def test_every_page_of_staff_leads_there_and_none_to_what_is_said_to_students(client):
    house = lycee()
    _, token = invitation("zoe@ecole.example", house)
    client.get(f"/suivi/invitation/{token}/")
    paths = ["/compte/connexion/", "/suivi/invitation/"]
    pages = [client.get(path).content.decode() for path in paths]
    sign_in(client, account("anne"))
    pages += [client.get(path).content.decode() for path in ("/suivi/", "/suivi/compte/")]
    for page in pages:
        footer = page[page.index("<footer") :]
        assert f'href="{PAGE}"' in footer and "/confidentialite/" not in footer
    accept = pages[1]
    assert f'href="{PAGE}"' in accept[: accept.index("<footer")]


def test_the_message_of_an_invitation_leads_there(client):
    """The address was given by somebody else: whoever has it hears of it at once."""
    house = lycee()
    sign_in(client, member("anne", house, Role.RESPONSABLE).user)
    client.post(f"{house.get_absolute_url()}inviter/", {"email": "zoe@ecole.example", "role": "invite"})
    assert f"http://testserver{PAGE}" in mail.outbox[0].body


def test_without_a_mail_server_a_public_site_prints_nothing_and_says_so(client, settings, capfd):
    caches["default"].clear()
    settings.EMAIL_BACKEND = "orientation.courriel.NoServer"
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    for path in ("connexion/code/", "mot-de-passe/perdu/"):
        response = client.post(f"/compte/{path}", {"email": "anne@ecole.example"})
        assert response.status_code == 503, path
    sign_in(client, anne.user)
    sent = {"email": "zoe@ecole.example", "role": "invite"}
    response = client.post(f"{house.get_absolute_url()}inviter/", sent)
    assert response.status_code == 422 and "le serveur de messagerie ne répond pas" in response.content.decode()
    assert not Invitation.objects.exists()
    assert "@ecole.example" not in "".join(capfd.readouterr())
