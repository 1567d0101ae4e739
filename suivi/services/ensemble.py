"""« Ensemble »: the group of a campaign, said so that neither a view nor what two differ by tells of a few pupils."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from suivi.ensemble.groupe import next_group
from suivi.ensemble.memoire import said, say
from suivi.ensemble.portrait import Portrait, portrait
from suivi.ensemble.vue import read
from suivi.models import Campagne, Envoi, Groupe
from suivi.services.campagne import lock_campagne
from suivi.synthese.apercu import FORMAT


@transaction.atomic
def show_group(*, campagne: Campagne, mondes: Mapping[str, str]) -> Portrait | None:
    """What may be said of it now, remembered; None when they are too few, or too few have changed since a group was
    shown. `mondes`: the grands domaines, letter → name. Raises Campagne.DoesNotExist."""
    locked = lock_campagne(campagne.pk)
    before = list(Groupe.objects.filter(campagne=locked))
    shown = [frozenset(one.envois) for one in before]
    sent = _sends(locked)
    group = next_group(frozenset({pupil: key for key, pupil in sent.items()}.values()), sent, shown)
    if not group:
        return None
    apercus = Envoi.objects.filter(pk__in=group).order_by("pk").values_list("apercu", flat=True)
    found = say(portrait([read(one) for one in apercus], mondes), [one.dits for one in before])
    if group not in shown:
        Groupe.objects.create(campagne=locked, envois=sorted(group), dits=said(found))
    return found


def _sends(campagne: Campagne) -> dict[int, str]:
    """The sends of the campaign that may be counted, the last of each pupil last, and the pupil's name of each."""
    sent = Envoi.objects.filter(
        participation__campagne=campagne,
        participation__passation__expire_le__gt=timezone.now(),
        apercu__format=FORMAT,
    )
    return dict(sent.order_by("envoye_le", "pk").values_list("pk", "participation__cle"))
