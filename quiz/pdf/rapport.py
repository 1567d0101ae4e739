"""What the document of a fit report holds: the sentences of `rapport` and the geometry of its charts, as JSON. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from metiers.charts import Radar
from metiers.francais.phrases import long_date
from quiz.pdf.typesetting import runs
from quiz.rapport.told_report import CompetencesDites, PlaceDite, PointDit, tell_report
from quiz.rapport.told_sum import CalculDit, LigneDite
from quiz.rapport.wording import PENSEES
from quiz.resultat.instantane import Instantane, PisteFigee

TO_CHECK = PENSEES["verifier"]  # asked for with lines to write on, unless it is written


@dataclass(frozen=True, slots=True)
class Ajouts:
    """What the student added about a métier: `plan`, steps as (what, when, note, done); `pensees`, (title, text)."""

    plan: tuple[tuple[str, date | None, str, bool], ...] = ()
    pensees: tuple[tuple[str, str], ...] = ()


def content(
    instantane: Instantane, piste: PisteFigee, *, avec_competences: bool, pour_autrui: bool, ajouts: Ajouts
) -> dict[str, Any]:
    dit = tell_report(instantane, piste, pour_autrui=pour_autrui)
    return {
        "titre": piste.titre,
        "description": "Ce qui rapproche et ce qui éloigne un métier de quelqu’un, chiffre par chiffre.",
        "pour_autrui": pour_autrui,
        "travail": dit.travail,
        "detail": dit.detail,
        "accroche": runs(dit.accroche),
        "place": _place(dit.place),
        "etoile": _radar_in_numbers(dit.etoile) | {"alt": dit.etoile_alt},
        "dimensions": [asdict(one) for one in dit.dimensions],
        "compare": dit.compare,
        "points": [_point(one) for one in dit.points],
        "calcul": _sum(dit.calcul),
        "avant": runs(dit.avant),
        "raisons": [runs(one) for one in dit.raisons],
        "competences": _skills(dit.competences) if avec_competences and instantane.niveaux else None,
        "plan": [
            {"quoi": what, "quand": long_date(when) if when else "", "note": note, "fait": done}
            for what, when, note, done in ajouts.plan
        ],
        "a_verifier": not any(title == TO_CHECK for title, _ in ajouts.pensees),
        "pensees": [{"titre": title, "lignes": text.splitlines()} for title, text in ajouts.pensees],
        "questions": list(dit.questions),
        "limites": [runs(one) for one in dit.limites],
    }


def _place(dite: PlaceDite) -> dict[str, Any]:
    return {
        "titre": dite.titre,
        "grand": dite.grand,
        "unite": dite.unite,
        "solidite": dite.solidite,
        "phrases": [runs(one) for one in dite.phrases],
        "indice": dite.indice,
        "echelle": list(dite.echelle),
        "reperes": [[float(where), mark] for where, mark in dite.reperes],
        "alt": dite.alt,
    }


def _point(dit: PointDit) -> dict[str, Any]:
    """The passages of the fiche stay on the pages: a document shows the frozen result alone."""
    return {
        "genre": dit.genre,
        "dimension": {"cle": dit.dimension.cle, "label": dit.dimension.label, "resume": dit.dimension.resume},
        "tension": dit.tension,
        "phrase": runs(dit.phrase),
    }


def _sum(dit: CalculDit) -> dict[str, Any]:
    return {
        "intro": dit.intro,
        "alt": dit.alt,
        "lignes": [_line(one) for one in dit.lignes],
        "total": dit.total,
        "fin": dit.fin,
        "main": runs(dit.main),
    }


def _line(dite: LigneDite) -> dict[str, Any]:
    return {
        "label": dite.label,
        "cle": dite.cle,
        "points": dite.points,
        "total": dite.total,
        "pourquoi": dite.pourquoi,
        "formule": dite.formule,
        "bar": [float(dite.bar.x), float(dite.bar.width), float(dite.bar.end), dite.bar.rises],
    }


def _skills(dites: CompetencesDites) -> dict[str, Any]:
    return {
        "phrase": runs(dites.phrase),
        "rappel": dites.rappel,
        "attendus": dites.attendus,
        "lignes": [asdict(one) for one in dites.lignes],
    }


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
