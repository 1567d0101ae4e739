"""The blind check of a result: what its métiers were given without their names."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from quiz.donnees import inventaire
from quiz.donnees.parts import Json, Part
from quiz.models import Resultat
from quiz.rapport.rubrique import Line
from quiz.resultat.instantane import Instantane


class VerificationsPart(Part):
    def prefetch(self, resultats: QuerySet[Resultat]) -> QuerySet[Resultat]:
        return resultats.select_related("verification")

    def export_result(self, resultat: Resultat) -> Json:
        check = getattr(resultat, "verification", None)
        return {
            "sans_les_noms": check.notes if check else None,
            "places_sans_les_noms": check.places if check else None,
        }

    def result_lines(self, data: Json, kept: Instantane, titres: Mapping[str, str]) -> Iterable[Line]:
        return inventaire.blind_check(data, titres)
