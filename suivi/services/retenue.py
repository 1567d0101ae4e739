"""Results that are kept for the talk."""

from quiz.models import Passation
from suivi.models import Participation


def is_held(passation: Passation, *, beside: Participation | None = None) -> bool:
    """Does any class keep them for the talk, whatever the others show? `beside`: but for this place."""
    places = Participation.objects.filter(passation=passation).select_related("campagne")
    return any(one.est_retenue for one in places if one != beside)
