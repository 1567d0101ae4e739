"""Who did what to members, roles, settings and accounts: kept a year, shown to whoever leads, told in the export."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from suivi import services
from suivi.models import Acte, Membre, Role
from tests.conftest import StrictClient, sign_in
from tests.suivi.world import account, campaign, cio, invitation, lycee, member

pytestmark = pytest.mark.django_db


def test_each_act_on_members_and_settings_says_who_and_what(client):
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house)
    sign_in(client, anne.user)
    base = house.get_absolute_url()
    client.post(f"{base}inviter/", {"email": "zoe@ecole.example", "role": "invite"})
    client.post(f"{base}invitations/{house.invitations.get().pk}/retirer/")
    client.post(f"{base}membres/{bob.pk}/role/", {"role": "invite"})
    client.post(f"{base}membres/{bob.pk}/retirer/")
    settings = {"nom": house.nom, "ville": house.ville, "traitement": "exploitant", "contact": ""}
    client.post(f"{base}reglages/", settings)
    client.post(f"{base}reglages/", settings)
    kept = list(Acte.objects.order_by("pk").values_list("genre", "par", "sur", "structure", "precision"))
    by, of = anne.user.pk, bob.user.pk
    assert kept == [
        ("invitation", by, None, house.pk, "Invité·e"),
        ("invitation_retiree", by, None, house.pk, "Invité·e"),
        ("role", by, of, house.pk, "Invité·e"),
        ("depart", by, of, house.pk, ""),
        ("reglages", by, None, house.pk, "responsable du traitement"),
    ]
    page = client.get(base).content.decode()
    assert "Ce qui a changé" in page and "Réglages changés&nbsp;: responsable du traitement" in page


def test_an_act_outlives_whoever_did_it_and_is_deleted_after_a_year():
    house, anne, boss = lycee(), account("anne"), account("chef", is_superuser=True)
    account("deux", is_superuser=True)
    services.close_account(user=anne, par=boss)
    services.accept(invitation=invitation("anne@ecole.example", house)[0], user=anne)
    services.delete_account(user=boss, par=boss)
    closed = Acte.objects.get(genre="fermeture")
    assert (closed.par, closed.sur) == (None, anne)
    later = timezone.now() + services.KEEP_ACTES
    count = Acte.objects.count()
    assert services.purge_actes(now=later - timedelta(days=1), dry_run=False) == 0
    assert services.purge_actes(now=later + timedelta(days=1), dry_run=True) == count
    assert services.purge_actes(now=later + timedelta(days=1), dry_run=False) == count
    assert not Acte.objects.exists()


# --- an address stays no longer than what it is for -----------------------------------------


def holds(address):
    """The tables in which it can still be read."""
    found = set()
    for model in apps.get_models():
        for row in model.objects.values_list():
            if address in str(row):
                found.add(model._meta.label)
    return found


ENDS = {
    "withdrawn": lambda one, anne: services.withdraw(invitation=one, par=anne.user),
    "by the admin": lambda one, anne: admin_deletes(one),
    "past": lambda one, anne: services.purge_invitations(now=one.expire_le, dry_run=False),
    "whoever invited left": lambda one, anne: services.remove(membre=anne, repreneur=None, par=None),
    "whoever invited was closed": lambda one, anne: services.close_account(user=anne.user, par=None),
}


def admin_deletes(one):
    root = sign_in(StrictClient(), account("root", is_staff=True, is_superuser=True))
    assert root.post(f"/admin/suivi/invitation/{one.pk}/delete/", {"post": "yes"}).status_code == 302


@pytest.mark.parametrize("end", ENDS)
def test_whoever_was_invited_is_forgotten_with_the_invitation(client, end):
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    boss = member("eva", house, Role.RESPONSABLE)
    one, _ = invitation("zoe@ailleurs.example", house, par=anne)
    other, _ = invitation("zoe@ailleurs.example", cio())
    sign_in(client, boss.user)
    assert "Invitation envoyée, zoe@ailleurs.example" in client.get(house.get_absolute_url()).content.decode()
    ENDS[end](one, anne)
    assert "zoe@" not in client.get(house.get_absolute_url()).content.decode()
    assert Acte.objects.get(adresse="zoe@ailleurs.example").structure == other.structure, "one that is open"
    services.withdraw(invitation=other, par=None)
    assert holds("zoe@ailleurs.example") == set()


def test_whoever_accepted_is_named_by_their_account():
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    one, _ = invitation("zoe@ecole.example", house, par=anne)
    zoe = services.create_account(invitation=one, prenom="Zoé", nom="Petit", password=None)
    sent = Acte.objects.get(genre="invitation")
    assert (sent.par, sent.sur, sent.adresse) == (anne.user, zoe, "")


def test_whoever_deletes_their_account_leaves_no_address(client):
    """After all that may be done to an account, in every table."""
    house, root = lycee(), account("root", is_staff=True, is_superuser=True)
    one, _ = invitation("zoe@ailleurs.example", house)
    zoe = services.create_account(invitation=one, prenom="Zoé", nom="Petit", password=None)
    browser = sign_in(StrictClient(), root)
    browser.post(f"/admin/auth/user/{zoe.pk}/change/", {"first_name": "Zoe", "last_name": "Petit"})
    services.close_account(user=zoe, par=root)
    services.reopen_account(user=zoe, par=root)
    services.reset_second_factor(user=zoe, par=root)
    zoe.membres.all().delete()
    invitation("zoe@ailleurs.example", cio())
    number = zoe.pk
    assert {"admin.LogEntry", "auth.User", "suivi.Invitation"} <= holds("zoe@ailleurs.example")
    services.delete_account(user=User.objects.get(pk=number), par=root)
    assert holds("zoe@ailleurs.example") == set()
    assert Acte.objects.get(genre="compte_supprime").precision == f"compte n° {number}"
    assert {entry.object_repr for entry in LogEntry.objects.all()} == {f"compte n° {number}"}


def test_a_former_address_is_not_kept_in_the_log():
    anne, root = account("anne"), account("root", is_staff=True, is_superuser=True)
    services.close_account(user=anne, par=root)
    services.change_address(user=anne, email="anne@autre.example", par=root)
    assert holds("anne@ecole.example") == set()


def test_the_log_of_the_admin_ends_with_the_acts_and_that_of_fiches_stays():
    anne, root = account("anne"), account("root", is_staff=True, is_superuser=True)
    services.close_account(user=anne, par=root)
    fiche = ContentType.objects.get_by_natural_key("metiers", "metier")
    LogEntry.objects.create(user=root, content_type=fiche, object_id="1", object_repr="Infirmier", action_flag=2)
    later = timezone.now() + services.KEEP_ACTES
    services.purge_actes(now=later - timedelta(days=1), dry_run=False)
    services.purge_actes(now=later + timedelta(days=1), dry_run=True)
    assert LogEntry.objects.count() == 2
    services.purge_actes(now=later + timedelta(days=1), dry_run=False)
    assert LogEntry.objects.get().object_repr == "Infirmier"


def test_whoever_does_not_lead_reads_no_act(client):
    house = lycee()
    bob = member("bob", house)
    invitation("zoe@ecole.example", house)
    sign_in(client, bob.user)
    page = client.get(house.get_absolute_url()).content.decode()
    assert "Ce qui a changé" not in page and "zoe@" not in page


def test_the_export_says_all_that_is_kept_of_an_account():
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    invitation("zoe@ecole.example", house, par=anne)
    SocialAccount.objects.create(user=anne.user, provider="oidc", uid="sub-1")
    services.close_account(user=account("bob"), par=anne.user)
    User.objects.filter(pk=anne.user.pk).update(is_staff=True)
    said = services.export_account(User.objects.get(pk=anne.user.pk))
    assert said["structures"][0]["invitations_en_attente"] == ["zoe@ecole.example"]
    assert said["services_d_identite"][0]["identifiant"] == "sub-1"
    assert [one["acte"] for one in said["actes"]] == ["Compte fermé", "Invitation envoyée"]
    assert said["administration"][0]["objet"] == "bob@ecole.example"
    assert LogEntry.objects.exists()
    assert said["roles_du_site"] == [], "not every account of the admin writes fiches"
    editor = account("rita")
    services.accept(invitation=invitation(editor.email, role="redaction")[0], user=editor)
    assert services.export_account(editor)["roles_du_site"] == ["Rédaction des fiches"]


# --- what members may not do --------------------------------------------------------------


def test_whoever_becomes_a_guest_hands_over_their_campaigns(client):
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house)
    one = campaign(bob)
    sign_in(client, anne.user)
    path = f"{house.get_absolute_url()}membres/{bob.pk}/role/"
    for wrong in ({}, {"repreneur": bob.pk}, {"repreneur": "x"}):
        assert client.post(path, {"role": "invite"} | wrong).status_code == 422
    assert client.post(path, {"role": "responsable"}).status_code == 302, "nothing to hand over"
    assert client.post(path, {"role": "invite", "repreneur": anne.pk}).status_code == 302
    one.refresh_from_db()
    assert one.proprietaire == anne


def test_a_member_is_no_responsable_of_another_structure():
    house, elsewhere = lycee(), member("ali", cio(), Role.RESPONSABLE)
    with pytest.raises(services.NotResponsableError):
        invitation("zoe@ecole.example", house, par=elsewhere)


def test_whoever_is_a_member_already_keeps_their_role_and_hears_of_it(client):
    house = lycee()
    zoe = account("zoe")
    one, token = invitation("zoe@ecole.example", house, Role.RESPONSABLE)
    Membre.objects.create(structure=house, user=zoe, role=Role.INVITE)
    with pytest.raises(services.AlreadyMemberError):
        services.accept(invitation=one, user=zoe)
    sign_in(client, zoe)
    client.get(f"/suivi/invitation/{token}/")
    client.post("/suivi/invitation/")
    assert "déjà membre" in client.get("/suivi/").content.decode()
    assert zoe.membres.get().role == "invite"


def test_names_that_differ_by_their_capitals_are_one_on_every_database(client):
    first = services.open_structure(nom="Lycée Élysée", ville="Évry")
    assert services.open_structure(nom="LYCÉE ÉLYSÉE", ville="évry") == first
    anne = member("anne", lycee(), Role.RESPONSABLE)
    sign_in(client, anne.user)
    sent = {"nom": "lycée élysée", "ville": "ÉVRY", "traitement": "structure", "contact": ""}
    response = client.post(f"{anne.structure.get_absolute_url()}reglages/", sent)
    assert response.status_code == 422
    assert "existe déjà dans cette ville" in response.content.decode()


@pytest.mark.parametrize("name", ["Gagnez sur http://pirate.example", "www.pirate.example", "Lisez pirate.example/a"])
def test_a_name_leads_nowhere(client, name):
    """It stands in the messages that leave from here."""
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    sign_in(client, anne.user)
    sent = {"nom": name, "ville": "Lyon", "traitement": "structure", "contact": "https://ecole.example/dpo"}
    assert client.post(f"{house.get_absolute_url()}reglages/", sent).status_code == 422
    assert client.post(f"{house.get_absolute_url()}reglages/", sent | {"nom": "Lycée St. Jean"}).status_code == 302


def test_a_structure_writes_to_so_many_in_a_day(client, monkeypatch):
    monkeypatch.setattr("suivi.services.invitation.INVITATIONS_A_DAY", 2)
    house = lycee()
    anne = member("anne", house, Role.RESPONSABLE)
    sign_in(client, anne.user)
    answers = []
    for number in range(3):
        sent = {"email": f"z{number}@ecole.example", "role": "invite"}
        answers.append(client.post(f"{house.get_absolute_url()}inviter/", sent).status_code)
        house.invitations.all().delete()
    assert answers == [302, 302, 422], "those that were withdrawn count"
