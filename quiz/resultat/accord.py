"""A blind check of a ranking: six métiers without names, and how often the student orders them as it did. Pure."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random

FEWEST = 12  # métiers of a ranking from which three groups are apart
BAND = 2  # métiers of each group: high, middle, low
PAIRS = 12  # of two métiers of different groups, among six
RATINGS = ("Pas du tout pour moi", "Plutôt pas", "Peut-être", "Plutôt oui", "Tout à fait pour moi")


def pick(ranked: Sequence[str], seed: int) -> list[str]:
    """Six of these métiers (slugs, best first), in an order that tells nothing: two among the five first, two from the
    middle, two among the five last; none when there are too few. The same seed picks the same ones."""
    if len(ranked) < FEWEST:
        return []
    random = Random(seed)  # noqa: S311 (nothing to guess)
    middle = (len(ranked) - 5) // 2
    groups = (ranked[:5], ranked[middle : middle + 5] if len(ranked) >= 15 else ranked[5:-5], ranked[-5:])
    chosen = [slug for group in groups for slug in random.sample(list(group), BAND)]
    random.shuffle(chosen)
    return chosen


def agreement(places: Mapping[str, int], ratings: Mapping[str, int]) -> tuple[float, int]:
    """Of the pairs that the ranking puts in two groups, how many the student orders alike (a tie is half a pair), and
    how many there are. `places` from 1 and `ratings` by slug, six of each."""
    ordered = sorted(places, key=lambda slug: places[slug])
    pairs = [
        (better, worse)
        for (one, better), (other, worse) in combinations(enumerate(ordered), 2)
        if one // BAND != other // BAND
    ]
    points = [1.0 if ratings[a] > ratings[b] else 0.5 if ratings[a] == ratings[b] else 0.0 for a, b in pairs]
    return sum(points), len(pairs)
