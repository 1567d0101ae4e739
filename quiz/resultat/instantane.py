"""A result as it was found: answers, figures and ranking, frozen so that they read the same next year. Pure.

Whatever changes afterwards, fiches or method, a result is shown from this alone, whether it is kept or not yet: it
holds keys and figures, and the names that were published that day; `quiz.rapport` puts them into sentences. `to_json`
and `from_json` are each other's inverse; `FORMAT` is raised when what was kept would be read otherwise, and `from_json`
reads those before it; what is new has a default, for those that were kept without it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from metiers.dimensions import CLES
from quiz.methode.matching import BASE, MIN_FOR_PERCENTILES
from quiz.methode.stability import Solidite, out_of_100

FORMAT = 2
BEFORE_TASTES = ("1", "2", "3")  # versions of the method

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EcartFige:
    """One term of the difference with the métier before; `dimension` is its key in `whatif`."""

    dimension: str
    points: float


@dataclass(frozen=True, slots=True)
class FiltreFige:
    """One filter: `facette` and `valeur` are those of the address; `nom`: what the choice was called, when that is not
    for the code to say (interests, domaines). A sentence kept under format 1 has a name alone."""

    facette: str
    valeur: str
    nom: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """The same for the same choice, whatever it is called."""
        return (self.facette, self.valeur) if self.facette else ("", self.nom)


@dataclass(frozen=True, slots=True)
class VarianteFigee:
    """A twin of a piste: a métier of its domaine that gives as much of everything."""

    slug: str
    titre: str


@dataclass(frozen=True, slots=True)
class PhraseFigee:
    """An interest that was chosen, by name: its `poids`, the rarer the more, and the `part` (0–1) of it that a métier
    has, see `gouts`."""

    nom: str
    poids: float
    part: float


@dataclass(frozen=True, slots=True)
class DirectionFigee:
    """A professional domaine, by name: at least three of the ten first are of it in a `share` (0–1) of the draws."""

    nom: str
    share: float

    @property
    def times(self) -> int:
        return out_of_100(self.share)


@dataclass(frozen=True, slots=True)
class AvantFige:
    """The métier that stands just before another one, and its index, from 0."""

    titre: str
    index: float


@dataclass(frozen=True, slots=True)
class NiveauFige:
    """A level of one skill, 0–100: what a student says (None for « je ne sais pas »), or what a métier asks for."""

    slug: str
    nom: str
    niveau: int | None


@dataclass(frozen=True, slots=True)
class PisteFigee:
    """One métier of a result. `place` from 1 among those in view, 0 for a métier that the filters left out; `share`
    (0–1) of the draws that have it in the top 5; `raw` and `percentiles` (D,) in 0–100; `general` and
    `contributions` (D,), `gouts` and `attrait`, for the interests and the domaines that the student likes, in
    points: they add up with the base to the unclipped index; `low` and `high`: the interval of the index, from 0;
    `fit`: skills fit in 0–100 or None; `rank` from 1 and `better_than` (0–1) among all métiers; `attendus`: the
    skills it asks for, none in a result kept before they were frozen; `interets`: the chosen ones that it has,
    `phrases`: what each chosen one brings to it; `apres_experience`: it is reached after years of work; `avant`: the
    one just before it; `variantes`: its twins; `reportee`: it waits for others, since enough of its domaine stand
    before it; `lien_faible`: its figures come from work that is not quite the same; `grand_domaine`, by name;
    `refus_inconnus`: keys of what the student refuses and nobody knows of it; `contraintes`: keys of its conditions;
    `accroche`: what one does there, in one sentence, empty when nothing said it."""

    slug: str
    titre: str
    domaine: str
    niveau: int | None
    place: int
    share: float
    solidite: Solidite
    ex_aequo: bool
    index: float
    raw: tuple[int, ...]
    percentiles: tuple[float, ...]
    general: float
    contributions: tuple[float, ...]
    weighted_mean: float
    low: float
    high: float
    fit: float | None
    rank: int
    better_than: float | None
    ecarts: tuple[EcartFige, ...] = ()
    attendus: tuple[NiveauFige, ...] = ()
    interets: tuple[str, ...] = ()
    apres_experience: bool = False
    avant: AvantFige | None = None
    gouts: float = 0.0
    attrait: float = 0.0
    variantes: tuple[VarianteFigee, ...] = ()
    reportee: bool = False
    lien_faible: bool = False
    phrases: tuple[PhraseFigee, ...] = ()
    grand_domaine: str = ""
    accroche: str = ""
    refus_inconnus: tuple[str, ...] = ()
    contraintes: tuple[str, ...] = ()

    @property
    def times(self) -> int:
        return out_of_100(self.share)

    @property
    def steps(self) -> tuple[float, ...]:
        """All the terms, in points, from `BASE` to the unclipped index: general level, dimensions, interests,
        domaine."""
        return (self.general, *self.contributions, self.gouts, self.attrait)

    @property
    def unclipped(self) -> float:
        return BASE + sum(self.steps)


@dataclass(frozen=True, slots=True)
class SeuilFige:
    """`titre` would enter the top if this dimension (key) weighed `wanted` instead of `weight` (0–1)."""

    slug: str
    titre: str
    dimension: str
    weight: float
    wanted: float


@dataclass(frozen=True, slots=True)
class MethodeFigee:
    """What the figures were computed with: see `matching` and `stability`."""

    version: str
    share: float  # λ
    spread: float  # σ of the log weights
    draws: int
    top: int


@dataclass(frozen=True, slots=True)
class Instantane:
    """One frozen result. `importances` 0–10 and `weights` (sum 1) by dimension, in their order; `elicited`: what the
    twenty statements proposed, None for an express quiz; `filtres`: what narrows the métiers; `query`: the same as
    an address; `metiers`: how many were published, `en_vue`: how many the filters left; `cible`: the métier the
    student asked about, when it is not among `pistes`; `directions`: the domaines that come back, most often first;
    `caches`: how many métiers reached after years of work are left for later."""

    importances: dict[str, int]
    weights: dict[str, float]
    elicited: dict[str, int] | None
    choix: dict[str, tuple[str, str]]
    niveaux: tuple[NiveauFige, ...]
    filtres: tuple[FiltreFige, ...]
    query: str
    equilibre: bool
    rapide: bool
    hesitant: bool
    methode: MethodeFigee
    catalogue: int
    metiers: int
    en_vue: int
    pistes: tuple[PisteFigee, ...]
    entrees: tuple[SeuilFige, ...]
    autrement: tuple[str, str] | None  # slug, titre
    cible: PisteFigee | None
    directions: tuple[DirectionFigee, ...] = ()
    caches: int = 0

    @property
    def firm(self) -> bool:
        """Were there enough métiers for « x fois sur 100 » to mean something?"""
        return self.firm_among(self.en_vue)

    def firm_among(self, among: int) -> bool:
        return is_firm(among, self.metiers, self.methode.top)

    def among(self, piste: PisteFigee) -> int:
        """How many métiers this one is compared with, itself included: all, when the filters left it out."""
        return self.en_vue if piste.place else self.metiers

    def chosen(self, facette: str) -> int:
        """How many choices of this facet the student made."""
        return sum(filtre.facette == facette for filtre in self.filtres)

    @property
    def complet(self) -> bool:
        return self.elicited is not None

    @property
    def counts_tastes(self) -> bool:
        """Were interests and domaines part of the index, and not of the filters alone?"""
        return self.methode.version not in BEFORE_TASTES

    @property
    def kept(self) -> tuple[PisteFigee, ...]:
        """Every métier it has figures for."""
        return (*self.pistes, self.cible) if self.cible else self.pistes

    def piste(self, slug: str) -> PisteFigee | None:
        return next((piste for piste in self.kept if piste.slug == slug), None)


def is_firm(among: int, metiers: int, top: int) -> bool:
    """Are there enough métiers, compared and published, for a share of draws to mean something?"""
    return among > 2 * top and metiers >= MIN_FOR_PERCENTILES


def for_others(instantane: Instantane, *, slug: str, avec_competences: bool) -> Instantane:
    """The same result as it is shared: without remarks on how it was answered, with skills only if they are meant; for
    the report of one métier (`slug`), without any other."""
    shared = replace(instantane, rapide=False, hesitant=False, choix={}, cible=None)
    if slug:
        alone = tuple(
            replace(piste, ecarts=(), avant=None, variantes=()) for piste in instantane.kept if piste.slug == slug
        )
        shared = replace(shared, pistes=alone, entrees=(), autrement=None, directions=())
    return shared if avec_competences else _without_skills(shared)


def _without_skills(instantane: Instantane) -> Instantane:
    """As if no skill had been rated."""
    return replace(
        instantane,
        niveaux=(),
        pistes=tuple(replace(piste, fit=None) for piste in instantane.pistes),
    )


def to_json(instantane: Instantane) -> Json:
    return {"format": FORMAT, **asdict(instantane)}


def from_json(data: Mapping[str, Any]) -> Instantane:
    """Raises ValueError when the data have a format that nobody has ever written."""
    if data.get("format") not in (1, FORMAT):
        raise ValueError(f"frozen result of format {data.get('format')}")
    values = {key: value for key, value in data.items() if key != "format"}
    if data["format"] == 1:
        values |= _from_format_1(values)
    autrement, cible, proposed = values["autrement"], values["cible"], values["elicited"]
    return Instantane(
        **values
        | {
            "importances": _in_order(values["importances"]),
            "weights": _in_order(values["weights"]),
            "elicited": _in_order(proposed) if proposed else None,
            "choix": {ecran: tuple(pick) for ecran, pick in values["choix"].items()},
            "niveaux": tuple(NiveauFige(**one) for one in values["niveaux"]),
            "filtres": tuple(FiltreFige(**one) for one in values["filtres"]),
            "methode": MethodeFigee(**values["methode"]),
            "pistes": tuple(_piste(one) for one in values["pistes"]),
            "entrees": tuple(SeuilFige(**one) for one in values["entrees"]),
            "autrement": tuple(autrement) if autrement else None,
            "cible": _piste(cible) if cible else None,
            "directions": tuple(DirectionFigee(**one) for one in values.get("directions", ())),
        }
    )


def _from_format_1(values: Json) -> Json:
    """It kept filters as sentences, in the order of the address, and firmness as its French word."""
    sentences, keys = values["filtres"], parse_qsl(values["query"].removeprefix("?"))
    if len(keys) != len(sentences):
        keys = [("", "")] * len(sentences)
    filtres = [
        {"facette": facette, "valeur": valeur, "nom": said}
        for (facette, valeur), said in zip(keys, sentences, strict=True)
    ]
    return {
        "filtres": filtres,
        "pistes": [
            _piste_of_format_1(one, before)
            for before, one in zip([None, *values["pistes"]], values["pistes"], strict=False)
        ],
        "cible": _piste_of_format_1(values["cible"], None) if values["cible"] else None,
    }


def _piste_of_format_1(data: Json, before: Json | None) -> Json:
    avant = {"titre": before["titre"], "index": before["index"]} if before else None
    return data | {
        "avant": avant,
        "solidite": "explorer" if data["solidite"] == "à explorer" else data["solidite"],
    }


def _in_order(by_dimension: Json) -> Json:
    """A database may sort the keys of its JSON."""
    return {cle: by_dimension[cle] for cle in CLES}


def _piste(data: Json) -> PisteFigee:
    lists = {key: tuple(data[key]) for key in ("raw", "percentiles", "contributions")}
    ecarts = tuple(EcartFige(**one) for one in data["ecarts"])
    attendus = tuple(NiveauFige(**one) for one in data.get("attendus", ()))
    interets = tuple(data.get("interets", ()))
    avant = AvantFige(**data["avant"]) if data.get("avant") else None
    variantes = tuple(VarianteFigee(**one) for one in data.get("variantes", ()))
    more = {
        "variantes": variantes,
        "phrases": tuple(PhraseFigee(**one) for one in data.get("phrases", ())),
        "avant": avant,
        "ecarts": ecarts,
        "attendus": attendus,
        "interets": interets,
        "refus_inconnus": tuple(data.get("refus_inconnus", ())),
        "contraintes": tuple(data.get("contraintes", ())),
        "solidite": Solidite(data["solidite"]),
    }
    return PisteFigee(**data | lists | more)
