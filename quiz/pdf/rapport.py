"""What the document of a fit report holds: the sentences of `rapport` and the geometry of its charts, as JSON. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from metiers.charts import Radar
from metiers.francais.phrases import long_date
from quiz.rapport.told_report import tell_report
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
    dit = tell_report(instantane, piste)
    said = asdict(dit)
    for line, told in zip(said["calcul"]["lignes"], dit.calcul.lignes, strict=True):
        line["bar"] = [float(told.bar.x), float(told.bar.width), float(told.bar.end), told.bar.rises]
    return said | {
        "titre": piste.titre,
        "description": "Ce qui rapproche et ce qui éloigne un métier de ce qui compte pour toi, chiffre par chiffre.",
        "pour_autrui": pour_autrui,
        "etoile": _radar_in_numbers(dit.etoile) | {"alt": dit.etoile_alt},
        "competences": said["competences"] if avec_competences and instantane.niveaux else None,
        "plan": [
            {"quoi": what, "quand": long_date(when) if when else "", "note": note, "fait": done}
            for what, when, note, done in ajouts.plan
        ],
        "a_verifier": not any(title == TO_CHECK for title, _ in ajouts.pensees),
        "pensees": [{"titre": title, "lignes": text.splitlines()} for title, text in ajouts.pensees],
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
