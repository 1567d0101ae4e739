"""A part of what is stored of a student, in words: for the page and for paper. Pure."""

from dataclasses import dataclass

Line = tuple[str, str]
JAMAIS = "Ni adresse, ni âge, ni téléphone."  # what is stored of no student


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A part of the inventory: `lignes`, (what, its value); `rien`: what is said when there is none."""

    titre: str
    lignes: tuple[Line, ...]
    rien: str = ""
