"""Campaigns → the lines of an export, one campaign after the other: so much is held in memory and no more, and whoever
left or erased everything meanwhile is not there."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from suivi import services
from suivi.acces import lues_par, membres_lisant
from suivi.models import Envoi, Etat, Membre, Participation
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
    eleves = sorted(eleves_of([campagne], user, apercus=True)[pk], key=lambda one: one.cle)
    try:
        membre = membres_lisant(user).select_related("user").get(structure=campagne.structure_id)
        noted = services.note_exported(envois=[one.envoi for one in eleves if one.envoi], membre=membre)
    except (services.GoneError, Membre.DoesNotExist):
        return None
    classe = Classe(str(campagne.structure), campagne.nom, campagne.annee_scolaire)
    zone = timezone.get_current_timezone()
    kept = (one for one in eleves if one.envoi is None or one.envoi in noted)
    return [Ligne(classe, one, Etat(one.etat).label, zone) for one in kept]


def _still_there(lignes: Sequence[Ligne]) -> Iterator[Ligne]:
    """Without who left, withdrew, erased or sent again since the campaign was read: whoever downloads may be slow."""
    places = {one.eleve.pk for one in lignes if one.eleve.pk}
    gone = places.difference(Participation.objects.filter(pk__in=places).values_list("pk", flat=True))
    sent = {one.eleve.envoi: one.eleve.envoye_le for one in lignes if one.eleve.envoi}
    now = dict(Envoi.objects.filter(pk__in=sent).values_list("pk", "envoye_le"))
    changed = {pk for pk, when in sent.items() if now.get(pk) != when}
    return (one for one in lignes if one.eleve.pk not in gone and one.eleve.envoi not in changed)
