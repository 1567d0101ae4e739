"""All that is stored of one passation, its parts together: taken away, in words, on pages, and deleted in time."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from metiers.directory import Annuaire
from quiz import services
from quiz.donnees.parts import Fragment, Json, join, passation_parts
from quiz.models import Passation
from quiz.rapport.rubrique import Rubrique

FORMAT = 2


def export(passation: Passation) -> Json:
    """Everything, in the words a student saw; nothing in it opens the answers."""
    return join([{"format": FORMAT}, *(part.export(passation) for part in passation_parts())])


def inventory(data: Json, annuaire: Annuaire) -> list[Rubrique]:
    """An export in words; `annuaire`: the métiers published today."""
    return [rubrique for part in passation_parts() for rubrique in part.inventory(data, annuaire)]


def home() -> list[Fragment]:
    """What the home page offers of the parts."""
    return [fragment for part in passation_parts() if (fragment := part.home())]


def beside(secret: str | None) -> list[Fragment]:
    """What the parts show beside the pistes; one alone where it stands in their place."""
    fragments = [fragment for part in passation_parts() if secret and (fragment := part.beside(secret))]
    return [one for one in fragments if one.instead][:1] or fragments


def privacy() -> list[Fragment]:
    """What « Confidentialité » says of the parts."""
    return [fragment for part in passation_parts() if (fragment := part.privacy())]


def viewers(passation: Passation, now: datetime) -> list[Fragment]:
    """Who could see something, and through which part."""
    return [fragment for part in passation_parts() if (fragment := part.viewers(passation, now))]


def purge_expired(*, now: datetime, dry_run: bool) -> dict[str, int]:
    """Delete what is past its date, in every part and elsewhere: what it is called in French → how many."""
    counts = join(
        purge(now=now, dry_run=dry_run) for purge in (*(part.purge for part in passation_parts()), *_others())
    )
    if not dry_run:
        transaction.on_commit(services.leave_no_trace, robust=True)
    return counts


def _others() -> list[Callable[..., dict[str, int]]]:
    return [import_string(path) for path in settings.PURGES]
