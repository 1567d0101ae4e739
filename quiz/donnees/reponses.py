"""The answers of a passation: priorities, choices between statements, filters, skills."""

from collections.abc import Iterable
from datetime import datetime

from metiers.dimensions import CLES
from metiers.directory import Annuaire
from metiers.search.labels import facet_labels, in_words
from quiz import services
from quiz.calcul.filtres import read_filtres
from quiz.donnees import inventaire
from quiz.donnees.parts import Fragment, Json, Part
from quiz.methode.statements import TEXTES
from quiz.models import Passation
from quiz.rapport.rubrique import Rubrique


class ReponsesPart(Part):
    def export(self, passation: Passation) -> Json:
        ratings = passation.auto_evaluations.order_by("competence__nom").values_list("competence__nom", "niveau")
        return {
            "priorites": {cle: passation.importances[cle] for cle in CLES},
            "repondue_tres_vite": passation.rapide,
            "essayees_sur_le_classement": passation.essayees,
            "filtres": passation.filtres,
            "phrases": [
                {
                    "ecran": one.ecran + 1,
                    "le_plus": TEXTES.get(one.plus, one.plus),
                    "le_moins": TEXTES.get(one.moins, one.moins),
                }
                for one in passation.choix.order_by("ecran")
            ],
            "competences": [{"competence": nom, "niveau": niveau} for nom, niveau in ratings],
        }

    def inventory(self, data: Json, annuaire: Annuaire) -> Iterable[Rubrique]:
        selection, _ = read_filtres(data["filtres"], annuaire)
        filtres = in_words(selection, facet_labels(annuaire.domaines, annuaire.interets))
        return inventaire.answers(data, filtres)

    def home(self) -> Fragment:
        return Fragment("quiz/accueil_detail/_reprendre.html")

    def purge(self, *, now: datetime, dry_run: bool) -> dict[str, int]:
        """They end with the passation, and all that hangs on it with them."""
        return {"passations": services.purge_passations(now=now, dry_run=dry_run)}
