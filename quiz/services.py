"""Every write of a passation. Its code comes in, only the hash of it is stored."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac

from metiers.dimensions import CLES
from metiers.services import catalogue_version
from quiz.acces.jeton import read_token
from quiz.methode.matching import METHOD_VERSION
from quiz.methode.statements import SCREENS
from quiz.models import (
    AccordTotal,
    AutoEvaluation,
    Carnet,
    CarnetQuerySet,
    ChoixEcran,
    Etape,
    Partage,
    Passation,
    PassationQuerySet,
    Resultat,
    Verification,
)
from quiz.resultat.accord import agreement
from quiz.resultat.instantane import Instantane, to_json

KEEP_UNFINISHED = timedelta(days=7)
KEEP_RESULT = timedelta(days=30)
ONE_DAY = timedelta(days=1)
ONE_CLICK = timedelta(seconds=10)  # two posts nearer than that are one
MOST_RESULTS = 20
MOST_SHARES = 20
AT_A_TIME = 200  # passations deleted in one transaction
SHARE_DAYS = (30, 90)


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
    """Keep a result as it is, unless it is the last one kept; what was planned and thought about its métiers goes on
    with it. The oldest goes when there are too many, unless it is shared or alone holds a plan. None when the answers
    are gone."""
    passation = _locked(secret)
    if passation is None:
        return None
    contenu = to_json(instantane)
    last = passation.resultats.first()
    if last is not None and last.contenu == json.loads(json.dumps(contenu)):
        return last
    passation.resultats_gardes += 1  # a number is never given twice, whatever is taken away
    passation.save(update_fields=["resultats_gardes"])
    kept = passation.resultats.create(numero=passation.resultats_gardes, contenu=contenu)
    _carry_on(kept, instantane)
    _prune(passation)
    return kept


@transaction.atomic
def remove_result(*, resultat: Resultat, partout: bool = False) -> None:
    """Delete one result with its plans, its shares and its documents. `partout`: what other results hold about the same
    métiers goes too."""
    if _lock_of(resultat):
        if partout:
            written = resultat.carnets.values_list("slug", flat=True)
            Carnet.objects.filter(resultat__passation=resultat.passation_id, slug__in=list(written)).delete()
        resultat.delete()
        transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def keep_plan(
    *,
    secret: str,
    slug: str,
    etapes: Sequence[Mapping[str, Any]],
    reflexion: Mapping[str, str],
    partout: bool = False,
) -> Resultat | None:
    """Replace the plan about a métier, and what the student makes of it: sent twice, it is there once. It is kept with
    the result that is returned: the newest that holds this métier; None when there is none. `partout`: what older
    results hold about it goes."""
    passation = _locked(secret)
    resultat = bearer(passation, slug) if passation else None
    if passation is None or resultat is None:
        return None
    carnet, _ = Carnet.objects.update_or_create(resultat=resultat, slug=slug, defaults=dict(reflexion))
    carnet.etapes.all().delete()
    Etape.objects.bulk_create([Etape(carnet=carnet, rang=rang, **etape) for rang, etape in enumerate(etapes, start=1)])
    if partout:
        Carnet.objects.filter(resultat__passation=passation, slug=slug).exclude(pk=carnet.pk).delete()
    _save(passation)
    transaction.on_commit(leave_no_trace, robust=True)
    return resultat


def bearer(passation: Passation, slug: str) -> Resultat | None:
    """The newest result that holds this métier: the plan about it goes on there, older ones show what it was. When none
    holds it any more, the one with the plan."""
    holding = next((one for one in passation.resultats.iterator() if one.instantane.piste(slug)), None)
    carnet = None if holding else _last_carnets(passation).filter(slug=slug).select_related("resultat").first()
    return carnet.resultat if carnet else holding


def written_before(resultat: Resultat, slug: str) -> bool:
    """Do older results still hold something the student wrote about this métier?"""
    older = Carnet.objects.filter(resultat__passation=resultat.passation_id, slug=slug).exclude(resultat=resultat)
    return older.ecrits().exists()


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


@transaction.atomic
def keep_check(*, resultat: Resultat, notes: Mapping[str, int], places: Mapping[str, int]) -> None:
    """Keep a blind check, once: the first answer is the blind one. The first of a student is counted, without any link
    to who gave it."""
    if not _lock_of(resultat):
        return
    Verification.objects.get_or_create(resultat=resultat, defaults={"notes": dict(notes), "places": dict(places)})
    if Passation.objects.filter(pk=resultat.passation_id, accord_compte=False).update(accord_compte=True):
        points, _ = agreement(places, notes)
        total, _ = AccordTotal.objects.get_or_create(methode=METHOD_VERSION, demi_paires=round(2 * points))
        AccordTotal.objects.filter(pk=total.pk).update(nombre=F("nombre") + 1)


@transaction.atomic
def share(*, resultat: Resultat, slug: str, avec_competences: bool, days: int) -> Partage | None:
    """A read-only address of a result; None when there are as many as one may have."""
    if not _lock_of(resultat):
        return None
    now = timezone.now()
    own = Partage.objects.filter(resultat__passation=resultat.passation_id)
    if own.ouverts(now).count() >= MOST_SHARES:
        return None
    own.filter(pk__in=own.exclude(retire_le=None).order_by("-retire_le").values("pk")[MOST_SHARES:]).delete()
    a_moment_ago = resultat.partages.filter(retire_le=None, cree_le__gt=now - ONE_CLICK)
    same = a_moment_ago.filter(slug=slug, avec_competences=avec_competences).first()
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


def note_opening(partage: Partage) -> None:
    """Count that somebody opened a share, and the day; nothing about who. A database that cannot be written to does
    not keep anybody from reading."""
    with suppress(DatabaseError):
        Partage.objects.filter(pk=partage.pk).update(ouvertures=F("ouvertures") + 1, ouvert_le=timezone.localdate())


def revoke(*, partage: Partage) -> None:
    """Whoever has the address finds nothing from the next request on."""
    Partage.objects.filter(pk=partage.pk, retire_le=None).update(retire_le=timezone.now())


def erase(*, secret: str) -> None:
    """Delete a passation and all that hangs on it, at once."""
    _delete(Passation.objects.filter(empreinte_secret=hash_secret(secret)))


def purge_passations(*, now: datetime, dry_run: bool) -> int:
    """Delete those past their date; how many. Some at a time, each whole: stopped in the middle, it goes on the next
    time."""
    expired = Passation.objects.expirees(now)
    if dry_run:
        return expired.count()
    passations = 0
    while deleted := _delete(expired, most=AT_A_TIME):
        passations += deleted
    return passations


def purge_shares(*, now: datetime, dry_run: bool) -> int:
    """Delete those past their date, of answers that are not; how many."""
    past = Partage.objects.filter(expire_le__lte=now, resultat__passation__expire_le__gt=now)
    return past.count() if dry_run else past.delete()[0]


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


def _lock_of(resultat: Resultat) -> bool:
    """Lock the passation of this result until the transaction ends; False when it or the result is gone."""
    locked = Passation.objects.select_for_update().filter(pk=resultat.passation_id).first()
    return locked is not None and Resultat.objects.filter(pk=resultat.pk).exists()


def _prune(passation: Passation) -> None:
    """Delete the oldest results when there are too many, but for those that are shared or alone hold a plan."""
    kept = list(passation.resultats.values_list("pk", flat=True)[:MOST_RESULTS])
    shared = Partage.objects.ouverts(timezone.now()).filter(resultat__passation=passation)
    written = _last_carnets(passation).ecrits()
    old = passation.resultats.exclude(pk__in=kept).exclude(partages__in=shared).exclude(carnets__in=written)
    if old.delete()[0]:
        transaction.on_commit(leave_no_trace, robust=True)


def _carry_on(kept: Resultat, instantane: Instantane) -> None:
    """Copy what was planned and thought about the métiers of this result from the newest results before it."""
    before = _last_carnets(kept.passation).prefetch_related("etapes")
    carried = [carnet for carnet in before if instantane.piste(carnet.slug)]
    copies = [
        Carnet(resultat=kept, slug=one.slug, ressemble=one.ressemble, etonne=one.etonne, verifier=one.verifier)
        for one in carried
    ]
    Carnet.objects.bulk_create(copies)
    Etape.objects.bulk_create(
        [
            Etape(carnet=copy, rang=one.rang, genre=one.genre, le=one.le, note=one.note, faite=one.faite)
            for copy, carnet in zip(copies, carried, strict=True)
            for one in carnet.etapes.all()
        ]
    )


def plans(passation: Passation) -> CarnetQuerySet:
    """What the student has written about métiers, the newest of each."""
    return _last_carnets(passation).ecrits().select_related("resultat").prefetch_related("etapes")


def _last_carnets(passation: Passation) -> CarnetQuerySet:
    """The newest of each métier."""
    own = Carnet.objects.filter(resultat__passation=passation)
    return own.exclude(Exists(own.filter(slug=OuterRef("slug"), resultat__numero__gt=OuterRef("resultat__numero"))))


def _open(secret: str, *, begins: bool) -> Passation | None:
    """For an answer: a code that has been used never makes a passation again, whatever crosses an erasure."""
    return _begin(secret) if begins else _locked(secret)


@transaction.atomic
def _delete(passations: PassationQuerySet, most: int | None = None) -> int:
    """Delete these (`most` of them) and their answers, waiting first for whoever is writing one of them; how many there
    were."""
    locked = list(passations.select_for_update().order_by("pk").values_list("pk", flat=True)[:most])
    if locked:
        Passation.objects.filter(pk__in=locked).delete()
        transaction.on_commit(leave_no_trace, robust=True)
    return len(locked)


def leave_no_trace() -> None:
    """SQLite's write-ahead log holds what was deleted until it is emptied, which nobody is made to wait for: when
    somebody is reading, the next purge does it. PostgreSQL has its own ways."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _save(passation: Passation) -> None:
    passation.version_methode = METHOD_VERSION
    passation.version_catalogue = catalogue_version()
    keep = KEEP_RESULT if passation.terminee_le else KEEP_UNFINISHED
    passation.expire_le = max(passation.expire_le, timezone.now() + keep)
    passation.save()
