"""In what order pupils are seen, and which rules stand in the list. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from suivi.synthese.regles import PAR_CLE

FEWEST = 6  # pupils from which a rule can be frequent
ONE_IN = 3  # a rule that fires for more than one pupil in three tells nobody apart


@dataclass(frozen=True, slots=True)
class Attente:
    """What orders one pupil: whether they asked for a talk, the rules they meet (keys), and since when their last send
    is unread (aware), None once it was read."""

    entretien: bool
    regles: tuple[str, ...]
    non_lu_depuis: datetime | None = None


def poids(regles: Iterable[str]) -> int:
    """How many rules are met, those that count double twice; a rule that is no more counts for nothing."""
    return sum(2 if PAR_CLE[cle].double else 1 for cle in regles if cle in PAR_CLE)


def order_key(attente: Attente, frequentes: Collection[str] = ()) -> tuple[bool, int, bool, float]:
    """Sorts « À voir d’abord »: talk asked, then the weight of the rules met, then the oldest unread."""
    since = attente.non_lu_depuis
    told = [cle for cle in attente.regles if cle not in frequentes]
    return (not attente.entretien, -poids(told), since is None, since.timestamp() if since else 0.0)


def frequentes(par_eleve: Sequence[Collection[str]]) -> frozenset[str]:
    """The rules (keys) that fire for more than a third of these pupils: they leave the list, and stay on the page of
    each. None among fewer than `FEWEST`."""
    if len(par_eleve) < FEWEST:
        return frozenset()
    met = Counter(cle for regles in par_eleve for cle in set(regles))
    return frozenset(cle for cle, number in met.items() if ONE_IN * number > len(par_eleve))
