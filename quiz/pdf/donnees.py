"""What the document of everything stored says. Pure: its parts in words in, JSON out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from metiers.francais.phrases import long_date
from quiz.rapport.rubrique import JAMAIS, Rubrique


def content(rubriques: Sequence[Rubrique], *, jusqu_au: date) -> dict[str, Any]:
    return {
        "titre": "Mes données",
        "description": "Tout ce que le site garde des réponses d’une personne.",
        "jamais": JAMAIS,
        "jusqu_au": long_date(jusqu_au),
        "rubriques": [
            {
                "titre": one.titre,
                "lignes": [[name, value.splitlines()] for name, value in one.lignes],
                "rien": one.rien,
            }
            for one in rubriques
        ],
    }
