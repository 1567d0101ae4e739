"""The sum of a report: the lines that make an index, and how each is found again by hand. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from metiers.francais.chiffres import decimal, percent, rounded, signed, spelled
from metiers.francais.phrases import quoted
from quiz.methode.matching import BASE, MIN_FOR_PERCENTILES
from quiz.methode.whatif import DOMAINES, GENERAL, INTERETS
from quiz.rapport.charts import Bar, waterfall
from quiz.rapport.report import Report, Term
from quiz.rapport.text import Sentence, sentence
from quiz.rapport.wording import TERMES
from quiz.resultat.instantane import Instantane, PisteFigee

_TENTH = 10


@dataclass(frozen=True, slots=True)
class LigneDite:
    """One line of the sum, its total so far, why, and how to find it again by hand (empty for the first two)."""

    label: str
    cle: str
    points: str
    total: str
    pourquoi: str
    formule: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class CalculDit:
    """The lines add up to `total` as they are written; `fin`: how the index follows from it."""

    intro: str
    lignes: tuple[LigneDite, ...]
    total: str
    fin: str
    main: Sentence
    alt: str


def tell_sum(instantane: Instantane, piste: PisteFigee, report: Report) -> CalculDit:
    """The waterfall, as bars and as lines that add up to the last digit shown."""
    rows = [("Point de départ", "", "le même pour tous les métiers", ""), *_terms_in_words(instantane, piste, report)]
    steps = piste.steps[: len(rows) - 1]
    points = adding_up(steps, rounded(piste.unclipped, 1) - BASE)
    totals = list(accumulate([BASE, *points]))
    values = [decimal(BASE, 0), *(signed(value) for value in points)]
    lines = tuple(
        LigneDite(label, cle, value, decimal(total), reason, formula, bar)
        for (label, cle, reason, formula), value, total, bar in zip(
            rows, values, totals, waterfall(BASE, steps), strict=True
        )
    )
    said = "\u202f; ".join(f"{line.label.lower()} {line.points}" for line in lines)
    total, brought_back = decimal(totals[-1]), abs(piste.index - piste.unclipped) > 0.05
    ranks = "son rang, de 0 à 100," if compares(instantane) else "sa note, de 0 à 100,"
    tastes = (
        "Une phrase cochée compte pour 1 si c’est la principale du métier, pour moins sinon, et pèse d’autant plus que "
        "peu de métiers l’ont. "
        if any(one.part for one in piste.phrases)
        else ""
    )
    return CalculDit(
        intro="On part de 50. Chaque ligne ajoute ou retire des points, et le total donne l’indice. Rien d’autre n’y "
        "entre. Une barre pleine ajoute, une barre plus claire retire\u202f; elles sont agrandies pour qu’on les voie.",
        lignes=lines,
        total=total,
        fin=f"ramené à {decimal(piste.index)}\u00a0: c’est l’indice" if brought_back else "c’est l’indice",
        main=sentence(
            f"Une dimension vaut\u00a0: (sa part dans tes priorités − 20\u00a0%) × ({ranks} − la moyenne des cinq). "
            f"{tastes}Dans le tableau, le dernier chiffre est arrondi de sorte que les lignes fassent le total."
        ),
        alt=f"Des barres qui s’enchaînent\u00a0: {said}\u202f; total {total}.",
    )


Ligne = tuple[str, str, str, str]
"""Label, hue, why, how to find it again."""


def _terms_in_words(instantane: Instantane, piste: PisteFigee, report: Report) -> list[Ligne]:
    """The terms in the order of `PisteFigee.steps`; without what the student was not asked, or did not say."""
    terms = [
        (TERMES[GENERAL], "", _general(instantane, report), ""),
        *((one.dimension.label, one.dimension.cle, one.words, _formula(one, report.mean)) for one in report.terms),
    ]
    wished, liked = instantane.chosen("interet"), instantane.chosen("aime")
    if piste.gouts or piste.attrait or (instantane.counts_tastes and (wished or liked)):
        terms.append((TERMES[INTERETS], "", _interests_in_words(piste, wished), _interests_by_hand(piste)))
        terms.append((TERMES[DOMAINES], "", _liked_in_words(piste, liked), ""))
    return terms


def _interests_in_words(piste: PisteFigee, wished: int) -> str:
    if not wished:
        return "tu n’as coché aucune phrase"
    had = len(piste.interets)
    if not had:
        return "il n’a aucune des phrases que tu as cochées"
    return f"il a {ticked(had, wished)}\u00a0: {', '.join(map(quoted, piste.interets))}"


def _interests_by_hand(piste: PisteFigee) -> str:
    """How the points of the interests are found again; empty in a result that does not say it."""
    brought, total = sum(one.part * one.poids for one in piste.phrases), sum(one.poids for one in piste.phrases)
    if not brought:
        return ""
    had = " + ".join(f"{decimal(one.part)} × {decimal(one.poids, 2)}" for one in piste.phrases if one.part)
    every = " + ".join(decimal(one.poids, 2) for one in piste.phrases)
    return f"{decimal(piste.gouts * total / brought, 0)} × ({had}) / ({every}) = {signed(piste.gouts, 2)}"


def _liked_in_words(piste: PisteFigee, liked: int) -> str:
    if not liked:
        return "tu n’as choisi aucun domaine"
    if not piste.attrait:
        return "il n’est pas d’un domaine que tu as choisi"
    return (
        f"tu as choisi {quoted(piste.grand_domaine)}" if piste.grand_domaine else "il est d’un domaine que tu as choisi"
    )


def _general(instantane: Instantane, report: Report) -> str:
    what = "rangs" if compares(instantane) else "notes"
    return (
        f"la moyenne de ses cinq {what} est {decimal(report.mean)}\u00a0: on compte "
        f"{percent(instantane.methode.share)} de l’écart à 50"
    )


def _formula(term: Term, mean: float) -> str:
    share, gap = f"{percent(term.weight, 1)} − 20\u00a0%", f"{decimal(term.percentile)} − {decimal(mean)}"
    return f"({share}) × ({gap}) = {signed(term.points, 2)}"


def adding_up(values: Sequence[float], total: float) -> list[float]:
    """Each value to one decimal, so that their sum is `total` to one decimal: those that lost most by rounding give way
    or take."""
    tenths = [round(rounded(value, 1) * _TENTH) for value in values]
    missing = round(rounded(total, 1) * _TENTH) - sum(tenths)
    step = 1 if missing > 0 else -1
    by_need = sorted(range(len(tenths)), key=lambda row: step * (tenths[row] - values[row] * _TENTH))
    for row in by_need[: abs(missing)]:
        tenths[row] += step
    return [value / _TENTH for value in tenths]


def ticked(had: int, wished: int) -> str:
    """Some of the phrases that were ticked, in words: 2, 3 → « deux des trois phrases que tu as cochées »."""
    if wished == 1:
        return "la phrase que tu as cochée"
    some = f"les {spelled(wished)}" if had == wished else f"{'une' if had == 1 else spelled(had)} des {spelled(wished)}"
    return f"{some} phrases que tu as cochées"


def compares(instantane: Instantane) -> bool:
    """Are there métiers enough to rank each score among the others?"""
    return instantane.metiers >= MIN_FOR_PERCENTILES
