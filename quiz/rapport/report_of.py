"""A result and one of its métiers → the analysis that a report tells. Pure."""

import numpy as np

from metiers.dimensions import CLES
from quiz.methode.matching import BASE, Terms
from quiz.rapport.report import NOTHING_CITED, Cited, FicheFacts, Report, build_report
from quiz.resultat.instantane import Instantane, PisteFigee


def read_report(instantane: Instantane, piste: PisteFigee, cited: Cited = NOTHING_CITED) -> Report:
    """`cited`: the passages of the fiche of today; none for a kept result, whose fiche may have changed."""
    index = Terms(
        slug=piste.slug,
        raw=piste.raw,
        percentiles=piste.percentiles,
        base=BASE,
        general=piste.general,
        contributions=piste.contributions,
        score_unclipped=piste.unclipped,
        weighted_mean=piste.weighted_mean,
        interets=piste.gouts,
        domaine=piste.attrait,
    )
    weights = np.array([instantane.weights[cle] for cle in CLES])
    asked = {one.slug: (one.nom, one.niveau or 0) for one in piste.attendus}
    ratings = {one.slug: one.niveau for one in instantane.niveaux}
    return build_report(FicheFacts(cited.missions, cited.contraintes, asked), index, weights, ratings)
