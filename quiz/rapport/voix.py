"""To whom a result is told: to the student, as « tu », or to somebody else about them, as « elle » (cette personne).

Each sentence is written once, to the student; the forms that it takes for others are here. What one does in a métier
(« Tu soignes… ») comes from its fiche and stays as it is. Pure.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from quiz.resultat.instantane import PisteFigee

# Where changing word by word would say something else.
_TURNS = {
    "ta place pour ce métier": "sa place pour cette personne",
    "toi et ce métier": "cette personne et ce métier",
    "te correspondent moins": "correspondent moins à cette personne",
    "enlève-en un pour voir": "il faudrait en enlever un pour voir",
    "relis": "relisez ensemble",
    "vérifie que": "vérifiez ensemble que",
    "parles-en": "parlez-en ensemble",
    "regarde plutôt": "regardez plutôt",
    "demande à quelqu’un": "à demander à quelqu’un",
    "tu te donnes": "elle se donne",
    "que tu te donnes": "qu’elle se donne",
    "t’occuper": "s’occuper",
    # « elle » is the person there, no longer a piste nor a comparison.
    "elle est": "cette piste est",
    "elle n’est": "cette piste n’est",
    "elle passe après": "cette piste passe après",
    "elle fait une seule piste": "ce métier fait une seule piste",
    "elle change": "la comparaison change",
}
_VERBS = {
    "aimes": "aime",
    "as": "a",
    "es": "est",
    "mets": "met",
    "peux": "peut",
    "sais": "sait",
    "tiens": "tient",
    "veux": "veut",
}
_WORDS = {"tes": "ses", "ton": "son", "ta": "sa", "toi": "elle", "te": "lui", "t’": "l’"}
_BEFORE = ("", "ne ", "n’", "y ", "en ")  # what may stand between the subject and its verb
_FORMS = {
    **_TURNS,
    **{f"tu {word}{tu}": f"elle {word}{elle}" for word in _BEFORE for tu, elle in _VERBS.items()},
    **{f"que tu {word}{tu}": f"qu’elle {word}{elle}" for word in _BEFORE for tu, elle in _VERBS.items()},
    **_WORDS,
}
_FOUND = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted((re.escape(form) for form in _FORMS), key=len, reverse=True))})(?:(?<=’)|(?!\w))",
    re.IGNORECASE,
)
_OF_A_FICHE = {"travail", "cle", "anchor"}  # fields whose words are not said of the student

Told = TypeVar("Told")


def about_them(text: str) -> str:
    """« Tes choix disent ce que tu veux » → « Ses choix disent ce qu’elle veut »."""
    return _FOUND.sub(_turned, text)


def _turned(found: re.Match[str]) -> str:
    said = _FORMS[found[0].lower()]
    return said[0].upper() + said[1:] if found[0][0].isupper() else said


def told_about_them(told: Told) -> Told:
    """All that is told of a result, to somebody else; what was frozen stays as it was found."""
    return _about_them(told)


def _about_them(told: Any) -> Any:
    if isinstance(told, str):
        return about_them(told)
    if isinstance(told, tuple):
        return tuple(_about_them(one) for one in told)
    if not is_dataclass(told) or isinstance(told, type | PisteFigee):
        return told
    said = [one.name for one in fields(told) if one.name not in _OF_A_FICHE]
    return replace(told, **{name: _about_them(getattr(told, name)) for name in said})
