"""Guards that could be taken off without any test failing: each test here was seen red without its guard."""

import threading
from contextlib import suppress

import pytest
from django.db import connection

from orientation import settings as site
from suivi import services
from suivi.models import Invitation, Membre, Role
from suivi.services import invitation as joining
from suivi.services import membre as leaving
from tests.conftest import StrictClient, sign_in
from tests.suivi.factors import add_totp
from tests.suivi.world import PASSWORD, account, cio, invitation, lycee, member

JOIN, ENROL = "/suivi/invitation/", "/compte/second-facteur/application/"


@pytest.mark.django_db
@pytest.mark.parametrize("enrolled", [False, True])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_invitation_is_answered_once_the_second_factor_is_shown(client, enrolled, method):
    anne = account("anne")
    if enrolled:
        add_totp(anne)
    _, token = invitation("anne@ecole.example", role="administration")
    client.force_login(anne)
    client.get(f"{JOIN}{token}/")
    response = getattr(client, method)(JOIN)
    assert (response.status_code, response["Location"]) == (302, "/suivi/")
    anne.refresh_from_db()
    assert Invitation.objects.exists() and not anne.is_superuser


@pytest.mark.django_db
def test_a_number_of_another_structure_is_nobody_s_here(client):
    """For each address with a number: what it names is there, in the other structure."""
    house, other = lycee(), cio()
    sign_in(client, member("anne", house, Role.RESPONSABLE).user)
    ali, bea = member("ali", other, Role.RESPONSABLE), member("bea", other)
    theirs, _ = invitation("zoe@ecole.example", other, par=ali)
    before = sorted(Membre.objects.values_list("pk", "role"))
    for rest, sent in (
        (f"invitations/{theirs.pk}/retirer/", {}),
        (f"membres/{bea.pk}/role/", {"role": "invite"}),
        (f"membres/{bea.pk}/retirer/", {"repreneur": ali.pk}),
    ):
        assert client.post(f"/suivi/structures/{house.slug}/{rest}", sent).status_code == 404, rest
    assert Invitation.objects.get() == theirs
    assert sorted(Membre.objects.values_list("pk", "role")) == before


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_a_first_factor_is_chosen_right_after_coming_in_and_no_later(minutes, status):
    account("anne")
    client = StrictClient()
    client.post("/compte/connexion/", {"login": "anne@ecole.example", "password": PASSWORD})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= minutes * 60
    session.save()
    response = client.get(ENROL)
    assert response.status_code == status
    assert status == 200 or response["Location"].startswith("/compte/confirmer/")


def test_passwords_of_the_site_are_hashed_in_the_queue():
    """The tests themselves hash with something quicker."""
    assert site.PASSWORD_HASHERS == ["suivi.hachage.QueuedHasher"]


# --- two at once: on SQLite the database lets one write at a time, on PostgreSQL the lock of the row does -------


def at_once(monkeypatch, module, name, acts):
    """What two threads are answered. Both stand after the check `name` before either goes on, if they can."""
    check, both, said = getattr(module, name), threading.Barrier(2), []

    def met(*args):
        found = check(*args)
        with suppress(threading.BrokenBarrierError):  # the other one is kept out: as it should be
            both.wait(timeout=1)
        return found

    def run(act):
        try:
            act()
            said.append("done")
        except Exception as error:
            said.append(type(error).__name__)
        finally:
            connection.close()

    monkeypatch.setattr(module, name, met)
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["role", "remove"])
def test_two_responsables_do_not_leave_at_once(monkeypatch, how):
    house = lycee()
    anne, bob = member("anne", house, Role.RESPONSABLE), member("bob", house, Role.RESPONSABLE)
    acts = {
        "role": [lambda one=one: services.change_role(membre=one, role=Role.INVITE, par=None) for one in (anne, bob)],
        "remove": [
            lambda one=one, other=other: services.remove(membre=one, repreneur=other, par=None)
            for one, other in ((anne, bob), (bob, anne))
        ],
    }
    said = at_once(monkeypatch, leaving, "_refuse_last", acts[how])
    assert said == ["LastResponsableError", "done"]
    assert Membre.objects.responsables().count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_accepted_once_by_two_clicks(monkeypatch):
    house = lycee()
    anne = account("anne")
    one, _ = invitation("anne@ecole.example", house)
    act = lambda: services.accept(invitation=one, user=anne)  # noqa: E731
    assert at_once(monkeypatch, joining, "accounts", [act, act]) == ["GoneInvitationError", "done"]
    assert Membre.objects.count() == 1
