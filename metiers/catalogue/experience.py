"""Is a métier reached after years of work? What O*NET's survey says, and what was corrected by hand. Pure."""

import math
from dataclasses import dataclass

# Share, in %, from which a métier is said to be reached after years: half of those asked say so.
THRESHOLD = 50


@dataclass(frozen=True, slots=True)
class Anciennete:
    """`part`: whole % of those asked who say that it takes over four years of related work, None if unknown;
    `demandee`: is the métier one reached after years; `source`, `onet` or `lecture`, says who decided that."""

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
