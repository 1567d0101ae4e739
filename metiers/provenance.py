"""Where the figures of a fiche come from, as its page tells it. Pure: the stored figures in, lines of text data out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metiers.catalogue.arithmetic import MEAN, SPREAD
from metiers.dimensions import DIMENSIONS, Dimension

_NEAR, _FAR = 0.35, 1.25  # standard deviations from the average
# Sources in the few letters that a line of figures has room for.
SHORT_NAMES = {
    "onet": "O*NET",
    "onet_contextes": "O*NET",
    "dares": "DARES",
    "rome": "ROME",
    "bls": "statistiques américaines",
    "wfh": "Dingel et Neiman",
}
_QUALITIES = ((0.9, "très proches"), (0.7, "proches"), (0.0, "voisins"))


@dataclass(frozen=True, slots=True)
class Ligne:
    """One element of a score. `points`: what it adds to 60 (None if not known for this métier); `part`: its share of
    the weights in 0–1; `place`: where the métier stands among the others; `source`: a key of the sources."""

    explication: str
    sens: int
    part: float
    place: str
    points: float | None
    source: str

    @property
    def source_courte(self) -> str:
        return SHORT_NAMES.get(self.source, self.source)


@dataclass(frozen=True, slots=True)
class NoteExpliquee:
    """One score of the catalogue and its elements, heaviest first. `total`: 60, their sum, and the hundredths that
    centring the catalogue leaves; before rounding."""

    dimension: Dimension
    score: int
    lignes: tuple[Ligne, ...]
    total: float


def origines(figures: Mapping[str, Any], scales: Mapping[str, Any]) -> tuple[NoteExpliquee, ...]:
    """`figures`: `profil` and `elements` of one métier; `scales`: dimension → its elements, mean and spread."""
    return tuple(
        _origine(dimension, figures["profil"][dimension.cle], figures["elements"][dimension.cle], scales[dimension.cle])
        for dimension in DIMENSIONS
    )


def _origine(
    dimension: Dimension, score: int, z_scores: Sequence[float | None], scale: Mapping[str, Any]
) -> NoteExpliquee:
    """A score is 60 + 14 (m − mean) / spread, m the signed weighted mean of the known z-scores: a sum of terms."""
    pairs = list(zip(scale["elements"], z_scores, strict=True))
    known = sum(element["poids"] for element, z in pairs if z is not None)
    unit = SPREAD / (known * scale["ecart_type"]) if known else 0.0
    lines = [
        Ligne(
            explication=element["explication"],
            sens=element["signe"],
            part=element["poids"] / known if known and z is not None else 0.0,
            place=place(z),
            points=None if z is None else element["signe"] * element["poids"] * z * unit,
            source=element["source"],
        )
        for element, z in pairs
    ]
    total = MEAN - SPREAD * scale["moyenne"] / scale["ecart_type"] + sum(line.points or 0.0 for line in lines)
    return NoteExpliquee(dimension, score, tuple(sorted(lines, key=lambda line: -line.part)), total)


def place(z: float | None) -> str:
    """A z-score in words: where a métier stands among those of the catalogue."""
    if z is None:
        return "pas de donnée"
    if abs(z) < _NEAR:
        return "dans la moyenne"
    strength = "bien " if abs(z) >= _FAR else ""
    return f"{strength}{'plus' if z > 0 else 'moins'} que la moyenne"


def quality_in_words(quality: float) -> str:
    """A link quality (0–1) in words that follow « des métiers »."""
    return next(words for lowest, words in _QUALITIES if quality >= lowest)
