"""The words of a report for figures that are frozen. Pure."""

import numpy as np

from metiers.dimensions import CLES
from quiz.classement import Standing
from quiz.instantane import Instantane, PisteFigee
from quiz.matching import BASE, Terms
from quiz.report import FicheFacts, Report, build_report


def read_report(instantane: Instantane, piste: PisteFigee) -> Report:
    """The words of the report for these frozen figures; skills are not read from it."""
    index = Terms(
        slug=piste.slug,
        raw=piste.raw,
        percentiles=piste.percentiles,
        base=BASE,
        general=piste.general,
        contributions=piste.contributions,
        score_unclipped=piste.unclipped,
        weighted_mean=piste.weighted_mean,
    )
    weights = np.array([instantane.weights[cle] for cle in CLES])
    facts = FicheFacts(piste.slug, (), (), {})
    place = Standing(piste.rank, instantane.metiers, piste.better_than)
    return build_report(facts, index, place, weights, {}, catalogue_version=instantane.catalogue)
