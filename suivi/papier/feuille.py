"""What a sheet of paper asks, in its order, and the sign under which each answer is typed. Pure.

What is typed means what was ticked as long as order, signs and words are the same: their version is printed at the foot
of each page and asked when a sheet is typed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from string import ascii_lowercase

from metiers.contraintes import CONTRAINTES, EXPERIENCE
from metiers.search.selection import LEVELS
from quiz.acces.code import ALPHABET
from quiz.methode.statements import SCREENS
from quiz.rapport.familles import familles_shown

LENGTH = 4  # signs of a version
ANY_STUDIES = "Peu importe"


@dataclass(frozen=True, slots=True)
class Ligne:
    """One answer: the sign beside its box, what is stored when it is ticked, and its words."""

    signe: str
    valeur: str
    texte: str


@dataclass(frozen=True)
class Questionnaire:
    """`ecrans`: the statements of each screen; `familles`: interests, by family (name, lines); `etudes`: the last line,
    of an empty value, sets no limit."""

    ecrans: tuple[tuple[Ligne, ...], ...]
    familles: tuple[tuple[str, tuple[Ligne, ...]], ...]
    domaines: tuple[Ligne, ...]
    etudes: tuple[Ligne, ...]
    refus: tuple[Ligne, ...]

    @cached_property
    def interets(self) -> tuple[Ligne, ...]:
        return tuple(one for _, lignes in self.familles for one in lignes)

    @cached_property
    def version(self) -> str:
        parts = [*self.ecrans, self.interets, self.domaines, self.etudes, self.refus]
        said = json.dumps([[(one.signe, one.valeur, one.texte) for one in part] for part in parts])
        digest = sha256(said.encode()).digest()
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def questionnaire(interets: Mapping[str, str], domaines: Mapping[str, str]) -> Questionnaire:
    """Of a catalogue: code → what an interest is called, letter → what a grand domaine is."""
    numero = iter(range(1, len(interets) + 1))
    familles = [
        (one.nom, tuple(Ligne(str(next(numero)), code, texte) for code, texte, _ in one.choix))
        for one in familles_shown(interets, ())
    ]
    refused = [(one.cle, one.label) for one in CONTRAINTES if one.cle != EXPERIENCE]
    return Questionnaire(
        ecrans=tuple(_lettered([(one.cle, one.texte) for one in screen]) for screen in SCREENS),
        familles=tuple(familles),
        domaines=tuple(Ligne(lettre.lower(), lettre, nom) for lettre, nom in sorted(domaines.items())),
        etudes=_lettered([*((str(years), label) for years, label in LEVELS), ("", ANY_STUDIES)]),
        refus=_lettered(refused),
    )


def _lettered(values: list[tuple[str, str]]) -> tuple[Ligne, ...]:
    return tuple(Ligne(lettre, *value) for lettre, value in zip(ascii_lowercase, values, strict=False))
