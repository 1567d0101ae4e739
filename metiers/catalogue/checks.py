"""The figures held against what they were not made of: part of the report, an input of nothing. Pure.

DARES's working conditions and the telework of Dingel and Neiman are read here and nowhere else, so that they can judge.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from metiers.catalogue.arithmetic import Vector, correlation, weighted_mean
from metiers.catalogue.build import Catalogue
from metiers.catalogue.elements import PARTS, RECIPES, Element
from metiers.catalogue.families import FIGURES, families_of
from metiers.catalogue.profile import composite, sum_of, with_computed
from metiers.catalogue.readers import Sources
from metiers.catalogue.readers.tables import number, read_csv
from metiers.catalogue.splits import halves, read_splits
from metiers.catalogue.spread import errors_of, typical_spread

CONDITIONS = "hiring/dares_tensions_2019/tensions.csv"
CONSTRAINTS = "Conditions de travail contraignantes"
TELEWORK = "wfh/occupations_workathome.csv"
SPLITS = 20
WIDTHS = ((50, 0.6745), (80, 1.2816))  # in %, of a normal law
_FRENCH_TIME = ("dares", "rome")


def quality_of_life(catalogue: Catalogue, sources: Sources, folder: Path) -> Iterator[str]:
    """Its correlations with the French facts of time and with DARES's conditions, and without what is made of them."""
    columns = catalogue.profiles.elements
    time, safety = (composite(RECIPES[cle], columns) for cle in ("temps", "securite"))
    constant = (
        np.array(catalogue.profiles.scores["qualite_vie"], dtype=np.float64),
        time,
        safety,
        _without(columns, lambda e: e.source == "dares"),
        _without(columns, lambda e: e in RECIPES["temps"] and e.source in _FRENCH_TIME),
    )
    conditions = conditions_of(catalogue, sources, folder)
    compared = {figure: columns[f"dares:{figure}"] for figure in FIGURES}
    if conditions is not None:
        compared["conditions"] = conditions
    yield "== Qualité de vie : corrélations (Pearson)"
    titles = ("score", "temps", "sécurité", "sans DARES", "temps O*NET", "sans lui")
    yield f"{'':<16}" + "".join(f"{title:>13}" for title in titles)
    for figure, values in compared.items():
        rows = (*constant, _without(columns, partial(_is_of_dares, figure)))
        yield f"{figure:<16}" + "".join(f"{correlation(row, values):>13.2f}" for row in rows)
    if conditions is None:
        yield f"conditions : {CONDITIONS} absent"
    else:
        yield f"« conditions » : {CONSTRAINTS}, DARES 2019, moyenne des familles, n = {(~np.isnan(conditions)).sum()}"
    yield f"temps et sécurité entre eux : {correlation(time, safety):.2f}"


def _is_of_dares(figure: str, element: Element) -> bool:
    return element.cle == f"dares:{figure}"


def _without(columns: Mapping[str, Vector], left_out: Callable[[Element], bool]) -> Vector:
    parts = [[element for element in RECIPES[cle] if not left_out(element)] for cle in PARTS["qualite_vie"]]
    return sum_of([composite(part, columns) for part in parts])


def conditions_of(catalogue: Catalogue, sources: Sources, folder: Path) -> Vector | None:
    """(n,) 1 (few constraints) to 5, mean over the families of each métier, NaN unknown; None without the file."""
    path = folder / CONDITIONS
    if not path.is_file():
        return None
    wanted = ("fap", CONSTRAINTS, "niveau_geo", "niveau_fap")
    by_fap = {
        row["fap"]: number(path, row, CONSTRAINTS)
        for row in read_csv(path, wanted)
        if (row["niveau_geo"], row["niveau_fap"]) == ("nat", "fap 225")
    }
    faps = (families_of(code, sources.rome, sources.dares).faps for code in catalogue.profiles.codes)
    return np.array([weighted_mean([(fap, 1.0) for fap in of_one], by_fap) for of_one in faps])


def telework(catalogue: Catalogue, sources: Sources, folder: Path) -> Iterator[str]:
    """Our measure beside the one it took the place of, by O*NET occupation and by métier."""
    yield "== Télétravail"
    path = folder / TELEWORK
    if not path.is_file():
        yield f"accord avec Dingel et Neiman : {TELEWORK} absent"
        return
    rows = read_csv(path, ("onetsoccode", "title", "teleworkable"))
    old = {row["onetsoccode"]: number(path, row, "teleworkable") for row in rows}
    ours = with_computed(sources.onet.figures)["calcul:teletravail"]
    both = sorted(ours.keys() & old.keys())
    pairs = {
        "professions O*NET": [(ours[code], old[code]) for code in both],
        "métiers": [
            (weighted_mean(link.shares, ours), weighted_mean(link.shares, old)) for link in catalogue.links.values()
        ],
    }
    for title, found in pairs.items():
        a, b = np.array(found).T
        known = ~(np.isnan(a) | np.isnan(b))
        same = np.mean((a[known] >= 0.5) == (b[known] >= 0.5))
        yield f"{title} : r = {correlation(a, b):.2f}, du même côté de 0,5 : {100 * same:.0f} % (n = {known.sum()})"


def errors(catalogue: Catalogue, sources: Sources, folder: Path) -> Iterator[str]:
    """The errors of the scores, in points and in ranks; and whether two halves of one métier lie as far apart as they
    make one expect."""
    yield "== Erreur des scores, d’après l’écart entre les professions O*NET d’un métier"
    professions = [catalogue.professions[code] for code in catalogue.profiles.codes]
    typical = typical_spread(professions)
    found = np.array([errors_of(of_one, typical) for of_one in professions])
    scores = np.array(list(catalogue.profiles.scores.values()), dtype=np.float64).T
    places = _percentile_errors(scores, found)
    yield f"{'':<14}{'écart typique':>14}{'médiane':>10}{'p90':>7}{'en centiles':>13}{'p90':>7}"
    for d, cle in enumerate(catalogue.profiles.scores):
        yield (
            f"{cle:<14}{typical[d]:>14.1f}{np.median(found[:, d]):>10.1f}{np.percentile(found[:, d], 90):>7.1f}"
            f"{np.median(places[:, d]):>13.0f}{np.percentile(places[:, d], 90):>7.0f}"
        )
    yield (
        f"{'toutes':<14}{'':>14}{np.median(found):>10.1f}{np.percentile(found, 90):>7.1f}"
        f"{np.median(places):>13.0f}{np.percentile(places, 90):>7.0f}"
    )
    yield from _agreement_of_halves(catalogue)


def _percentile_errors(scores: Vector, found: Vector) -> Vector:
    """(n, 5) half of how far a métier moves among the others, in percentile points, from one error less to one more."""
    ordered = np.sort(scores, axis=0)
    bounds = [
        [np.searchsorted(ordered[:, d], scores[:, d] + sign * found[:, d]) for sign in (1, -1)]
        for d in range(scores.shape[1])
    ]
    return np.array([above - below for above, below in bounds]).T / 2 * 100 / len(scores)


def _agreement_of_halves(catalogue: Catalogue) -> Iterator[str]:
    splits = read_splits({"metiers": catalogue.splits})
    gaps = []
    for onet, ecart in splits.values():
        for seed in range(SPLITS):
            a, b = halves(onet, ecart, seed)
            gaps.append((a.scores - b.scores) / np.sqrt(a.errors**2 + b.errors**2))
    if not gaps:
        yield "aucun métier à partager en deux"
        return
    z = np.abs(np.array(gaps))
    seen = ", ".join(f"{100 * np.mean(z < width):.0f} % dans l’intervalle à {said} %" for said, width in WIDTHS)
    yield f"moitiés de {len(splits)} métiers, {SPLITS} partages : {seen} ; écart réduit {np.sqrt(np.mean(z**2)):.2f}"


def skills(catalogue: Catalogue, sources: Sources, folder: Path) -> Iterator[str]:
    """Does what a métier requires grow with studies?"""
    required, years = np.array([_asked(metier) for metier in catalogue.metiers]).T
    yield "== Compétences"
    yield f"niveau demandé : moyenne {required.mean():.0f}, écart type {required.std():.1f}"
    yield f"  avec les années d’études : r = {correlation(required, years):.2f}"


def _asked(metier: Mapping[str, Any]) -> tuple[float, float]:
    """What a métier asks for: mean level of its hard skills, and years after the bac (NaN unknown)."""
    levels = [level for _, level in metier["hard_skills"]]
    return sum(levels) / len(levels), metier["etudes"]["bac_plus"] if metier["etudes"] else np.nan


CHECKS = (quality_of_life, telework, errors, skills)
