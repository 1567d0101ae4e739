"""What classes hang on a passation: a sent result is not pruned, and what a student takes away leaves the counsellors
at the same moment."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from quiz.models import Passation, Resultat
from quiz.services.attaches import Attache
from suivi.models import Envoi, Participation, Piece
from suivi.services.campagne import lock_campagnes
from suivi.services.envoi import empty
from suivi.services.papier import take_possession, waits_for_its_pupil
from suivi.services.participation import last_end, lock_participations, settle_ends_of, take_away
from suivi.services.pieces import unmake


class ClassesAttache(Attache):
    def prunable(self, old: QuerySet[Resultat]) -> QuerySet[Resultat]:
        compared = Envoi.objects.exclude(depuis=None).values("depuis")
        return old.exclude(pk__in=Envoi.objects.values("resultat")).exclude(pk__in=compared)

    def held_until(self, passation: Passation) -> datetime | None:
        return last_end(passation)

    def before_removal(self, resultat: Resultat) -> None:
        """A place where nothing else was sent is as after a withdrawal. What was compared with this result stays sent,
        without the comparison."""
        touched = Participation.objects.filter(Q(envois__resultat=resultat) | Q(envois__depuis=resultat))
        lock_campagnes(touched.values_list("campagne", flat=True))
        places = Participation.objects.filter(envois__resultat=resultat)
        alone = [one for one in places if not one.envois.exclude(resultat=resultat).exists()]
        empty(alone)
        told = Q(envoi__resultat=resultat) | Q(avant__resultat=resultat) | Q(envoi__depuis=resultat)
        unmake(Piece.objects.filter(told))
        resultat.comparaisons.update(depuis=None, situation_avant={})
        resultat.envois.all().delete()
        settle_ends_of([resultat.passation_id])

    def plan_changed(self, resultats: Collection[int]) -> None:
        """Sheets that were made with it are made anew: what the student took out of their plan is in none."""
        told = Q(envoi__resultat__in=resultats) & (Q(envoi__plan=True) | Q(envoi__reflexions=True))
        unmake(Piece.objects.filter(told))

    def before_erasure(self, passation: int) -> None:
        """Places that were freed before theirs go too, under the same right as when they leave."""
        own = Participation.objects.filter(passation=passation)
        before = Participation.objects.filter(reprise_par__in=own)
        if not before.exists():
            return
        pks = [*own.values_list("pk", flat=True), *before.values_list("pk", flat=True)]
        locked = {one.pk: one for one in lock_participations(pks).with_etat()}
        sent = {one.pk for one in locked.values() if one.passation_id == passation and (one.a_envoye or one.retiree_le)}
        take_away([one for one in locked.values() if one.reprise_par_id in sent])

    def opening(self, passation: int) -> str | None:
        """What was typed from paper is to be read first by whoever ticked it."""
        campagne = waits_for_its_pupil(passation)
        return reverse("suivi:feuille_detail", args=[campagne.code]) if campagne else None

    def opened(self, passation: int) -> None:
        take_possession(passation)
