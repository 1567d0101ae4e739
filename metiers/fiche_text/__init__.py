"""The editors' text format of a fiche, both ways. Pure: no Django."""

from metiers.fiche_text.document import Fiche
from metiers.fiche_text.lines import FicheTextError
from metiers.fiche_text.parser import Reading, parse_fiche
from metiers.fiche_text.writer import write_fiche

__all__ = ["Fiche", "FicheTextError", "Reading", "parse_fiche", "write_fiche"]
