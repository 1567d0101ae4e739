"""What is kept about a passation besides its answers: dates, counts, versions."""

from collections.abc import Iterable

from metiers.directory import Annuaire
from quiz.donnees import inventaire
from quiz.donnees.parts import Json, Part, timestamp
from quiz.models import Passation
from quiz.rapport.rubrique import Rubrique


class RestePart(Part):
    def export(self, passation: Passation) -> Json:
        """Neither the code nor its hash, which would open the answers."""
        return {
            "commencee_le": timestamp(passation.commencee_le),
            "modifiee_le": timestamp(passation.modifiee_le),
            "terminee_le": timestamp(passation.terminee_le) if passation.terminee_le else None,
            "effacee_au_plus_tard_le": timestamp(passation.expire_le),
            "gardee_par_choix_jusqu_au": timestamp(passation.gardee_jusqu_au) if passation.gardee_jusqu_au else None,
            "avis_sans_les_noms_comptes": passation.accord_compte,
            "resultats_gardes_jusqu_ici": passation.resultats_gardes,
            "version_methode": passation.version_methode,
            "version_catalogue": passation.version_catalogue,
        }

    def inventory(self, data: Json, annuaire: Annuaire) -> Iterable[Rubrique]:
        return (inventaire.rest(data),)
