"""Results in the first format: real rows, kept on both databases, and today's rewritten as they would have been."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.rapport.wording import SOLIDITES, filter_in_words
from quiz.resultat.instantane import from_json

NOT_YET = ("interets", "apres_experience", "avant")  # what the pistes of that format never had


@dataclass(frozen=True, slots=True)
class Sample:
    """`nom` says what is special in it; `base`: the database that it was read from."""

    nom: str
    base: str
    contenu: dict[str, Any]


# « without-attendus » is « few-in-view » without what its métiers ask for: older rows did not hold it.
SAMPLES = {
    one.nom: one
    for line in Path(__file__).with_name("kept_in_format_1.jsonl").read_text().splitlines()
    for one in [Sample(**json.loads(line))]
}


def in_format_1(contenu, forget=()):
    """A row of today as the first format held it, without what its pistes did not have yet, nor `forget`."""
    kept = from_json(contenu)

    def piste(data, frozen):
        told = {key: value for key, value in data.items() if key not in {*NOT_YET, *forget}}
        return told | {"solidite": SOLIDITES[frozen.solidite]}

    return contenu | {
        "format": 1,
        "filtres": [filter_in_words(one) for one in kept.filtres],
        "pistes": [piste(*one) for one in zip(contenu["pistes"], kept.pistes, strict=True)],
        "cible": piste(contenu["cible"], kept.cible) if kept.cible else None,
    }
