"""What a text says of one métier, and what a fault in a file of texts is. Pure: no Django."""

import re
from dataclasses import dataclass

from metiers.fiche_text.document import MAX_ACTION, MAX_DETAIL, MAX_NOM, MAX_TITRE

# A ROME code; later also that code and the number of one of its appellations: « K2106-18402 ».
CLE = re.compile(r"[A-Z]\d{4}(?:[.-]\d+)?")
CODE = 5  # characters of a key that are the ROME code
MAX_PROSE = 2_000
SEPARATOR = " ; "
BULLET = "- "

# In the order of a block: key of the file → (field of Texte, longest value). The three kinds of value: one line, a list
# with one item per line, a list on the line of its key.
PHRASES = {
    "accroche": ("accroche", MAX_PROSE),
    "au quotidien": ("au_quotidien", MAX_PROSE),
    "où": ("ou", MAX_DETAIL),
}
LISTES = {
    "tâches": ("taches", MAX_ACTION),
    "plaît": ("plait", MAX_ACTION),
    "difficile": ("difficile", MAX_ACTION),
}
EN_LIGNE = {"outils": ("outils", MAX_NOM), "comme": ("comme", MAX_TITRE)}
ORDRE = ("accroche", "au quotidien", "tâches", "plaît", "difficile", "où", "outils", "comme")
CHAMPS = PHRASES | LISTES | EN_LIGNE


@dataclass(frozen=True, slots=True)
class Texte:
    """The text of one métier; what it does not say is empty. `cle`: see `CLE`; `ligne`: that of its head in its file,
    from 1, and `fichier` that file's name, if known; every value is one stripped line in NFC."""

    cle: str
    titre: str
    accroche: str = ""
    au_quotidien: str = ""
    taches: tuple[str, ...] = ()
    plait: tuple[str, ...] = ()
    difficile: tuple[str, ...] = ()
    ou: str = ""
    outils: tuple[str, ...] = ()
    comme: tuple[str, ...] = ()
    ligne: int = 1
    fichier: str = ""

    @property
    def code(self) -> str:
        """The ROME code that the key begins with."""
        return self.cle[:CODE]

    def passages(self) -> tuple[tuple[str, str], ...]:
        """(key of the file, text) of every sentence, item and name, in the order of the block."""
        found = []
        for cle in ORDRE:
            value = getattr(self, CHAMPS[cle][0])
            found += [(cle, one) for one in ((value,) if isinstance(value, str) else value) if one]
        return tuple(found)

    @property
    def accroche_seule(self) -> bool:
        """Has it nothing but its accroche, as a métier whose fiche is written may?"""
        return {cle for cle, _ in self.passages()} <= {"accroche", "comme"}


@dataclass(frozen=True, slots=True)
class Faute:
    """What is wrong in a file of texts, in French: `ligne` from 1; `fichier` is filled in by whoever has its name."""

    ligne: int
    message: str
    fichier: str = ""

    def __str__(self) -> str:
        return f"{self.fichier}{', ' if self.fichier else ''}ligne {self.ligne} : {self.message}"
