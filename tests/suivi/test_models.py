"""What the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.utils import timezone

from suivi.models import Campagne, Invitation, Membre, Role, Structure
from tests.suivi.world import campaign, cio, lycee, member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def row(**changed):
    given = {"empreinte": "a" * 64, "email": "b@c.example", "role": "conseiller", "expire_le": NOW + timedelta(days=1)}
    return Invitation(**given | changed)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda house: Structure(nom="lycée jean-moulin", ville="LYON", slug="x", cle=house.cle),
        lambda house: Structure(nom="", ville="Lyon", slug="x", cle="x"),
        lambda house: Structure(nom="Autre", ville="", slug="x", cle="x"),
        lambda house: Structure(nom="Autre", ville="Lyon", slug="x", cle="x", traitement="personne"),
        lambda house: Structure(nom="Autre", ville="Lyon", slug="x"),
        lambda house: Structure(nom="Autre", ville="Lyon", slug=house.slug, cle="x"),
        lambda house: Membre(structure=house, user=house.membres.get().user, role=Role.INVITE),
        lambda house: Membre(structure=cio(), user=house.membres.get().user, role="chef"),
        lambda house: row(structure=house, email="B@c.example"),
        lambda house: row(structure=house, email=""),
        lambda house: row(structure=house, role="administration"),
        lambda house: row(role="conseiller"),
        lambda house: row(structure=house, expire_le=NOW - timedelta(days=1)),
        lambda house: campaign(house.membres.get(), nom=""),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(wrong):
    house = lycee()
    member("anne", house)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong(house).save()


def test_one_invitation_of_an_address_to_a_place():
    house = lycee()
    row(structure=house).save()
    row(structure=cio(), empreinte="b" * 64).save()
    row(role="redaction", empreinte="c" * 64).save()
    for again in (row(structure=house, empreinte="d" * 64), row(role="redaction", empreinte="e" * 64)):
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()


def test_the_owner_of_a_campaign_cannot_just_disappear():
    owner = member("anne", lycee())
    campaign(owner)
    with pytest.raises(RestrictedError):
        owner.delete()
    with pytest.raises(RestrictedError):
        owner.user.delete()
    owner.structure.delete()
    assert not Membre.objects.exists() and not Campagne.objects.exists()
