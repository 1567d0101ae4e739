"""The addresses under which others read a result, and how often they did."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from quiz import services
from quiz.donnees import inventaire
from quiz.donnees.parts import Fragment, Json, Part, timestamp
from quiz.models import Partage, Passation, Resultat
from quiz.rapport.rubrique import Line
from quiz.resultat.instantane import Instantane


class PartagesPart(Part):
    def prefetch(self, resultats: QuerySet[Resultat]) -> QuerySet[Resultat]:
        return resultats.prefetch_related("partages")

    def export_result(self, resultat: Resultat) -> Json:
        return {"partages": [_partage(partage, resultat.passation) for partage in resultat.partages.all()]}

    def result_lines(self, data: Json, kept: Instantane, titres: Mapping[str, str]) -> Iterable[Line]:
        return inventaire.shares(data, titres)

    def viewers(self, passation: Passation, now: datetime) -> Fragment:
        """Also through those that are revoked or past, as long as they are stored."""
        stored = (
            Partage.objects.filter(resultat__passation=passation).select_related("resultat").defer("resultat__contenu")
        )
        partages = [(one, one.resultat.titres.get(one.slug)) for one in stored]
        return Fragment("quiz/donnees_detail/_partages.html", {"partages": partages, "now": now})

    def purge(self, *, now: datetime, dry_run: bool) -> dict[str, int]:
        """Those of answers that are still there."""
        return {"autres liens de partage": services.purge_shares(now=now, dry_run=dry_run)}


def _partage(partage: Partage, passation: Passation) -> Json:
    """Without its address, which opens it."""
    return {
        "rapport": partage.slug or None,
        "avec_competences": partage.avec_competences,
        "cree_le": timestamp(partage.cree_le),
        "lisible_jusqu_au": timestamp(min(partage.expire_le, passation.expire_le)),
        "retire_le": timestamp(partage.retire_le) if partage.retire_le else None,
        "fois_ouvert": partage.ouvertures,
        "ouvert_le": partage.ouvert_le.isoformat() if partage.ouvert_le else None,
    }
