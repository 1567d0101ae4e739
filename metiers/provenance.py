"""Where the figures of a fiche come from, as its page tells it. Pure: the stored figures in, lines of text data out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metiers.catalogue.arithmetic import MEAN, SPREAD
from metiers.catalogue.joins import SURE
from metiers.dimensions import DIMENSIONS, FACETTES, Dimension, Facette

_NEAR, _FAR = 0.35, 1.25  # standard deviations from the average
# Sources in the few letters that a line of figures has room for.
SHORT_NAMES = {
    "onet": "O*NET",
    "onet_contextes": "O*NET",
    "dares": "DARES",
    "rome": "ROME",
    "bls": "statistiques américaines",
}
_QUALITIES = ((0.9, "très proches"), (SURE, "proches"), (0.0, "voisins"))


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
class FacetteNotee:
    """A facet, its score 0–100, and where that stands."""

    facette: Facette
    score: int
    place: str


@dataclass(frozen=True, slots=True)
class Partie:
    """The elements that are measured together, heaviest first: those of a facet, or of a whole dimension (None).
    `points`: what they add to 60 together, with what centring them leaves."""

    facette: FacetteNotee | None
    lignes: tuple[Ligne, ...]
    points: float


@dataclass(frozen=True, slots=True)
class NoteExpliquee:
    """One score of the catalogue and its parts. `total`: 60, their points, and the hundredths that centring the
    catalogue leaves; before rounding. `erreur`: by how many points it may be wrong."""

    dimension: Dimension
    score: int
    parties: tuple[Partie, ...]
    total: float
    erreur: float


def origines(figures: Mapping[str, Any], header: Mapping[str, Any]) -> tuple[NoteExpliquee, ...]:
    """`figures` of one métier: `profil`, `facettes`, `elements`, `erreur`; `header`: `recettes` and `dimensions` of its
    catalogue."""
    return tuple(_origine(dimension, figures, header) for dimension in DIMENSIONS)


def _origine(dimension: Dimension, figures: Mapping[str, Any], header: Mapping[str, Any]) -> NoteExpliquee:
    """A score is 60 + 14 (Σ z − mean) / spread over the recipes of its dimension: a sum of terms."""
    scale = header["dimensions"][dimension.cle]
    unit = SPREAD / scale["ecart_type"] if scale["ecart_type"] else 0.0
    facettes = {notee.facette.cle: notee for notee in facettes_of(figures)}
    parts = tuple(
        _partie(facettes.get(cle), figures["elements"][cle], header["recettes"][cle], unit) for cle in scale["recettes"]
    )
    total = MEAN - unit * scale["moyenne"] + sum(part.points for part in parts)
    return NoteExpliquee(dimension, figures["profil"][dimension.cle], parts, total, figures["erreur"][dimension.cle])


def _partie(
    facette: FacetteNotee | None, z_scores: Sequence[float | None], recipe: Mapping[str, Any], unit: float
) -> Partie:
    """z of a recipe is (m − mean) / spread, m the signed weighted mean of the known z-scores of its elements."""
    pairs = list(zip(recipe["elements"], z_scores, strict=True))
    known = sum(element["poids"] for element, z in pairs if z is not None)
    unit = unit / recipe["ecart_type"] if recipe["ecart_type"] else 0.0
    lines = [
        Ligne(
            explication=element["explication"],
            sens=element["signe"],
            part=element["poids"] / known if known and z is not None else 0.0,
            place=place(z),
            points=None if z is None else element["signe"] * element["poids"] * z * unit / known,
            source=element["source"],
        )
        for element, z in pairs
    ]
    points = sum(line.points or 0.0 for line in lines) - unit * recipe["moyenne"]
    return Partie(facette, tuple(sorted(lines, key=lambda line: -line.part)), points)


def facettes_of(figures: Mapping[str, Any]) -> tuple[FacetteNotee, ...]:
    """Those of a métier, in their order; none where the data give it no scores."""
    known = figures["facettes"] or {}
    return tuple(
        FacetteNotee(facette, known[facette.cle], merit((known[facette.cle] - MEAN) / SPREAD))
        for facette in FACETTES
        if facette.cle in known
    )


def place(z: float | None) -> str:
    """A z-score in words: where a métier stands among those of the catalogue."""
    if z is None:
        return "pas de donnée"
    if abs(z) < _NEAR:
        return "dans la moyenne"
    strength = "bien " if abs(z) >= _FAR else ""
    return f"{strength}{'plus' if z > 0 else 'moins'} que la moyenne"


def merit(z: float) -> str:
    """The same for a score, of which more is better."""
    if abs(z) < _NEAR:
        return "dans la moyenne"
    strength = "nettement " if abs(z) >= _FAR else ""
    return f"{strength}{'mieux' if z > 0 else 'moins bien'} que la moyenne"


def quality_in_words(quality: float) -> str:
    """A link quality (0–1) in words that follow « des métiers »."""
    return next(words for lowest, words in _QUALITIES if quality >= lowest)


def is_doubtful(quality: float | None) -> bool:
    """Is a métier joined from so far that its figures are told with less confidence? Without a link, it has none."""
    return quality is not None and quality < SURE
