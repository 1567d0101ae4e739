"""The sheet of a talk as it is kept until all are bound: JSON in, JSON out. Pure."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from suivi.documents.entretien import Depuis, FicheEntretien, Particulier, Piste, Priorite


def to_json(fiche: FicheEntretien) -> bytes:
    said = asdict(fiche) | {"fin": fiche.fin.isoformat()}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read_one(said: dict[str, Any]) -> FicheEntretien:
    return FicheEntretien(
        **said
        | {
            "priorites": tuple(Priorite(*one) for one in said["priorites"]),
            "particulier": tuple(Particulier(*one) for one in said["particulier"]),
            "pistes": tuple(Piste(*one) for one in said["pistes"]),
            "questions": tuple(said["questions"]),
            "depuis": Depuis(*said["depuis"]) if said["depuis"] else None,
            "fin": date.fromisoformat(said["fin"]),
        }
    )
