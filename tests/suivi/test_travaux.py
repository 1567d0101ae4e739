"""Documents made in the background: each pupil once, whatever happens meanwhile."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from quiz import services as quiz
from suivi import services, travaux
from suivi.documents import archive
from suivi.models import Arret, Document, Envoi, Genre, Lecture, Membre, Piece, Role, Travail
from suivi.models.travaux import MOST_TRIES, SILENCE
from tests.suivi.envois import pupil, sent_by
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db
NAMES = ("Ana", "Bao", "Émile")


@pytest.fixture
def bob(db):
    return member("bob", lycee())


@pytest.fixture
def classe(bob):
    """Three who sent, and one who did not."""
    campagne = campaign(bob)
    for nom in NAMES:
        sent_by(pupil(campagne, nom))
    pupil(campagne, "Zoé")
    return campagne


def places(campagne):
    return {one.pseudonyme: one for one in campagne.participations.all()}


def asked(campagne, membre, genre=Genre.ZIP, names=NAMES):
    by_name = places(campagne)
    return travaux.ask(campagne=campagne, membre=membre, genre=genre, eleves=[by_name[nom].pk for nom in names])[0]


def state(travail):
    fresh = travaux.travaux_of(travail.campagne, travail.membre).get(pk=travail.pk)
    return travaux.avancement_of(fresh, timezone.now())


def secret_of(place):
    return next(one for one in SECRETS[place.campagne_id] if one.pk == place.pk).secret


def names_in(travail):
    remis = travaux.hand_over(travail=travail)
    return [nom for _, _, nom in remis.pieces] if remis else None


@pytest.mark.parametrize("genre", list(Genre))
def test_each_pupil_once_in_the_order_that_was_asked(classe, bob, genre):
    travail = asked(classe, bob, genre, ("Émile", "Ana", "Bao"))
    assert state(travail).etat == "attente"
    travaux.work(travail.pk)
    assert state(travail).etat == "pret" and names_in(travail) == ["Émile", "Ana", "Bao"]
    travaux.work(travail.pk)
    assert Piece.objects.count() == 3
