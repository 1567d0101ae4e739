"""Members of a structure: their role, their leaving."""

from django.contrib.auth.models import User
from django.db import transaction

from quiz.services import leave_no_trace
from suivi.models import Acte, Campagne, Invitation, Membre, MembreQuerySet, Note, RendezVous, Role, Travail
from suivi.services.journal import end_invitations, note
from suivi.services.pieces import take_travaux_away
from suivi.services.structure import lock


class LastResponsableError(Exception):
    """A structure keeps one responsable at least."""


class WrongHeirError(Exception):
    """What a member leaves goes to a responsable of the same structure, and nobody else."""


@transaction.atomic
def change_role(*, membre: Membre, role: Role, repreneur: Membre | None = None, par: User | None) -> None:
    """Whoever becomes *invité·e* opens no campaign any more: theirs pass to `repreneur`."""
    structure = lock(membre.structure_id)
    if role != Role.RESPONSABLE:
        _refuse_last(membre)
        _withdraw_invitations(membre)
    if role == Role.INVITE:
        _hand_over(membre, repreneur)
    Membre.objects.filter(pk=membre.pk).update(role=role)
    if role == Role.INVITE:
        take_travaux_away(Travail.objects.filter(membre=membre))
    note(Acte.Genre.ROLE, par=par, structure=structure, sur=membre.user, precision=str(role.label))


@transaction.atomic
def remove(*, membre: Membre, repreneur: Membre | None, par: User | None) -> None:
    """Take a member out: from their next request on nothing of the structure opens. Campaigns, if there are any, pass
    to `repreneur`; invitations under way are withdrawn, notes that nobody else reads are gone."""
    structure = lock(membre.structure_id)
    _refuse_last(membre)
    _hand_over(membre, repreneur)
    _withdraw_invitations(membre)
    Note.objects.filter(auteur=membre, partagee=False).delete()
    _lock_row(membre)
    take_travaux_away(Travail.objects.filter(membre=membre))
    Membre.objects.filter(pk=membre.pk).delete()
    note(Acte.Genre.DEPART, par=par, structure=structure, sur=membre.user)
    transaction.on_commit(leave_no_trace, robust=True)


def refuse_if_last_anywhere(user: User) -> None:
    """Inside the transaction of an act that keeps this account from acting, whatever its structures."""
    for membre in Membre.objects.responsables().filter(user=user).order_by("structure_id"):
        lock(membre.structure_id)
        _refuse_last(membre)


def heirs(membre: Membre) -> MembreQuerySet:
    """To whom what this member leaves may pass."""
    return Membre.objects.responsables().filter(structure=membre.structure_id).exclude(pk=membre.pk)


def _lock_row(membre: Membre) -> None:
    """Whoever makes documents for this member locks it before them."""
    Membre.objects.select_for_update().filter(pk=membre.pk).first()


def _hand_over(membre: Membre, repreneur: Membre | None) -> None:
    own = Campagne.objects.filter(proprietaire=membre)
    if not own.exists():
        return
    if repreneur is None or not heirs(membre).filter(pk=repreneur.pk).exists():
        raise WrongHeirError
    coming = RendezVous.objects.filter(participation__campagne__in=own, membre=membre, fait_le=None)
    coming.update(membre=repreneur, signature=str(repreneur))  # students read with whom
    own.update(proprietaire=repreneur)


def _withdraw_invitations(membre: Membre) -> None:
    """Whoever may invite no more does not come back by a link they sent, nor lets anybody in whom nobody else chose."""
    end_invitations(Invitation.objects.filter(par=membre))


def _refuse_last(membre: Membre) -> None:
    if not heirs(membre).exists():
        raise LastResponsableError
