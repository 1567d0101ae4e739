"""What a passation says, read at once: priorities, choices, self-ratings, and what follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metiers.dimensions import CLES
from quiz.methode import elicitation, matching
from quiz.methode.elicitation import Choix
from quiz.methode.matching import Floats
from quiz.methode.stability import COMPLET_SPREAD, EXPRESS_SPREAD
from quiz.methode.statements import SCREENS
from quiz.models import Passation

OFTEN_CONSISTENT = 0.5  # share of the pairs compared twice that went the same way


@dataclass(frozen=True)
class Reponses:
    """`importances` 0–10 by dimension, in their order; `choix` by screen from 0; `niveaux`: skill slug → 0–100, None
    for « je ne sais pas »; `essayees`: the importances were tried on the ranking, and count as what was seen there."""

    importances: Mapping[str, int]
    rapide: bool
    choix: Mapping[int, Choix]
    niveaux: Mapping[str, int | None]
    essayees: bool = False

    @cached_property
    def weights(self) -> Floats:
        given = weights_of(self.importances)
        return elicitation.averaged(self.choix, given) if self.averaged else given

    @property
    def averaged(self) -> bool:
        """Do the choices between statements count beside the importances?"""
        return self.complet and not self.essayees

    @property
    def curseurs(self) -> Mapping[str, int]:
        """The importances that, given alone, come nearest to the weights: where trying others begins."""
        return importances_of(self.weights) if self.averaged else self.importances

    @property
    def complet(self) -> bool:
        return len(self.choix) == len(SCREENS)

    @property
    def spread(self) -> float:
        return COMPLET_SPREAD if self.complet else EXPRESS_SPREAD

    @property
    def hesitant(self) -> bool:
        """Did the choices between statements go one way, then the other?"""
        consistency = elicitation.consistency(self.choix) if self.complet else None
        return consistency is not None and consistency < OFTEN_CONSISTENT


@dataclass(frozen=True, slots=True)
class Elicited:
    """What the five screens say: importances 0–10, and the share (0–1) of pairs that always went one way."""

    importances: dict[str, int]
    consistency: float | None


def weights_of(importances: Mapping[str, int]) -> Floats:
    """Importances by dimension → weights (D,)."""
    return matching.normalise_weights([importances[cle] for cle in CLES])


def importances_of(weights: Floats) -> dict[str, int]:
    """Weights (D,) → importances by dimension."""
    return dict(zip(CLES, elicitation.to_importances(weights), strict=True))


def read_reponses(passation: Passation) -> Reponses:
    """Of a passation whose priorities are decided."""
    return Reponses(
        importances={cle: value or 0 for cle, value in passation.importances.items()},
        rapide=passation.rapide,
        choix=choices_of(passation),
        niveaux=dict(passation.auto_evaluations.values_list("competence__slug", "niveau")),
        essayees=passation.essayees,
    )


def choices_of(passation: Passation | None) -> dict[int, Choix]:
    """The screens answered so far, by number from 0; a statement that was taken away since is no answer."""
    if passation is None:
        return {}
    return known_choices(passation.choix.values_list("ecran", "plus", "moins"))


def known_choices(rows: Iterable[tuple[int, str, str]]) -> dict[int, Choix]:
    """(screen from 0, plus, moins) → choices, without those whose statements were taken away."""
    known = {index: {enonce.cle for enonce in screen} for index, screen in enumerate(SCREENS)}
    return {ecran: Choix(plus, moins) for ecran, plus, moins in rows if {plus, moins} <= known.get(ecran, set())}


def elicited(choices: Mapping[int, Choix]) -> Elicited | None:
    """None until the five screens are answered."""
    if len(choices) < len(SCREENS):
        return None
    return Elicited(importances_of(elicitation.weights(choices)), elicitation.consistency(choices))
