"""What of staff ends at a date of its own, for `purge_expired` (PURGES in orientation/settings.py)."""

from datetime import datetime

from suivi import services
from suivi.courriel import MailDownError, send


def purge(*, now: datetime, dry_run: bool) -> dict[str, int]:
    """Delete it: what it is called in French → how many."""
    return {
        "invitations": services.purge_invitations(now=now, dry_run=dry_run),
        "sessions": services.purge_sessions(now=now, dry_run=dry_run),
        "compteurs": services.purge_counts(now=now, dry_run=dry_run),
        "actes": services.purge_actes(now=now, dry_run=dry_run),
        "documents": services.purge_travaux(now=now, dry_run=dry_run),
        "tâches": services.purge_tasks(now=now, dry_run=dry_run),
        "fins annoncées": _announce_ends(now=now, dry_run=dry_run),
    }


def _announce_ends(*, now: datetime, dry_run: bool) -> int:
    """A month before a campaign ends, its owner is told, once: a message that does not leave is tried the next day."""
    told = 0
    for campagne in services.ending_soon(now):
        try:
            if not dry_run:
                send("fin_annee", campagne.proprietaire.user.email, campagne=campagne)
                services.note_told(campagne, now)
            told += 1
        except MailDownError:
            continue
    return told
