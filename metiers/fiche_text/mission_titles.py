"""Titles of mission groups, taken from the intro when the fiche does not print them. Pure: no Django.

The editors' intro has one general sentence, then one sentence per group, in order: "Le suivi des partenariats consiste
à…", "Il/elle contribue aussi aux actions de communication, pour…". The title is what that sentence speaks of.
"""

import re
from dataclasses import replace

from metiers.fiche_text.document import Groupe, canonical_name
from metiers.fiche_text.lines import Line

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_OPENING = re.compile(r"^(?:enfin|ensuite|puis|de plus|par ailleurs|en outre)\s*,\s*", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?:il/elle|elle/il|il|elle|on)\s+\w+(?:\s+(?:aussi|également|notamment))?\s+(?:à|aux?|en|dans|de)\b\s*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:les?\s+|la\s+|l['’]\s*|des?\s+|du\s+|un\s+|une\s+)", re.IGNORECASE)
_VERB = (
    r"(?:aide|assure|concerne|contribue|demande|donne|facilite|implique|occupe|passe|regroupe|renforce|repose|vise|couvre)"
    r"(?:nt)?|(?:consiste|garanti|permet|comprend|prend|sert|tient)(?:t|tent|nent|ssent|vent)?|est|sont"
)
_END = re.compile(rf"\s*,|\s+(?:{_VERB})\b|\s+pour\b|\s+en\s+\w+ant\b|\s*[.!?:;(]", re.IGNORECASE)
_MAX_TITLE = 80


def titles_from_intro(groupes: tuple[Groupe, ...], intro: str, warnings: list[str], first: Line) -> tuple[Groupe, ...]:
    """The groups with titles read in the intro, or unchanged when its sentences do not match the groups one by one."""
    sentences = _SENTENCE.split(" ".join(intro.split("\n", 1)[0].split()))
    titles = [_title(sentence) for sentence in sentences[-len(groupes) :]]
    if len(sentences) - len(groupes) not in (0, 1) or not all(titles):
        warnings.append(f"ligne {first.number} : titres des groupes de missions absents, à compléter.")
        return groupes
    warnings.append(f"ligne {first.number} : titres des groupes de missions absents, repris de l'introduction.")
    return tuple(replace(groupe, titre=title) for groupe, title in zip(groupes, titles, strict=True))


def _title(sentence: str) -> str:
    subject = _ARTICLE.sub("", _PERSON.sub("", _OPENING.sub("", sentence)))
    end = _END.search(subject)
    title = (subject[: end.start()] if end else "").strip()
    return canonical_name(title[:1].upper() + title[1:]) if len(title) <= _MAX_TITLE else ""
