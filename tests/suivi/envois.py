"""Pupils of campaigns for tests: rows as the acts of students leave them, without the quiz."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from metiers.dimensions import CLES
from quiz.models import Passation
from quiz.resultat.instantane import DirectionFigee
from quiz.services import keep_result
from quiz.services.passation import hash_secret
from suivi import services
from suivi.classe.pseudonyme import key
from suivi.models import Envoi
from suivi.synthese.apercu import apercu, to_json
from suivi.synthese.faits import Faits
from tests.quiz.instantanes import build_instantane

_NUMBERS = count()


def pupil(campagne, nom, *, finished=True, **more):
    """A place in a campaign; with the secret of whoever took it. Still answering unless `finished`."""
    now = timezone.now()
    secret = f"secret-{next(_NUMBERS)}"
    passation = Passation.objects.create(
        empreinte_secret=hash_secret(secret),
        terminee_le=now if finished else None,
        expire_le=now + timedelta(days=30),
    )
    place = campagne.participations.create(passation=passation, pseudonyme=nom, cle=key(nom), **more)
    place.secret = secret
    return place


def sent_by(place, *, direction="Santé", share=0.78, read=False, **changes):
    """What a pupil sends: a result with this direction; `changes` of it."""
    found = (DirectionFigee(direction, share),) if direction else ()
    kept = build_instantane(**{"directions": found, **changes})
    resultat = keep_result(secret=place.secret, instantane=kept)
    envoi = services.send(
        participation=place, resultat=resultat, coches=services.Coches(), apercu=to_json(apercu(Faits(kept)))
    )
    if read:
        Envoi.objects.filter(pk=envoi.pk).update(lu_le=timezone.now())
    return envoi


def pupil_who_sent(campagne, nom, **more):
    place = pupil(campagne, nom)
    sent_by(place, **more)
    return place


def populate(campagne, bob):
    """Of each state one, a talk that is asked, one that is agreed and one that took place."""
    pupil(campagne, "Zoé", finished=False)
    pupil(campagne, "Noé")
    services.withdraw_sent(participation=pupil_who_sent(campagne, "Bao"))
    for number, (direction, share) in enumerate((("Santé", 0.9), ("Santé", 0.6), ("Art", 0.3), ("", 0))):
        own = pupil_who_sent(campagne, f"Élève {number}", direction=direction, share=share, rapide=True)
        if number:
            sent_by(own, direction=direction, share=share, importances=dict.fromkeys(CLES, 5))
    asked, agreed, done, freed = campagne.participations.filter(pseudonyme__startswith="Élève")
    services.ask_for_talk(participation=asked, sujet="etudes")
    services.propose(participation=agreed, membre=bob, le=timezone.now() + timedelta(minutes=1), lieu="CDI")
    past = services.propose(participation=done, membre=bob, le=timezone.now() - timedelta(days=2), lieu="")
    services.note_done(rendez_vous=past)
    services.free(participation=freed)
    Envoi.objects.filter(participation=freed).update(apercu={})
