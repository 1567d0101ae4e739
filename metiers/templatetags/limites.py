"""Numbers that another room decides and a template says."""

from django import template

from metiers import favoris
from metiers.search.selection import MAX_QUERY

register = template.Library()


@register.simple_tag
def most_favoris() -> int:
    return favoris.MOST


@register.simple_tag
def longest_query() -> int:
    """In characters."""
    return MAX_QUERY
