"""Words that the sentences of a ranking and of a report share. Pure."""

from collections.abc import Sequence

from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.dimensions import CLES, DIMENSIONS, PAR_CLE
from metiers.francais.chiffres import decimal, level, percent, rounded
from metiers.francais.phrases import plural
from metiers.search.labels import AFTER_YEARS, not_known_in_words, said
from metiers.search.selection import LEVELS
from quiz.methode.stability import Solidite
from quiz.methode.whatif import DOMAINES, GENERAL, INTERETS
from quiz.rapport.text import Run, Sentence, sentence
from quiz.resultat.instantane import EcartFige, FiltreFige, Instantane, PisteFigee

PENSEES = {
    "ressemble": "Ce qui me ressemble",
    "etonne": "Ce qui m’étonne",
    "verifier": "Ce que je veux vérifier",
}
"""What a student may think of a report, in their own words."""

SOLIDITES = {
    Solidite.SOLIDE: "solide",
    Solidite.PROBABLE: "probable",
    Solidite.EXPLORER: "à explorer",
    Solidite.PASSAGE: "",
}
TERMES = {
    GENERAL: "Niveau général",
    **{dimension.cle: dimension.label for dimension in DIMENSIONS},
    INTERETS: "Ce qui te ressemble",
    DOMAINES: "Un domaine qui t’attire",
}
"""The terms of an index, as they are called."""

LESS_SURE = "Ses notes viennent d’enquêtes sur un travail proche du sien\u00a0: elles sont moins sûres."
HELD_BACK = "Elle passe après d’autres\u00a0: son domaine a déjà assez de pistes plus haut."
EQUALITY = "à égalité avec la précédente"
NO_VERDICT = (
    "Ce n’est ni un test de personnalité, ni un avis sur tes capacités, et personne ne s’en sert pour te refuser "
    "quoi que ce soit."
)
_NIVEAUX = {str(years): label for years, label in LEVELS}


def profile(values: Sequence[float]) -> str:
    """« qualité de vie 58, flexibilité 40, … »."""
    return ", ".join(
        f"{dimension.label.lower()} {decimal(value, 0)}" for dimension, value in zip(DIMENSIONS, values, strict=True)
    )


def where(piste: PisteFigee) -> str:
    """« Santé · bac +3 »."""
    studies = level(piste.niveau) if piste.niveau is not None else ""
    later = "souvent après plusieurs années d’expérience" if piste.apres_experience else ""
    return " · ".join(part for part in (piste.domaine, studies, later) if part)


def remarks(piste: PisteFigee) -> tuple[str, ...]:
    """What else there is to know of its place: that it waits, that its scores are less sure, what the student refuses
    and nobody knows of it."""
    unknown = f"{not_known_in_words(piste.refus_inconnus)} Demande à quelqu’un qui l’exerce."
    said = ((piste.reportee, HELD_BACK), (piste.lien_faible, LESS_SURE), (bool(piste.refus_inconnus), unknown))
    return tuple(remark for holds, remark in said if holds)


def how_often(times: int) -> str:
    """« 92 fois sur 100 »; what is never seen in so many draws may happen all the same."""
    return f"{times} fois sur 100" if times else "presque jamais"


def filter_in_words(filtre: FiltreFige) -> str:
    if filtre.facette == "niveau" and filtre.valeur in _NIVEAUX:
        return _NIVEAUX[filtre.valeur]
    if filtre.facette == "sans" and filtre.valeur in CONTRAINTES:
        return said("sans", CONTRAINTES[filtre.valeur].label)
    if filtre.facette in {"evite", "aime"}:
        return said(filtre.facette, filtre.nom)
    if filtre.facette == "experience":
        return AFTER_YEARS
    return filtre.nom or filtre.valeur


def importances(instantane: Instantane) -> list[dict[str, str | int]]:
    """What each dimension weighs, in the order of the dimensions."""
    return [
        {
            "cle": cle,
            "label": dimension.label,
            "nom": dimension.label.lower(),
            "importance": instantane.importances[cle],
            "part": percent(instantane.weights[cle]),
        }
        for cle, dimension in zip(CLES, DIMENSIONS, strict=True)
    ]


def gap(ecart: EcartFige) -> Sentence:
    """One term of the difference between a piste and the one before it."""
    name = Run(TERMES[ecart.dimension], cle=ecart.dimension if ecart.dimension in PAR_CLE else "")
    points = decimal(abs(ecart.points))
    for_whom = "la précédente" if ecart.points > 0 else "celle-ci"
    return sentence(name, f"\u00a0: {points} {plural(rounded(abs(ecart.points), 1), 'point')} de plus pour {for_whom}")
