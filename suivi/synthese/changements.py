"""What moved between two results of one student. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from metiers.dimensions import DIMENSIONS, Dimension
from quiz.methode.stability import PROBABLE
from quiz.resultat.instantane import Instantane
from suivi.synthese.faits import FIRST
from suivi.synthese.lecture import FERMETES, fermete, fois, meilleure, parts

MOVED = 2  # points of per cent: less is how it was rounded
MOVED_A_LOT = 5  # the same, from which priorities are said to be others
_STRENGTH = ("", "explorer", "probable", "sure")

PREMIERE, INCHANGEE, PLUS_FERME, MOINS_FERME = "première", "inchangée", "plus ferme", "moins ferme"
AUTRE_DIRECTION, AUTRES_PRIORITES = "autre direction", "autres priorités"


@dataclass(frozen=True, slots=True)
class Priorite:
    """A priority that moved: its per cents, as they are read."""

    dimension: Dimension
    avant: int
    apres: int

    @property
    def ecart(self) -> int:
        return self.apres - self.avant


@dataclass(frozen=True, slots=True)
class Direction:
    """The direction that came back most often, `fois` out of 100; an empty name where there was none."""

    nom: str = ""
    fois: int = 0

    @property
    def fermete(self) -> str:
        return fermete(self.fois) if self.nom else ""

    @property
    def en_mots(self) -> str:
        """« Santé, probable (78 fois sur 100) »."""
        return f"{self.nom}, {FERMETES[self.fermete]} ({fois(self.fois)})" if self.nom else "aucune"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is compared of a send without opening its result: its direction, its priorities in per cent by dimension,
    the version of its method."""

    direction: Direction
    parts: Mapping[str, int]
    methode: str


@dataclass(frozen=True, slots=True)
class Changements:
    """`priorites`: those that moved, the most first; `restent`: how many of the ten first pistes are still there,
    `nouvelles`: the titles of those that came; `evolution`: all of it in two words, empty when
    the two results cannot be compared; `meme_methode`: else priorities alone are compared."""

    priorites: tuple[Priorite, ...]
    direction_avant: Direction
    direction_apres: Direction
    restent: int
    nouvelles: tuple[str, ...]
    evolution: str
    meme_methode: bool


def changements(avant: Instantane, apres: Instantane) -> Changements:
    first = {piste.slug: piste.titre for piste in avant.pistes[:FIRST]}
    then = {piste.slug: piste.titre for piste in apres.pistes[:FIRST]}
    return Changements(
        priorites=_priorites(avant, apres),
        direction_avant=_direction(avant),
        direction_apres=_direction(apres),
        restent=len(first.keys() & then.keys()),
        nouvelles=tuple(titre for slug, titre in then.items() if slug not in first),
        evolution=evolution(situation(avant), situation(apres)),
        meme_methode=avant.methode.version == apres.methode.version,
    )


def situation(kept: Instantane) -> Situation:
    return Situation(_direction(kept), parts(kept.weights), kept.methode.version)


def evolution(avant: Situation | None, apres: Situation) -> str:
    """What changed most since the result before: the direction, then how firm it is, then the priorities. Figures of
    two methods are not compared, priorities are."""
    if avant is None:
        return PREMIERE
    one, other = avant.direction, apres.direction
    same_method = avant.methode == apres.methode
    if same_method and one.nom and other.nom:
        if one.nom != other.nom and max(one.fois, other.fois) >= PROBABLE:
            return AUTRE_DIRECTION
        if step := _STRENGTH.index(other.fermete) - _STRENGTH.index(one.fermete):
            return PLUS_FERME if step > 0 else MOINS_FERME
    if any(abs(moved.ecart) >= MOVED_A_LOT for moved in _moved(avant.parts, apres.parts)):
        return AUTRES_PRIORITES
    return INCHANGEE if same_method else ""


def _priorites(avant: Instantane, apres: Instantane) -> tuple[Priorite, ...]:
    return _moved(parts(avant.weights), parts(apres.weights))


def _moved(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Priorite, ...]:
    all_five = (Priorite(one, before[one.cle], after[one.cle]) for one in DIMENSIONS)
    return tuple(sorted((one for one in all_five if abs(one.ecart) >= MOVED), key=lambda one: -abs(one.ecart)))


def _direction(kept: Instantane) -> Direction:
    found = meilleure(kept)
    return Direction(found.nom, found.times) if found else Direction()
