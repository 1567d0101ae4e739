"""The raw sources as checked, typed tables. No Django."""

from dataclasses import dataclass
from pathlib import Path

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.readers.dares import Dares, read_dares
from metiers.catalogue.readers.esco import Esco, read_esco
from metiers.catalogue.readers.onet import Onet, read_onet
from metiers.catalogue.readers.rome import Rome, read_rome


@dataclass(frozen=True, slots=True)
class Sources:
    rome: Rome
    esco: Esco
    onet: Onet
    dares: Dares


def read_sources(folder: Path) -> Sources:
    """Raises CatalogueError, which names the file and the column at fault."""
    if not folder.is_dir():
        raise CatalogueError(f"{folder} : dossier introuvable.")
    return Sources(read_rome(folder), read_esco(folder), read_onet(folder), read_dares(folder))


__all__ = ["Dares", "Esco", "Onet", "Rome", "Sources", "read_sources"]
