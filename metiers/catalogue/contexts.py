"""What the ROME contexts say of a métier: constraints to filter on, and marks that enter scores. Pure."""

import math
from collections.abc import Iterable, Mapping

from metiers.contraintes import NUIT, PAR_CLE, WEEK_END

# Marks of both facets of qualité de vie ← ROME context codes.
MARKS: dict[str, frozenset[str]] = {
    "nuit": frozenset({"300803", "126450"}),
    "week_end": frozenset({"23376", "300793", "23374"}),
    "astreinte": frozenset({"300804", "511474"}),
    "decales": frozenset({"300805", "300808", "400005"}),
    "deplacements": frozenset({"300779", "300814", "300816", "300817", "23381"}),
    "efforts": frozenset({"300795", "300798", "300800"}),
    "dangers": frozenset({"300791", "300794", "403022", "400047", "23383", "511495", "300792", "300782", "23385"}),
    "ambiance": frozenset({"300824", "300789", "403021", "300787", "300790"}),
}
TELEWORK = "300799"
# « Déplacements professionnels » is noted for half of the métiers: a meeting elsewhere is enough. It constrains where
# the ROME also says how far one goes, or that one works at people's homes. How far alone is no travel: a controller of
# « Zone internationale » never leaves the tower.
TRAVEL, ZONES, AT_HOMES = "300779", frozenset({"23378", "23381", "300814", "300816", "300817"}), "300778"
# Contexts that are neither a constraint nor a place worth a filter: kept out of the list of constraints.
_NOT_A_CONSTRAINT = ZONES | {
    "300806",
    "300799",
    "403107",
    "490158",
    "403093",
    "403092",
    "300777",
    "300797",
    "403020",
    "403091",
    "512375",
}
_OF_HOURS = {NUIT: PAR_CLE["nuit"].signes, WEEK_END: PAR_CLE["week-end"].signes}
_WORK, _HOURS, _PLACES = "1", "2", "3"
# Shares, in %, of the people of a family who work at these hours, from which its métiers are said to ask for it. A
# family is wider than a métier: a third of it at night is much more than the tenth of everybody.
AT_NIGHT, ON_SATURDAY, ON_SUNDAY = 30.0, 60.0, 40.0


def marks(codes: Iterable[str]) -> dict[str, float]:
    """1.0 for each mark that a context of the fiche gives, else 0.0; NaN for all when the fiche lists no context."""
    found = frozenset(codes)
    if not found:
        return dict.fromkeys(MARKS, float("nan"))
    return {mark: float(bool(found & wanted)) for mark, wanted in MARKS.items()}


def hours_signs(shares: Mapping[str, float], by_hand: Mapping[str, bool]) -> dict[str, bool]:
    """NUIT and WEEK_END → does it ask for it. `shares`: `nuit`, `samedi` and `dimanche` of its family in %, NaN
    unknown; `by_hand`: what somebody decided, which counts first. What nobody knows is not there."""
    night, saturday, sunday = (shares[figure] for figure in ("nuit", "samedi", "dimanche"))
    found = {}
    if not math.isnan(night):
        found[NUIT] = night >= AT_NIGHT
    if not (math.isnan(saturday) and math.isnan(sunday)):
        found[WEEK_END] = saturday >= ON_SATURDAY or sunday >= ON_SUNDAY
    return found | dict(by_hand)


def listed(codes: Iterable[str], hours: Mapping[str, bool], by_hand: Mapping[str, bool]) -> list[str]:
    """The contexts that hold for this métier. `hours`: NUIT or WEEK_END → what somebody decided: a no takes away what
    the ROME lists of them; `by_hand`: context → is it there, which counts first."""
    found = list(codes)
    refused = {sign for asked, answer in hours.items() if not answer for sign in _OF_HOURS[asked]}
    if not (ZONES | {AT_HOMES}) & set(found):
        refused.add(TRAVEL)
    added = [context for context, there in by_hand.items() if there]
    return [context for context in dict.fromkeys([*found, *added]) if by_hand.get(context, context not in refused)]


def of_appellation(codes: Iterable[str], names: Mapping[str, tuple[str, str]]) -> list[str]:
    """What an appellation keeps of the contexts of its code: hours and travel. The places and the conditions are those
    of all the code's jobs together: the nuclear sites of the rescuers are not those of the firefighter."""
    return [code for code in codes if names[code][1] == _HOURS or code == TRAVEL or code in ZONES]


def constraints(codes: Iterable[str], names: Mapping[str, tuple[str, str]]) -> list[str]:
    """The codes of the contexts that constrain: hours first, then places, then conditions, each in code order."""
    kept = [code for code in codes if code not in _NOT_A_CONSTRAINT and names[code][1] in (_WORK, _HOURS, _PLACES)]
    order = {_HOURS: 0, _PLACES: 1, _WORK: 2}
    return sorted(kept, key=lambda code: (order[names[code][1]], int(code)))
