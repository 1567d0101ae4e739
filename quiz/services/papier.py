"""Answers that somebody else types for a student, from a sheet of paper: found before anything is locked, written in
the transaction of whoever types, and opened by the student with a code made for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from metiers.dimensions import CLES
from quiz.acces.code import new_code
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import Reponses, elicited
from quiz.methode.elicitation import Choix
from quiz.models import Passation, Resultat
from quiz.services.attaches import attaches
from quiz.services.passation import end, find_passation, hash_secret, leave_no_trace, lock, write_answers
from quiz.services.resultat import found_for, keep_in


@dataclass(frozen=True, slots=True)
class Transcription:
    """What was typed, and the result that it leads to, not kept yet; None as long as a screen has no answer."""

    choix: Mapping[int, Choix]
    filtres: str
    importances: Mapping[str, int] | None
    resultat: Resultat | None


def transcribe(*, profils: Profils, choix: Mapping[int, Choix], filtres: str) -> Transcription:
    """The priorities are those that the five screens say: nobody was there to move them. Nothing is written."""
    said = elicited(choix)
    if said is None:
        return Transcription(choix, filtres, None, None)
    answers = Reponses(importances=said.importances, rapide=False, choix=choix, niveaux={})
    return Transcription(choix, filtres, said.importances, found_for(profils, answers, filtres, None))


def write_down(passation: Passation, typed: Transcription, *, until: datetime) -> Resultat | None:
    """In place of what was typed before. The passation is locked, and nobody but whoever types has seen it."""
    passation.choix.exclude(ecran__in=list(typed.choix)).delete()
    write_answers(passation, ecrans=typed.choix, filtres=typed.filtres)
    for cle in CLES:
        setattr(passation, cle, typed.importances[cle] if typed.importances else None)
    passation.terminee_le, kept = None, None
    if typed.resultat is not None:
        end(passation)
        found = typed.resultat.instantane
        passation.version_methode, passation.version_catalogue = found.methode.version, found.catalogue
        kept = keep_in(passation, typed.resultat)
    before = passation.resultats.exclude(pk=kept.pk) if kept else passation.resultats.all()
    if before.delete()[0]:
        transaction.on_commit(leave_no_trace, robust=True)
    _last_until(passation, until)
    passation.save()
    return kept


def give_code(passation: Passation, secret: str, *, until: datetime) -> None:
    """A code of its own, in place of any other. The passation is locked."""
    passation.empreinte_secret = hash_secret(secret)
    _last_until(passation, until)
    passation.save(update_fields=["empreinte_secret", "expire_le", "fin_propre"])


def take_back(passation: Passation) -> None:
    """Delete answers that should not have been typed, with all that hangs on them. They are locked."""
    passation.delete()
    transaction.on_commit(leave_no_trace, robust=True)


@dataclass(frozen=True, slots=True)
class Retour:
    """What a code opens: `secret`, by which it opens from now on; `page`, what is seen first where somebody else wrote
    it."""

    passation: Passation
    secret: str
    page: str | None = None


def come_back(*, secret: str) -> Retour | None:
    """None when the code opens nothing. Where somebody else wrote the answers they are the student's from now on, by a
    code that nobody has printed: the one they came with opens nothing more."""
    passation = find_passation(secret)
    if passation is None or not any(one.opening(passation.pk) for one in attaches()):
        return Retour(passation, secret) if passation else None
    with transaction.atomic():
        locked = lock(secret)
        if locked is None:
            return None
        pages = [page for one in attaches() if (page := one.opening(locked.pk))]
        for one in attaches():
            one.opened(locked.pk)
        own = new_code() if pages else secret
        locked.empreinte_secret = hash_secret(own)
        locked.save(update_fields=["empreinte_secret"])
    return Retour(locked, own, next(iter(pages), None))


def _last_until(passation: Passation, until: datetime) -> None:
    """Exactly: not longer, however long what was typed before would have lasted."""
    if passation.fin_propre is None:
        passation.expire_le = until
    else:
        passation.fin_propre = until
