"""Pupils who sent something, and the page of one of them."""

import secrets
from dataclasses import asdict, replace

from django.utils import timezone

from quiz.models import Carnet, Etape, Resultat, Verification
from quiz.resultat.instantane import NiveauFige, to_json
from quiz.resultat.resume import resume
from suivi import services
from suivi.models import Envoi, Participation
from tests.quiz.instantanes import build_instantane
from tests.suivi.synthese.sends import kept_with

CANARIES = {
    "competences": "Compétence zzcanari",
    "plan": "note zzetape",
    "reflexions": "pensée zzreflexion",
    "sans_les_noms": "accords sur 12",
}
"""What is told of each tick, and nowhere else on the page."""


def joined(campagne, pseudonyme="Emma"):
    """A place that has sent nothing."""
    made = services.join(secret=secrets.token_urlsafe(32), begins=True, campagne=campagne, pseudonyme=pseudonyme)
    return Participation.objects.with_etat().get(pk=made.pk)


def result(place, kept=None):
    kept = kept or kept_with("Santé")
    numero = place.passation.resultats.count() + 1
    found = Resultat.objects.create(passation=place.passation, numero=numero, contenu=to_json(kept), **resume(kept))
    place.passation.terminee_le = timezone.now()
    place.passation.save(update_fields=["terminee_le"])
    return found


def written(resultat, slug="metier-1"):
    """A plan and thoughts of it, and a blind check."""
    carnet = Carnet.objects.create(resultat=resultat, slug=slug, ressemble=CANARIES["reflexions"])
    Etape.objects.create(carnet=carnet, rang=1, genre="stage", note=CANARIES["plan"])
    Etape.objects.create(carnet=carnet, rang=2, genre="visite", faite=True)
    slugs = [f"metier-{number}" for number in (1, 2, 9, 10, 18, 19)]
    notes = {slug: 4 - place // 2 for place, slug in enumerate(slugs)}
    places = {slug: place for place, slug in enumerate(slugs, start=1)}
    Verification.objects.create(resultat=resultat, notes=notes, places=places)
    return carnet


def send(place, resultat, **ticks):
    coches = services.Coches(**ticks)
    return services.send(participation=place, resultat=resultat, coches=coches, apercu={})


def about_to_send(place, resultat, **ticks):
    """What a student looks at before it leaves."""
    ticked = asdict(services.Coches(**ticks))
    return Envoi(participation=place, resultat=resultat, envoye_le=timezone.now(), **ticked)


def sent(campagne, pseudonyme="Emma", kept=None, **ticks):
    """(the place, what it sent)"""
    place = joined(campagne, pseudonyme)
    envoi = send(place, result(place, kept), **ticks)
    return Participation.objects.with_etat().get(pk=place.pk), envoi


def of(place, then=""):
    return f"/suivi/campagnes/{place.campagne_id}/eleves/{place.pk}/{then}"


def small():
    """A result of two pistes."""
    return build_instantane(count=2, metiers=2, en_vue=2)


def with_everything():
    """A skill that the first piste asks for and the student lacks; remarks on how it was answered, a métier asked
    about."""
    kept = kept_with("Santé", rapide=True, hesitant=True)
    first = replace(kept.pistes[0], attendus=(NiveauFige("canari", "Anglais", 90),), fit=33.25)
    rated = (NiveauFige("canari", CANARIES["competences"], 0),)
    return replace(kept, niveaux=rated, pistes=(first, *kept.pistes[1:]))
