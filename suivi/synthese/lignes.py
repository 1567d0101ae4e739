"""The lines of a pupil's page, that a note stands beside. Pure."""

from collections.abc import Mapping

ENSEMBLE, PRIORITES, COMPETENCES = "", "priorites", "competences"
CHANGEMENTS, PLAN, REFLEXIONS = "changements", "plan", "reflexions"
PISTE = "piste:"  # then its slug

LIGNES = {
    ENSEMBLE: "l’ensemble",
    PRIORITES: "ce qui compte",
    COMPETENCES: "les compétences",
    CHANGEMENTS: "ce qui a changé",
    PLAN: "le plan",
    REFLEXIONS: "les réflexions",
}
"""Anchor → what the line is called inside a sentence (« en face de … »)."""

TES_LIGNES = {
    ENSEMBLE: "",
    PRIORITES: "ce qui compte pour toi",
    COMPETENCES: "tes compétences",
    CHANGEMENTS: "ce qui a changé",
    PLAN: "ton plan",
    REFLEXIONS: "tes réflexions",
}
"""The same, said to the student."""


def slug_of(ancre: str) -> str:
    """The métier of a line; empty for those of none."""
    return ancre.removeprefix(PISTE) if ancre.startswith(PISTE) else ""


def ligne(ancre: str, titres: Mapping[str, str]) -> str:
    """What a line is called; `titres`: slug → title of the métiers that were sent. Empty for a line that is none."""
    return LIGNES.get(ancre) or titres.get(slug_of(ancre), "")
