"""The blind check of a result, and the totals that say nothing of anybody."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from quiz.methode.matching import METHOD_VERSION
from quiz.models import AccordTotal, Passation, Resultat, Verification
from quiz.resultat.accord import agreement
from quiz.services.passation import lock_of


@transaction.atomic
def keep_check(*, resultat: Resultat, notes: Mapping[str, int], places: Mapping[str, int]) -> None:
    """Keep a blind check, once: the first answer is the blind one. The first of a student is counted, without any link
    to who gave it."""
    if not lock_of(resultat):
        return
    Verification.objects.get_or_create(resultat=resultat, defaults={"notes": dict(notes), "places": dict(places)})
    if Passation.objects.filter(pk=resultat.passation_id, accord_compte=False).update(accord_compte=True):
        points, _ = agreement(places, notes)
        total, _ = AccordTotal.objects.get_or_create(methode=METHOD_VERSION, demi_paires=round(2 * points))
        AccordTotal.objects.filter(pk=total.pk).update(nombre=F("nombre") + 1)
