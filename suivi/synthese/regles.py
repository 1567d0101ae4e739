"""The rules one can read: each with its condition in figures, and how many reference students meet it. Pure.

In their order: what is met first is told first. A rule states a fact with its figure. None reads skills or the group.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from metiers.francais.phrases import plural
from quiz.methode.stability import PROBABLE
from suivi.synthese import constats
from suivi.synthese.constats import Constat
from suivi.synthese.faits import FIRST, Faits


@dataclass(frozen=True, slots=True)
class Regle:
    """`condition`: when it is met, in words that end a sentence; `double`: it counts double in « À voir d’abord »;
    `reference`: how many of the `REFERENCE` students of `fixtures/eleves/` meet it, None where their answers cannot
    say."""

    cle: str
    titre: str
    condition: str
    lire: Callable[[Faits], Constat | None]
    double: bool = False
    reference: int | None = None

    @property
    def part(self) -> str:
        """« 3 élèves sur 60 de référence »."""
        if self.reference is None:
            return "pas mesurable sur des élèves de référence"
        number = f"{self.reference}\u00a0{plural(self.reference, 'élève')}" if self.reference else "aucun élève"
        return f"{number} sur {REFERENCE} de référence"


REFERENCE = 60
MOST_SHOWN = 4  # facts that a page of one pupil shows
REGLES: tuple[Regle, ...] = (
    Regle(
        "direction",
        "Direction à explorer",
        f"la direction la plus fréquente revient moins de {PROBABLE} fois sur 100 quand on refait le calcul",
        constats.direction,
        double=True,
        reference=4,
    ),
    Regle(
        "egales",
        "Priorités presque égales",
        f"moins de {constats.EGALES} points séparent la plus forte et la plus faible des cinq parts, arrondies",
        constats.egales,
        double=True,
        reference=1,
    ),
    Regle(
        "etudes",
        "Études",
        f"au moins {constats.AU_DELA} des {FIRST} premiers métiers, si l’on retire sa limite d’études, demandent plus "
        "que cette limite",
        constats.etudes,
        double=True,
        reference=11,
    ),
    Regle(
        "regarde",
        "Un métier demandé, loin du classement",
        f"un métier demandé pendant le quiz vient au-delà de la {constats.LOIN}e place, toutes études et tous choix "
        "confondus",
        constats.regarde,
        double=True,
    ),
    Regle(
        "changement",
        "Direction changée",
        "la direction la plus fréquente n’est plus celle du résultat d’avant, et l’une des deux revient au moins "
        f"{PROBABLE} fois sur 100",
        constats.changement,
    ),
    Regle(
        "sans_noms",
        "Sans les noms, un autre choix",
        f"le classement et ses avis donnés sans voir les noms s’accordent sur {constats.PEU_D_ACCORDS} paires de "
        "métiers ou moins parmi 12, si cette vérification est envoyée",
        constats.sans_noms,
    ),
    Regle(
        "rapides",
        "Réponses rapides",
        f"moins de {constats.RAPIDE_COMPLET} secondes passent entre l’ouverture du quiz et les priorités si des "
        f"phrases ont été choisies, moins de {constats.RAPIDE_EXPRESS} secondes sinon",
        constats.rapides,
    ),
    Regle(
        "croisees",
        "Réponses qui se croisent",
        f"moins de {constats.SAME_WAY}\u00a0% des comparaisons répétées vont dans le même sens, s’il y en a au moins "
        f"{constats.ENOUGH_REPEATED}",
        constats.croisees,
    ),
    Regle(
        "gouts_seuls",
        "Des pistes par le goût seul",
        f"au moins {constats.GOUTS_SEULS} des {FIRST} premières pistes auraient un indice de 50 ou moins sans les "
        "points de ses goûts et de ses domaines",
        constats.gouts_seuls,
        reference=17,
    ),
    Regle(
        "contrainte",
        "Une contrainte pèse",
        f"une condition refusée cache au moins {constats.CACHES} des {FIRST} métiers les plus proches",
        constats.contrainte,
        reference=0,
    ),
    Regle(
        "hors",
        "La 1re piste est hors de sa direction",
        f"la direction revient au moins {constats.HORS_SURE} fois sur 100, et la 1re piste est d’un autre grand "
        "domaine que les métiers de cette direction",
        constats.hors,
        reference=5,
    ),
    Regle(
        "aime_absent",
        "Un domaine qui l’attire est absent",
        f"un domaine choisi parce qu’il l’attire n’est celui d’aucune des {FIRST} premières pistes",
        constats.aime_absent,
        reference=1,
    ),
    Regle(
        "restent",
        "Peu de métiers restent",
        f"ses choix laissent moins de {constats.RESTENT}\u00a0% des métiers du site",
        constats.restent,
        reference=2,
    ),
)
PAR_CLE: dict[str, Regle] = {regle.cle: regle for regle in REGLES}


def constater(faits: Faits) -> tuple[Constat, ...]:
    """What is particular in a send, in the order of the rules."""
    found = (regle.lire(faits) for regle in REGLES)
    return tuple(one for one in found if one is not None)


def in_order_of_rules(found: Iterable[Constat]) -> tuple[Constat, ...]:
    """Those of rules that are no more come last."""
    rank = {regle.cle: number for number, regle in enumerate(REGLES)}
    return tuple(sorted(found, key=lambda one: rank.get(one.regle, len(rank))))
