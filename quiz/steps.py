"""Where the steps of a quiz lead: back to the start, on to the next one; and what their addresses say."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from quiz.calcul.reponses import choices_of
from quiz.methode.statements import SCREENS
from quiz.models import Passation

RESUME = "reprise"
MINE = "miennes"  # in the address of the ranking: with the wishes that are kept
EVERYTHING = "tous"  # in the address of a report: among all métiers, whatever the filters that are kept
QUICK_COMPLET, QUICK_EXPRESS = 25, 10  # seconds from the first page to the priorities: too few to have read
NOW = "pistes"  # sent with a step: show the pistes at once
PROPOSED = "phrases"  # the five screens were just answered: show what they say, not what was saved before


def back_to_start(slug: str | None = None) -> HttpResponse:
    start = reverse("quiz:priorites_edit", args=[slug]) if slug else reverse("quiz:priorites_edit")
    return redirect(f"{start}?{RESUME}")


def began_since(passation: Passation, seconds: int) -> bool:
    return passation.commencee_le > timezone.now() - timedelta(seconds=seconds)


def next_step(passation: Passation) -> str:
    """Where the student was: the result, or the first screen without an answer."""
    if passation.has_importances:
        return passation.get_absolute_url()
    choices = choices_of(passation)
    missing = [screen for screen in range(len(SCREENS)) if screen not in choices]
    if choices and missing:
        return reverse("quiz:ecran_edit", args=[missing[0] + 1])
    return reverse("quiz:priorites_edit") + ("" if missing else f"?{PROPOSED}")
