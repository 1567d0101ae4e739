"""Every write of a passation, and the one read that gathers a report. A secret comes in, only its hash is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from metiers.dimensions import CLES
from metiers.models import Metier
from metiers.services import catalogue_version
from quiz import elicitation, matching
from quiz.catalogue import load_catalogue
from quiz.classement import Classement, classer
from quiz.elicitation import Choix
from quiz.models import AutoEvaluation, ChoixEcran, Passation, PassationQuerySet
from quiz.report import Evidence, FicheFacts, Report, build_report
from quiz.stability import COMPLET_SPREAD, EXPRESS_SPREAD
from quiz.statements import SCREENS

KEEP_UNFINISHED = timedelta(days=7)
KEEP_RESULT = timedelta(days=30)


def hash_secret(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find_passation(secret: str | None) -> Passation | None:
    """The passation this secret opens, unless it has expired."""
    if not secret:
        return None
    return Passation.objects.valides(timezone.now()).filter(empreinte_secret=hash_secret(secret)).first()


@transaction.atomic
def record_importances(*, secret: str, importances: Mapping[str, int]) -> None:
    """Save the first step. The same secret always writes the same passation: a double click writes it twice, once."""
    passation = _open_passation(secret)
    for cle in CLES:
        setattr(passation, cle, importances[cle])
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


def choices_of(passation: Passation | None) -> dict[int, Choix]:
    """The screens answered so far, by number from 0."""
    if passation is None:
        return {}
    rows = passation.choix.values_list("ecran", "plus", "moins")
    known = {index: {enonce.cle for enonce in screen} for index, screen in enumerate(SCREENS)}
    return {ecran: Choix(plus, moins) for ecran, plus, moins in rows if {plus, moins} <= known[ecran]}


@dataclass(frozen=True, slots=True)
class Elicited:
    """What the five screens say: importances 0–10, and the share (0–1) of pairs that always went one way."""

    importances: dict[str, int]
    consistency: float | None


def elicited(passation: Passation | None) -> Elicited | None:
    """None until the five screens are answered."""
    choices = choices_of(passation)
    if len(choices) < len(SCREENS):
        return None
    values = elicitation.to_importances(elicitation.weights(choices))
    return Elicited(dict(zip(CLES, values, strict=True)), elicitation.consistency(choices))


@transaction.atomic
def erase(*, secret: str) -> None:
    """Delete a passation and all that hangs on it, at once."""
    _delete(Passation.objects.filter(empreinte_secret=hash_secret(secret)))


@transaction.atomic
def purge_expired(*, now: datetime, dry_run: bool) -> int:
    """Delete what is past its date; the number of passations concerned."""
    expired = Passation.objects.expirees(now)
    return expired.count() if dry_run else _delete(expired)


def fit_report(passation: Passation, metier: Metier) -> Report:
    """The report of one passation on one published métier, fetched with its `for_report` relations."""
    catalogue = load_catalogue()
    weights = matching.normalise_weights([getattr(passation, cle) for cle in CLES])
    ratings = dict(passation.auto_evaluations.values_list("competence__slug", "niveau"))
    facts = FicheFacts(
        slug=metier.slug,
        missions=tuple(Evidence(groupe.titre) for groupe in metier.groupes_mission.all() if groupe.titre),
        contraintes=tuple(Evidence(item.nom, item.texte) for item in metier.contraintes.all()),
        competences={
            requise.competence.slug: (requise.competence.nom, requise.score)
            for requise in metier.competences_requises.all()
        },
    )
    ranked = matching.rank(catalogue.slugs, catalogue.raw, weights)
    return build_report(facts, ranked, weights, ratings, catalogue.version)


def classement(passation: Passation, slugs: Sequence[str], most: int) -> Classement:
    """The best of these métiers for one passation; the same passation gives the same ranking as long as the catalogue
    stays."""
    catalogue = load_catalogue()
    asked = set(slugs)
    rows = [row for row, slug in enumerate(catalogue.slugs) if slug in asked]
    weights = matching.normalise_weights([getattr(passation, cle) for cle in CLES])
    seed = int(passation.empreinte_secret[:16], 16)
    spread = COMPLET_SPREAD if passation.choix.count() == len(SCREENS) else EXPRESS_SPREAD
    groups = [catalogue.annuaire.entrees[row].grand_domaine for row in rows]
    return classer(
        [catalogue.slugs[row] for row in rows],
        catalogue.shown[rows],
        weights,
        seed=seed,
        spread=spread,
        most=most,
        groups=groups,
    )


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
    passation.version_methode = matching.METHOD_VERSION
    passation.version_catalogue = catalogue_version()
    passation.expire_le = timezone.now() + (KEEP_RESULT if passation.terminee_le else KEEP_UNFINISHED)
    passation.save()
