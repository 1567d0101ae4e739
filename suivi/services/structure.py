"""Structures, and the lock that acts on their members share."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from quiz.services import leave_no_trace
from suivi.models import Acte, Campagne, Structure
from suivi.noms import name_key
from suivi.services.journal import note

LONGEST_SLUG = 80
_NAMES = {"nom": "nom", "ville": "ville", "traitement": "responsable du traitement", "contact": "contact"}


class SameNameError(Exception):
    """Another structure has this name in this town."""


@transaction.atomic
def open_structure(*, nom: str, ville: str) -> Structure:
    """The structure of this name in this town, made if there is none."""
    structure = structure_of(nom=nom, ville=ville)
    if structure.pk is None:
        structure.save()
    return structure


def structure_of(*, nom: str, ville: str) -> Structure:
    """The structure of this name in this town, or the one to be made, which is not stored yet."""
    cle = name_key(nom, ville)
    known = Structure.objects.filter(cle=cle).first()
    return known or Structure(nom=nom, ville=ville, cle=cle, slug=free_slug(nom, ville))


def edit_structure(
    *, structure: Structure, nom: str, ville: str, traitement: str, contact: str, par: User | None
) -> None:
    """Its address stays: it is on paper."""
    changed = {"nom": nom, "ville": ville, "traitement": traitement, "contact": contact}
    try:
        _write(structure, changed, par)
    except IntegrityError:
        raise SameNameError from None


@transaction.atomic
def _write(structure: Structure, changed: dict[str, str], par: User | None) -> None:
    locked = lock(structure.pk)
    said = [name for name, value in changed.items() if getattr(locked, name) != value]
    if said:
        key = name_key(changed["nom"], changed["ville"])
        Structure.objects.filter(pk=locked.pk).update(**changed, cle=key)
        note(Acte.Genre.REGLAGES, par=par, structure=locked, precision=", ".join(map(_NAMES.__getitem__, said)))


@transaction.atomic
def delete_structure(*, structure: Structure, par: User | None) -> None:
    """With its members, invitations, campaigns and what was noted of them."""
    locked = lock(structure.pk)
    list(Campagne.objects.select_for_update().filter(structure=locked).order_by("pk"))  # students may be sending
    note(Acte.Genre.STRUCTURE_SUPPRIMEE, par=par, precision=str(structure))
    locked.delete()
    transaction.on_commit(leave_no_trace, robust=True)


def free_slug(nom: str, ville: str) -> str:
    """An address that no other structure has."""
    base = slugify(f"{nom} {ville}")[: LONGEST_SLUG - 4].rstrip("-") or "structure"
    taken = set(Structure.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def lock(structure_id: int) -> Structure:
    """Until the transaction ends: two acts on the members of one structure come one after the other, so that two
    responsables cannot each leave because the other stays."""
    return Structure.objects.select_for_update().get(pk=structure_id)
