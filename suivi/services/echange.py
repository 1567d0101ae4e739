"""Notes, answers, appointments, readings: what passes between a student and their counsellors."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from quiz.services import leave_no_trace
from suivi.models import Envoi, Lecture, Membre, Note, Participation, RendezVous
from suivi.services.campagne import GoneError, lock_member
from suivi.services.participation import lock_participation, lock_participations

MOST_NOTES = 100  # of one member about one student
MOST_TALKS = 30  # of one student in one campaign
SAME_READING = timedelta(minutes=10)


class AnsweredError(Exception):
    """The student has answered: the note stays as they read it."""


class ChangedError(Exception):
    """It was changed meanwhile, in another tab."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note


class SameTimeError(Exception):
    """The student has another appointment then."""


class TooManyTalksError(Exception):
    """As many as one student may have."""


class TooManyNotesError(Exception):
    """More would not be read."""


@transaction.atomic
def write_note(*, participation: Participation, membre: Membre, ancre: str, texte: str, partagee: bool) -> Note:
    """Sent twice in a row, it is there once. Raises GoneError, TooManyNotesError."""
    _, own = lock_participation(participation.pk)
    lock_member(membre)
    mine = own.notes.filter(auteur=membre)
    if twice := mine.filter(ancre=ancre, texte=texte, partagee=partagee).first():
        return twice
    if mine.count() >= MOST_NOTES:
        raise TooManyNotesError
    return own.notes.create(auteur=membre, signature=str(membre), ancre=ancre, texte=texte, partagee=partagee)


@transaction.atomic
def edit_note(*, note: Note, version: int, texte: str, partagee: bool) -> None:
    """By its author, from the version that was read. Raises GoneError, AnsweredError, ChangedError."""
    current = _lock_note(note)
    if current.version != version:
        if (current.texte, current.partagee) == (texte, partagee):
            return
        raise ChangedError(current)
    if current.repondue_le is not None:
        raise AnsweredError
    if (current.texte, current.partagee) != (texte, partagee):
        now = timezone.now()
        Note.objects.filter(pk=note.pk).update(texte=texte, partagee=partagee, version=version + 1, modifiee_le=now)
        transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def delete_note(*, note: Note) -> None:
    """By its author. Raises GoneError, AnsweredError."""
    current = _lock_note(note)
    if current.repondue_le is not None:
        raise AnsweredError
    current.delete()
    transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def answer_note(*, note: Note, version: int, reponse: str, desaccord: bool) -> None:
    """By the student, to the version that was read; with nothing, the answer is taken back. Raises GoneError,
    ChangedError."""
    current = _lock_note(note)
    if not current.partagee:
        raise GoneError
    if current.version != version:
        raise ChangedError(current)
    says = bool(reponse or desaccord)
    Note.objects.filter(pk=note.pk).update(
        reponse=reponse, desaccord=desaccord, repondue_le=timezone.now() if says else None, reponse_lue_le=None
    )
    transaction.on_commit(leave_no_trace, robust=True)


def notes_of(participation: Participation, membre: Membre) -> QuerySet[Note]:
    """What this member may read, also of places freed under this name: what is shown to the student, and their own."""
    seen = Q(partagee=True) | Q(auteur=membre)
    of_the_name = Q(participation__campagne=participation.campagne_id, participation__cle=participation.cle)
    return Note.objects.filter(seen, of_the_name).select_related("participation").order_by("creee_le", "pk")


@transaction.atomic
def propose(*, participation: Participation, membre: Membre, le: datetime, lieu: str) -> RendezVous:
    """An appointment answers the wish for one; sent twice, it is there once. Raises GoneError, SameTimeError,
    TooManyTalksError."""
    _, own = lock_participation(participation.pk)
    lock_member(membre)
    if own.reprise_par_id is not None:  # what is agreed now is agreed with whoever has the name
        raise GoneError
    if there := own.rendez_vous.filter(le=le).first():
        if (there.membre_id, there.lieu) != (membre.pk, lieu):
            raise SameTimeError
        return there
    if own.rendez_vous.count() >= MOST_TALKS:
        raise TooManyTalksError
    return own.rendez_vous.create(le=le, membre=membre, signature=str(membre), lieu=lieu)


@transaction.atomic
def move_rendez_vous(*, rendez_vous: RendezVous, le: datetime, lieu: str) -> None:
    """Raises GoneError, SameTimeError."""
    _lock_rendez_vous(rendez_vous)
    try:
        with transaction.atomic():
            RendezVous.objects.filter(pk=rendez_vous.pk).update(le=le, lieu=lieu, propose_le=timezone.now())
    except IntegrityError:
        raise SameTimeError from None
    transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def note_done(*, rendez_vous: RendezVous, done: bool = True) -> None:
    """The talk took place: what was kept for it is shown, and the wish is answered. Raises GoneError."""
    own = _lock_rendez_vous(rendez_vous)
    RendezVous.objects.filter(pk=rendez_vous.pk).update(fait_le=timezone.now() if done else None)
    if done:
        own.montree_le = own.montree_le or timezone.now()
        own.demandee_le, own.sujet, own.demande = None, "", ""
        own.save(update_fields=["montree_le", "demandee_le", "sujet", "demande"])
        transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def cancel(*, rendez_vous: RendezVous) -> None:
    _lock_rendez_vous(rendez_vous)
    RendezVous.objects.filter(pk=rendez_vous.pk).delete()
    transaction.on_commit(leave_no_trace, robust=True)


@transaction.atomic
def note_reading(*, envois: list[Envoi], membre: Membre, quoi: Lecture.Quoi) -> None:
    """Somebody opens what was sent: the student reads who and when. Inside the transaction it is also read. Raises
    GoneError when one was withdrawn meanwhile."""
    places = {envoi.participation_id for envoi in envois}
    if lock_participations(places).count() != len(places):
        raise GoneError
    lock_member(membre)
    pks = [envoi.pk for envoi in envois]
    if Envoi.objects.filter(pk__in=pks).count() != len(set(pks)):
        raise GoneError
    now = timezone.now()
    lately = Lecture.objects.filter(envoi__in=pks, membre=membre, quoi=quoi, le__gt=now - SAME_READING)
    lately = lately.filter(le__gte=F("envoi__envoye_le"))  # what was sent again is read anew
    known = set(lately.values_list("envoi", flat=True))
    Lecture.objects.bulk_create(
        [Lecture(envoi_id=pk, membre=membre, signature=str(membre), quoi=quoi, le=now) for pk in pks if pk not in known]
    )
    Envoi.objects.filter(pk__in=pks, lu_le=None).update(lu_le=now)
    if quoi == Lecture.Quoi.PAGE:
        of_these = Note.objects.filter(participation__envois__in=pks, reponse_lue_le=None)
        of_these.filter(auteur=membre).exclude(repondue_le=None).update(reponse_lue_le=now)


def purge_orphans(*, dry_run: bool) -> int:
    """Private notes whose author has left: nobody may read them any more."""
    lost = Note.objects.filter(auteur=None, partagee=False)
    return lost.count() if dry_run else lost.delete()[0]


def _lock_note(note: Note) -> Note:
    """As it is now, locked with the place it is about. Raises GoneError."""
    lock_participation(note.participation_id)
    current = Note.objects.filter(pk=note.pk).first()
    if current is None:
        raise GoneError
    return current


def _lock_rendez_vous(rendez_vous: RendezVous) -> Participation:
    _, own = lock_participation(rendez_vous.participation_id)
    if not RendezVous.objects.filter(pk=rendez_vous.pk).exists():
        raise GoneError
    return own
