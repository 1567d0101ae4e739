"""Results: found and kept at the end of a quiz, taken away, the oldest gone when there are too many."""

from typing import Unpack

from django.db import transaction
from django.utils import timezone

from quiz.calcul.gel import freeze_in
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import read_reponses
from quiz.models import Carnet, Partage, Passation, Resultat
from quiz.resultat.identite import is_kept_in
from quiz.resultat.instantane import Instantane, to_json
from quiz.resultat.resume import resume
from quiz.services.carnet import carry_on, last_carnets
from quiz.services.passation import Answers, end, leave_no_trace, lock, lock_of, open_passation, save, write_answers

MOST_RESULTS = 20


@transaction.atomic
def finish_quiz(
    *, secret: str, begins: bool = True, profils: Profils, slug: str | None = None, **answers: Unpack[Answers]
) -> Resultat | None:
    """Save the last answers of a quiz and keep the result that they lead to, both or neither. `slug`: the métier that
    it was about; `profils`: read before the transaction, or other writers would wait for it.

    Answers without priorities are saved alone: None. None too when a code that was used opens nothing any more.
    """
    passation = open_passation(secret, begins=begins)
    if passation is None:
        return None
    write_answers(passation, **answers)
    kept = None
    if passation.has_importances:
        end(passation)
        instantane = freeze_in(profils, read_reponses(passation), passation.filtres, slug)
        passation.version_methode, passation.version_catalogue = instantane.methode.version, instantane.catalogue
        kept = _keep(passation, instantane)
    save(passation)
    return kept


@transaction.atomic
def keep_result(*, secret: str, instantane: Instantane) -> Resultat | None:
    """Keep a result as it is; None when the answers are gone."""
    passation = lock(secret)
    if passation is None:
        return None
    kept = _keep(passation, instantane)
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
        resultat.delete()
        transaction.on_commit(leave_no_trace, robust=True)


def _keep(passation: Passation, instantane: Instantane) -> Resultat:
    """The result that is kept, or the last one when it is the same; what was planned and thought about its métiers goes
    on with it. The passation, which counts its results, is to be saved."""
    last = passation.resultats.first()
    if last is not None and is_kept_in(last.contenu, instantane):
        return last
    passation.resultats_gardes += 1  # a number is never given twice, whatever is taken away
    kept = passation.resultats.create(numero=passation.resultats_gardes, contenu=to_json(instantane), **resume(instantane))
    carry_on(kept, instantane)
    _prune(passation)
    return kept


def _prune(passation: Passation) -> None:
    """Delete the oldest results when there are too many, but for those that are shared or alone hold a plan."""
    too_many = list(passation.resultats.values_list("pk", flat=True)[MOST_RESULTS:])
    if not too_many:
        return
    shared = Partage.objects.ouverts(timezone.now()).filter(resultat__passation=passation)
    written = last_carnets(passation).ecrits()
    old = passation.resultats.filter(pk__in=too_many).exclude(partages__in=shared).exclude(carnets__in=written)
    if old.delete()[0]:
        transaction.on_commit(leave_no_trace, robust=True)
