from statistics import median
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from metiers.francais.chiffres import decimal
from quiz.calcul import eleves
from quiz.calcul.profils import Profils, load_profils
from suivi.faits import faits_of_result
from suivi.reference import counts, result_of
from suivi.synthese.regles import REGLES


class Command(BaseCommand):
    help = "Compte, règle par règle, les élèves de référence et les témoins à qui elle s'applique."

    def handle(self, *args: Any, **options: Any) -> None:
        profils = load_profils()
        if not eleves.are_known(profils):
            raise CommandError("Ces fiches n'ont pas tous les centres d'intérêt et les domaines de ces élèves.")
        students, witnesses = eleves.students(), eleves.witnesses()
        met, others = counts(profils, students), counts(profils, witnesses)
        self.stdout.write(f"{'':42}{len(students):>5} élèves{len(witnesses):>5} témoins")
        for regle in REGLES:
            line = f"{regle.titre:42}{met[regle.cle]:>5}{others[regle.cle]:>12}"
            self.stdout.write(line if regle.reference is not None else f"{regle.titre:42}{regle.part}")
        self.stdout.write(f"Faits d'un résultat : {decimal(_milliseconds(profils), 0)} ms (médiane).")


def _milliseconds(profils: Profils) -> float:
    """How long the facts of one of these students take to read."""
    results = [result_of(profils, eleve) for eleve in eleves.witnesses()]
    seconds = []
    for kept in results:
        start = perf_counter()
        faits_of_result(kept, profils)
        seconds.append(perf_counter() - start)
    return 1000 * median(seconds)
