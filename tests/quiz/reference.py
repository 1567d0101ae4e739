"""The ranking as the formula says it, one métier after the other: what the quicker ways are compared with."""

from quiz.methode.matching import percentiles, terms


def rank(slugs, raw, weights):
    """All métiers as `Terms`, best unclipped index first, ties by slug."""
    rows = zip(slugs, raw.tolist(), percentiles(raw).tolist(), strict=True)
    ranked = [terms(slug, scores, shown, weights) for slug, scores, shown in rows]
    return sorted(ranked, key=lambda one: (-round(one.score_unclipped, 9), one.slug))
