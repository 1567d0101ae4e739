"""One's own account: what it is, taken away, deleted."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from orientation.security import personal_page
from suivi import services
from suivi.acces import user_of


@personal_page
@require_safe
def compte_detail(request: HttpRequest) -> HttpResponse:
    return render(request, "suivi/compte_detail.html")


@personal_page
@require_safe
@reauthentication_required
def compte_export(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(
        services.export_account(user_of(request)), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="mon-compte.json"'
    return response


@personal_page
@require_http_methods(["GET", "POST"])
@reauthentication_required
def compte_delete(request: HttpRequest) -> HttpResponse:
    user, status = user_of(request), 200
    if request.method == "POST":
        try:
            services.delete_account(user=user, par=user)
        except services.CloseFirstError:
            status = 422
        except services.LastAdministratorError:
            return render(request, "suivi/compte_delete.html", {"last": True}, status=422)
        else:
            logout(request)
            messages.success(request, "Votre compte est supprimé.")
            return redirect("account_login")
    structures = [one.structure for one in user.membres.select_related("structure")]
    return render(request, "suivi/compte_delete.html", {"structures": structures}, status=status)
