"""What a student makes of the métiers of a result, and the steps they plan."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from quiz.donnees import inventaire
from quiz.donnees.parts import Json, Part
from quiz.models import Carnet, Resultat
from quiz.rapport.rubrique import Line
from quiz.resultat.instantane import Instantane


class CarnetsPart(Part):
    def prefetch(self, resultats: QuerySet[Resultat]) -> QuerySet[Resultat]:
        return resultats.prefetch_related("carnets__etapes")

    def export_result(self, resultat: Resultat) -> Json:
        return {"carnets": [_carnet(carnet) for carnet in resultat.carnets.all()]}

    def result_lines(self, data: Json, kept: Instantane, titres: Mapping[str, str]) -> Iterable[Line]:
        return inventaire.plans(data, titres)


def _carnet(carnet: Carnet) -> Json:
    return {
        "metier": carnet.slug,
        "ressemble": carnet.ressemble,
        "etonne": carnet.etonne,
        "verifier": carnet.verifier,
        "plan": [
            {
                "rang": etape.rang,
                "genre": etape.get_genre_display(),
                "le": etape.le.isoformat() if etape.le else None,
                "note": etape.note,
                "faite": etape.faite,
                "identifiant_agenda": etape.uid,
            }
            for etape in carnet.etapes.all()
        ],
    }
