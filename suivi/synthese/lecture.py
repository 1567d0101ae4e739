"""How the figures of a result are read by a counsellor: whole shares, a direction and how firm it is. Pure."""

from collections.abc import Mapping

from metiers.dimensions import DIMENSIONS, Dimension
from metiers.francais.chiffres import level, rounded
from quiz.methode.stability import PROBABLE, SOLID
from quiz.resultat.instantane import DirectionFigee, Instantane

FERMETES = {"sure": "solide", "probable": "probable", "explorer": "à explorer", "": ""}
ALMOST_ALWAYS = 95  # times out of 100: more is not told apart


def parts(weights: Mapping[str, float]) -> dict[str, int]:
    """Weights (sum 1) by dimension → whole per cents, each rounded alone: those that the student reads, which may add
    up to 99 or 101."""
    return {cle: int(rounded(100 * weight, 0)) for cle, weight in weights.items()}


_POIDS = (
    (26, "compte beaucoup"),
    (22, "compte un peu plus"),
    (18, "compte comme le reste"),
    (14, "compte un peu moins"),
)


def poids_en_mots(part: int) -> str:
    """A share of the priorities, in per cent, beside the 20 % of five that count alike."""
    return next((words for least, words in _POIDS if part >= least), "compte peu")


def by_weight(shares: Mapping[str, int]) -> list[tuple[Dimension, int]]:
    """The dimensions and their per cents, the largest first, ties in the order of the dimensions."""
    return sorted(((one, shares[one.cle]) for one in DIMENSIONS), key=lambda pair: -pair[1])


def meilleure(kept: Instantane) -> DirectionFigee | None:
    """The direction that comes back most often; None where nothing does, or where there are too few métiers to say."""
    return kept.directions[0] if kept.directions and kept.firm else None


def fermete(times: int) -> str:
    """In so many draws out of 100 → the key of a word of FERMETES."""
    return "sure" if times >= SOLID else "probable" if times >= PROBABLE else "explorer"


def fois(times: int) -> str:
    """« 78 fois sur 100 »: never none, never all, since other draws would have differed."""
    if times > ALMOST_ALWAYS:
        return f"plus de {ALMOST_ALWAYS} fois sur 100"
    return f"{times} fois sur 100" if times else "moins d’une fois sur 100"


def accepted(kept: Instantane) -> int | None:
    """The highest studies accepted, in years after the bac; None without a limit."""
    values = [one.valeur for one in kept.filtres if one.facette == "niveau"]
    return int(values[0]) if values and values[0].lstrip("-").isdecimal() else None


def more_than(bac_plus: int) -> str:
    """What a métier demands that goes beyond: « plus que bac +3 », « plus que le bac », « le bac ou plus »."""
    if bac_plus < 0:
        return "le bac ou plus"
    return f"plus que {level(bac_plus) if bac_plus else 'le bac'}"
