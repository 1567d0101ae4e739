"""Links that somebody read and found wrong: `exclusions.csv`, one line each with its reason.

A line without `code_onet` drops the métier; `*` as `code_rome` refuses an O*NET occupation to every métier. The labels
are there for the reader of the file. The whole list of links was read once, in release v460 × 29.3.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import read_csv

FILE = Path(__file__).with_name("exclusions.csv")
EVERY_METIER = "*"


@dataclass(frozen=True)
class Exclusions:
    """`metiers`: ROME code → reason. `links`: (ROME code or `*`, O*NET-SOC) → reason."""

    metiers: dict[str, str]
    links: dict[tuple[str, str], str]

    @cached_property
    def refused_everywhere(self) -> frozenset[str]:
        return frozenset(onet for rome, onet in self.links if rome == EVERY_METIER)

    def refuses(self, rome: str, onet: str) -> bool:
        return onet in self.refused_everywhere or (rome, onet) in self.links


def read_exclusions(path: Path = FILE) -> Exclusions:
    """Raises CatalogueError for a line without a reason, or one that would drop every métier."""
    metiers, links = {}, {}
    for row in read_csv(path, ("code_rome", "code_onet", "motif")):
        rome, onet, reason = row["code_rome"], row["code_onet"], row["motif"]
        if not reason or not rome or (rome == EVERY_METIER and not onet):
            raise CatalogueError.in_file(path, f"colonne « motif » ou « code_rome » : ligne incomplète ({rome}).")
        if onet:
            links[rome, onet] = reason
        else:
            metiers[rome] = reason
    return Exclusions(metiers, links)
