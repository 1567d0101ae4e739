"""Who decides about data, and the notice to families: public, since neither they nor students have an account."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quiz.services import KEEP_RESULT, KEEP_UNFINISHED
from suivi.models import Structure
from suivi.notice import Faits, render_notice, write_notice


@login_not_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Where students see who decides about data in their school."""
    context = {"structures": Structure.objects.all(), "exploitant": settings.OPERATOR_NAME}
    return render(request, "suivi/notice_list.html", context)


@login_not_required
@require_safe
def notice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    structure = get_object_or_404(Structure, slug=slug)
    context = {"structure": structure, "parties": write_notice(_faits(structure))}
    return render(request, "suivi/notice_detail.html", context)


@login_not_required
@require_safe
def notice_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    structure = get_object_or_404(Structure, slug=slug)
    octets = render_notice(_faits(structure), fait_le=timezone.localdate())
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="notice-{structure.slug}.pdf"'
    return response


def _faits(structure: Structure) -> Faits:
    by_operator = structure.traitement == Structure.Traitement.EXPLOITANT
    return Faits(
        nom=structure.nom,
        structure=str(structure),
        exploitant=settings.OPERATOR_NAME,
        exploitant_responsable=by_operator,
        contact=structure.contact_des_familles,
        dpo=settings.OPERATOR_DPO if by_operator else "",
        jours_inacheve=KEEP_UNFINISHED.days,
        jours_resultat=KEEP_RESULT.days,
    )
