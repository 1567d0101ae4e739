"""The list of names that a counsellor pastes: which are understood, and which are not, each with its line. Pure."""

import re
from dataclasses import dataclass

from metiers.francais.invisibles import without_invisible
from suivi.classe.pseudonyme import LONGEST, SHORTEST, Refus, clean, key, refusal

CAUSES = {
    Refus.COURT: f"il faut au moins {SHORTEST} signes",
    Refus.LONG: f"il faut au plus {LONGEST} signes",
    Refus.DEBUT: "un pseudonyme commence par une lettre ou un chiffre",
    Refus.ADRESSE: "cela ressemble à une adresse",
    Refus.TELEPHONE: "cela ressemble à un numéro de téléphone",
}
_SHOWN = 24  # signs of a line that is told again


@dataclass(frozen=True, slots=True)
class Faute:
    """A line (from 1), its first signs, and why it is no pseudonym, in words that end a sentence."""

    ligne: int
    texte: str
    cause: str

    def __str__(self) -> str:
        return f"ligne {self.ligne}, «\u00a0{self.texte}\u00a0»\u00a0: {self.cause}"


def read_names(pasted: str) -> tuple[list[str], list[Faute]]:
    """One name a line, or the first column of a table (before a tab or a semicolon) → the names in their order, and the
    lines that are none. Empty lines count, and say nothing."""
    names: list[str] = []
    faults: list[Faute] = []
    first: dict[str, int] = {}
    for number, line in enumerate(pasted.splitlines(), 1):
        name = clean(re.split(r"[\t;]", line, maxsplit=1)[0])
        if not name:
            continue
        refused = refusal(name)
        cause = CAUSES[refused] if refused else _said_before(first.get(key(name)))
        if cause:
            faults.append(Faute(number, _cut(name), cause))
        else:
            first[key(name)] = number
            names.append(name)
    return names, faults


def _said_before(line: int | None) -> str:
    return f"déjà à la ligne {line}" if line else ""


def _cut(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{without_invisible(name[:_SHOWN]).rstrip()}…"
