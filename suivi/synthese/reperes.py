"""What else was said in the quiz, in a line each: the direction, what is liked, studies, what is refused. Pure."""

from dataclasses import dataclass

from metiers.francais.chiffres import decimal
from metiers.francais.phrases import plural
from quiz.rapport.voix import about_them
from quiz.rapport.wording import filter_in_words
from quiz.resultat.instantane import FiltreFige, Instantane
from suivi.synthese.lecture import FERMETES, fermete, fois, meilleure


@dataclass(frozen=True, slots=True)
class Repere:
    """`fermete`: a key of `lecture.FERMETES`, for the direction alone."""

    nom: str
    texte: str
    fermete: str = ""


def lire_reperes(kept: Instantane, accord: tuple[int, int] | None) -> tuple[Repere, ...]:
    """`accord`: of the blind check that was sent, half-pairs that agree with the ranking, and half-pairs in all."""
    all_of_them = (
        _direction(kept),
        _choices(kept, "Goûts", ("interet",)),
        _choices(kept, "L’attirent", ("aime", "domaine")),
        _choices(kept, "Études", ("niveau",)),
        _choices(kept, "Écarte", ("sans", "evite")),
        _choices(kept, "Choix", ("", "experience")),
        _accord(accord) if accord else Repere("", ""),
    )
    return tuple(one for one in all_of_them if one.texte)


def _direction(kept: Instantane) -> Repere:
    found = meilleure(kept)
    if found is None:
        return Repere("", "")
    firm = fermete(found.times)
    return Repere("Direction", f"{found.nom}, {FERMETES[firm]}, {fois(found.times)}", firm)


def _choices(kept: Instantane, nom: str, facettes: tuple[str, ...]) -> Repere:
    """Those of a facet, said of somebody else; a choice kept without a name is told as it was read."""
    said = [_said(one) for one in kept.filtres if one.facette in facettes]
    return Repere(nom, "\u202f; ".join(one for one in said if one))


def _said(filtre: FiltreFige) -> str:
    if filtre.facette in {"interet", "aime", "evite", "domaine"} and filtre.nom:
        return about_them(filtre.nom)
    words = about_them(filter_in_words(filtre))
    return words.removeprefix("Sans\u00a0: ").removeprefix("Sans : ")


def _accord(accord: tuple[int, int]) -> Repere:
    agreed, pairs = accord[0] / 2, accord[1] // 2
    number = decimal(agreed, 0 if agreed.is_integer() else 1)
    return Repere("Sans les noms", f"{number} {plural(agreed, 'accord')} sur {pairs} avec le classement")
