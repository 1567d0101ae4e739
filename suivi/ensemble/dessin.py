"""Geometry of the charts of a group: one scale for the five priorities. Pure."""

from collections.abc import Sequence

from suivi.ensemble.portrait import Bande

_STEP, _LEAST = 10, 40  # per cent


def echelle(bandes: Sequence[Bande]) -> int:
    """Where the scale ends, in per cent: the same for all, a whole ten, so that the widest band is in it."""
    highest = max(one.haut for one in bandes)
    return max(_LEAST, _STEP * -(-highest // _STEP))
