"""What the document of a ranking says. Pure: a frozen result in, JSON out."""

from typing import Any

from metiers.dimensions import PAR_CLE
from metiers.francais.chiffres import decimal, entier, percent
from metiers.francais.phrases import metiers, quoted
from quiz.rapport.charts import scatter
from quiz.rapport.wording import importances, profile, where
from quiz.resultat.instantane import Instantane, PisteFigee, SeuilFige

MOST = 20


def content(instantane: Instantane, *, avec_competences: bool, pour_autrui: bool) -> dict[str, Any]:
    pistes = instantane.pistes[:MOST]
    known = [piste for piste in pistes if avec_competences and piste.fit is not None]
    return {
        "titre": "Ses pistes" if pour_autrui else "Mes pistes",
        "pour_autrui": pour_autrui,
        "description": "Un classement de métiers d’après des priorités, avec ce qu’il vaut et ce qu’il ne dit pas.",
        "metiers": metiers(instantane.metiers),
        "complet": instantane.complet,
        "priorites": importances(instantane),
        "priorites_alt": _priorities_in_words(instantane),
        "filtres": list(instantane.filtres),
        "en_vue": metiers(instantane.en_vue),
        "total": entier(instantane.metiers),
        "remarques": _remarks(instantane),
        "tirages": entier(instantane.methode.draws),
        "top": instantane.methode.top,
        "ferme": instantane.firm,
        "part": percent(instantane.methode.share),
        "pistes": [_line(piste, avec_competences) for piste in pistes],
        "avec_competences": bool(known),
        "entrees": [_entree(seuil, instantane.methode.top) for seuil in instantane.entrees],
        "autrement": instantane.autrement[1] if instantane.autrement else None,
        "nuage": _nuage(known),
    }


def _line(piste: PisteFigee, avec_competences: bool) -> dict[str, Any]:
    return {
        "place": piste.place,
        "titre": piste.titre,
        "detail": where(piste),
        "ex_aequo": piste.ex_aequo,
        "notes": list(piste.raw),
        "alt": f"Notes sur 100\u00a0: {profile(piste.raw)}.",
        "indice": decimal(piste.index),
        "fois": piste.times,
        "solidite": piste.solidite,
        "fit": _percent_of_100(piste.fit) if avec_competences and piste.fit is not None else None,
    }


def _percent_of_100(value: float) -> str:
    return percent(value / 100)


def _priorities_in_words(instantane: Instantane) -> str:
    said = "\u202f; ".join(
        f"{one['label']} {one['importance']} sur 10, soit {one['part']} du total" for one in importances(instantane)
    )
    return f"Cinq barres, une par priorité\u00a0: {said}."


def _remarks(instantane: Instantane) -> list[str]:
    """What the answers themselves say of the result. Never a refusal."""
    said = {
        "Tes priorités sont équilibrées\u00a0: rien ne passe devant le reste, et c’est une réponse comme une autre. Le "
        "classement suit alors surtout le niveau général des métiers.": instantane.equilibre,
        "Tu as répondu très vite. Relis tes priorités\u00a0: si elles te ressemblent, tout va bien.": instantane.rapide,
        "Tes choix entre les phrases ne vont pas tous dans le même sens\u00a0: c’est courant. Vérifie que tes "
        "priorités disent bien ce que tu veux.": instantane.hesitant,
    }
    return [sentence for sentence, holds in said.items() if holds]


def _entree(seuil: SeuilFige, top: int) -> str:
    dimension = PAR_CLE[seuil.dimension]
    return (
        f"{quoted(seuil.titre)} entrerait dans ton top {top} si {dimension.article} passai{dimension.accord} de "
        f"{percent(seuil.weight)} à {percent(seuil.wanted)} de tes priorités."
    )


def _nuage(known: list[PisteFigee]) -> dict[str, Any] | None:
    """The scatter in numbers; None when fewer than two métiers can be placed."""
    chart = scatter([(piste.place, piste.index, piste.fit or 0.0) for piste in known])
    if chart is None:
        return None
    said = "\u202f; ".join(
        f"{piste.place}. {piste.titre}\u00a0: indice {decimal(piste.index)}, "
        f"compétences {_percent_of_100(piste.fit or 0)}"
        for piste in known
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
