"""Frozen results for tests, made by hand: figures follow from the formula, titles are our own."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from metiers.dimensions import CLES
from quiz.methode.matching import normalise_weights, terms
from quiz.methode.stability import firmness, out_of_100
from quiz.resultat.instantane import (
    AvantFige,
    EcartFige,
    FiltreFige,
    Instantane,
    MethodeFigee,
    NiveauFige,
    PisteFigee,
    SeuilFige,
)

IMPORTANCES = {"qualite_vie": 6, "flexibilite": 2, "stimulation": 9, "relations": 7, "carriere": 3}
METIERS = (
    ("Éducateur(trice) de rue", "Social", 3),
    ("Luthier(ère)", "Artisanat d’art", 0),
    ("Ingénieur(e) en acoustique", "Industrie", 5),
    ("Orthophoniste", "Santé", 5),
    ("Guide de moyenne montagne", "Sport et tourisme", None),
    ("Technicien(ne) de rivière", "Environnement", 2),
    ("Médiateur(trice) scientifique", "Culture", 3),
    ("Chargé(e) de mission en économie circulaire et en réemploi des matériaux", "Environnement", 5),
    ("Boulanger(ère)", "Alimentation", -1),
    ("Développeur(se) de jeux vidéo", "Numérique", 3),
    ("Infirmier(ère) puériculteur(trice)", "Santé", 4),
    ("Archiviste", "Culture", 5),
    ("Conducteur(trice) de train", "Transport", 0),
    ("Psychologue du travail", "Ressources humaines", 5),
    ("Maraîcher(ère)", "Agriculture", 0),
    ("Juriste en droit de l’enfance", "Droit", 5),
    ("Régisseur(se) de spectacle", "Culture", 2),
    ("Opticien(ne)", "Commerce", 2),
    ("Cartographe", "Numérique", 3),
    ("Animateur(trice) de radio locale", "Médias", None),
)
COMPETENCES = (
    ("gestion-de-projet", "Gestion de projet", 25),
    ("prise-de-parole", "Prise de parole en public", 75),
    ("analyse-de-donnees", "Analyse de données", 50),
    ("anglais", "Anglais", 100),
    ("premiers-secours", "Premiers secours", None),
    ("dessin-technique", "Dessin technique", 0),
)
METHODE = MethodeFigee(version="2", share=0.35, spread=0.8, draws=1000, top=5)


def build_piste(
    number: int = 1,
    *,
    weights: Sequence[float] | None = None,
    percentiles: Sequence[float] | None = None,
    **changes: object,
) -> PisteFigee:
    """A piste at this place, with the title of METIERS; its terms follow from `weights` and `percentiles`."""
    titre, domaine, niveau = METIERS[(number - 1) % len(METIERS)]
    shown = percentiles or _percentiles(number)
    own = np.asarray(weights if weights is not None else normalise_weights(list(IMPORTANCES.values())))
    raw = tuple(min(100, round(20 + 0.7 * value)) for value in shown)
    index = terms("", raw, shown, own)
    share = round(max(0.0, 0.97 - 0.09 * (number - 1)), 2)
    piste = PisteFigee(
        slug=f"metier-{number}",
        titre=titre,
        domaine=domaine,
        niveau=niveau,
        place=number,
        share=share,
        solidite=firmness(out_of_100(share)),
        ex_aequo=number in {3, 8},
        index=index.score,
        raw=raw,
        percentiles=tuple(shown),
        general=index.general,
        contributions=index.contributions,
        weighted_mean=index.weighted_mean,
        low=max(0.0, index.score - 6.4),
        high=min(100.0, index.score + 4.1),
        fit=None if number % 4 == 2 else 30.0 + (number * 37) % 65,
        rank=number + 2,
        better_than=1 - (number + 1) / 796,
        ecarts=(EcartFige("stimulation", 2.34), EcartFige("", -0.8), EcartFige("carriere", 0.41)) if number > 1 else (),
        attendus=tuple(NiveauFige(slug, nom, 90 - 10 * row) for row, (slug, nom, _) in enumerate(COMPETENCES)),
    )
    return replace(piste, **changes)


def _percentiles(place: int) -> tuple[float, ...]:
    """A profile of its own for each place, a little lower each time."""
    return tuple(round(max(3.0, 96.5 - 2.1 * place - (place * (7 + 4 * axis)) % 45), 1) for axis in range(len(CLES)))


def build_instantane(*, importances: dict[str, int] | None = None, count: int = 20, **changes: object) -> Instantane:
    """An express result of `count` pistes with skills; `changes` are fields of Instantane."""
    told = importances or IMPORTANCES
    weights = normalise_weights(list(told.values()))
    profiles = sorted(map(_percentiles, range(1, count + 1)), key=lambda shown: -terms("", shown, shown, weights).score)
    pistes: list[PisteFigee] = []
    for place, shown in enumerate(profiles, start=1):
        avant = AvantFige(pistes[-1].titre, pistes[-1].index) if pistes else None
        pistes.append(build_piste(place, weights=weights, percentiles=shown, avant=avant))
    values: dict[str, object] = {
        "importances": told,
        "weights": dict(zip(CLES, weights.tolist(), strict=True)),
        "elicited": None,
        "choix": {},
        "niveaux": tuple(NiveauFige(*one) for one in COMPETENCES),
        "filtres": (
            FiltreFige("interet", "9", "Travailler dehors"),
            FiltreFige("niveau", "3"),
            FiltreFige("sans", "nuit"),
        ),
        "query": "?interet=9&niveau=3&sans=nuit",
        "equilibre": False,
        "rapide": False,
        "hesitant": False,
        "methode": METHODE,
        "catalogue": 17,
        "metiers": 797,
        "en_vue": 212,
        "pistes": tuple(pistes),
        "entrees": (
            SeuilFige("sage-femme", "Sage-femme", "relations", 0.259, 0.312),
            SeuilFige("geometre", "Géomètre", "carriere", 0.111, 0.187),
        ),
        "autrement": ("verrier", "Souffleur(se) de verre"),
        "cible": None,
    }
    return Instantane(**values | changes)


def without_fits(instantane: Instantane) -> Instantane:
    return replace(instantane, niveaux=(), pistes=tuple(replace(piste, fit=None) for piste in instantane.pistes))
