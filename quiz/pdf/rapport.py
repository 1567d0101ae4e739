"""What the document of a fit report says. Pure: a frozen result in, JSON out.

Strengths, tensions and reasons are those of `quiz.rapport.report`, read from the frozen figures alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import floor
from typing import Any

from metiers.charts import Radar, radar
from metiers.dimensions import CLES, PAR_CLE
from metiers.francais.chiffres import decimal, entier, percent, percent_below, signed
from metiers.francais.phrases import long_date, metiers, ordinal, quoted
from quiz.methode.matching import BASE, MIN_FOR_PERCENTILES
from quiz.rapport.charts import waterfall
from quiz.rapport.report import Point, Report, SkillRow, Term
from quiz.rapport.report_of import read_report
from quiz.rapport.wording import PENSEES, importances, where
from quiz.resultat.instantane import Instantane, NiveauFige, PisteFigee

TO_CHECK = PENSEES["verifier"]  # asked for with lines to write on, unless it is written
_CENT = 100
# What only somebody of the trade can say, by dimension: the first question is the one that is asked first.
_ASK = {
    "qualite_vie": (
        "À quoi ressemble une semaine ordinaire\u00a0: horaires, fatigue, soirées, week-ends\u202f?",
        "Qu’est-ce qui use le plus, et comment s’en protège-t-on\u202f?",
    ),
    "flexibilite": (
        "Que décidez-vous vous-même dans une journée\u00a0: les horaires, le lieu, la façon de faire\u202f?",
        "Qu’est-ce qui est imposé, et est-ce pareil chez tous les employeurs\u202f?",
    ),
    "stimulation": (
        "Qu’avez-vous appris de nouveau ces six derniers mois\u202f?",
        "Quelle part de votre travail se répète, jour après jour\u202f?",
    ),
    "relations": (
        "Avec qui passez-vous vos journées, et combien de temps restez-vous seul(e)\u202f?",
        "Qu’est-ce qui est difficile avec les gens, et qu’est-ce qui fait du bien\u202f?",
    ),
    "carriere": (
        "Que sont devenues les personnes qui ont commencé avec vous\u202f?",
        "Qu’est-ce qui permet d’avancer ou d’être mieux payé(e)\u202f? Au bout de combien de temps\u202f?",
    ),
}
_ASK_ANYWAY = (
    "Qu’auriez-vous aimé savoir avant de commencer\u202f?",
    "Par quelles études passeriez-vous aujourd’hui, et pourrais-je venir observer une journée\u202f?",
)


@dataclass(frozen=True, slots=True)
class Ajouts:
    """What the student added about a métier: `plan`, steps as (what, when, note, done); `pensees`, (title, text)."""

    plan: tuple[tuple[str, date | None, str, bool], ...] = ()
    pensees: tuple[tuple[str, str], ...] = ()


def content(
    instantane: Instantane, piste: PisteFigee, *, avec_competences: bool, pour_autrui: bool, ajouts: Ajouts
) -> dict[str, Any]:
    report = read_report(instantane, piste)
    return {
        "pour_autrui": pour_autrui,
        "plan": [
            {"quoi": what, "quand": long_date(when) if when else "", "note": note, "fait": done}
            for what, when, note, done in ajouts.plan
        ],
        "a_verifier": not any(title == TO_CHECK for title, _ in ajouts.pensees),
        "pensees": [{"titre": title, "lignes": text.splitlines()} for title, text in ajouts.pensees],
        "titre": piste.titre,
        "description": "Ce qui rapproche et ce qui éloigne un métier de ce qui compte pour toi, chiffre par chiffre.",
        "detail": where(piste),
        "metiers": metiers(instantane.metiers),
        "accroche": _summary(report),
        "place": _place(instantane, piste),
        "etoile": _star(instantane, piste),
        "dimensions": _dimensions(instantane, report),
        "compare": _compares(instantane),
        "calcul": _sum(instantane, piste, report),
        "avant": _just_before(instantane, piste),
        "points": [
            *(_strength(point, report.low) for point in report.strengths),
            *(_tension(point) for point in report.tensions),
        ],
        "questions": _questions(report),
        "competences": _skills(instantane, piste, report) if avec_competences else None,
    }


def _compares(instantane: Instantane) -> bool:
    """Were there métiers enough to rank each score among those of the others?"""
    return instantane.metiers >= MIN_FOR_PERCENTILES


def _summary(report: Report) -> str:
    said = []
    if report.balanced:
        said.append("Tes priorités sont équilibrées\u00a0: rien ne passe devant le reste.")
    if report.low:
        said.append("Ce métier donne peu de ce qui compte pour toi.")
    gives = " et ".join(point.term.dimension.partitif for point in report.strengths)
    start = "Il donne à peu près autant de tout, dont" if report.flat else "Ce métier donne surtout"
    beside = ", mais ce n’est pas là que tu mets tes priorités" if report.beside else ""
    said.append(f"{start} {gives}{beside}.")
    if report.tensions:
        matters = report.tensions[0].matters
        short = " et ".join(point.term.dimension.article for point in report.tensions)
        opening, end = ("À regarder de près", "") if matters else ("Ce qu’il donne le moins", ", mais tu y tiens moins")
        said.append(f"{opening}\u00a0: {short}{end}.")
    return " ".join(said)


def _place(instantane: Instantane, piste: PisteFigee) -> dict[str, Any]:
    better = piste.better_than
    index = f"{decimal(piste.index)} sur 100"
    alt = (
        f"Échelle de 0 à 100\u00a0: l’indice est {decimal(piste.index)}, l’intervalle va de {decimal(piste.low, 0)} à "
        f"{decimal(piste.high, 0)}, le départ de tous les métiers est 50."
    )
    return {
        "grand": percent_below(better) if better is not None else decimal(piste.index),
        "phrases": [
            _among_all(instantane, piste, index) if better is not None else _too_few(instantane),
            *_among_filters(instantane, piste),
            _firm(instantane, piste),
            f"Moyenne des notes de la fiche, pesées par tes priorités\u00a0: {decimal(piste.weighted_mean)} sur 100.",
        ],
        "solidite": piste.solidite,
        "indice": decimal(piste.index),
        "echelle": [piste.low, piste.high, piste.index],
        "alt": alt,
    }


def _among_all(instantane: Instantane, piste: PisteFigee, index: str) -> str:
    return (
        f"des {entier(instantane.metiers - 1)} autres métiers du catalogue te correspondent moins. C’est ta "
        f"{ordinal(piste.rank)} piste sur {entier(instantane.metiers)}, avec un indice de {index}."
    )


def _too_few(instantane: Instantane) -> str:
    return (
        f"sur 100\u00a0: c’est l’indice de ce métier. Le catalogue en comptait {entier(instantane.metiers)}, trop peu "
        "pour dire comment il se place parmi les autres."
    )


def _among_filters(instantane: Instantane, piste: PisteFigee) -> list[str]:
    if not piste.place:
        return ["Tes filtres laissent ce métier de côté\u00a0: ses chiffres le comparent à tous les métiers."]
    if instantane.en_vue == instantane.metiers:
        return []
    return [
        f"Parmi les {metiers(instantane.en_vue)} que laissent tes filtres, c’est ta {ordinal(piste.place)} piste."
        if instantane.en_vue > 1
        else "C’est le seul métier que laissent tes filtres."
    ]


def _firm(instantane: Instantane, piste: PisteFigee) -> str:
    times = f"{piste.times} fois sur 100" if piste.times else "presque jamais"
    firm = instantane.firm_among(instantane.among(piste))
    holds = f" il est {times} dans ton top {instantane.methode.top}, et" if firm else ""
    under = piste.index > piste.high
    why = ", un peu sous celui de tes réponses\u00a0: une réponse tranchée l’est en partie par hasard" if under else ""
    return (
        f"On a refait le calcul {entier(instantane.methode.draws)} fois en bougeant un peu tes priorités et les notes"
        f"\u00a0:{holds} son indice tombe entre "
        f"{decimal(piste.low, 0)} et {decimal(piste.high, 0)} huit fois sur dix{why}."
    )


def _star(instantane: Instantane, piste: PisteFigee) -> dict[str, Any]:
    """The radar in numbers: what the métier gives, and what the student asks for."""
    chart = radar(piste.percentiles, [10.0 * instantane.importances[cle] for cle in CLES])
    said = "\u202f; ".join(
        f"{PAR_CLE[cle].label}\u00a0: le métier {decimal(value, 0)} sur 100, toi {instantane.importances[cle]} sur 10"
        for cle, value in zip(CLES, piste.percentiles, strict=True)
    )
    return _radar_in_numbers(chart) | {"alt": f"Étoile à cinq branches. {said}."}


def _radar_in_numbers(chart: Radar) -> dict[str, Any]:
    return {
        "width": chart.width,
        "height": chart.height,
        "centre": [float(chart.centre_x), float(chart.centre_y)],
        "rings": [_points(ring) for ring in chart.rings],
        "polygons": [_points(polygon) for polygon in chart.polygons],
        "dots": [[cle, float(x), float(y)] for cle, x, y in chart.dots],
        "axes": [
            {
                "cle": axis.cle,
                "label": axis.label,
                "end": [float(axis.x), float(axis.y)],
                "at": [float(axis.label_x), float(axis.label_y)],
                "anchor": axis.anchor,
            }
            for axis in chart.axes
        ],
    }


def _points(polygon: str) -> list[list[float]]:
    return [[float(part) for part in corner.split(",")] for corner in polygon.split()]


def _dimensions(instantane: Instantane, report: Report) -> list[dict[str, Any]]:
    return [
        dict(one) | {"note": decimal(term.raw, 0), "rang": decimal(term.percentile, 0)}
        for one, term in zip(importances(instantane), report.terms, strict=True)
    ]


def _sum(instantane: Instantane, piste: PisteFigee, report: Report) -> dict[str, Any]:
    """The waterfall, as bars and as lines that add up to the last digit shown."""
    points = adding_up(piste.steps, piste.unclipped - BASE)
    totals = list(accumulate([BASE, *points]))
    bars = waterfall(BASE, piste.steps)
    labels = ["Point de départ", "Niveau général", *(term.dimension.label for term in report.terms)]
    hues = ["", "", *(term.dimension.cle for term in report.terms)]
    reasons = [
        "le même pour tous les métiers",
        f"la moyenne de ses cinq {'rangs' if _compares(instantane) else 'notes'} est {decimal(report.mean)}\u00a0: on "
        f"compte {percent(instantane.methode.share)} de l’écart à 50",
        *(term.words for term in report.terms),
    ]
    formulas = ["", "", *(_formula(term, report.mean) for term in report.terms)]
    values = [decimal(BASE, 2), *(signed(value, 2) for value in points)]
    lines = [
        {
            "label": label,
            "cle": hue,
            "points": value,
            "total": decimal(total, 2),
            "pourquoi": reason,
            "formule": formula,
            "bar": [float(bar.x), float(bar.width), float(bar.end), bar.rises],
        }
        for label, hue, value, total, reason, formula, bar in zip(
            labels, hues, values, totals, reasons, formulas, bars, strict=True
        )
    ]
    said = "\u202f; ".join(f"{line['label'].lower()} {line['points']}" for line in lines)
    total = decimal(totals[-1], 2)
    return {
        "lignes": lines,
        "total": total,
        "ramene": decimal(piste.index) if abs(piste.index - piste.unclipped) > 0.005 else None,
        "alt": f"Des barres qui s’enchaînent\u00a0: {said}\u202f; total {total}.",
    }


def _formula(term: Term, mean: float) -> str:
    return f"({percent(term.weight, 1)} − 20\u00a0%) × ({decimal(term.percentile)} − {decimal(mean)})"


def adding_up(values: Sequence[float], total: float) -> list[float]:
    """Each value to two decimals, up or down, so that their sum is `total` to two decimals: the largest remainders
    round up."""
    exact = [round(value * _CENT, 6) for value in values]
    cents = [floor(value) for value in exact]
    missing = round(total * _CENT) - sum(cents)
    for row in sorted(range(len(cents)), key=lambda row: cents[row] - exact[row])[:missing]:
        cents[row] += 1
    return [value / _CENT for value in cents]


def _just_before(instantane: Instantane, piste: PisteFigee) -> dict[str, Any] | None:
    """Why another métier stands just before this one."""
    before = next((one for one in instantane.pistes if one.place == piste.place - 1), None)
    if before is None or not piste.ecarts:
        return None
    reasons = [
        f"{PAR_CLE[ecart.dimension].article if ecart.dimension else 'le niveau général'} ({signed(ecart.points)})"
        for ecart in piste.ecarts[:3]
    ]
    return {"titre": quoted(before.titre), "indice": decimal(before.index), "raisons": ", ".join(reasons)}


def _strength(point: Point, low: bool) -> dict[str, str | bool]:
    kind = "Le moins faible" if low else "Point fort pour toi" if point.matters else "Point fort du métier"
    return _point(point, kind, tension=False)


def _tension(point: Point) -> dict[str, str | bool]:
    return _point(point, "Tension" if point.matters else "Ce qu’il donne le moins", tension=True)


def _point(point: Point, kind: str, *, tension: bool) -> dict[str, str | bool]:
    term = point.term
    lowest = ", sa note la plus basse" if tension and point.lowest else ""
    return {
        "genre": kind,
        "label": term.dimension.label,
        "cle": term.dimension.cle,
        "tension": tension,
        "phrase": f"La fiche lui donne {decimal(term.raw, 0)} sur 100{lowest}\u202f; tu y mets {percent(term.weight)} "
        "de tes priorités.",
        "resume": term.dimension.resume,
    }


def _questions(report: Report) -> list[str]:
    """What to ask somebody of the trade: tensions first, then whether the strength is true."""
    asked = [
        question
        for rank, point in enumerate(report.tensions)
        for question in _ASK[point.term.dimension.cle][: 2 if rank == 0 else 1]
    ]
    return [*asked, _ASK[report.strengths[0].term.dimension.cle][0], *_ASK_ANYWAY]


def _skills(instantane: Instantane, piste: PisteFigee, report: Report) -> dict[str, Any] | None:
    """None when nothing was rated. A result kept before what métiers ask for was frozen shows what was rated alone."""
    if not instantane.niveaux:
        return None
    score = report.skills.score if report.skill_rows else piste.fit
    lines = [_skill(row) for row in report.skill_rows] or [_rated(one) for one in instantane.niveaux]
    return {
        "phrase": f"{percent(score / 100)} du niveau attendu pour ce métier, d’après tes réponses."
        if score is not None
        else "Tes réponses couvrent trop peu de ce que ce métier demande pour donner un chiffre.",
        "attendus": bool(report.skill_rows),
        "lignes": lines,
    }


def _skill(row: SkillRow) -> dict[str, str | float | None]:
    missing = "tu ne sais pas encore" if row.answered else "sans réponse"
    said = missing if row.rated is None else f"{decimal(row.rated, 0)} sur 100"
    return {"nom": row.nom, "attendu": row.required, "toi": row.rated, "dit": said, "statut": row.statut}


def _rated(one: NiveauFige) -> dict[str, str | float | None]:
    said = "tu ne sais pas encore" if one.niveau is None else f"{one.niveau} sur 100"
    return {"nom": one.nom, "attendu": None, "toi": one.niveau, "dit": said, "statut": ""}
