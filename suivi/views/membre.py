"""A member's role, and leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from orientation.security import personal_page
from suivi import services
from suivi.acces import member_only
from suivi.forms import HeirForm, RoleForm
from suivi.models import Membre, Role

LAST = "C’est la seule personne responsable de cette structure : nommez-en d’abord une autre."


@personal_page
@member_only(Role.RESPONSABLE)
@require_http_methods(["GET", "POST"])
def membre_edit(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    other = _of_same(membre, pk)
    sent = request.POST if request.method == "POST" else None
    form = RoleForm(sent, initial={"role": other.role}, membre=other)
    if form.is_valid() and _changed(form, other, membre):
        return redirect(membre.structure)
    context = {"form": form, "membre": other, "structure": membre.structure}
    return render(request, "suivi/membre_edit.html", context, status=422 if form.errors else 200)


def _changed(form: RoleForm, membre: Membre, par: Membre) -> bool:
    role, repreneur = Role(form.cleaned_data["role"]), form.cleaned_data.get("repreneur")
    try:
        services.change_role(membre=membre, role=role, repreneur=repreneur, par=par.user)
    except services.LastResponsableError:
        form.add_error("role", LAST)
    except services.WrongHeirError:
        form.add_error(None, "Ce rôle n’ouvre aucune campagne : choisissez qui reprend les siennes.")
    return not form.errors


@personal_page
@member_only()
@require_http_methods(["GET", "POST"])
@reauthentication_required
def membre_remove(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    """By a responsable, or by oneself."""
    other = _of_same(membre, pk)
    if not membre.is_responsable and other != membre:
        raise Http404
    form = HeirForm(request.POST if request.method == "POST" else None, membre=other)
    if form.is_valid() and _removed(form, other, membre):
        messages.success(request, f"{other} n’est plus membre de {other.structure}.")
        return redirect("suivi:accueil" if other == membre else membre.structure)
    context = {
        "form": form,
        "membre": other,
        "moi": membre,
        "structure": membre.structure,
        "campagnes": other.campagnes.all(),
        "last": not services.heirs(other).exists(),
    }
    return render(request, "suivi/membre_remove.html", context, status=422 if form.errors else 200)


def _removed(form: HeirForm, membre: Membre, par: Membre) -> bool:
    try:
        services.remove(membre=membre, repreneur=form.cleaned_data.get("repreneur"), par=par.user)
    except services.LastResponsableError:
        form.add_error(None, LAST)
    except services.WrongHeirError:
        form.add_error(None, "Choisissez une personne responsable, qui reprend les campagnes.")
    return not form.errors


def _of_same(membre: Membre, pk: int) -> Membre:
    return get_object_or_404(Membre.objects.select_related("user", "structure"), pk=pk, structure=membre.structure_id)
