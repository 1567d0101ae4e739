"""The results that were kept, each with what every part holds of it."""

from collections.abc import Iterable, Mapping

from metiers.directory import Annuaire
from quiz.donnees import inventaire
from quiz.donnees.parts import Json, Part, join, passation_parts, timestamp
from quiz.models import Passation, Resultat
from quiz.rapport.rubrique import Line, Rubrique
from quiz.resultat.instantane import Instantane, from_json


class ResultatsPart(Part):
    def export(self, passation: Passation) -> Json:
        resultats = passation.resultats.select_related("passation")
        for part in passation_parts():
            resultats = part.prefetch(resultats)
        return {"resultats": [join(part.export_result(one) for part in passation_parts()) for one in resultats]}

    def export_result(self, resultat: Resultat) -> Json:
        return {
            "numero": resultat.numero,
            "garde_le": timestamp(resultat.cree_le),
            "contenu": resultat.contenu,
        }

    def inventory(self, data: Json, annuaire: Annuaire) -> Iterable[Rubrique]:
        published = {entree.slug: entree.titre for entree in annuaire.entrees}
        return [Rubrique(f"Résultat {one['numero']}", tuple(_lines(one, published))) for one in data["resultats"]]

    def result_lines(self, data: Json, kept: Instantane, titres: Mapping[str, str]) -> Iterable[Line]:
        return inventaire.result(data, kept)


def _lines(data: Json, published: Mapping[str, str]) -> Iterable[Line]:
    kept = from_json(data["contenu"])
    titres = {**published, **{piste.slug: piste.titre for piste in kept.kept}}
    return (line for part in passation_parts() for line in part.result_lines(data, kept, titres))
