"""Filters for the lists of counsellors."""

from datetime import date, datetime
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from metiers.francais.phrases import ordinal
from suivi.listes import mots

register = template.Library()


def _day(when: date | datetime) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@register.filter
def jour(when: date | datetime) -> str:
    """« mardi 1er décembre »"""
    return mots.jour(_day(when))


@register.filter
def date_seule(when: date | datetime) -> str:
    """« 1er décembre »"""
    return mots.date_seule(_day(when))


@register.filter
def heure(when: datetime) -> str:
    """« 9 h 05 »"""
    return mots.heure(timezone.localtime(when))


@register.filter
def moment(when: date | datetime) -> str:
    """« hier »"""
    return mots.moment(_day(when), timezone.localdate())


@register.filter
def echeance(when: date | datetime) -> str:
    """« vendredi »"""
    return mots.echeance(_day(when), timezone.localdate())


@register.filter
def envoi(number: int) -> str:
    """« 2e envoi »"""
    return f"{'1er' if number == 1 else ordinal(number)} envoi"


@register.simple_tag
def etat(cle: str, mot: str) -> SafeString:
    """The shape and the word of a state."""
    return _part("etat", str(cle), str(mot))


@register.simple_tag
def fermete(cle: str, mot: str) -> SafeString:
    """Three bars and a word."""
    return _part("fermete", cle, mot)


@cache
def _part(name: str, cle: str, mot: str) -> SafeString:
    """Drawn once for all rows: there are as many as there are words."""
    return render_to_string(f"suivi/campagne/_{name}.html", {"cle": cle, "mot": mot})
