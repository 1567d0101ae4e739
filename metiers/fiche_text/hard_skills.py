"""Hard skills: « 90 | Gestion de projet », a line of key words, a text. Pure: no Django."""

import re

from metiers.fiche_text.body import Body, split_at
from metiers.fiche_text.document import MAX_COMPETENCE, MAX_MOTS_CLES, HardSkill, fold
from metiers.fiche_text.lines import FicheTextError, Kind, Line, name, prose
from metiers.fiche_text.profile import read_score

KEY_WORDS = re.compile(r"mots[- ]cl[eé]s?\s*:\s*", re.IGNORECASE)
_PIPE = re.compile(r"([^|]*)\|(.*)")
_OTHER_SEPARATOR = re.compile(r"(\d{2,3}\s*(?:%|/\s*100)?)\s*[:–—-]\s+(\S.*)")
_LONE_SCORE = re.compile(r"\d+\s*(?:%|/\s*100)?")
_ELLIPSIS = ("...", "…")


def split_skill_line(line: Line) -> tuple[str, str] | None:
    """The score and the name, even wrong ones, of a line « 90 | Nom » (or « 90 : Nom », « 90 - Nom »)."""
    if line.escaped or KEY_WORDS.match(line.text):
        return None
    match = _PIPE.fullmatch(line.text) or (line.kind is Kind.TITLE and _OTHER_SEPARATOR.fullmatch(line.text))
    return (match[1], match[2]) if match else None


def read_hard_skills(body: Body) -> tuple[tuple[HardSkill, ...], str, str]:
    """A score and a name, a line of key words, then an optional text."""
    before, groups = split_at(body.lines, lambda index: split_skill_line(body.lines[index]) is not None)
    skills: dict[str, HardSkill] = {}
    ellipses: list[bool] = []
    for head, rest in groups:
        score, nom = _read_head(body, head)
        if fold(nom) in skills:
            raise FicheTextError(head.number, f"la compétence « {nom} » est donnée deux fois : une seule attendue.")
        words = _key_words_line(rest)
        text = rest[rest.index(words) + 1 :] if words else rest
        ellipses += [words.text.endswith(_ELLIPSIS)] if words else []
        skills[fold(nom)] = HardSkill(nom, score, _read_key_words(words) if words else (), prose(text))
        if words and words is body.end and len(ellipses) > 1 and ellipses.count(False) == 1 and not ellipses[-1]:
            raise body.broken_off(words, "« ... » était attendu à la fin des mots clés")
    for line in body.lines:
        if line.kind is Kind.TITLE and _LONE_SCORE.fullmatch(line.text):
            raise body.broken_off(line, "« | » et le nom de la compétence étaient attendus")
    return tuple(skills.values()), prose(before), ""


def _read_head(body: Body, head: Line) -> tuple[int, str]:
    score, nom = split_skill_line(head) or ("", "")
    if not nom.strip():
        raise body.broken_off(head, "le nom de la compétence était attendu")
    return read_score(score, head.number), name(head, nom, MAX_COMPETENCE)


def _key_words_line(lines: list[Line]) -> Line | None:
    """The line right under the name; further down, only a line that is surely a list of key words."""
    for index, line in enumerate(lines):
        if line.kind is Kind.BLANK:
            continue
        if line.escaped or line.kind is Kind.NAME:
            return None
        labelled = KEY_WORDS.match(line.text) is not None
        listed = line.text.endswith(_ELLIPSIS)
        near = index == 0 and (listed or line.kind is Kind.TITLE)
        return line if labelled or near or (listed and "," in line.text) else None
    return None


def _read_key_words(line: Line) -> tuple[str, ...]:
    text = KEY_WORDS.sub("", line.text, count=1) if KEY_WORDS.match(line.text) else line.text
    text = next((text.removesuffix(dots) for dots in _ELLIPSIS if text.endswith(dots)), text)
    words = [word.strip() for word in text.split(",") if word.strip()]
    return tuple(name(line, ", ".join(words), MAX_MOTS_CLES).split(", ")) if words else ()
