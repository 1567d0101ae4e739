"""Every write of a passation. Its code comes in, only the hash of it is stored."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from metiers.dimensions import CLES
from metiers.services import catalogue_version
from quiz.instantane import Instantane, to_json
from quiz.matching import METHOD_VERSION
from quiz.models import AutoEvaluation, ChoixEcran, Passation, PassationQuerySet, Resultat

KEEP_UNFINISHED = timedelta(days=7)
KEEP_RESULT = timedelta(days=30)
MOST_RESULTS = 20


def hash_secret(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find_passation(secret: str | None) -> Passation | None:
    """The passation this secret opens, unless it has expired."""
    if not secret:
        return None
    return Passation.objects.valides(timezone.now()).filter(empreinte_secret=hash_secret(secret)).first()


@transaction.atomic
def record_importances(*, secret: str, importances: Mapping[str, int], rapide: bool = False) -> None:
    """Save the priorities. The same secret always writes the same passation: a double click writes it twice, once.

    `rapide`: the student had hardly the time to read. Priorities decided once with care stay so.
    """
    passation = _open_passation(secret)
    passation.rapide = rapide and (passation.rapide or not passation.has_importances)
    for cle in CLES:
        setattr(passation, cle, importances[cle])
    _save(passation)


@transaction.atomic
def record_filtres(*, secret: str, filtres: str) -> None:
    """Save what the student likes, accepts and refuses, as the query string of the ranking's address."""
    passation = _open_passation(secret)
    passation.filtres = filtres
    _save(passation)


@transaction.atomic
def record_ratings(*, secret: str, ratings: Mapping[int, int | None]) -> None:
    """Save the second step: competence id → level, None for « je ne sais pas ». With priorities, it ends the quiz."""
    passation = _open_passation(secret)
    AutoEvaluation.objects.bulk_create(
        [
            AutoEvaluation(passation=passation, competence_id=competence, niveau=niveau)
            for competence, niveau in sorted(ratings.items())
        ],
        update_conflicts=True,
        unique_fields=["passation", "competence"],
        update_fields=["niveau"],
    )
    if passation.has_importances:
        passation.terminee_le = passation.terminee_le or timezone.now()
    _save(passation)


@transaction.atomic
def record_choice(*, secret: str, ecran: int, plus: str, moins: str) -> None:
    """Save one screen of the complete quiz; sent again, it replaces what was picked before."""
    passation = _open_passation(secret)
    ChoixEcran.objects.bulk_create(
        [ChoixEcran(passation=passation, ecran=ecran, plus=plus, moins=moins)],
        update_conflicts=True,
        unique_fields=["passation", "ecran"],
        update_fields=["plus", "moins"],
    )
    _save(passation)


@transaction.atomic
def keep_result(*, secret: str, instantane: Instantane) -> Resultat:
    """Keep a result as it is, unless it is the last one kept; the oldest goes when there are too many."""
    passation = _open_passation(secret)
    contenu = to_json(instantane)
    last = passation.resultats.first()
    if last is not None and last.contenu == json.loads(json.dumps(contenu)):
        return last
    kept = passation.resultats.create(numero=(last.numero if last else 0) + 1, contenu=contenu)
    passation.resultats.filter(numero__lte=kept.numero - MOST_RESULTS).delete()
    return kept


@transaction.atomic
def erase(*, secret: str) -> None:
    """Delete a passation and all that hangs on it, at once."""
    _delete(Passation.objects.filter(empreinte_secret=hash_secret(secret)))


@transaction.atomic
def purge_expired(*, now: datetime, dry_run: bool) -> int:
    """Delete what is past its date; the number of passations concerned."""
    expired = Passation.objects.expirees(now)
    return expired.count() if dry_run else _delete(expired)


def _open_passation(secret: str) -> Passation:
    """The passation of this secret, locked until the transaction ends; a new one when it expired or never was.

    The upsert both creates and locks: between a plain insert and a lock, an erasure could slip in.
    """
    now = timezone.now()
    empreinte = hash_secret(secret)
    _delete(Passation.objects.expirees(now).filter(empreinte_secret=empreinte))
    Passation.objects.bulk_create(
        [Passation(empreinte_secret=empreinte, expire_le=now + KEEP_UNFINISHED)],
        update_conflicts=True,
        unique_fields=["empreinte_secret"],
        update_fields=["empreinte_secret"],
    )
    return Passation.objects.get(empreinte_secret=empreinte)


def _delete(passations: PassationQuerySet) -> int:
    """Delete these and their answers, waiting first for whoever is writing one of them; how many there were."""
    locked = list(passations.select_for_update().values_list("pk", flat=True))
    Passation.objects.filter(pk__in=locked).delete()
    return len(locked)


def _save(passation: Passation) -> None:
    passation.version_methode = METHOD_VERSION
    passation.version_catalogue = catalogue_version()
    passation.expire_le = timezone.now() + (KEEP_RESULT if passation.terminee_le else KEEP_UNFINISHED)
    passation.save()
