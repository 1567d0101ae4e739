"""Which part of a fiche speaks of which dimension: stems looked for in its own words. Pure: no Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from metiers.fiche_text.document import fold

MISSION_STEMS: dict[str, tuple[str, ...]] = {
    "qualite_vie": ("bien-etre", "confort", "securite", "sante", "cadre de vie"),
    "flexibilite": ("organis", "planif", "coordin", "autonom", "initiative", "distance"),
    "stimulation": ("recherche", "analys", "evaluation", "innov", "connaissance", "creat", "concept", "veille"),
    "relations": ("partenari", "communicat", "equipe", "accompagn", "accueil", "echange", "relation", "public"),
    "carriere": ("competences", "responsab", "pilot", "strateg", "encadr", "financ", "direction", "management"),
}
CONSTRAINT_STEMS: dict[str, tuple[str, ...]] = {
    "qualite_vie": (
        "horaire", "securite", "sante", "stress", "deplacement", "charge", "urgence", "nuit", "week-end", "fatig",
        "pression", "risque",
    ),
    "flexibilite": (
        "reglement", "procedure", "norme", "conformit", "consigne", "horaire", "delai", "presence",
    ),
    "stimulation": ("repetit", "routine", "monoton", "administrati", "technolog", "veille"),
    "relations": ("conflit", "culturel", "isole", "solitude", "langu", "malentendu", "distance", "public"),
    "carriere": ("politique", "instab", "budget", "concurren", "precar", "evolution", "financement", "contrat"),
}  # fmt: skip
_NAME_WEIGHT = 3
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """A named passage of a fiche."""

    nom: str
    texte: str = ""


def find_evidence(passages: Sequence[Evidence], stems: Sequence[str], *, most: int) -> tuple[str, ...]:
    """Names of the passages that speak most of these stems, best first, at most `most`; none when none does."""
    scored = [(_relevance(passage, stems), index) for index, passage in enumerate(passages)]
    relevant = sorted((-score, index) for score, index in scored if score >= _ENOUGH)
    return tuple(passages[index].nom for _, index in relevant[:most])


def _relevance(passage: Evidence, stems: Sequence[str]) -> int:
    nom, texte = fold(passage.nom), fold(passage.texte)
    return sum(_NAME_WEIGHT * _has(nom, stem) + _has(texte, stem) for stem in stems)


def _has(text: str, stem: str) -> bool:
    """At the start of a word: « santé » is not in « croissante »."""
    return re.search(rf"\b{re.escape(stem)}", text) is not None
