"""What a view of the group reads of each send. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Vu:
    """One pupil's send that is counted, as a list shows it (see synthese.apercu for each)."""

    parts: dict[str, int]
    monde: str
    fermete: str
    etudes: int | None
    domaines: tuple[str, ...]
    gouts: tuple[str, ...]


def read(apercu: Mapping[str, Any]) -> Vu:
    """Of a format that is read (see synthese.apercu)."""
    return Vu(
        parts=dict(apercu["parts"]),
        monde=apercu["monde"],
        fermete=apercu["fermete"],
        etudes=apercu["etudes"],
        domaines=tuple(apercu["domaines"]),
        gouts=tuple(apercu["gouts"]),
    )
