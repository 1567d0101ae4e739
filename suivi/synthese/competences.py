"""Skills to build: what the first pistes ask for, beside what the student says of themself. Pure."""

from dataclasses import dataclass

from quiz.resultat.instantane import Instantane, PisteFigee
from suivi.synthese.pistes import AT_LENGTH

MOST = 5
LARGE = 10  # of 100: less is no gap, for the levels that a student may choose are 25 apart


@dataclass(frozen=True, slots=True)
class ABatir:
    """A skill: the highest level that the first pistes ask for (`pistes`, their titles), and the student's; 0–100."""

    nom: str
    demande: int
    niveau: int
    pistes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Competences:
    """`a_batir`: the largest gaps first, `MOST` at most; `acquises`, `inconnues`: how many of those that the first
    pistes ask for are there, or were not rated; `situees`: how many were rated in all."""

    a_batir: tuple[ABatir, ...]
    acquises: int
    inconnues: int
    situees: int


def lire_competences(kept: Instantane) -> Competences:
    """Of a result with the skills that were rated."""
    levels = {one.slug: one.niveau for one in kept.niveaux if one.niveau is not None}
    asked = _asked(kept.pistes[:AT_LENGTH])
    gaps = [one for slug, one in asked.items() if slug in levels for one in [_beside(one, levels[slug])]]
    lacking = sorted((one for one in gaps if one.demande - one.niveau >= LARGE), key=_by_gap)
    return Competences(
        a_batir=tuple(lacking[:MOST]),
        acquises=len(gaps) - len(lacking),
        inconnues=len(asked) - len(gaps),
        situees=len(levels),
    )


def _asked(pistes: tuple[PisteFigee, ...]) -> dict[str, ABatir]:
    """Skill → the highest level that is asked for, before anything is known of the student."""
    found: dict[str, ABatir] = {}
    for piste in pistes:
        for one in piste.attendus:
            before = found.get(one.slug, ABatir(one.nom, 0, 0, ()))
            found[one.slug] = ABatir(one.nom, max(before.demande, one.niveau or 0), 0, (*before.pistes, piste.titre))
    return found


def _beside(asked: ABatir, niveau: int) -> ABatir:
    return ABatir(asked.nom, asked.demande, niveau, asked.pistes)


def _by_gap(one: ABatir) -> tuple[int, int, str]:
    return (one.niveau - one.demande, -len(one.pistes), one.nom)
