"""Sheets made for a member, when what they were made of goes or changes: inside the transaction of that act."""

from django.db import transaction
from django.db.models import QuerySet

from quiz.services import leave_no_trace
from suivi.models import Document, Piece, Travail


def take_travaux_away(travaux: QuerySet[Travail]) -> int:
    """After the campaign and the member, where these are locked. How many."""
    locked = list(travaux.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if locked:
        Document.objects.filter(travail__in=locked).delete()  # before its sheets, as acts of students do
        Travail.objects.filter(pk__in=locked).delete()
        transaction.on_commit(leave_no_trace, robust=True)
    return len(locked)


def unmake(pieces: QuerySet[Piece]) -> None:
    """What they were made of has changed: they are made anew."""
    made = pieces.exclude(faite_le=None)
    travaux = list(made.values_list("travail", flat=True))
    if travaux:
        Document.objects.filter(travail__in=travaux).delete()
        made.update(contenu=b"", faite_le=None, envoi=None, avant=None)
        transaction.on_commit(leave_no_trace, robust=True)
