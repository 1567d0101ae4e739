"""The figures, counts and ordinals of `metiers/francais/` as filters."""

from django import template

from metiers.francais.chiffres import decimal, entier, percent, percent_below, point, signed, spelled
from metiers.francais.phrases import count, ordinal, plural

register = template.Library()
for write in (decimal, entier, percent, percent_below, point, signed, spelled, count, ordinal, plural):
    register.filter(write)
