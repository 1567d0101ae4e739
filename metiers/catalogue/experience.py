"""Is a métier reached after years of work? What O*NET's survey says, and what was corrected by hand. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

# Share, in %, from which a métier is said to be reached after years: half of those asked say so.
THRESHOLD = 50
NEIGHBOURS = "voisins"


@dataclass(frozen=True, slots=True)
class Anciennete:
    """`part`: whole % of those asked who say that it takes over four years of related work, None if unknown;
    `demandee`: is the métier one reached after years; `source`, `onet`, `voisins` or `lecture`, says who decided
    that."""

    part: int | None
    demandee: bool
    source: str


def experience_of(share: float, by_hand: bool | None = None) -> Anciennete | None:
    """`share`: weighted mean in 0–100, NaN if unknown; `by_hand`: what somebody corrected, which counts first. None
    when nothing says anything."""
    part = None if math.isnan(share) else math.floor(share + 0.5)
    if by_hand is not None:
        return Anciennete(part, by_hand, "lecture")
    return None if part is None else Anciennete(part, part >= THRESHOLD, "onet")


def estimated_experience(
    neighbours: Iterable[tuple[Anciennete | None, float]], by_hand: bool | None = None
) -> Anciennete | None:
    """As most of the neighbours are, by their shares (0–1). How many of those asked say so is not told: nobody was
    asked about this very métier."""
    if by_hand is not None:
        return Anciennete(None, by_hand, "lecture")
    known = [(found.demandee, share) for found, share in neighbours if found]
    if not known:
        return None
    reached = sum(share for demandee, share in known if demandee)
    return Anciennete(None, 100 * reached >= THRESHOLD * sum(share for _, share in known), NEIGHBOURS)
