"""Invitations, members and accounts: each act whole, and what it refuses."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suivi import services
from suivi.courriel import MailDownError
from suivi.models import Acte, Campagne, Invitation, Membre, Role
from tests.quiz.test_acts import FaultAt
from tests.suivi.factors import add_totp
from tests.suivi.world import (
    ADMINISTRATOR,
    EDITOR,
    PASSWORD,
    Sent,
    account,
    campaign,
    cio,
    invitation,
    lycee,
    member,
    past,
)

pytestmark = pytest.mark.django_db
NAMES = {"prenom": "Zoé", "nom": "Petit", "password": PASSWORD}


def test_an_invited_address_gets_an_account_and_its_place_once():
    house = lycee()
    one, token = invitation("Zoe@Ecole.example", house, Role.CONSEILLER)
    assert services.find_invitation(token) == one
    assert token not in str(Invitation.objects.values())
    user = services.create_account(invitation=one, **NAMES)
    assert (user.email, user.get_full_name()) == ("zoe@ecole.example", "Zoé Petit")
    assert (user.is_staff, user.membres.get().role) == (False, "conseiller")
    assert services.find_invitation(token) is None
    with pytest.raises(services.GoneInvitationError):
        services.create_account(invitation=one, **NAMES)
    with pytest.raises(services.GoneInvitationError):
        services.accept(invitation=one, user=user)


@pytest.mark.parametrize("token", ["", "x", "\0", "é" * 10_000])
def test_a_wrong_secret_opens_nothing(token):
    invitation("zoe@ecole.example", lycee())
    assert services.find_invitation(token) is None


def test_a_past_invitation_opens_nothing():
    one, token = invitation("zoe@ecole.example", lycee())
    past(one)
    assert services.find_invitation(token) is None
    with pytest.raises(services.GoneInvitationError):
        services.create_account(invitation=one, **NAMES)
    assert not User.objects.exists()
    assert services.purge_invitations(now=timezone.now(), dry_run=True) == 1
    assert services.purge_invitations(now=timezone.now(), dry_run=False) == 1
    assert not Invitation.objects.exists()


def test_an_invitation_is_for_its_address_alone():
    one, _ = invitation("zoe@ecole.example", lycee())
    with pytest.raises(services.NotYoursError):
        services.accept(invitation=one, user=account("anne"))
    assert Invitation.objects.exists() and not Membre.objects.exists()


TWINS = ["\u017fmike@ecole.example", "sm\u0131ke@ecole.example", "smi\u212ae@ecole.example"]


@pytest.mark.parametrize("twin", TWINS)
def test_an_address_that_only_unicode_takes_for_another_is_not_it(twin):
    """U+017F and U+0131 in capitals are S and I, for PostgreSQL as well; U+212A in small letters is k."""
    smike = account("smike")
    one, _ = invitation("zoe@ecole.example", lycee())
    Invitation.objects.filter(pk=one.pk).update(email="smike@ecole.example")
    assert services.account_of(twin) is None and services.account_of("SMIKE@ecole.example") == smike
    assert not services.invited(twin) and services.invited("SMIKE@ecole.example").get() == one
    User.objects.filter(pk=smike.pk).update(email=twin)
    smike.emailaddress_set.update(email=twin)
    assert services.account_of("smike@ecole.example") is None
    with pytest.raises(services.NotYoursError):
        services.accept(invitation=one, user=smike)


def test_nobody_has_the_empty_address():
    User.objects.create_user("root", "", PASSWORD)
    assert services.account_of("") is None


def test_an_account_of_one_structure_joins_another():
    anne = member("anne", lycee()).user
    one, _ = invitation("anne@ecole.example", cio(), Role.RESPONSABLE)
    services.accept(invitation=one, user=anne)
    assert sorted(anne.membres.values_list("role", flat=True)) == ["conseiller", "responsable"]


def test_inviting_again_replaces_and_a_member_is_not_invited():
    house = lycee()
    _, first = invitation("zoe@ecole.example", house)
    _, second = invitation("zoe@ecole.example", house, Role.INVITE)
    assert services.find_invitation(first) is None
    assert services.find_invitation(second).role == "invite"
    member("anne", house)
    with pytest.raises(services.AlreadyMemberError):
        invitation("ANNE@ecole.example", house)


def test_nothing_is_written_when_the_mail_does_not_go():
    def down(invitation, token):
        raise MailDownError

    house = lycee()
    _, token = invitation("zoe@ecole.example", house)
    with pytest.raises(MailDownError):
        services.invite(email="zoe@ecole.example", role=Role.INVITE, structure=house, deliver=down)
    assert services.find_invitation(token).role == "conseiller"


@pytest.mark.parametrize(("role", "superuser"), [(EDITOR, False), (ADMINISTRATOR, True)])
def test_a_role_of_the_site(role, superuser):
    one, _ = invitation("zoe@ecole.example", role=role)
    user = User.objects.get(pk=services.create_account(invitation=one, **NAMES).pk)
    assert (user.is_staff, user.is_superuser) == (True, superuser)
    assert user.has_perm("metiers.change_metier")
    assert user.has_perm("auth.change_user") is superuser
    assert user.has_perm("suivi.view_structure") is superuser


def test_the_last_responsable_stays():
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house)
    with pytest.raises(services.LastResponsableError):
        services.change_role(membre=anne, role=Role.INVITE, par=None)
    with pytest.raises(services.LastResponsableError):
        services.remove(membre=anne, repreneur=bob, par=None)
    services.change_role(membre=bob, role=Role.RESPONSABLE, par=None)
    services.change_role(membre=anne, role=Role.INVITE, par=None)
    assert sorted(house.membres.values_list("role", flat=True)) == ["invite", "responsable"]


def test_what_a_member_leaves_passes_to_a_responsable():
    house = lycee()
    anne, bob, eve = member("anne", house, Role.RESPONSABLE), member("bob", house), member("eve", house)
    campaign(bob)
    elsewhere = member("ali", cio(), Role.RESPONSABLE)
    for wrong in (eve, bob, elsewhere):
        with pytest.raises(services.WrongHeirError):
            services.remove(membre=bob, repreneur=wrong, par=None)
    services.remove(membre=bob, repreneur=anne, par=None)
    assert Campagne.objects.get().proprietaire == anne
    assert not Membre.objects.filter(user__first_name="Bob").exists()


@pytest.mark.parametrize(
    "ends",
    [
        lambda anne, bob: services.remove(membre=bob, repreneur=anne, par=None),
        lambda anne, bob: services.change_role(membre=bob, role=Role.CONSEILLER, par=None),
        lambda anne, bob: services.close_account(user=bob.user, par=None),
    ],
)
def test_whoever_is_responsable_no_more_does_not_come_back_by_an_invitation_of_theirs(ends):
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house, Role.RESPONSABLE)
    _, token = invitation("bob2@ailleurs.example", house, Role.RESPONSABLE, par=bob)
    _, kept = invitation("zoe@ecole.example", house, par=anne)
    ends(anne, bob)
    assert services.find_invitation(token) is None
    assert services.find_invitation(kept)
    with pytest.raises(services.NotResponsableError):
        invitation("bob2@ailleurs.example", house, Role.RESPONSABLE, par=bob)


@pytest.mark.parametrize(
    "act",
    [
        lambda user: services.reset_second_factor(user=user, par=None),
        lambda user: services.change_address(user=user, email="bob@autre.example", par=None),
        lambda user: services.close_account(user=user, par=None),
    ],
    ids=["reset", "address", "closed"],
)
def test_an_account_that_was_in_other_hands_leaves_them_no_way_back(act):
    """Neither who was invited from it, nor the identity it was tied to."""
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house, Role.RESPONSABLE)
    _, token = invitation("bob2@ailleurs.example", house, Role.RESPONSABLE, par=bob)
    _, kept = invitation("zoe@ecole.example", house, par=anne)
    for one in (anne, bob):
        SocialAccount.objects.create(user=one.user, provider="oidc", uid=f"of {one.pk}")
    act(bob.user)
    assert services.find_invitation(token) is None and services.find_invitation(kept)
    assert SocialAccount.objects.get().user == anne.user


def test_a_long_address_makes_no_long_user_name():
    """PostgreSQL takes 150 signs of it."""
    anne = account("anne")
    email = f"{'a' * 60}@{'.'.join(['b' * 50] * 3)}.example"
    services.change_address(user=anne, email=email, par=None)
    anne.refresh_from_db()
    assert anne.email == email and len(anne.username) <= 150
    anne.full_clean()


def test_an_invitation_that_was_answered_is_not_withdrawn():
    house = lycee()
    zoe, (one, _) = account("zoe"), invitation("zoe@ecole.example", house)
    stale = Invitation.objects.get(pk=one.pk)
    services.accept(invitation=one, user=zoe)
    with pytest.raises(services.GoneInvitationError):
        services.withdraw(invitation=stale, par=None)
    assert [acte.genre for acte in Acte.objects.all()] == ["arrivee", "invitation"]
    past_one, _ = invitation("eva@ecole.example", house)
    past(past_one)
    services.withdraw(invitation=past_one, par=None)
    assert not Invitation.objects.exists(), "one that is past still is"


@pytest.mark.parametrize("name", ["accept", "withdraw", "remove"])
def test_acts_take_the_structure_before_its_invitations(name):
    """Two that take them in turns would wait for each other for ever."""
    house = lycee()
    zoe, anne = account("zoe"), member("anne", house, Role.RESPONSABLE)
    member("eva", house, Role.RESPONSABLE)
    one, _ = invitation("zoe@ecole.example", house, par=anne)
    acts = {
        "accept": lambda: services.accept(invitation=one, user=zoe),
        "withdraw": lambda: services.withdraw(invitation=one, par=None),
        "remove": lambda: services.remove(membre=anne, repreneur=None, par=None),
    }
    with CaptureQueriesContext(connection) as captured:
        acts[name]()
    read = [re.search(r'FROM "suivi_(structure|invitation)"', query["sql"]) for query in captured]
    assert [found[1] for found in read if found][:2] == ["structure", "invitation"]


def test_the_site_keeps_an_administrator():
    chief, second = account("chef", is_superuser=True, is_staff=True), account("deux", is_superuser=True)
    services.close_account(user=second, par=chief)
    for act in (
        lambda: services.set_site_roles(user=chief, roles=[EDITOR], par=None),
        lambda: services.close_account(user=chief, par=None),
        lambda: services.delete_account(user=chief, par=chief),
    ):
        with pytest.raises(services.LastAdministratorError):
            act()
    services.reopen_account(user=second, par=chief)
    services.set_site_roles(user=chief, roles=[EDITOR], par=second)
    chief.refresh_from_db()
    assert (chief.is_superuser, chief.is_staff, services.site_roles(chief)) == (False, True, [EDITOR])
    services.set_site_roles(user=chief, roles=[], par=second)
    chief.refresh_from_db()
    assert not chief.is_staff and services.site_roles(chief) == []


def test_a_role_taken_away_while_the_mail_leaves_invites_nobody():
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house, Role.RESPONSABLE)

    def slowly(one, token):
        services.remove(membre=bob, repreneur=anne, par=None)

    with pytest.raises(services.NotResponsableError):
        services.invite(email="zoe@ecole.example", role=Role.RESPONSABLE, structure=house, par=bob, deliver=slowly)
    assert not Invitation.objects.exists()


def test_whoever_joins_while_the_mail_leaves_is_not_invited_again():
    house = lycee()

    def slowly(one, token):
        member("zoe", house)

    with pytest.raises(services.AlreadyMemberError):
        services.invite(email="zoe@ecole.example", role=Role.INVITE, structure=house, deliver=slowly)
    assert not Invitation.objects.exists()


def test_the_second_factor_is_taken_away_with_all_sessions(client):
    anne, boss = account("anne"), account("chef", is_superuser=True)
    add_totp(anne)
    services.reset_second_factor(user=anne, par=boss)
    assert not Authenticator.objects.exists()
    assert boss.logentry_set.get().get_change_message() == "Second facteur retiré"


def test_an_account_leaves_its_structures_before_it_is_deleted():
    anne = member("anne", lycee())
    with pytest.raises(services.CloseFirstError):
        services.delete_account(user=anne.user, par=None)
    anne.delete()
    services.delete_account(user=anne.user, par=None)
    assert not User.objects.exists()


def test_the_export_of_an_account_holds_no_secret():
    anne = member("anne", lycee()).user
    add_totp(anne)
    said = services.export_account(anne)
    assert said["structures"][0]["structure"] == "Lycée Jean-Moulin, Lyon"
    assert [one["genre"] for one in said["seconds_facteurs"]]
    assert anne.password not in str(said) and "secret" not in str(said)


def test_a_structure_is_opened_once():
    first = services.open_structure(nom="Lycée Jean-Moulin", ville="Lyon")
    assert services.open_structure(nom="lycée jean-moulin", ville="LYON") == first
    second = services.open_structure(nom="Lycee Jean Moulin", ville="Lyon")
    assert (first.slug, second.slug) == ("lycee-jean-moulin-lyon", "lycee-jean-moulin-lyon-2")


# --- one act is one transaction ------------------------------------------------------


def _accounts_of(one):
    return services.create_account(invitation=one, **NAMES)


ACTS = {
    "an account": (lambda house, anne, bob: _accounts_of(Invitation.objects.get()), 4),
    "an invitation again": (
        lambda house, anne, bob: services.invite(
            email="zoe@ecole.example", role=Role.INVITE, structure=house, deliver=Sent()
        ),
        2,
    ),
    "a member removed": (lambda house, anne, bob: services.remove(membre=bob, repreneur=anne, par=None), 3),
    "a second factor": (lambda house, anne, bob: services.reset_second_factor(user=bob.user, par=anne.user), 2),
}


def stored():
    models = (User, Membre, Invitation, Campagne, Authenticator)
    return [sorted(map(str, model.objects.values_list())) for model in models]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_fails_whole_at_whichever_of_its_writes_the_database_fails(name):
    act, least = ACTS[name]
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house, Role.RESPONSABLE)
    add_totp(bob.user)
    campaign(bob)
    invitation("zoe@ecole.example", house, par=bob)
    before = stored()
    for number in range(1, 20):
        try:
            with connection.execute_wrapper(FaultAt(number)):
                act(house, anne, bob)
        except OperationalError:
            assert stored() == before, f"write {number} of {name} failed, and something stayed"
        else:
            break
    assert number > least
    assert stored() != before


def test_an_invitation_lasts_as_long_as_it_says():
    one, _ = invitation("zoe@ecole.example", lycee())
    assert one.expire_le - one.envoyee_le == timedelta(days=services.INVITATION_DAYS)


# --- hashing keeps nobody waiting ----------------------------------------------------


class Recorder(MD5PasswordHasher):
    """Says whether a transaction was open each time it hashed."""

    seen = []

    def encode(self, password, salt):
        self.seen.append(connection.in_atomic_block)
        return super().encode(password, salt)


@pytest.mark.django_db(transaction=True)
@override_settings(PASSWORD_HASHERS=["tests.suivi.test_services.Recorder"])
def test_no_password_is_hashed_inside_a_transaction(client, settings):
    """It waits behind other logins: with SQLite, students could write nothing meanwhile."""
    settings.DEMO = True
    _, token = invitation("zoe@ecole.example", lycee())
    client.get(f"/suivi/invitation/{token}/")
    Recorder.seen.clear()
    sent = {"prenom": "Zoé", "nom": "Petit", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/suivi/invitation/", sent).status_code == 302
    assert User.objects.get().check_password(PASSWORD)
    services.make_demo()
    assert len(Recorder.seen) > 5
    assert not any(Recorder.seen)
