"""The rules on the reference students of `fixtures/eleves/`: how many of them meet each."""

from collections import Counter
from collections.abc import Sequence

from quiz.calcul.eleves import selection_of
from quiz.calcul.gel import freeze
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import Reponses
from quiz.mesure.eleves import Eleve
from quiz.resultat.instantane import Instantane
from suivi.faits import faits_of_result
from suivi.synthese.regles import REGLES, constater


def counts(profils: Profils, eleves: Sequence[Eleve]) -> dict[str, int]:
    """Rule → how many of these students meet it, in the order of the rules."""
    met = Counter(
        one.regle for eleve in eleves for one in constater(faits_of_result(result_of(profils, eleve), profils))
    )
    return {regle.cle: met[regle.cle] for regle in REGLES}


def result_of(profils: Profils, eleve: Eleve) -> Instantane:
    """The result of an express quiz answered as this student does."""
    reponses = Reponses(eleve.priorites, rapide=False, choix={}, niveaux={})
    return freeze(profils, reponses, selection_of(eleve))
