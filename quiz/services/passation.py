"""A passation and its answers: opened, written, kept longer, erased. Its code comes in, its hash alone is stored."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from metiers.dimensions import CLES
from quiz.calcul.reponses import choices_of
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS
from quiz.models import AutoEvaluation, ChoixEcran, Passation, PassationQuerySet, Resultat
from quiz.services.attaches import attaches

KEEP_UNFINISHED = timedelta(days=7)
KEEP_RESULT = timedelta(days=30)
ONE_DAY = timedelta(days=1)
AT_A_TIME = 200  # passations deleted in one transaction


class Answers(TypedDict, total=False):
    """What a page of the quiz sends: some of it.

    `importances` 0–10 by dimension; `rapide`: the student had hardly the time to read them, and priorities decided once
    with care stay so; `essayees`: they were tried on the ranking, and count alone; `filtres`: what is liked, accepted
    and refused, as the query string of the ranking's address; `ratings`: competence id → level, None for « je ne sais
    pas »; `ecrans`: screens of the complete quiz, by number from 0.
    """

    importances: Mapping[str, int]
    rapide: bool
    essayees: bool
    filtres: str
    ratings: Mapping[int, int | None]
    ecrans: Mapping[int, Choix]


def hash_secret(secret: str) -> str:
    """With the key of the site: a copy of the database alone does not let codes be tried."""
    return salted_hmac("quiz.passation", secret, algorithm="sha256").hexdigest()


def find_passation(secret: str | None) -> Passation | None:
    """The passation this secret opens, unless it has expired."""
    if not secret:
        return None
    return Passation.objects.valides(timezone.now()).filter(empreinte_secret=hash_secret(secret)).first()


@transaction.atomic
def record_answers(*, secret: str, begins: bool = True, **answers: Unpack[Answers]) -> None:
    """Save one step. The same secret always writes the same passation: a double click writes it twice, once."""
    passation = open_passation(secret, begins=begins)
    if passation is not None:
        write_answers(passation, **answers)
        save(passation)


@transaction.atomic
def decide_priorities(
    *, secret: str, begins: bool = True, importances: Mapping[str, int], rapide: bool = False
) -> None:
    """Save the priorities by which every métier is ranked: from then on there is a ranking, which lives as long as a
    result."""
    passation = open_passation(secret, begins=begins)
    if passation is not None:
        write_answers(passation, importances=importances, rapide=rapide)
        end(passation)
        save(passation)


@transaction.atomic
def record_choice(*, secret: str, begins: bool = True, ecran: int, choix: Choix) -> dict[int, Choix]:
    """Save one screen of the complete quiz. Returns the screens as they were before."""
    passation = open_passation(secret, begins=begins)
    before = choices_of(passation)
    if passation is not None:
        write_screens(passation, {ecran: choix}, before)
        save(passation)
    return before


@transaction.atomic
def extend(*, secret: str) -> None:
    """Keep the answers until the end of the school year, the 31st of August; never for less time than before."""
    passation = lock(secret)
    if passation is None:
        return
    _last(passation, end_of_school_year(timezone.localdate()))
    passation.save()


def end_of_school_year(today: date) -> datetime:
    """When the next 31st of August ends, today included."""
    year = today.year + (today > date(today.year, 8, 31))
    return timezone.make_aware(datetime(year, 9, 1))


@transaction.atomic
def keep_next_year(*, secret: str) -> None:
    """Keep what was found until the 31st of August of the next school year, whatever else ends before; there is
    something to keep once there is a result."""
    passation = lock(secret)
    if passation is not None and passation.terminee_le is not None:
        passation.gardee_jusqu_au = end_of_next_year(timezone.localdate())
        hold(passation, passation.gardee_jusqu_au)


@transaction.atomic
def keep_no_longer(*, secret: str) -> None:
    """That choice is taken back: they end when they would have without it."""
    passation = lock(secret)
    if passation is None or passation.gardee_jusqu_au is None:
        return
    passation.gardee_jusqu_au = None
    held = [until for one in attaches() if (until := one.held_until(passation)) is not None]
    if held:
        hold(passation, max(held))
    else:
        release(passation)


def end_of_next_year(today: date) -> datetime:
    """When the 31st of August after the next one ends: nothing is kept longer."""
    end = end_of_school_year(today)
    return timezone.make_aware(datetime(timezone.localdate(end).year + 1, 9, 1))


@transaction.atomic
def erase(*, secret: str) -> None:
    """Delete a passation and all that hangs on it, at once."""
    own = Passation.objects.filter(empreinte_secret=hash_secret(secret))
    for pk in own.values_list("pk", flat=True):
        for attache in attaches():
            attache.before_erasure(pk)
    _delete(own)


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


# --- what the other services do with a passation, inside their transactions ---------------


def open_passation(secret: str, *, begins: bool) -> Passation | None:
    """For an answer: a code that has been used never makes a passation again, whatever crosses an erasure."""
    return _begin(secret) if begins else lock(secret)


def lock_passation(pk: int) -> Passation | None:
    """The passation of this row, locked until the transaction ends; None when it was erased meanwhile, or expired."""
    return Passation.objects.valides(timezone.now()).select_for_update().filter(pk=pk).first()


def lock_passations(pks: Collection[int]) -> list[int]:
    """Several, in their order, until the transaction ends; those that are still there."""
    living = Passation.objects.valides(timezone.now()).select_for_update().filter(pk__in=pks)
    return [one.pk for one in living.only("pk").order_by("pk")]


def lock(secret: str) -> Passation | None:
    """The passation of this code, locked until the transaction ends; None when it was erased meanwhile, or expired."""
    living = Passation.objects.valides(timezone.now()).select_for_update()
    return living.filter(empreinte_secret=hash_secret(secret)).first()


def lock_of(resultat: Resultat) -> bool:
    """Lock the passation of this result until the transaction ends; False when it or the result is gone."""
    locked = Passation.objects.select_for_update().filter(pk=resultat.passation_id).first()
    return locked is not None and Resultat.objects.filter(pk=resultat.pk).exists()


def write_answers(passation: Passation, **answers: Unpack[Answers]) -> None:
    """All of them but the row of the passation itself, which is to be saved."""
    if "ecrans" in answers:
        write_screens(passation, answers["ecrans"], choices_of(passation))
    take_answers(passation, **answers)
    AutoEvaluation.objects.bulk_create(
        [
            AutoEvaluation(passation=passation, competence_id=competence, niveau=niveau)
            for competence, niveau in sorted(answers.get("ratings", {}).items())
        ],
        update_conflicts=True,
        unique_fields=["passation", "competence"],
        update_fields=["niveau"],
    )


def write_screens(passation: Passation, ecrans: Mapping[int, Choix], before: Mapping[int, Choix]) -> None:
    """Those sent again replace what was picked `before`. When all are answered and one has changed, the priorities are
    to be decided again: they are what the statements were asked for."""
    ChoixEcran.objects.bulk_create(
        [ChoixEcran(passation=passation, ecran=ecran, **asdict(choix)) for ecran, choix in ecrans.items()],
        update_conflicts=True,
        unique_fields=["passation", "ecran"],
        update_fields=["plus", "moins"],
    )
    changed = any(before.get(ecran) != choix for ecran, choix in ecrans.items())
    if changed and len({*before, *ecrans}) == len(SCREENS):
        for cle in CLES:
            setattr(passation, cle, None)


def take_answers(passation: Passation, **answers: Unpack[Answers]) -> None:
    """Those that its row holds; nothing is saved."""
    if "importances" in answers:
        passation.rapide = answers.get("rapide", False) and (passation.rapide or not passation.has_importances)
        passation.essayees = answers.get("essayees", False)
        for cle in CLES:
            setattr(passation, cle, answers["importances"][cle])
    if "filtres" in answers:
        passation.filtres = answers["filtres"]


def end(passation: Passation) -> None:
    """There is a result from now on: it lives longer than answers alone."""
    passation.terminee_le = passation.terminee_le or timezone.now()


def save(passation: Passation) -> None:
    """Save its row, and keep it as long as what is there deserves; never for less time than before."""
    keep = KEEP_RESULT if passation.terminee_le else KEEP_UNFINISHED
    _last(passation, timezone.now() + keep)
    passation.save()


def hold(passation: Passation, until: datetime) -> None:
    """Something that others wait for, or the student's own choice, keeps these answers until then at least; `release`
    gives their own end back."""
    if passation.fin_propre is None:
        passation.fin_propre = passation.expire_le
    passation.expire_le = max(passation.fin_propre, until, passation.gardee_jusqu_au or until)
    passation.save(update_fields=["fin_propre", "expire_le", "gardee_jusqu_au"])


def release(passation: Passation) -> None:
    """Nobody waits for them any more: they end when they would have, but not before the student can come back to them;
    or when the student chose."""
    if (own_end := end_released(passation)) is not None:
        passation.expire_le = own_end
        if passation.gardee_jusqu_au is None:
            passation.fin_propre = None
        passation.save(update_fields=["fin_propre", "expire_le", "gardee_jusqu_au"])


def end_released(passation: Passation) -> datetime | None:
    """When they would end, released now; None where nothing holds them."""
    if passation.fin_propre is None:
        return None
    if passation.gardee_jusqu_au is not None:
        return max(passation.fin_propre, passation.gardee_jusqu_au)
    return max(passation.fin_propre, min(passation.expire_le, timezone.now() + KEEP_UNFINISHED))


def _last(passation: Passation, until: datetime) -> None:
    """Let it end then at least, held or not."""
    passation.expire_le = max(passation.expire_le, until)
    if passation.fin_propre is not None:
        passation.fin_propre = max(passation.fin_propre, until)


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


def _begin(secret: str) -> Passation:
    """The passation of this fresh code, locked until the transaction ends; made anew if it is past its date."""
    passation = _made(secret)
    if passation.expire_le > timezone.now():
        return passation
    passation.delete()
    transaction.on_commit(leave_no_trace, robust=True)
    return _made(secret)


def _made(secret: str) -> Passation:
    """The upsert both creates and locks: between a plain insert and a lock, an erasure could slip in."""
    empreinte = hash_secret(secret)
    Passation.objects.bulk_create(
        [Passation(empreinte_secret=empreinte, expire_le=timezone.now() + KEEP_UNFINISHED)],
        update_conflicts=True,
        unique_fields=["empreinte_secret"],
        update_fields=["empreinte_secret"],
    )
    return Passation.objects.get(empreinte_secret=empreinte)


@transaction.atomic
def _delete(passations: PassationQuerySet, most: int | None = None) -> int:
    """Delete these (`most` of them) and their answers, waiting first for whoever is writing one of them; how many there
    were."""
    locked = list(passations.select_for_update().order_by("pk").values_list("pk", flat=True)[:most])
    if locked:
        Passation.objects.filter(pk__in=locked).delete()
        transaction.on_commit(leave_no_trace, robust=True)
    return len(locked)
