"""The texts of métiers in our own words: their file format both ways, and the rules they keep. Pure: no Django."""

from metiers.textes.document import Faute, Texte
from metiers.textes.parser import Lecture, read_textes
from metiers.textes.writer import write_textes

__all__ = ["Faute", "Lecture", "Texte", "read_textes", "write_textes"]
