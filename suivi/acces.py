"""Who may open what of a structure."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from suivi.models import Campagne, Membre, Participation, Role, Structure
from suivi.services import GoneError

View = Callable[..., HttpResponse]
INVITATION = "invitation"  # where the session holds the hash of the secret of the one being answered


def user_of(request: HttpRequest) -> User:
    """Whoever is signed in: the pages of this app open to nobody else, but for those that say so."""
    assert isinstance(request.user, User)  # noqa: S101 (the middleware has seen to it)
    return request.user


def membres_lisant(user: User) -> QuerySet[Membre]:
    """Those that this account is with the right to read what students send: an *invité·e* has it not."""
    return Membre.objects.filter(user=user).exclude(role=Role.INVITE)


def lues_par(user: User) -> QuerySet[Campagne]:
    """The campaigns whose sends this account may read."""
    return Campagne.objects.lues_par(user.pk)


def member_only(*roles: Role) -> Callable[[View], View]:
    """The view is given the member that this account is of the structure `slug`, with one of these roles (by default
    any). For anybody else the page does not exist: not today, if the role was taken away since yesterday."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            own = Membre.objects.select_related("structure", "user").filter(structure__slug=slug, user=user_of(request))
            membre = own.filter(role__in=roles or Role.values).first()
            if membre is None:
                raise Http404
            try:
                return view(request, membre, **kwargs)
            except Structure.DoesNotExist:  # deleted while a mail left
                raise Http404 from None

        return wrapped

    return decorator


def campagne_only(*, lire: bool = True, own: bool = False) -> Callable[[View], View]:
    """The view is given the campaign `pk` and the member by whom this account opens it: its owner, or one it is shared
    with. `lire`: those who may read what students sent, not an *invité·e*; `own`: its owner alone. For anybody else the
    page does not exist, nor once it is deleted."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            user = user_of(request)
            known = Campagne.objects.de(user.pk).select_related("structure", "proprietaire__user")
            campagne = known.filter(pk=pk).first()
            membre = Membre.objects.filter(structure=campagne.structure_id, user=user).first() if campagne else None
            if campagne is None or membre is None or (lire and membre.role == Role.INVITE):
                raise Http404
            if own and membre.pk != campagne.proprietaire_id:
                raise Http404
            membre.user, membre.structure = user, campagne.structure
            try:
                return view(request, campagne, membre, **kwargs)
            except (Campagne.DoesNotExist, GoneError):  # deleted meanwhile, or no longer a member
                raise Http404 from None

        return wrapped

    return decorator


def eleve_only(view: View) -> View:
    """The view is given the place `eleve` of the campaign `pk`, and the member, for those who may read what was sent.
    For anybody else the page does not exist, nor once the student has left, erased or withdrawn what it is about."""

    @campagne_only()
    @wraps(view)
    def wrapped(request: HttpRequest, campagne: Campagne, membre: Membre, eleve: int, **kwargs: Any) -> HttpResponse:
        living = Participation.objects.filter(passation__expire_le__gt=timezone.now())
        place = living.with_etat().filter(campagne=campagne, pk=eleve).first()
        if place is None:
            raise Http404
        place.campagne = campagne
        try:
            return view(request, place, membre, **kwargs)
        except GoneError:
            raise Http404 from None

    return wrapped
