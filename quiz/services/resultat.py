"""Results: found and kept at the end of a quiz, taken away, the oldest gone when there are too many."""

from copy import copy
from dataclasses import replace
from typing import Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from metiers.models import Competence
from quiz.calcul.gel import freeze_in
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import Reponses, choices_of, elicited, read_reponses
from quiz.methode.elicitation import Choix
from quiz.models import Carnet, Partage, Passation, Resultat
from quiz.resultat.identite import is_kept_in
from quiz.resultat.instantane import Instantane, to_json
from quiz.resultat.resume import resume
from quiz.services.attaches import attaches
from quiz.services.carnet import carry_on, last_carnets
from quiz.services.passation import (
    Answers,
    end,
    hash_secret,
    leave_no_trace,
    lock,
    lock_of,
    open_passation,
    save,
    take_answers,
    write_answers,
)

MOST_RESULTS = 20


def results_of(secret: str | None) -> QuerySet[Resultat]:
    """The results that this secret opens, newest first, unless they have expired."""
    if not secret:
        return Resultat.objects.none()
    living = Resultat.objects.filter(passation__expire_le__gt=timezone.now())
    return living.filter(passation__empreinte_secret=hash_secret(secret)).select_related("passation")


def finish_quiz(
    *,
    secret: str,
    passation: Passation | None = None,
    profils: Profils,
    slug: str | None = None,
    **answers: Unpack[Answers],
) -> Resultat | None:
    """Save the last answers of a quiz and keep the result that they lead to, both or neither. `passation`: as the page
    found it, None when this code may begin one; `slug`: the métier that it was about.

    Answers without priorities are saved alone: None. None too when a code that was used opens nothing any more.

    Other writers wait for this transaction: the catalogue is read and the result found before it. The result is found
    again inside when something was saved since the page read the passation (each act that saves answers dates it), or
    when there was none.
    """
    foreseen = _foresee(passation, profils, slug, answers) if passation else None
    with transaction.atomic():
        locked = open_passation(secret, begins=passation is None)
        if locked is None:
            return None
        as_found = passation is not None and locked.modifiee_le == passation.modifiee_le
        write_answers(locked, **answers)
        kept = None
        if locked.has_importances:
            end(locked)
            found = (
                foreseen if foreseen and as_found else found_for(profils, read_reponses(locked), locked.filtres, slug)
            )
            locked.version_methode, locked.version_catalogue = (
                found.instantane.methode.version,
                found.instantane.catalogue,
            )
            kept = keep_in(locked, found)
        save(locked)
        return kept


def finish_statements(
    *, secret: str, passation: Passation, profils: Profils, ecran: int, choix: Choix, rapide: bool
) -> Resultat | None:
    """Save a screen of the complete quiz, the last that was missing, and the result: by the priorities that all say,
    unless others were decided and this screen has not changed since. `passation`: as the page found it."""
    before = choices_of(passation)
    answers: Answers = {"ecrans": {ecran: choix}}
    said = elicited({**before, ecran: choix})
    if said and not (passation.has_importances and before.get(ecran) == choix):
        answers |= {"importances": said.importances, "rapide": rapide}
    return finish_quiz(secret=secret, passation=passation, profils=profils, **answers)


def _foresee(passation: Passation, profils: Profils, slug: str | None, answers: Answers) -> Resultat | None:
    """The result that these answers lead to, once they are saved; nothing is."""
    as_saved = copy(passation)
    take_answers(as_saved, **answers)
    if not as_saved.has_importances:
        return None
    ratings = answers.get("ratings", {})
    slugs = Competence.objects.filter(pk__in=ratings).values_list("slug", "pk") if ratings else ()
    found = read_reponses(as_saved)
    found = replace(
        found,
        niveaux={**found.niveaux, **{skill: ratings[pk] for skill, pk in slugs}},
        choix={**found.choix, **answers.get("ecrans", {})},
    )
    return found_for(profils, found, as_saved.filtres, slug)


def found_for(profils: Profils, reponses: Reponses, filtres: str, slug: str | None) -> Resultat:
    """The result of these answers, not kept yet."""
    return _row(freeze_in(profils, reponses, filtres, slug))


def _row(instantane: Instantane) -> Resultat:
    """What is to be kept of a result; writing it as JSON takes a while too."""
    row = Resultat(contenu=to_json(instantane), **resume(instantane))
    row.instantane = instantane
    return row


def keep_result(*, secret: str, instantane: Instantane) -> Resultat | None:
    """Keep a result as it is; None when the answers are gone."""
    found = _row(instantane)
    with transaction.atomic():
        passation = lock(secret)
        if passation is None:
            return None
        kept = keep_in(passation, found)
        passation.save(update_fields=["resultats_gardes"])
        return kept


@transaction.atomic
def remove_result(*, resultat: Resultat, partout: bool = False) -> None:
    """Delete one result with its plans, its shares and its documents. `partout`: what other results hold about the same
    métiers goes too."""
    if lock_of(resultat):
        if partout:
            written = resultat.carnets.values_list("slug", flat=True)
            Carnet.objects.filter(resultat__passation=resultat.passation_id, slug__in=list(written)).delete()
        for attache in attaches():
            attache.before_removal(resultat)
        resultat.delete()
        transaction.on_commit(leave_no_trace, robust=True)


def keep_in(passation: Passation, found: Resultat) -> Resultat:
    """The result that is kept, or the last one when it is the same; what was planned and thought about its métiers goes
    on with it. The passation, which counts its results, is to be saved."""
    last = passation.resultats.first()
    if last is not None and is_kept_in(last.contenu, found.instantane):
        return last
    passation.resultats_gardes += 1  # a number is never given twice, whatever is taken away
    found.passation, found.numero = passation, passation.resultats_gardes
    found.save(force_insert=True)
    carry_on(found, found.instantane)
    _prune(passation)
    return found


def _prune(passation: Passation) -> None:
    """Delete the oldest results when there are too many, but for those that are shared, that alone hold a plan, or that
    something of another app hangs on."""
    too_many = list(passation.resultats.values_list("pk", flat=True)[MOST_RESULTS:])
    if not too_many:
        return
    shared = Partage.objects.ouverts(timezone.now()).filter(resultat__passation=passation)
    written = last_carnets(passation).ecrits()
    old = passation.resultats.filter(pk__in=too_many).exclude(partages__in=shared).exclude(carnets__in=written)
    for attache in attaches():
        old = attache.prunable(old)
    if old.delete()[0]:
        transaction.on_commit(leave_no_trace, robust=True)
