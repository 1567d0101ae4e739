"""The figures of `metiers/chiffres.py` as filters."""

from django import template

from metiers.francais.chiffres import decimal, entier, percent, percent_below, point, signed

register = template.Library()
for write in (decimal, entier, percent, percent_below, point, signed):
    register.filter(write)
