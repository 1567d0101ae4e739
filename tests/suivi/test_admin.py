"""What becomes of an account or a structure in the admin: by the same rules as elsewhere, told, and noted."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import caches

from suivi.models import Acte, Invitation, Membre, Role, Structure
from tests.conftest import StrictClient, sign_in
from tests.suivi.factors import add_totp, code_now
from tests.suivi.test_comptes import age, is_in, send_login
from tests.suivi.world import PASSWORD, account, invitation, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


@pytest.fixture
def root(client):
    user = account("root", is_staff=True, is_superuser=True)
    sign_in(client, user)
    return user


def at(user, act):
    return f"/admin/auth/user/{user.pk}/{act}/"


def said(client):
    return client.get("/admin/").content.decode()


ACTS = ("second-facteur", "adresse", "droits", "fermer", "supprimer")


def test_each_act_stands_on_the_page_of_the_account_and_reading_does_nothing(client, root):
    anne = account("anne")
    page = client.get(at(anne, "change")).content.decode()
    for act in ACTS:
        assert f'href="{at(anne, act)}"' in page
        assert client.get(at(anne, act)).status_code == 200
    anne.refresh_from_db()
    assert anne.is_active and anne.email == "anne@ecole.example"


@pytest.mark.parametrize("act", [*ACTS, "rouvrir"])
def test_each_act_asks_again_who_it_is(client, root, act):
    anne = account("anne")
    age(client)
    for method in ("get", "post"):
        assert getattr(client, method)(at(anne, act), {"email": "x@y.example"})["Location"].startswith(
            "/compte/confirmer/"
        )
    anne.refresh_from_db()
    assert anne.is_active and anne.has_usable_password() and anne.email == "anne@ecole.example"


@pytest.mark.parametrize("act", [*ACTS, "rouvrir"])
def test_each_act_is_an_administrator_s(act):
    editor, anne = account("rita", is_staff=True), account("anne")
    client = sign_in(StrictClient(), editor)
    sent = {"email": "x@y.example", "roles": ["administration"]}
    assert client.post(at(anne, act), sent).status_code == 403
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.filter(pk=anne.pk, is_active=True, email="anne@ecole.example").exists()


def test_structures_and_invitations_are_taken_away_after_showing_who_one_is(client, root):
    house = lycee()
    one, _ = invitation("zoe@ecole.example", house)
    for path in (f"/admin/suivi/structure/{house.pk}/delete/", f"/admin/suivi/invitation/{one.pk}/delete/"):
        age(client)
        assert client.post(path, {"post": "yes"})["Location"].startswith("/compte/confirmer/")
        sign_in(client, root)
    assert Structure.objects.exists() and Invitation.objects.exists()
    client.post(f"/admin/suivi/invitation/{one.pk}/delete/", {"post": "yes"})
    client.post(f"/admin/suivi/structure/{house.pk}/delete/", {"post": "yes"})
    assert not Structure.objects.exists() and not Invitation.objects.exists()
    assert Acte.objects.get().precision == "Lycée Jean-Moulin, Lyon", "the others went with the structure"
    assert "delete_selected" not in client.get("/admin/suivi/structure/").content.decode()


def test_the_last_responsable_is_neither_closed_nor_deleted(client, root):
    anne = member("anne", lycee(), Role.RESPONSABLE)
    assert client.get(f"/admin/auth/user/{anne.user.pk}/delete/").status_code == 403
    client.post(at(anne.user, "change"), {"username": "x", "is_active": ""})
    client.post(at(anne.user, "fermer"))
    assert "la seule personne responsable" in said(client)
    client.post(at(anne.user, "supprimer"))
    assert "membre de structures" in said(client)
    assert Membre.objects.responsables().get() == anne
    anne.user.refresh_from_db()
    assert anne.user.is_active


def test_whoever_is_closed_is_responsable_no_more_until_opened_again(client, root):
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house, Role.RESPONSABLE)
    other = sign_in(StrictClient(), bob.user)
    client.post(at(bob.user, "fermer"))
    assert not is_in(other) and list(Membre.objects.responsables()) == [anne]
    client.post(at(anne.user, "fermer"))
    assert "la seule personne responsable" in said(client), "one that is closed does not count"
    client.post(at(bob.user, "rouvrir"))
    assert Membre.objects.responsables().count() == 2


def test_an_account_without_structure_is_deleted_and_one_s_own_is_not(client, root):
    anne = account("anne")
    client.post(at(anne, "supprimer"))
    for act in ("fermer", "supprimer"):
        assert "votre propre compte" in client.post(at(root, act)).content.decode()
    assert list(User.objects.values_list("username", "is_active")) == [("root@ecole.example", True)]


# --- rights ---------------------------------------------------------------------------


def test_rights_are_an_act_that_is_told_and_noted(client, root):
    anne = account("anne")
    assert client.post(at(anne, "droits"), {"roles": ["redaction", "administration"]}).status_code == 302
    anne.refresh_from_db()
    assert (anne.is_staff, anne.is_superuser) == (True, True) and anne.has_perm("metiers.change_metier")
    client.post(at(anne, "droits"), {"roles": ["redaction"]})
    assert 'value="redaction" id="id_roles_0" checked' in client.get(at(anne, "droits")).content.decode()
    client.post(at(anne, "droits"), {})
    anne.refresh_from_db()
    assert not (anne.is_staff or anne.is_superuser or anne.groups.exists())
    kept = Acte.objects.order_by("pk").values_list("genre", "par", "sur", "precision")
    both = "Rédaction des fiches, Administration du site"
    assert [*kept] == [("droits", root.pk, anne.pk, said) for said in (both, "Rédaction des fiches", "aucun")]
    assert [one.to for one in mail.outbox] == [["anne@ecole.example"]] * 3
    assert "rédaction des fiches, administration du site." in mail.outbox[0].body
    assert "aucun." in mail.outbox[2].body


def test_a_right_that_is_none_is_refused(client, root):
    anne = account("anne")
    client.post(at(anne, "droits"), {"roles": ["dieu"]})
    assert not Acte.objects.exists() and not mail.outbox


def test_nobody_changes_their_own_rights(client, root):
    account("deux", is_superuser=True)
    assert "votre propre compte" in client.post(at(root, "droits"), {}).content.decode()
    root.refresh_from_db()
    assert root.is_superuser and not Acte.objects.exists()


def test_the_form_of_an_account_changes_no_right(client, root):
    """It asks nobody again who they are."""
    anne = account("anne")
    age(client)
    for one in (anne, root):
        wanted = {"first_name": "A", "last_name": "B", "is_staff": "on", "is_superuser": "on"}
        client.post(at(one, "change"), wanted if one == anne else {"first_name": "A"})
        one.refresh_from_db()
    assert (anne.first_name, anne.is_staff, anne.is_superuser) == ("A", False, False)
    assert root.is_staff and root.is_superuser
    assert client.get("/admin/auth/group/").status_code == 404, "nor what a group may do"


# --- told -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "words"),
    [("fermer", "fermer votre compte"), ("rouvrir", "rouvrir"), ("supprimer", "supprimer votre compte")],
)
def test_what_becomes_of_an_account_is_told_to_the_person(client, root, act, words):
    anne = account("anne")
    client.post(at(anne, act))
    (message,) = mail.outbox
    assert message.to == ["anne@ecole.example"] and words in message.body


def test_what_is_refused_is_told_to_nobody(client, root):
    anne = member("anne", lycee(), Role.RESPONSABLE)
    for act in ("fermer", "supprimer"):
        client.post(at(anne.user, act))
    assert not mail.outbox


# --- another address ---------------------------------------------------------------


def test_an_address_is_changed_wherever_it_is_written_and_both_are_told(client, root):
    anne = account("anne")
    other = sign_in(StrictClient(), anne)
    assert client.post(at(anne, "adresse"), {"email": "Anne.Martin@Ecole.example"}).status_code == 302
    assert [one.to for one in mail.outbox] == [["anne@ecole.example"], ["anne.martin@ecole.example"]]
    assert not is_in(other)
    assert send_login(StrictClient()).status_code == 422, "the old one opens nothing"
    assert send_login(StrictClient(), login="anne.martin@ecole.example").status_code == 302
    mail.outbox.clear()
    StrictClient().post("/compte/mot-de-passe/perdu/", {"email": "anne@ecole.example"})
    assert "pas de compte ici" in mail.outbox[0].body
    assert EmailAddress.objects.get(user=anne).email == "anne.martin@ecole.example"


@pytest.mark.parametrize("wrong", ["", "anne", "bob@ecole.example", "BOB@ecole.example", "zo\u00e9@ecole.example"])
def test_an_address_that_is_taken_or_none_is_refused(client, root, wrong):
    anne, _ = account("anne"), account("bob")
    User.objects.filter(email="bob@ecole.example").update(username="bob")
    assert "errorlist" in client.post(at(anne, "adresse"), {"email": wrong}).content.decode()
    anne.refresh_from_db()
    assert anne.email == "anne@ecole.example" and not mail.outbox


def test_the_form_of_an_account_changes_no_address(client, root):
    anne = account("anne")
    client.post(at(anne, "change"), {"first_name": "Anna", "last_name": "M", "email": "x@y.example"})
    anne.refresh_from_db()
    assert (anne.first_name, anne.email) == ("Anna", "anne@ecole.example")


def test_nobody_chooses_the_password_of_another(client, root):
    anne = account("anne")
    assert client.get(at(anne, "password")).status_code == 404
    assert "algorithme" not in client.get(at(anne, "change")).content.decode()


# --- a lost telephone ----------------------------------------------------------------


def test_after_a_reset_the_password_alone_chooses_no_factor(client, root):
    """It is asked for when a telephone is lost, or by somebody who has the password and says so."""
    anne = account("anne")
    add_totp(anne)
    client.post(at(anne, "second-facteur"))
    thief, owner = StrictClient(), StrictClient()
    assert send_login(thief).status_code == 422
    mail.outbox.clear()
    owner.post("/compte/connexion/code/", {"email": "anne@ecole.example"})
    code = re.search(r": (\S+)\n", mail.outbox[0].body)[1]
    owner.post("/compte/connexion/code/recu/", {"code": code})
    owner.get("/compte/second-facteur/application/")
    secret = owner.session["mfa.totp.secret"]
    assert owner.post("/compte/second-facteur/application/", {"code": code_now(secret)}).status_code == 302
    assert owner.get("/compte/mot-de-passe/")["Location"] == "/compte/mot-de-passe/choisir/"
    assert (
        owner.post("/compte/mot-de-passe/choisir/", {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    )


def test_an_account_without_address_keeps_its_password_and_it_is_said(client, root):
    chief = User.objects.create_superuser("chef", "", PASSWORD)
    client.post(at(chief, "second-facteur"))
    assert "prévenez la personne" in said(client)
    assert send_login(StrictClient(), login="chef").status_code == 302
