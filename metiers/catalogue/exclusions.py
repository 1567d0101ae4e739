"""What somebody read of the links. `exclusions.csv`: those found wrong, one line each with its reason.

A line without `code_onet` drops the métier; `*` as `code_rome` refuses an O*NET occupation to every métier. The labels
are there for the reader of the file. The whole list of links was read once, in release v460 × 29.3.

`same_titles.csv`: métiers whose ROME label and O*NET title are the same in two languages (« Vétérinaire »,
« Veterinarians ») although the crosswalks only join them through something broader. These take the place of every
other path, at the quality of « same label ».
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.tables import read_csv

FILE = Path(__file__).with_name("exclusions.csv")
SAME_TITLES = Path(__file__).with_name("same_titles.csv")
EVERY_METIER = "*"


@dataclass(frozen=True)
class Exclusions:
    """`metiers`: ROME code → reason. `links`: (ROME code or `*`, O*NET-SOC) → reason. `same`: ROME code → O*NET-SOC
    of the same title."""

    metiers: dict[str, str]
    links: dict[tuple[str, str], str]
    same: dict[str, str] = field(default_factory=dict)

    @cached_property
    def refused_everywhere(self) -> frozenset[str]:
        return frozenset(onet for rome, onet in self.links if rome == EVERY_METIER)

    def refuses(self, rome: str, onet: str) -> bool:
        return onet in self.refused_everywhere or (rome, onet) in self.links


def read_exclusions(path: Path = FILE, same_titles: Path = SAME_TITLES) -> Exclusions:
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
    same = {row["code_rome"]: row["code_onet"] for row in read_csv(same_titles, ("code_rome", "code_onet"))}
    contradicted = sorted(same.keys() & metiers.keys())
    if contradicted:
        raise CatalogueError.in_file(
            path, f"colonne « code_rome » : {contradicted[0]} est aussi dans {same_titles.name}."
        )
    return Exclusions(metiers, links, same)
