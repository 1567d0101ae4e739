"""What a responsable reads of a whole structure."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quiz.models import Passation
from suivi import services
from suivi.models import Envoi, Participation, RendezVous, Role
from tests.conftest import sign_in
from tests.quiz.plans import text
from tests.suivi.classe import place, send, student
from tests.suivi.world import campaign, cio, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return lycee()


@pytest.fixture
def boss(client, house):
    anne = member("anne", house, Role.RESPONSABLE)
    sign_in(client, anne.user)
    return anne


def page(client, house):
    response = client.get(f"/suivi/structures/{house.slug}/suivi/")
    assert response.status_code == 200
    return text(response)


def joined(campagne, number):
    until = timezone.now() + timedelta(days=30)
    for at in range(number):
        owner = Passation.objects.create(expire_le=until, empreinte_secret=f"{campagne.pk}-{at}")
        Participation.objects.create(campagne=campagne, passation=owner, pseudonyme=f"Nom {at}", cle=f"nom{at}")


def lines(client, house):
    """Each line, its title then what its cells say."""
    rows = page(client, house).split('<tr role="row"')[2:]
    return [[_plain(cell) for cell in row.split('role="cell"')[1:]] for row in rows]


def _plain(cell):
    return cell.split("</span>")[1].split("</td>")[0].strip()


def test_a_line_counts_each_step_and_hides_the_few(client, house, boss):
    bob = member("bob", house)
    full, small = campaign(bob, nom="Seconde 4"), campaign(bob, nom="Première 2")
    joined(full, 11)
    emma = student(small)
    send(emma, small)
    Envoi.objects.update(lu_le=timezone.now())
    Participation.objects.filter(pk=place().pk).update(demandee_le=timezone.now())
    RendezVous.objects.create(participation=place(), le=timezone.now(), signature="Bob", fait_le=timezone.now())
    few = "moins de 5"
    assert lines(client, house) == [
        [few] * 5,
        ["de 10 à 14", "0", "0", "0", "0"],
        ["de 11 à 18", few, few, few, few],
    ]


def test_names_and_owners_are_read_and_nothing_opens(client, house, boss):
    bob = member("bob", house)
    theirs = campaign(bob, nom="Seconde 4")
    student(theirs, "Ornella")
    services.archive(campagne=campaign(bob, nom="Ancienne"))
    campaign(member("zoe", cio()), nom="Ailleurs")
    found = page(client, house)
    assert "Seconde 4" in found
    assert "Bob Martin, ouverte" in found
    assert "Bob Martin, archivée" in found
    assert "Ornella" not in found
    assert "Ailleurs" not in found
    assert theirs.get_absolute_url() not in found
    assert client.get(theirs.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", [Role.CONSEILLER, Role.INVITE])
def test_for_others_the_page_does_not_exist_nor_its_link(client, house, role):
    sign_in(client, member("bob", house, role).user)
    address = f"/suivi/structures/{house.slug}/suivi/"
    assert client.get(address).status_code == 404
    assert address not in text(client.get(house.get_absolute_url()))


def test_the_link_stands_on_the_page_of_the_structure_and_none_is_said(client, house, boss):
    assert f"/suivi/structures/{house.slug}/suivi/" in text(client.get(house.get_absolute_url()))
    assert "Aucune campagne cette année" in page(client, house)


def test_who_left_or_is_over_counts_no_more_and_a_freed_place_once(client, house, boss):
    one = campaign(boss)
    joined(one, 11)
    first, second = one.participations.all()[:2]
    Participation.objects.filter(pk=first.pk).update(liberee_le=timezone.now())
    Passation.objects.filter(pk=second.passation_id).update(expire_le=timezone.now() - timedelta(minutes=1))
    assert lines(client, house)[0][0] == "de 5 à 9"


def test_each_school_year_stands_apart_until_its_end(client, house, boss):
    with time_machine.travel(datetime(2027, 8, 20, 12, tzinfo=UTC), tick=False):
        sign_in(client, boss.user)
        campaign(boss, nom="Neuve")
        older = campaign(boss, nom="Vieille")
        older.annee = 2026
        older.save()
        found = page(client, house)
        assert found.index("2027-2028") < found.index("Neuve") < found.index("2026-2027") < found.index("Vieille")
    with time_machine.travel(datetime(2027, 9, 1, 12, tzinfo=UTC), tick=False):
        sign_in(client, boss.user)
        assert "Vieille" not in page(client, house)


def test_more_campaigns_make_no_more_queries(client, house, boss):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, house)
        return len(asked)

    joined(campaign(boss, nom="Une"), 3)
    before = queries()
    for number in range(4):
        joined(campaign(member(f"m{number}", house), nom=f"Autre {number}"), 6)
    assert queries() == before
