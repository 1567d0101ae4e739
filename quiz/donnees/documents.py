"""The documents of a result that are kept: how many, since they show the result alone."""

from collections.abc import Iterable, Mapping

from django.db.models import Prefetch, QuerySet

from quiz.donnees import inventaire
from quiz.donnees.parts import Json, Part
from quiz.models import DocumentPdf, Resultat
from quiz.rapport.rubrique import Line
from quiz.resultat.instantane import Instantane


class DocumentsPart(Part):
    def prefetch(self, resultats: QuerySet[Resultat]) -> QuerySet[Resultat]:
        return resultats.prefetch_related(Prefetch("documents", DocumentPdf.objects.only("resultat")))

    def export_result(self, resultat: Resultat) -> Json:
        return {"pdf_gardes": len(resultat.documents.all())}

    def result_lines(self, data: Json, kept: Instantane, titres: Mapping[str, str]) -> Iterable[Line]:
        return inventaire.documents(data)
