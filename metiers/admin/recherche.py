"""What editors type in the search of a list."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from metiers.francais.invisibles import without_invisible


class CleanSearch(admin.ModelAdmin):
    """A word pasted with a soft hyphen, or a mark of direction, finds what it finds without."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, without_invisible(search_term))
