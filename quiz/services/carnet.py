"""What a student plans and thinks about the métiers of their results."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from quiz.models import Carnet, CarnetQuerySet, Etape, Passation, Resultat
from quiz.resultat.etapes import uids_of
from quiz.resultat.instantane import Instantane
from quiz.services.attaches import attaches
from quiz.services.passation import leave_no_trace, lock, save


@transaction.atomic
def keep_plan(
    *,
    secret: str,
    slug: str,
    etapes: Sequence[Mapping[str, Any]],
    reflexion: Mapping[str, str],
    partout: bool = False,
) -> Resultat | None:
    """Replace the plan about a métier, and what the student makes of it: sent twice, it is there once, and a step that
    stays is the same in a calendar. It is kept with the result that is returned: the newest that holds this métier;
    None when there is none. `partout`: what older results hold about it goes."""
    passation = lock(secret)
    resultat = bearer(passation, slug) if passation else None
    if passation is None or resultat is None:
        return None
    carnet, _ = Carnet.objects.update_or_create(resultat=resultat, slug=slug, defaults=dict(reflexion))
    uids = uids_of(list(carnet.etapes.values("genre", "le", "note", "faite", "uid")), etapes)
    carnet.etapes.all().delete()
    Etape.objects.bulk_create(
        [
            Etape(carnet=carnet, rang=rang, uid=uid, **etape)
            for rang, (etape, uid) in enumerate(zip(etapes, uids, strict=True), start=1)
        ]
    )
    if partout:
        Carnet.objects.filter(resultat__passation=passation, slug=slug).exclude(pk=carnet.pk).delete()
    changed = list(passation.resultats.values_list("pk", flat=True))
    for one in attaches():
        one.plan_changed(changed)
    save(passation)
    transaction.on_commit(leave_no_trace, robust=True)
    return resultat


def bearer(passation: Passation, slug: str) -> Resultat | None:
    """The newest result that holds this métier: the plan about it goes on there, older ones show what it was. When none
    holds it any more, the one with the plan."""
    holding = passation.resultats.filter(titres__has_key=slug).defer("contenu").first()
    carnet = None if holding else last_carnets(passation).filter(slug=slug).select_related("resultat").first()
    return carnet.resultat if carnet else holding


def written_before(resultat: Resultat, slug: str) -> bool:
    """Do older results still hold something the student wrote about this métier?"""
    older = Carnet.objects.filter(resultat__passation=resultat.passation_id, slug=slug).exclude(resultat=resultat)
    return older.ecrits().exists()


def plans(passation: Passation) -> CarnetQuerySet:
    """What the student has written about métiers, the newest of each."""
    return last_carnets(passation).ecrits().select_related("resultat").prefetch_related("etapes")


def last_carnets(passation: Passation) -> CarnetQuerySet:
    """The newest of each métier."""
    own = Carnet.objects.filter(resultat__passation=passation)
    return own.exclude(Exists(own.filter(slug=OuterRef("slug"), resultat__numero__gt=OuterRef("resultat__numero"))))


def carry_on(kept: Resultat, instantane: Instantane) -> None:
    """Copy what was planned and thought about the métiers of this result from the newest results before it."""
    before = last_carnets(kept.passation).prefetch_related("etapes")
    carried = [carnet for carnet in before if instantane.piste(carnet.slug)]
    copies = [
        Carnet(resultat=kept, slug=one.slug, ressemble=one.ressemble, etonne=one.etonne, verifier=one.verifier)
        for one in carried
    ]
    Carnet.objects.bulk_create(copies)
    Etape.objects.bulk_create(
        [
            Etape(carnet=copy, rang=one.rang, genre=one.genre, le=one.le, note=one.note, faite=one.faite, uid=one.uid)
            for copy, carnet in zip(copies, carried, strict=True)
            for one in carnet.etapes.all()
        ]
    )
