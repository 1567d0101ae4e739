"""A class and its students, as their browsers."""

from suivi.models import Envoi, Participation
from tests.conftest import StrictClient
from tests.quiz.answers import IMPORTANCES
from tests.quiz.plans import text


def address(campagne, then=""):
    return f"/c/{campagne.code}/{then}"


def newcomer(campagne, pseudonyme="Emma", client=None, **more):
    """Somebody who has just joined."""
    client = client or StrictClient()
    response = client.post(address(campagne), {"pseudonyme": pseudonyme, **more})
    assert response.status_code == 302, text(response)
    return client


def finish(client, **importances):
    """The express quiz, to its end: there is a result."""
    client.post("/quiz/priorites/", IMPORTANCES | importances)
    client.post("/quiz/gouts/", {"niveau": "5"})
    return client


def student(campagne, pseudonyme="Emma", **importances):
    return finish(newcomer(campagne, pseudonyme), **importances)


def numero(client, campagne):
    page = text(client.get(address(campagne, "envoyer/")))
    return page.split('name="resultat" value="')[1].split('"')[0]


def send(client, campagne, **ticks):
    response = client.post(address(campagne, "envoyer/"), {"resultat": numero(client, campagne), **ticks})
    assert response.status_code == 302, text(response)
    return Envoi.objects.latest("envoye_le")


def place(pseudonyme="Emma"):
    return Participation.objects.with_etat().select_related("campagne").get(pseudonyme=pseudonyme, liberee_le=None)
