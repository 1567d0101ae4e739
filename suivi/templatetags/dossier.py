"""How dates and choices are said on the page of a pupil."""

from datetime import datetime

from django import template
from django.utils import timezone

from metiers.francais.grammaire import lowered
from metiers.francais.phrases import count
from suivi.dossier import Dossier, sent_in_words

register = template.Library()
register.filter("en_phrase", lowered)


@register.filter
def depuis(when: datetime) -> str:
    """« aujourd’hui », « hier », « 4 jours »."""
    days = (timezone.localdate() - timezone.localdate(when)).days
    return {0: "aujourd’hui", 1: "hier"}.get(days) or count(days, "jour")


@register.filter
def envoi_en_mots(dossier: Dossier) -> str:
    return sent_in_words(dossier.rang, dossier.envoye_le)
