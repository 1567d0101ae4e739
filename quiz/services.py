"""Every write of a passation. Its code comes in, only the hash of it is stored."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from metiers.dimensions import CLES
from metiers.services import catalogue_version
from quiz.accord import agreement
from quiz.instantane import Instantane, for_others, to_json
from quiz.jeton import read_token
from quiz.matching import METHOD_VERSION
from quiz.models import (
    AccordTotal,
    AutoEvaluation,
    ChoixEcran,
    Etape,
    Partage,
    Passation,
    PassationQuerySet,
    Reflexion,
    Resultat,
    Verification,
)
from quiz.pdf import Carnet, render_classement, render_rapport
from quiz.statements import SCREENS

KEEP_UNFINISHED = timedelta(days=7)
KEEP_RESULT = timedelta(days=30)
ONE_DAY = timedelta(days=1)
ONE_CLICK = timedelta(seconds=10)  # two posts nearer than that are one
MOST_RESULTS = 20
MOST_SHARES = 20
SHARE_DAYS = (30, 90)
_NOTHING = Carnet()


def hash_secret(secret: str) -> str:
    """With the key of the site: a copy of the database alone does not let codes be tried."""
    return salted_hmac("quiz.passation", secret, algorithm="sha256").hexdigest()


def find_passation(secret: str | None) -> Passation | None:
    """The passation this secret opens, unless it has expired."""
    if not secret:
        return None
    return Passation.objects.valides(timezone.now()).filter(empreinte_secret=hash_secret(secret)).first()


@transaction.atomic
def record_importances(
    *, secret: str, begins: bool = True, importances: Mapping[str, int], rapide: bool = False
) -> None:
    """Save the priorities. The same secret always writes the same passation: a double click writes it twice, once.

    `rapide`: the student had hardly the time to read. Priorities decided once with care stay so.
    """
    passation = _open(secret, begins=begins)
    if passation is None:
        return
    passation.rapide = rapide and (passation.rapide or not passation.has_importances)
    for cle in CLES:
        setattr(passation, cle, importances[cle])
    _save(passation)


@transaction.atomic
def record_filtres(*, secret: str, begins: bool = True, filtres: str) -> None:
    """Save what the student likes, accepts and refuses, as the query string of the ranking's address."""
    passation = _open(secret, begins=begins)
    if passation is None:
        return
    passation.filtres = filtres
    _save(passation)


@transaction.atomic
def record_ratings(*, secret: str, begins: bool = True, ratings: Mapping[int, int | None]) -> None:
    """Save the second step: competence id → level, None for « je ne sais pas ». With priorities, it ends the quiz."""
    passation = _open(secret, begins=begins)
    if passation is None:
        return
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
def record_choice(*, secret: str, begins: bool = True, ecran: int, plus: str, moins: str) -> None:
    """Save one screen of the complete quiz; sent again, it replaces what was picked before. When all are answered and
    one has changed, the priorities are to be decided again: they are what the statements were asked for."""
    passation = _open(secret, begins=begins)
    if passation is None:
        return
    changed = not passation.choix.filter(ecran=ecran, plus=plus, moins=moins).exists()
    ChoixEcran.objects.bulk_create(
        [ChoixEcran(passation=passation, ecran=ecran, plus=plus, moins=moins)],
        update_conflicts=True,
        unique_fields=["passation", "ecran"],
        update_fields=["plus", "moins"],
    )
    if changed and passation.choix.count() == len(SCREENS):
        for cle in CLES:
            setattr(passation, cle, None)
    _save(passation)


@transaction.atomic
def keep_result(*, secret: str, instantane: Instantane) -> Resultat | None:
    """Keep a result as it is, unless it is the last one kept; the oldest that is not shared goes when there are too
    many. None when the answers are gone."""
    passation = _locked(secret)
    if passation is None:
        return None
    contenu = to_json(instantane)
    last = passation.resultats.first()
    if last is not None and last.contenu == json.loads(json.dumps(contenu)):
        return last
    kept = passation.resultats.create(numero=(last.numero if last else 0) + 1, contenu=contenu)
    passation.resultats.filter(numero__lte=kept.numero - MOST_RESULTS, partages__isnull=True).delete()
    return kept


@transaction.atomic
def keep_plan(*, secret: str, slug: str, etapes: Sequence[Mapping[str, Any]], reflexion: Mapping[str, str]) -> None:
    """Replace the plan about a métier, and what the student makes of it: sent twice, it is there once."""
    passation = _locked(secret)
    if passation is None:
        return
    passation.etapes.filter(slug=slug).delete()
    Etape.objects.bulk_create(
        [Etape(passation=passation, slug=slug, rang=rang, **etape) for rang, etape in enumerate(etapes, start=1)]
    )
    if any(reflexion.values()):
        Reflexion.objects.update_or_create(passation=passation, slug=slug, defaults=dict(reflexion))
    else:
        passation.reflexions.filter(slug=slug).delete()
    _save(passation)


@transaction.atomic
def extend(*, secret: str) -> None:
    """Keep the answers until the end of the school year, the 31st of August; never for less time than before."""
    passation = _locked(secret)
    if passation is None:
        return
    passation.expire_le = max(passation.expire_le, end_of_school_year(timezone.localdate()))
    passation.save()


def end_of_school_year(today: date) -> datetime:
    """When the next 31st of August ends, today included."""
    year = today.year + (today > date(today.year, 8, 31))
    return timezone.make_aware(datetime(year, 9, 1))


def notebook(passation: Passation, slug: str) -> Carnet:
    """What the student planned and thought about one métier."""
    plan = tuple((one.get_genre_display(), one.le, one.note, one.faite) for one in passation.etapes.filter(slug=slug))
    reflexion = passation.reflexions.filter(slug=slug).first()
    thoughts = reflexion.thoughts if reflexion else ()
    return Carnet(plan, thoughts)


def document(
    *, resultat: Resultat, slug: str, avec_competences: bool, lien: str | None, carnet: Carnet = _NOTHING
) -> bytes:
    """The PDF of a result, or of one report of it with the student's notebook, made the first time it is asked for."""
    shown = (slug, str(avec_competences), lien or "", METHOD_VERSION, repr(carnet))
    cle = sha256("\n".join(shown).encode()).hexdigest()
    made = resultat.documents.filter(cle=cle).first()
    if made is not None:
        return bytes(made.octets)
    fait_le = timezone.localdate(resultat.cree_le)
    kept = resultat.instantane
    instantane = for_others(kept, avec_competences=avec_competences) if lien else kept
    if slug:
        octets = render_rapport(
            instantane, slug, fait_le=fait_le, lien=lien, avec_competences=avec_competences, carnet=carnet
        )
    else:
        octets = render_classement(instantane, fait_le=fait_le, lien=lien, avec_competences=avec_competences)
    with suppress(IntegrityError), transaction.atomic():  # made twice at once, or its result erased meanwhile
        resultat.documents.create(cle=cle, octets=octets)
    return octets


@transaction.atomic
def keep_check(*, resultat: Resultat, notes: Mapping[str, int], places: Mapping[str, int]) -> None:
    """Keep a blind check, once: the first answer is the blind one. It is counted without any link to who gave it."""
    if Passation.objects.select_for_update().filter(pk=resultat.passation_id).first() is None:
        return
    _, is_new = Verification.objects.get_or_create(
        resultat=resultat, defaults={"notes": dict(notes), "places": dict(places)}
    )
    if is_new:
        points, _ = agreement(places, notes)
        total, _ = AccordTotal.objects.get_or_create(methode=METHOD_VERSION, demi_paires=round(2 * points))
        AccordTotal.objects.filter(pk=total.pk).update(nombre=F("nombre") + 1)


@transaction.atomic
def share(*, resultat: Resultat, slug: str, avec_competences: bool, days: int) -> Partage | None:
    """A read-only address of a result; None when there are as many as one may have."""
    if Passation.objects.select_for_update().filter(pk=resultat.passation_id).first() is None:
        return None
    now = timezone.now()
    open_ones = Partage.objects.ouverts(now).filter(resultat__passation=resultat.passation_id)
    if open_ones.count() >= MOST_SHARES:
        return None
    same = resultat.partages.filter(slug=slug, avec_competences=avec_competences, cree_le__gt=now - ONE_CLICK).first()
    if same is not None:
        return same
    return resultat.partages.create(slug=slug, avec_competences=avec_competences, expire_le=now + timedelta(days=days))


def find_share(token: str) -> Partage | None:
    """What this address opens now; nothing tells a wrong one from one that is past or revoked."""
    reference = read_token(token)
    if reference is None:
        return None
    open_ones = Partage.objects.ouverts(timezone.now()).select_related("resultat__passation")
    return open_ones.filter(reference=reference).first()


@transaction.atomic
def erase(*, secret: str) -> None:
    """Delete a passation and all that hangs on it, at once."""
    _delete(Passation.objects.filter(empreinte_secret=hash_secret(secret)))


@transaction.atomic
def purge_expired(*, now: datetime, dry_run: bool) -> int:
    """Delete what is past its date; the number of passations concerned."""
    expired = Passation.objects.expirees(now)
    if dry_run:
        return expired.count()
    deleted = _delete(expired)
    Partage.objects.filter(expire_le__lte=now).delete()
    return deleted


def _begin(secret: str) -> Passation:
    """The passation of this fresh code, locked until the transaction ends; made if it is not there, or past its date.

    The upsert both creates and locks: between a plain insert and a lock, an erasure could slip in.
    """
    now, empreinte = timezone.now(), hash_secret(secret)
    _delete(Passation.objects.expirees(now).filter(empreinte_secret=empreinte))
    Passation.objects.bulk_create(
        [Passation(empreinte_secret=empreinte, expire_le=now + KEEP_UNFINISHED)],
        update_conflicts=True,
        unique_fields=["empreinte_secret"],
        update_fields=["empreinte_secret"],
    )
    return Passation.objects.get(empreinte_secret=empreinte)


def _locked(secret: str) -> Passation | None:
    """The passation of this code, locked until the transaction ends; None when it was erased meanwhile, or expired."""
    living = Passation.objects.valides(timezone.now()).select_for_update()
    return living.filter(empreinte_secret=hash_secret(secret)).first()


def _open(secret: str, *, begins: bool) -> Passation | None:
    """For an answer: a code that has been used never makes a passation again, whatever crosses an erasure."""
    return _begin(secret) if begins else _locked(secret)


def _delete(passations: PassationQuerySet) -> int:
    """Delete these and their answers, waiting first for whoever is writing one of them; how many there were."""
    locked = list(passations.select_for_update().values_list("pk", flat=True))
    Passation.objects.filter(pk__in=locked).delete()
    return len(locked)


def _save(passation: Passation) -> None:
    passation.version_methode = METHOD_VERSION
    passation.version_catalogue = catalogue_version()
    keep = KEEP_RESULT if passation.terminee_le else KEEP_UNFINISHED
    passation.expire_le = max(passation.expire_le, timezone.now() + keep)
    passation.save()
