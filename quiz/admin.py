"""What editors see of the quiz: totals that tell nothing of anybody. Answers are never shown here."""

from django.contrib import admin
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse

from metiers.francais.chiffres import decimal
from metiers.francais.phrases import count
from quiz.models import AccordTotal
from quiz.resultat.accord import PAIRS


@admin.register(AccordTotal)
class AccordTotalAdmin(admin.ModelAdmin):
    """Read-only."""

    list_display = ("__str__", "nombre", "methode")
    list_filter = ("methode",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"subtitle": _mean(), **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccordTotal | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AccordTotal | None = None) -> bool:
        return False


def _mean() -> str:
    """How often students and the ranking agree, all methods together."""
    totals = AccordTotal.objects.aggregate(students=Sum("nombre"), halves=Sum(F("nombre") * F("demi_paires")))
    students = totals["students"] or 0
    if not students:
        return "aucune vérification pour l’instant"
    mean = decimal(totals["halves"] / students / 2)
    among = count(students, "élève")
    return f"en moyenne {mean} fois sur {PAIRS} pour {among}\u202f; au hasard, ce serait {PAIRS // 2}"
