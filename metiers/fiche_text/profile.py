"""The « profil d'épanouissement » block: five dimensions, a score each and a short description. Pure: no Django."""

import re
from dataclasses import dataclass, field, replace

from metiers.dimensions import DIMENSIONS, PAR_CLE
from metiers.fiche_text.body import Body
from metiers.fiche_text.document import MAX_DETAIL, NoteDimension, fold
from metiers.fiche_text.lines import MAX_NAME, FicheTextError, Kind, Line, name

_LABELS = sorted(
    ((fold(name), dimension.cle) for dimension in DIMENSIONS for name in (dimension.label, *dimension.alias)),
    key=lambda pair: -len(pair[0]),
)
_SCORE = re.compile(r"(\d{1,9})\s*(?:%|(?:/|sur)\s*100)?")
# A dash separates when it touches the name or when no digit follows it: in « Stimulation -5 » it is a minus sign.
_GAP = re.compile(r"(?:^[-–—−]|[-–—−](?!\d)|[\s:=|→>.(])*")
_EXPLICIT = set(":=|→>")
_UNKNOWN_SCORE = re.compile(r".{2,60}?(?:[\s:=|(–—−-]\d+(?:[.,]\d+)?\s*(?:%|(?:/|sur)\s*100)\)?|\s*[:=|]\s*\d+)")
_LONGEST_SHORT_VALUE = 2  # « très bonne » stands where a score should; a description is longer


def read_score(text: str, line: int) -> int:
    """A whole score from 0 to 100, with or without « % »."""
    match = _SCORE.fullmatch(text.strip())
    if not match or int(match[1]) > 100:
        raise FicheTextError(
            line, f"« {text.strip()[:60]} » n'est pas une note : un nombre entier de 0 à 100 était attendu."
        )
    return int(match[1])


def is_score_line(line: Line) -> bool:
    """A dimension and a figure, even a wrong one."""
    found = _split_label(line)
    return found is not None and re.match(r"[-–—−+]?\d", found.value) is not None


def looks_like_score(line: Line) -> bool:
    """Could the profile read this line as a score, of a known dimension or not?"""
    return _split_label(line) is not None or _is_unknown_score(line)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line that starts with the name of a dimension. `explicit`: a « : » stands between the name and the value."""

    cle: str
    value: str
    explicit: bool


@dataclass(slots=True)
class _Profile:
    """What was read so far. `awaits`: the dimension whose description may be on the next line."""

    notes: dict[str, NoteDimension] = field(default_factory=dict)
    repeated: Line | None = None
    awaits: str | None = None
    leftover: list[Line] = field(default_factory=list)
    ignored: list[Line] = field(default_factory=list)

    def takes_as_score(self, line: _Labelled) -> bool:
        """Is this a score, even a wrong one, rather than a description that starts with the name of a dimension?"""
        if "%" in line.value or re.match(r"[-–—−+]?\d", line.value):
            return True
        if line.explicit or (self.awaits is None and line.cle not in self.notes):
            return line.cle != self.awaits
        is_list = "," in line.value or line.value.endswith("...")
        return len(line.value.split()) <= _LONGEST_SHORT_VALUE and not is_list

    def add_score(self, cle: str, score: int, line: Line) -> None:
        known = self.notes.get(cle)
        if known and known.score != score:
            raise FicheTextError(
                line.number,
                f"« {PAR_CLE[cle].label} » vaut {score} ici et {known.score} plus haut : une seule note attendue.",
            )
        if known:
            self.repeated = self.repeated or line
        self.notes.setdefault(cle, NoteDimension(cle, score))
        self.awaits = cle

    def add_detail(self, line: Line) -> None:
        note = self.notes[self.awaits or ""]
        detail = name(line, line.text, MAX_DETAIL)
        if not note.detail:
            self.notes[note.cle] = replace(note, detail=detail)
        elif fold(note.detail) != fold(detail):
            self.ignored.append(line)
        self.awaits = None


def read_profile(body: Body, tag: Line | None) -> tuple[tuple[NoteDimension, ...], list[Line], list[Line]]:
    """The dimensions in the order of the product, the lines that are not about them, and the ones that are dropped.

    Repeating the same figures is allowed; a description that differs from the first one is dropped.
    """
    profile = _Profile()
    for index, line in enumerate(body.lines):
        if line.kind is Kind.BLANK:
            continue
        found = _split_label(line)
        if found and profile.takes_as_score(found):
            profile.add_score(found.cle, read_score(found.value, line.number), line)
        elif _is_unknown_score(line):
            expected = ", ".join(dimension.label for dimension in DIMENSIONS)
            raise FicheTextError(line.number, f"« {line.text} » : dimension inconnue ; attendues : {expected}.")
        elif profile.awaits and (not body.after_blank(index) or len(line.text) <= MAX_NAME):
            profile.add_detail(line)
        else:
            profile.leftover.append(line)
    _check(profile, body, tag)
    notes = tuple(profile.notes[dimension.cle] for dimension in DIMENSIONS if dimension.cle in profile.notes)
    return notes, profile.leftover, profile.ignored


def _split_label(line: Line) -> _Labelled | None:
    """None when the line does not start with the name of a dimension."""
    if line.escaped or line.kind is Kind.NAME:
        return None
    folded = line.folded
    for label, cle in _LABELS:
        rest = folded.removeprefix(label)
        if rest != folded and not rest[:1].isalpha():
            gap = _GAP.match(rest)
            separator = gap[0] if gap else ""
            value = rest[len(separator) :].strip()
            return _Labelled(
                cle, value.removesuffix(")") if "(" in separator else value, bool(_EXPLICIT & {*separator})
            )
    return None


def _is_unknown_score(line: Line) -> bool:
    return not line.escaped and _UNKNOWN_SCORE.fullmatch(line.folded) is not None


def _check(profile: _Profile, body: Body, tag: Line | None) -> None:
    missing = [dimension.label for dimension in DIMENSIONS if dimension.cle not in profile.notes]
    if tag and not profile.notes:
        raise body.broken_off(tag, "les cinq notes étaient attendues")
    if body.end and missing:
        raise body.broken_off(body.end, f"« {missing[0]} » et sa note étaient attendus")
    if body.end and body.end in profile.ignored:
        raise body.broken_off(body.end, "la suite de cette précision était attendue")
    if profile.repeated:
        body.warn(profile.repeated, "profil d'épanouissement imprimé deux fois, gardé une fois.")
    if not profile.notes:
        body.warnings.append("ligne 1 : pas de profil d'épanouissement ; la fiche reste un brouillon.")
    elif missing:
        body.warn(body.lines[0], f"profil incomplet (manque : {', '.join(missing)}) ; la fiche reste un brouillon.")
