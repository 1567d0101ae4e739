"""A structure: who is in it, who is invited, how it is set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from orientation.security import personal_page
from suivi import services
from suivi.acces import member_only
from suivi.decomptes import decomptes
from suivi.forms import StructureForm
from suivi.models import Acte, Membre, Role, Structure
from suivi.structures.nombres import by_year

LAST_ACTS = 12


@personal_page
@member_only()
@require_safe
def structure_detail(request: HttpRequest, membre: Membre) -> HttpResponse:
    structure = membre.structure
    membres = list(structure.membres.with_campagnes().select_related("user"))
    context = {
        "moi": membre,
        "structure": structure,
        "membres": membres,
        "campagnes": any(one.nb_campagnes for one in membres),
        "invitations": _pending(membre),
        "actes": _last_acts(membre),
    }
    return render(request, "suivi/structure_detail.html", context)


def _pending(membre: Membre) -> list[object]:
    """Addresses are for those who invite."""
    if not membre.is_responsable:
        return []
    return list(membre.structure.invitations.ouvertes(timezone.now()).select_related("par__user"))


def _last_acts(membre: Membre) -> list[object]:
    return list(Acte.objects.de(membre.structure)[:LAST_ACTS]) if membre.is_responsable else []


@personal_page
@member_only(Role.RESPONSABLE)
@require_http_methods(["GET", "POST"])
def structure_edit(request: HttpRequest, membre: Membre) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = StructureForm(sent, instance=Structure.objects.get(pk=membre.structure_id))
    if form.is_valid():
        try:
            services.edit_structure(structure=membre.structure, par=membre.user, **form.cleaned_data)
            return redirect(membre.structure)
        except services.SameNameError:
            form.add_error("nom", "Une structure de ce nom existe déjà dans cette ville.")
    status = 422 if form.errors else 200
    return render(request, "suivi/structure_edit.html", {"form": form, "structure": membre.structure}, status=status)


@personal_page
@member_only(Role.RESPONSABLE)
@require_safe
def structure_suivi(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Counts alone: it opens no campaign, those of others least of all."""
    context = {"structure": membre.structure, "annees": by_year(decomptes(membre.structure))}
    return render(request, "suivi/structure_suivi.html", context)
