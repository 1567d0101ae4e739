"""The « profil d'épanouissement » block: five dimensions, a score each and a short description. Pure: no Django."""

import re

from metiers.dimensions import DIMENSIONS, PAR_CLE
from metiers.fiche_text.document import MAX_DETAIL, NoteDimension, fold
from metiers.fiche_text.lines import FicheTextError, Kind, Line, name

_LABELS = sorted(
    ((fold(name), dimension.cle) for dimension in DIMENSIONS for name in (dimension.label, *dimension.alias)),
    key=lambda pair: -len(pair[0]),
)
_SCORE = re.compile(r"(\d{1,9})\s*(?:%|/\s*100)?")
_PERCENTAGE = re.compile(r"(.{2,60}?)\s*[:=|–-]?\s*[-+]?\d+(?:[.,]\d+)?\s*%")


def read_score(text: str, line: int) -> int:
    """A whole score from 0 to 100, with or without « % »."""
    match = _SCORE.fullmatch(text.strip())
    if not match or int(match[1]) > 100:
        raise FicheTextError(
            line, f"« {text.strip()} » n'est pas une note : un nombre entier de 0 à 100 était attendu."
        )
    return int(match[1])


def is_score_line(line: Line) -> bool:
    found = _split_label(line)
    return found is not None and _SCORE.fullmatch(found[1]) is not None


def read_profile(lines: list[Line], ignored: list[str], warnings: list[str]) -> tuple[NoteDimension, ...]:
    """The dimensions in the order of the product, those absent left out. Repeating the same figures is allowed."""
    notes: dict[str, NoteDimension] = {}
    current: str | None = None
    awaits_detail = repeated = False
    for line in lines:
        if line.kind is Kind.BLANK:
            continue
        found = _split_label(line)
        if found and _looks_like_score(found[1], awaits_detail):
            current, score = found[0], read_score(found[1], line.number)
            if current in notes and notes[current].score != score:
                raise FicheTextError(
                    line.number,
                    f"« {PAR_CLE[current].label} » vaut {score} ici et {notes[current].score} plus haut : "
                    "une seule note attendue.",
                )
            repeated |= current in notes
            notes.setdefault(current, NoteDimension(current, score))
            awaits_detail = True
        elif _PERCENTAGE.fullmatch(line.text) and not line.escaped:
            expected = ", ".join(dimension.label for dimension in DIMENSIONS)
            raise FicheTextError(line.number, f"« {line.text} » : dimension inconnue ; attendues : {expected}.")
        elif current and awaits_detail:
            _set_detail(notes, current, line, ignored)
            awaits_detail = False
        else:
            ignored.append(f"ligne {line.number} : {line.text}")
    _warn(notes, repeated, lines, warnings)
    return tuple(notes[dimension.cle] for dimension in DIMENSIONS if dimension.cle in notes)


def _split_label(line: Line) -> tuple[str, str] | None:
    """(dimension, what follows its name), or None when the line does not start with a dimension."""
    if line.escaped:
        return None
    folded = line.folded
    for label, cle in _LABELS:
        rest = folded.removeprefix(label)
        if rest != folded and not rest[:1].isalpha():
            return cle, rest.strip(" :=|–-" if not re.search(r"-\s*\d", rest) else " :=|–")
    return None


def _looks_like_score(rest: str, awaits_detail: bool) -> bool:
    """Is this the score of a dimension, even a wrong one, rather than a description that starts with its name?"""
    short = len(rest.split()) <= 2 and "," not in rest and not rest.endswith(("...", "…"))
    return "%" in rest or short or not awaits_detail


def _set_detail(notes: dict[str, NoteDimension], cle: str, line: Line, ignored: list[str]) -> None:
    detail = name(line, line.text, MAX_DETAIL)
    if not notes[cle].detail:
        notes[cle] = NoteDimension(cle, notes[cle].score, detail)
    elif notes[cle].detail != detail:
        ignored.append(f"ligne {line.number} : {line.text}")


def _warn(notes: dict[str, NoteDimension], repeated: bool, lines: list[Line], warnings: list[str]) -> None:
    number = lines[0].number if lines else 1
    missing = [dimension.label for dimension in DIMENSIONS if dimension.cle not in notes]
    if repeated:
        warnings.append(f"ligne {number} : profil d'épanouissement imprimé deux fois, gardé une fois.")
    if missing:
        warnings.append(
            f"ligne {number} : profil incomplet (manque : {', '.join(missing)}) ; la fiche reste un brouillon."
        )
