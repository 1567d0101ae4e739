"""What editors see of the quiz: totals that tell nothing of anybody. Answers are never shown here."""

from django.contrib import admin
from django.http import HttpRequest

from quiz.models import AccordTotal


@admin.register(AccordTotal)
class AccordTotalAdmin(admin.ModelAdmin):
    """Read-only."""

    list_display = ("__str__", "nombre", "methode")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccordTotal | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AccordTotal | None = None) -> bool:
        return False
