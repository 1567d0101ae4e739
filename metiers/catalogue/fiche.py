"""One métier of the catalogue → the fiche it makes: what the data know, and nothing else. Pure."""

from collections.abc import Mapping
from typing import Any

from metiers.catalogue.introduction import introduction
from metiers.dimensions import CLES
from metiers.fiche_text import document as doc

TOOLS = "Logiciels"
_DIPLOMAS = {
    -1: "CAP, BEP, ou aucun diplôme",
    0: "Baccalauréat",
    2: "BTS ou autre diplôme de ce niveau",
    3: "Licence, BUT ou autre diplôme de ce niveau",
    5: "Master ou autre diplôme de ce niveau",
    8: "Doctorat",
}


def fiche_of(entry: Mapping[str, Any], header: Mapping[str, Any]) -> doc.Fiche:
    """`entry` is a line of the fixture that has a profile, `header` its head (labels of codes)."""
    return doc.Fiche(
        titre=entry["titre"]["inclusif"],
        accroche=_introduction(entry, header),
        profil=tuple(doc.NoteDimension(cle, entry["profil"][cle]) for cle in CLES),
        soft_skills=tuple(doc.Item(name) for name, _ in entry["soft_skills"]),
        hard_skills=tuple(doc.HardSkill(name, score) for name, score in entry["hard_skills"]),
        niveaux=tuple(doc.Niveau(diploma(years), years) for years in _levels(entry)),
        outils=(doc.Famille(TOOLS, tuple(entry["outils"])),) if entry["outils"] else (),
        contraintes=tuple(doc.Item(header["contextes"][code]) for code in entry["contraintes"]),
    )


def diploma(bac_plus: int) -> str:
    return _DIPLOMAS.get(bac_plus, f"Diplôme de niveau bac +{bac_plus}")


def _levels(entry: Mapping[str, Any]) -> list[int]:
    etudes = entry["etudes"]
    return sorted({etudes["bac_plus"], etudes["bac_plus_max"]}) if etudes else []


def _introduction(entry: Mapping[str, Any], header: Mapping[str, Any]) -> str:
    levels = _levels(entry)
    return introduction(
        masculin=entry["titre"]["masculin"],
        feminin=entry["titre"]["feminin"],
        domaine=header["domaines"][entry["domaine"]],
        etudes=(levels[0], levels[-1]) if levels else None,
        interets=[header["interets"][code] for code in entry["interets_principaux"] or entry["interets"]],
        profil=entry["profil"],
        signes=[*entry["contraintes"], *entry["heures"]["demandees"]],
        experience=bool(entry["experience"] and entry["experience"]["demandee"]),
    )
