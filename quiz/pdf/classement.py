"""What the document of a ranking holds: the sentences of `rapport` and the geometry of its charts, as JSON. Pure."""

from typing import Any

from metiers.francais.phrases import metiers
from quiz.pdf.typesetting import runs
from quiz.rapport.charts import Scatter
from quiz.rapport.told_ranking import ClassementDit, PisteDite, tell_ranking
from quiz.rapport.wording import importances, profile
from quiz.resultat.instantane import Instantane


def content(instantane: Instantane, *, avec_competences: bool, pour_autrui: bool) -> dict[str, Any]:
    dit = tell_ranking(instantane, pour_autrui=pour_autrui)
    skills = avec_competences and any(one.competences for one in dit.pistes)
    return {
        "titre": "Ses pistes" if pour_autrui else "Mes pistes",
        "description": "Un classement de métiers d’après des priorités, avec ce qu’il vaut et ce qu’il ne dit pas.",
        "pour_autrui": pour_autrui,
        "metiers": metiers(instantane.metiers),
        "complet": instantane.complet,
        "top": instantane.methode.top,
        "priorites": importances(instantane),
        "priorites_alt": _priorities_in_words(instantane),
        "filtres": list(dit.filtres),
        "compte": dit.compte,
        "directions": [runs(one.phrase) for one in dit.directions],
        "caches": runs(dit.caches),
        "remarques": [runs(one) for one in dit.remarques],
        "liste": dit.titre,
        "vide": runs(dit.vide),
        "fermete": runs(dit.fermete),
        "pistes": [_line(one) for one in dit.pistes],
        "avec_competences": skills,
        "entrees": [runs(one) for one in dit.entrees],
        "autrement": runs(dit.autrement) if dit.autrement else None,
        "nuage": _nuage(dit.nuage, dit) if dit.nuage and skills else None,
        "limites": [runs(one) for one in dit.limites],
    }


def _line(dite: PisteDite) -> dict[str, Any]:
    return {
        "place": dite.piste.place,
        "titre": dite.piste.titre,
        "travail": dite.piste.accroche,
        "detail": dite.detail,
        "egalite": dite.egalite,
        "interets": list(dite.interets),
        "remarques": list(dite.remarques),
        "notes": list(dite.piste.raw),
        "alt": f"Notes sur 100\u00a0: {profile(dite.piste.raw)}.",
        "indice": dite.indice,
        "fois": dite.fois,
        "solidite": dite.solidite,
        "competences": dite.competences,
    }


def _priorities_in_words(instantane: Instantane) -> str:
    said = "\u202f; ".join(
        f"{one['label']} {one['importance']} sur 10, {one['part']} du calcul" for one in importances(instantane)
    )
    return f"Cinq barres, une par priorité\u00a0: {said}."


def _nuage(chart: Scatter, dit: ClassementDit) -> dict[str, Any]:
    """The scatter in numbers."""
    said = "\u202f; ".join(
        f"{one.piste.place}. {one.piste.titre}\u00a0: indice {one.indice}, compétences {one.competences}"
        for one in dit.pistes
        if one.competences
    )
    return {
        "alt": f"Les pistes selon l’indice et les compétences. {said}.",
        "width": chart.width,
        "height": chart.height,
        "left": chart.left,
        "right": chart.right,
        "bottom": chart.bottom,
        "ticks": [[value, float(x)] for value, x in chart.ticks],
        "levels": [[value, float(y)] for value, y in chart.levels],
        "dots": [
            [dot.number, *(float(place) for place in (dot.x, dot.y, dot.label_x, dot.label_y))] for dot in chart.dots
        ],
    }
