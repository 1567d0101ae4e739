"""Appointments with a pupil: proposed, moved, done, cancelled."""

from datetime import datetime, time, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from suivi import services
from suivi.models import Montre, Participation, RendezVous, Sujet
from tests.conftest import sign_in
from tests.suivi.eleves import of, sent
from tests.suivi.test_eleve import text
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    caches["default"].clear()


@pytest.fixture
def bob(client):
    bob = member("bob", lycee())
    sign_in(client, bob.user)
    return bob


@pytest.fixture
def emma(bob):
    return sent(campaign(bob, montre=Montre.APRES))[0]


def day(number=3):
    return timezone.localdate() + timedelta(days=number)


def asked(number=3, heure="09:30", **more):
    return {"jour": day(number).isoformat(), "heure": heure, "lieu": "CDI", **more}


def proposed(client, emma, **more):
    response = client.post(of(emma, "rendez-vous/"), asked(**more))
    assert response.status_code == 302, text(response)
    return RendezVous.objects.latest("pk")


def at(number, hour, minute=0):
    return timezone.make_aware(datetime.combine(day(number), time(hour, minute)))


def test_an_appointment_is_proposed_and_the_next_one_in_the_same_place(client, bob, emma):
    made = proposed(client, emma)
    assert (made.le, made.lieu, made.membre, made.signature) == (at(3, 9, 30), "CDI", bob, "Bob Martin")
    assert "à 9 h 30, CDI" in text(client.get(of(emma)))
    assert 'value="CDI"' in client.get(of(emma, "rendez-vous/")).content.decode()
    proposed(client, emma)
    assert RendezVous.objects.count() == 1, "one at a time"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"number": -1}, "jour", "Ce jour est passé"),
        ({"number": 0, "heure": "00:00"}, "heure", "Cette heure est passée"),
        ({"number": 700}, "jour", "Tout s’efface le"),
        ({"jour": ""}, "jour", "Choisissez un jour"),
        ({"jour": "2027-02-30"}, "jour", "Ce jour n’existe pas"),
        ({"jour": "demain"}, "jour", "Ce jour n’existe pas"),
        ({"heure": ""}, "heure", "Choisissez une heure"),
        ({"heure": "25:61"}, "heure", "Cette heure n’existe pas"),
        ({"lieu": "x" * 121}, "lieu", "120 signes"),
    ],
)
def test_an_appointment_that_cannot_be_is_told_at_its_field(client, emma, changes, field, said):
    response = client.post(of(emma, "rendez-vous/"), asked(**changes))
    html = response.content.decode()
    assert response.status_code == 422 and said in html.split(f'id="id_{field}_error"')[1][:200]
    assert not RendezVous.objects.exists()


def test_a_day_written_as_one_writes_it_is_understood(client, emma):
    assert proposed(client, emma, jour=day().strftime("%d/%m/%Y"), heure="9:05").le == at(3, 9, 5)


def test_it_is_moved_but_not_upon_another_one(client, emma):
    first, second = proposed(client, emma), proposed(client, emma, number=4)
    page = client.get(of(emma, f"rendez-vous/{second.pk}/")).content.decode()
    assert f'value="{day(4).isoformat()}"' in page and 'value="09:30"' in page
    response = client.post(of(emma, f"rendez-vous/{second.pk}/"), asked(3))
    assert response.status_code == 422 and "déjà un rendez-vous" in text(response)
    assert client.post(of(emma, f"rendez-vous/{second.pk}/"), asked(5, lieu="")).status_code == 302
    assert {one.le for one in RendezVous.objects.all()} == {at(3, 9, 30), at(5, 9, 30)} == {first.le, at(5, 9, 30)}


def test_done_it_shows_what_was_kept_and_answers_the_wish(client, emma):
    services.ask_for_talk(participation=emma, sujet=Sujet.ETUDES)
    made = proposed(client, emma)
    response = client.post(of(emma, f"rendez-vous/{made.pk}/fait/"), {"fait": "1"}, follow=True)
    assert "Emma voit maintenant son résultat" in text(response) and "Entretien fait le" in text(response)
    place = Participation.objects.get(pk=emma.pk)
    assert place.montree_le is not None and place.demandee_le is None
    response = client.post(of(emma, f"rendez-vous/{made.pk}/fait/"), {"fait": "0"}, follow=True)
    assert "n’est plus noté comme fait" in text(response) and "Déplacer" in text(response)


def test_it_is_cancelled_and_then_it_is_not_there(client, emma):
    made = proposed(client, emma)
    assert client.post(of(emma, f"rendez-vous/{made.pk}/annuler/")).status_code == 302
    assert not RendezVous.objects.exists()
    for then in ("", "fait/", "annuler/"):
        assert client.post(of(emma, f"rendez-vous/{made.pk}/{then}"), asked()).status_code == 404


def test_that_of_another_pupil_is_not_there(client, bob, emma):
    made = proposed(client, emma)
    other, _ = sent(emma.campagne, "Léa")
    assert client.post(of(other, f"rendez-vous/{made.pk}/annuler/")).status_code == 404
    assert RendezVous.objects.exists()


def test_two_pupils_at_one_time_is_a_choice_which_is_told(client, bob, emma):
    proposed(client, emma)
    noah, _ = sent(emma.campagne, "Noah")
    assert "Vous recevez aussi" not in text(client.get(of(emma)))
    proposed(client, noah)
    assert "Vous recevez aussi Emma à cette heure." in text(client.get(of(noah)))
    assert RendezVous.objects.count() == 2


def test_a_colleague_at_that_time_is_not_replaced(client, bob, emma):
    anne = member("anne", bob.structure)
    services.propose(participation=emma, membre=anne, le=at(3, 9, 30), lieu="Bureau")
    response = client.post(of(emma, "rendez-vous/"), asked())
    assert response.status_code == 422 and RendezVous.objects.get().membre == anne


def test_what_was_agreed_goes_with_the_name_and_nothing_more_with_the_place_before(client, emma):
    proposed(client, emma)
    services.free(participation=emma)
    again = sent(emma.campagne, emma.pseudonyme)[0]
    assert RendezVous.objects.get().participation == again
    assert client.post(of(emma, "rendez-vous/"), asked(number=4)).status_code == 404
