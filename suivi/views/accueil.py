"""Where staff arrive: whom they see and what they read today, and their campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from orientation.security import personal_page
from suivi import services
from suivi.acces import INVITATION, lues_par, membres_lisant, user_of
from suivi.listes.eleve import Eleve, Part, parts
from suivi.listes.file import TITRES, Groupe, queue
from suivi.models import Campagne, Membre, RendezVous
from suivi.tableaux import eleves_of

SHOWN, MOST_SHOWN = 6, 100  # rows of a group among others, or alone
CAMPAGNES_SHOWN = 20  # of those that close first: what a page reads is bounded
NEXT_SHOWN = 8  # appointments
NEXT_DAYS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A campaign as the table shows it."""

    campagne: Campagne
    eleves: int
    parts: tuple[Part, ...]
    envoyees: int
    a_lire: int
    faits: int
    mienne: bool
    lit: bool


@personal_page
@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    membres = list(_membres(user))
    of_all = services.opened_by(user).en_cours().order_by("ferme_le", "nom", "pk")
    page = Paginator(of_all, CAMPAGNES_SHOWN).get_page(request.GET.get("page", ""))
    campagnes = list(page)
    classes = eleves_of(campagnes, user, apercus=True)
    lisibles = set(membres_lisant(user).values_list("structure", flat=True))
    read = {one.pk: one for one in campagnes if one.structure_id in lisibles}
    groupes = _groupes(read, classes)
    rendez_vous = list(_next(user)) if lisibles else []
    context = {
        "membres": membres,
        "lit": bool(lisibles),
        "page": page,
        "campagnes": [_ligne(one, classes[one.pk], user, one.pk in read) for one in campagnes],
        "archivees": services.opened_by(user).exclude(archivee_le=None).count(),
        "finissent": [one for one in campagnes if one.finit_bientot],
        "rendez_vous": rendez_vous,
        "du_jour": _to_print(rendez_vous, classes),
        "aujourdhui": timezone.localdate(),
        **_file(request.GET.get("voir", ""), groupes, read),
        **_waiting(request, user),
    }
    return render(request, "suivi/accueil.html", context)


def _membres(user: User) -> Any:
    return Membre.objects.filter(user=user).select_related("structure").order_by("structure__nom", "pk")


@personal_page
@require_safe
def structure_list(request: HttpRequest) -> HttpResponse:
    own = list(_membres(user_of(request)))
    context = {"membres": own, "leads": any(one.is_responsable for one in own), **_waiting(request, user_of(request))}
    return render(request, "suivi/structure_list.html", context)


def _waiting(request: HttpRequest, user: User) -> dict[str, object]:
    """Invitations, and an account without a password."""
    waiting = services.invitation_of(request.session.get(INVITATION))
    others = services.invited(user.email).select_related("structure").order_by("pk")
    others = others.exclude(pk=waiting.pk) if waiting else others
    return {"invitation": waiting, "invitations": others, "without_password": _came_by_code(user)}


def _came_by_code(user: User) -> bool:
    """And comes in by no other way: neither a password nor a provider."""
    return not user.has_usable_password() and not SocialAccount.objects.filter(user=user).exists()


def _groupes(campagnes: Mapping[int, Campagne], classes: Mapping[int, Sequence[Eleve]]) -> list[Groupe]:
    closing = {pk: one.ferme_le for pk, one in campagnes.items()}
    return queue({pk: classes[pk] for pk in campagnes}, closing, timezone.localdate())


def _file(voir: str, groupes: Sequence[Groupe], campagnes: Mapping[int, Campagne]) -> dict[str, object]:
    """The queue, or one group of it; with the campaign of each row."""
    alone = [one for one in groupes if one.cle == voir]
    shown, most = (alone, MOST_SHOWN) if alone else (groupes, SHOWN)
    late = sum(one.nombre for one in groupes if one.cle == "rappels")
    rows = [(one, [(tache, campagnes[tache.campagne]) for tache in one.taches[:most]]) for one in shown]
    return {
        "groupes": rows,
        "puces": [(one.cle, TITRES[one.cle][0], one.nombre) for one in groupes],
        "voir": voir if alone else "",
        "total": sum(one.nombre for one in groupes),
        "gestes": sum(one.nombre for one in groupes) - late,
        "en_retard": late,
    }


def _ligne(campagne: Campagne, eleves: Sequence[Eleve], user: User, lit: bool) -> Ligne:
    return Ligne(
        campagne=campagne,
        eleves=len(eleves),
        parts=parts(eleves),
        envoyees=sum(one.envois > 0 for one in eleves),
        a_lire=sum(one.a_lire for one in eleves),
        faits=sum(one.fait_le is not None for one in eleves),
        mienne=campagne.proprietaire.user_id == user.pk,
        lit=lit,
    )


def _to_print(rendez_vous: Sequence[RendezVous], classes: Mapping[int, Sequence[Eleve]]) -> int:
    """How many of today's appointments are with somebody who has sent a result."""
    sent = {one.pk for eleves in classes.values() for one in eleves if one.envois}
    today = timezone.localdate()
    return sum(timezone.localdate(one.le) == today and one.participation_id in sent for one in rendez_vous)


def _next(user: User) -> Any:
    """The appointments of this account: today's, then those of the coming days."""
    today = timezone.localdate()
    coming = RendezVous.objects.filter(membre__user=user, fait_le=None)
    coming = coming.filter(le__date__range=(today, today + NEXT_DAYS))
    coming = coming.filter(participation__campagne__in=lues_par(user).filter(archivee_le=None))
    living = coming.filter(participation__passation__expire_le__gt=timezone.now())
    return living.select_related("participation__campagne").order_by("le", "pk")[:NEXT_SHOWN]
