"""Campaigns → the lines of an export, one campaign after the other: so much is held in memory and no more, and whoever
left or erased everything meanwhile is not there."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from suivi import services
from suivi.acces import lues_par, membres_lisant
from suivi.models import Campagne, Envoi, Etat, Membre, Participation
from suivi.tableaux import eleves_of
from suivi.tableur.colonnes import Classe, Ligne

AT_ONCE = 50  # lines: looked at again just before they leave
INCOMPLET = (
    "Tableau incomplet : au moins une campagne a été supprimée, ou ne vous est plus ouverte, pendant qu’il se faisait."
)


def lines_of(user: User, campagnes: Sequence[int]) -> Iterator[Ligne | str]:
    """The right to read is looked at again before each campaign; a last line says when one is missing."""
    missing = False
    for pk in campagnes:
        found = _read(user, pk)
        missing = missing or found is None
        for few in _batched(found or ()):
            yield from _still_there(few)
    if missing:
        yield INCOMPLET


def _batched(lignes: Sequence[Ligne]) -> Iterator[Sequence[Ligne]]:
    return (lignes[start : start + AT_ONCE] for start in range(0, len(lignes), AT_ONCE))


def _read(user: User, pk: int) -> list[Ligne] | None:
    campagne = lues_par(user).select_related("structure").filter(pk=pk).first()
    if campagne is None:
        return None
    try:
        membre = membres_lisant(user).select_related("user").get(structure=campagne.structure_id)
        services.note_exported(campagne=campagne, membre=membre)
    except (services.GoneError, Membre.DoesNotExist, Campagne.DoesNotExist):
        return None
    classe = Classe(str(campagne.structure), campagne.nom, campagne.annee_scolaire)
    eleves = sorted(eleves_of([campagne], user, apercus=True)[pk], key=lambda one: one.cle)
    return [Ligne(classe, one, Etat(one.etat).label, timezone.get_current_timezone()) for one in eleves]


def _still_there(lignes: Sequence[Ligne]) -> Iterator[Ligne]:
    """Without who left, withdrew or erased since the campaign was read: whoever downloads may be slow."""
    places = {one.eleve.pk for one in lignes if one.eleve.pk}
    sends = {one.eleve.envoi for one in lignes if one.eleve.envoi}
    gone = places.difference(Participation.objects.filter(pk__in=places).values_list("pk", flat=True))
    withdrawn = sends.difference(Envoi.objects.filter(pk__in=sends).values_list("pk", flat=True))
    return (one for one in lignes if one.eleve.pk not in gone and one.eleve.envoi not in withdrawn)
