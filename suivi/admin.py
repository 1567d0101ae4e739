"""What administrators see of structures and accounts. Of students there is nothing here. What takes something away asks
again who it is, and goes through the services: the same rules as on the pages of staff."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth import logout
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django_tasks_db.models import DBTaskResult

from suivi import services
from suivi.acces import user_of
from suivi.courriel import MailDownError, send
from suivi.forms import AddressForm, DroitsForm
from suivi.models import Acte, Invitation, Membre, RoleSite, Structure

LAST = "C’est la seule personne responsable d’une structure : nommez-en d’abord une autre."
LAST_ADMINISTRATOR = "C’est le seul compte qui administre le site : donnez d’abord ce droit à un autre."

# Addresses, sessions and the secrets of second factors are nobody’s to read, nor the queue of tasks; what a group may
# do is not chosen here.
_OF_OTHERS = (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession, DBTaskResult)
for model in (*_OF_OTHERS, User, Group):
    admin.site.unregister(model)


@admin.register(User)
class CompteAdmin(UserAdmin):
    """Accounts begin with an invitation. What becomes of one is an act with a page of its own."""

    list_display = (
        "username",
        "email",
        "first_name",
        "last_name",
        "is_staff",
        "is_superuser",
        "is_active",
        "last_login",
    )
    readonly_fields = (
        "username",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "last_login",
        "date_joined",
    )
    fieldsets = (
        (None, {"fields": ("username", "email", "first_name", "last_name")}),
        ("Droits sur le site", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        acts = {
            "second-facteur": self.reset_second_factor,
            "adresse": self.change_address,
            "droits": self.set_site_roles,
            "fermer": self.close,
            "rouvrir": self.reopen,
            "supprimer": self.delete_whole,
        }
        own = [
            path(f"<int:pk>/{name}/", self._act(view), name=f"auth_user_{name.replace('-', '_')}")
            for name, view in acts.items()
        ]
        return [*own, *super().get_urls()]

    def _act(self, view: Callable[[HttpRequest, User], HttpResponse]) -> Callable[..., HttpResponse]:
        """Of an administrator, who has just shown who they are."""

        @reauthentication_required
        def act(request: HttpRequest, pk: int) -> HttpResponse:
            if not request.user.is_superuser:
                raise PermissionDenied
            return view(request, get_object_or_404(User, pk=pk))

        wrapped: Callable[..., HttpResponse] = self.admin_site.admin_view(act)
        return wrapped

    def reset_second_factor(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method != "POST":
            return self._ask(request, user, "second_facteur", "Retirer le second facteur")
        services.reset_second_factor(user=user, par=user_of(request))
        if user == request.user:
            logout(request)  # this session is closed as the others
        messages.success(request, f"Le second facteur de {user} est retiré, ses connexions sont fermées.")
        self._tell(request, "second_facteur_retire", user.email)
        return self._back(user)

    def change_address(self, request: HttpRequest, user: User) -> HttpResponse:
        form = AddressForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._changed(request, user, form):
            return self._back(user)
        return self._ask(request, user, "adresse", "Changer l’adresse", form=form)

    def _changed(self, request: HttpRequest, user: User, form: AddressForm) -> bool:
        before, email = user.email, form.cleaned_data["email"]
        try:
            services.change_address(user=user, email=email, par=user_of(request))
        except services.TakenAddressError:
            form.add_error("email", "Cette adresse est celle d’un autre compte.")
            return False
        if user == request.user:
            logout(request)
        messages.success(request, f"L’adresse est maintenant {email}. Les connexions de ce compte sont fermées.")
        for one in (before, email):
            self._tell(request, "adresse_changee", one, avant=before, apres=email)
        return True

    def set_site_roles(self, request: HttpRequest, user: User) -> HttpResponse:
        if user == request.user:
            return self._ask(request, user, "droits", "Droits", own=True)
        sent = request.POST if request.method == "POST" else None
        form = DroitsForm(sent, initial={"roles": services.site_roles(user)})
        if not form.is_valid():
            return self._ask(request, user, "droits", "Changer les droits", form=form)
        roles: list[RoleSite] = form.cleaned_data["roles"]
        try:
            services.set_site_roles(user=user, roles=roles, par=user_of(request))
        except services.LastAdministratorError:
            messages.error(request, LAST_ADMINISTRATOR)
        else:
            self._tell(request, "droits_changes", user.email, roles=", ".join(str(role.label) for role in roles))
        return self._back(user)

    def close(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method != "POST" or user == request.user:
            return self._ask(request, user, "fermer", "Fermer le compte", own=user == request.user)
        try:
            services.close_account(user=user, par=user_of(request))
        except services.LastResponsableError:
            messages.error(request, LAST)
        except services.LastAdministratorError:
            messages.error(request, LAST_ADMINISTRATOR)
        else:
            self._tell(request, "compte_ferme", user.email)
        return self._back(user)

    def reopen(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method != "POST":
            return self._ask(request, user, "rouvrir", "Rouvrir le compte")
        services.reopen_account(user=user, par=user_of(request))
        self._tell(request, "compte_rouvert", user.email)
        return self._back(user)

    def delete_whole(self, request: HttpRequest, user: User) -> HttpResponse:
        if request.method != "POST" or user == request.user:
            return self._ask(request, user, "supprimer", "Supprimer le compte", own=user == request.user)
        try:
            services.delete_account(user=user, par=user_of(request))
        except services.CloseFirstError:
            messages.error(request, "Ce compte est membre de structures : qu’on l’en retire d’abord.")
            return self._back(user)
        except services.LastAdministratorError:
            messages.error(request, LAST_ADMINISTRATOR)
            return self._back(user)
        messages.success(request, f"Le compte {user} est supprimé.")
        self._tell(request, "compte_supprime", user.email)
        return redirect("admin:auth_user_changelist")

    def _ask(self, request: HttpRequest, user: User, act: str, title: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "compte": user, "geste": act, "title": title, **more}
        return TemplateResponse(request, "admin/auth/user/geste.html", context)

    def _back(self, user: User) -> HttpResponse:
        return redirect("admin:auth_user_change", user.pk)

    def _tell(self, request: HttpRequest, template: str, email: str, **said: str) -> None:
        """What was done is done, told or not."""
        try:
            if not email:
                raise MailDownError
            send(template, email, **said)
        except MailDownError:
            whom = email or "un compte sans adresse"
            messages.warning(request, f"Le courriel qui le dit n’est pas parti ({whom}) : prévenez la personne.")

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """One's own where one's sessions are followed; nobody chooses that of another."""
        if id == str(request.user.pk):
            return redirect("account_change_password")
        raise Http404


class MembreInline(admin.TabularInline):
    model = Membre
    fields = ("user", "role", "depuis")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Vue(admin.ModelAdmin):
    """Rows that are made and changed elsewhere; taken away one at a time, by whoever has just shown who they are."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @method_decorator(reauthentication_required)
    def delete_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().delete_view(*args, **kwargs)


@admin.register(Structure)
class StructureAdmin(Vue):
    """Made by `manage.py invite`; members and settings are their responsables' matter."""

    list_display = ("nom", "ville", "traitement", "creee_le")
    search_fields = ("nom", "ville")
    inlines = (MembreInline,)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What was noted of a structure goes with it, though nobody may take it away alone. Of its classes, the number
        alone is shown: pseudonyms are no matter of the site's."""
        _, counts, _, protected = super().get_deleted_objects(objs, request)
        return [str(one) for one in objs], counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Structure) -> None:
        services.delete_structure(structure=obj, par=user_of(request))


@admin.register(Invitation)
class InvitationAdmin(Vue):
    """Seen and withdrawn; made by responsables, or `manage.py invite`."""

    list_display = ("email", "role", "structure", "envoyee_le", "expire_le")
    list_filter = ("role",)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> list[LogEntry]:
        """The act is noted without the address, which the admin would write down."""
        return []

    def delete_model(self, request: HttpRequest, obj: Invitation) -> None:
        try:
            services.withdraw(invitation=obj, par=user_of(request))
        except services.GoneInvitationError:
            raise Http404 from None


@admin.register(Acte)
class ActeAdmin(Vue):
    """Who did what: nobody rewrites it."""

    list_display = ("le", "genre", "structure", "par", "sur", "adresse", "precision")
    list_filter = ("genre",)
    date_hierarchy = "le"
    list_select_related = ("structure", "par", "sur")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
