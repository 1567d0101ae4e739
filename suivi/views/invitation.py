"""Inviting, and answering an invitation."""

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orientation.security import personal_page
from orientation.throttle import address_key
from suivi import services
from suivi.acces import INVITATION, member_only, user_of
from suivi.courriel import MailDownError, send
from suivi.forms import AccountForm, InvitationForm
from suivi.hachage import BUSY, FullError, place
from suivi.models import Invitation, Membre, Role
from suivi.second_facteur import has_second_factor, note_password, was_shown

ANSWERED = "invitation_repondue"  # in the session
SENT_AGAIN = 60  # seconds during which a form that made an account may arrive a second time


@personal_page
@member_only(Role.RESPONSABLE)
@require_http_methods(["GET", "POST"])
def invitation_add(request: HttpRequest, membre: Membre) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _invited(request, membre, form):
        messages.success(request, f"L’invitation est partie à {form.cleaned_data['email']}.")
        return redirect(membre.structure)
    context = {"form": form, "structure": membre.structure, "days": services.INVITATION_DAYS}
    return render(request, "suivi/invitation_add.html", context, status=422 if form.errors else 200)


def _invited(request: HttpRequest, membre: Membre, form: InvitationForm) -> bool:
    def deliver(invitation: Invitation, token: str) -> None:
        address = request.build_absolute_uri(reverse("suivi:invitation_open", args=[token]))
        privacy = request.build_absolute_uri(reverse("suivi:donnees_detail"))
        send("invitation", invitation.email, invitation=invitation, address=address, privacy=privacy)

    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    try:
        services.invite(email=email, role=role, structure=membre.structure, par=membre, deliver=deliver)
    except services.AlreadyMemberError:
        form.add_error("email", "Cette personne est déjà membre de la structure.")
    except services.NotResponsableError:  # the role was taken away while the mail left
        raise Http404 from None
    except services.TooManyInvitationsError:
        form.add_error(None, f"{services.INVITATIONS_A_DAY} invitations sont parties depuis hier : continuez demain.")
    except MailDownError:
        form.add_error(None, "Le courriel n’est pas parti : le serveur de messagerie ne répond pas. Rien n’a été créé.")
    return not form.errors


@personal_page
@member_only(Role.RESPONSABLE)
@require_POST
def invitation_withdraw(request: HttpRequest, membre: Membre, pk: int) -> HttpResponse:
    invitation = get_object_or_404(membre.structure.invitations, pk=pk)
    try:
        services.withdraw(invitation=invitation, par=membre.user)
        messages.success(request, f"L’invitation de {invitation.email} est retirée : son lien ne s’ouvre plus.")
    except services.GoneInvitationError:
        messages.error(request, f"L’invitation de {invitation.email} vient d’être acceptée ou retirée.")
    return redirect(membre.structure)


@login_not_required
@personal_page
@require_safe
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: its secret leaves the address bar, and the session holds the hash alone."""
    invitation = services.find_invitation(token)
    if invitation is None:
        return _absent(request)
    request.session[INVITATION] = invitation.empreinte
    return redirect("suivi:invitation_accept")


@sensitive_post_parameters("password1", "password2")
@login_not_required
@personal_page
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest) -> HttpResponse:
    invitation = services.invitation_of(request.session.get(INVITATION))
    if invitation is None:
        return _sent_again(request) if request.method == "POST" else _absent(request)
    if request.user.is_authenticated:
        return _join(request, user_of(request), invitation)
    if services.account_of(invitation.email):
        return _show(request, invitation, "connexion")
    return _begin(request, invitation)


def _begin(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Without an account: make one, and come in."""
    sent = request.POST if request.method == "POST" else None
    form = AccountForm(sent, email=invitation.email, structure=invitation.structure)
    if not form.is_valid():
        return _show(request, invitation, "compte", form=form, status=422 if form.errors else 200)
    said = form.cleaned_data
    try:
        with place(address_key(request)):
            user = _account(invitation, said)
    except FullError:
        form.add_error(None, f"{BUSY}.")
        return _show(request, invitation, "compte", form=form, status=422)
    except services.AlreadyMemberError:
        return _made_already(request)
    except services.GoneInvitationError:
        return _absent(request)
    _note_answer(request)
    note_password(request, user)
    return perform_login(request, user, email_verification="none", redirect_url=reverse("mfa_index"))


def _account(invitation: Invitation, said: dict[str, str]) -> User:
    """Made from this form, or by the same one sent at the same moment: then it has this password."""
    password = said["password1"]
    try:
        return services.create_account(invitation=invitation, prenom=said["prenom"], nom=said["nom"], password=password)
    except (services.AlreadyMemberError, services.GoneInvitationError):
        made = services.account_of(invitation.email)
        if made is None or not made.check_password(password):
            raise services.AlreadyMemberError if made else services.GoneInvitationError from None
        return made


def _sent_again(request: HttpRequest) -> HttpResponse:
    """What was accepted a moment ago, in this session or in the one that it began with."""
    if request.user.is_authenticated and request.session.get(ANSWERED) and INVITATION not in request.session:
        return redirect("suivi:accueil")
    return _made_already(request) if cache.get(_accepted(request)) else _absent(request)


def _note_answer(request: HttpRequest) -> None:
    del request.session[INVITATION]
    request.session[ANSWERED] = True
    cache.set(_accepted(request), True, SENT_AGAIN)


def _accepted(request: HttpRequest) -> str:
    """Of the session that the form came in: whoever comes in begins another."""
    return f"invitation acceptée {request.COOKIES.get(settings.SESSION_COOKIE_NAME)}"


def _made_already(request: HttpRequest) -> HttpResponse:
    request.session.flush()  # ended by the first sending: nothing could be written in it
    messages.info(request, "Votre compte est créé\u00a0: connectez-vous.")
    return redirect("account_login")


def _join(request: HttpRequest, user: User, invitation: Invitation) -> HttpResponse:
    """With an account: its second factor first, as for all that is personal."""
    if not has_second_factor(user) or not was_shown(request, user):
        return redirect("suivi:accueil")
    if not services.accounts_named(invitation.email).filter(pk=user.pk).exists():
        return _show(request, invitation, "autre", status=403)
    if request.method != "POST":
        return _show(request, invitation, "rejoindre")
    try:
        services.accept(invitation=invitation, user=user)
    except services.GoneInvitationError:
        if not user.membres.filter(structure=invitation.structure).exists():  # else by the same button, pressed twice
            return _absent(request)
    except services.NotYoursError:
        return _show(request, invitation, "autre", status=403)
    except services.AlreadyMemberError:
        messages.info(request, "Vous êtes déjà membre de cette structure : votre rôle ne change pas.")
    _note_answer(request)
    return redirect(invitation.structure or "suivi:accueil")


def _show(request: HttpRequest, invitation: Invitation, state: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"invitation": invitation, "state": state, **more}
    return render(request, "suivi/invitation_accept.html", context, status=status)


def _absent(request: HttpRequest) -> HttpResponse:
    return render(request, "suivi/invitation_absent.html", status=404)
