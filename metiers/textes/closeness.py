"""Which texts read like another one, or like a source. Pure: no Django."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from metiers.fiche_text.document import fold
from metiers.textes.document import Faute, Texte
from metiers.textes.rules import words

MOST_SHARED = 0.25  # of the trigrams of the shorter of two texts
RUN = 6  # words in a row that no source may have too
_SHORTEST, _STEM = 4, 5
_TITLE = "§"
_TAG = re.compile(r"<[^>]*>")
_ASIDE = {"outils", "comme"}  # names, which are nobody's
_OFFICIAL = {*_ASIDE, "où"}  # so are those of services
_SAYING = 2  # words of some length, for a run to say anything: « à la main et à la » says nothing

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proches:
    """Two texts and the share (0–1) of the shorter one's trigrams that the other has too."""

    part: float
    un: Texte
    autre: Texte


def closest(textes: Sequence[Texte]) -> list[Proches]:
    """All pairs that share a trigram, the closest first. The words of its own title do not count in a text."""
    grams = [_trigrams(texte) for texte in textes]
    holders: defaultdict[Gram, list[int]] = defaultdict(list)
    for row, found in enumerate(grams):
        for gram in found:
            holders[gram].append(row)
    shared = Counter(pair for rows in holders.values() for pair in combinations(rows, 2))
    pairs = [
        Proches(count / min(len(grams[un]), len(grams[autre])), textes[un], textes[autre])
        for (un, autre), count in shared.items()
    ]
    return sorted(pairs, key=lambda pair: (-pair.part, pair.un.cle, pair.autre.cle))


def too_close(pairs: Iterable[Proches]) -> Iterator[Faute]:
    """A fault for each pair over `MOST_SHARED`."""
    for pair in pairs:
        if pair.part > MOST_SHARED:
            said = f"{pair.autre.cle}, {pair.part:.0%} de suites de trois mots en commun avec {pair.un.cle}"
            yield Faute(pair.autre.ligne, said, pair.autre.fichier)


def _trigrams(texte: Texte) -> set[Gram]:
    title = {fold(word)[:_STEM] for word in words(texte.titre) if len(word) >= _SHORTEST}
    found: set[Gram] = set()
    for key, passage in texte.passages():
        if key not in _ASIDE:
            masked = [_TITLE if word[:_STEM] in title else word for word in words(fold(passage).replace("'", "’"))]
            found |= grams_of(masked, 3)
    return found


def grams_of(sequence: Sequence[str], length: int) -> set[Gram]:
    return {tuple(sequence[start : start + length]) for start in range(len(sequence) - length + 1)}


def runs_of(lines: Iterable[str]) -> set[Gram]:
    """Every run of `RUN` words of these lines of a source that says something; marks such as `<b>` do not count."""
    return {run for line in lines for run in grams_of(_plain(_TAG.sub(" ", line)), RUN) if _says_something(run)}


def _says_something(run: Gram) -> bool:
    return sum(len(word) >= _SHORTEST for word in run) >= _SAYING


def borrowed(textes: Iterable[Texte], runs: set[Gram]) -> Iterator[Faute]:
    """The passages that have a run of words in common with a source (`runs_of`)."""
    for texte in textes:
        for key, passage in texte.passages():
            common = sorted(grams_of(_plain(passage), RUN) & runs) if key not in _OFFICIAL else []
            if common:
                said = f"{texte.cle}, {key} : mots d’une source, « {' '.join(common[0])} »"
                yield Faute(texte.ligne, said, texte.fichier)


def _plain(text: str) -> list[str]:
    return words(fold(text).replace("'", "’"))
