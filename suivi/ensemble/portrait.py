"""A whole group in counts and in the middle of its priorities. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from metiers.dimensions import DIMENSIONS, Dimension
from metiers.francais.chiffres import rounded
from metiers.search.selection import LEVELS
from quiz.rapport.familles import FAMILLES
from suivi.ensemble.petits import Comptes, apart, in_order, several
from suivi.ensemble.sorties import Sortie, programme
from suivi.ensemble.vue import Vu
from suivi.synthese.lecture import FERMETES

EGALES = 20  # per cent of each priority, if all five counted alike
STANDS_OUT = 3  # points from there


@dataclass(frozen=True, slots=True)
class Bande:
    """One priority in the group, in per cent: the middle pupil, and between which shares the middle half lies."""

    dimension: Dimension
    milieu: int
    bas: int
    haut: int

    @property
    def ecart(self) -> int:
        return self.haut - self.bas


@dataclass(frozen=True, slots=True)
class Portrait:
    """`comptes`: of `domaines` and `gouts`, where a pupil counts in several lines; of `directions` (by grand domaine),
    `etudes` and `fermetes`, where each counts in one."""

    total: int
    bandes: tuple[Bande, ...]
    comptes: dict[str, Comptes]
    sorties: tuple[Sortie, ...]


APART = ("directions", "etudes", "fermetes")  # of what is counted, where each pupil counts in one line
FEW = 12  # pupils: of fewer, the bounds of the middle half are said by fives
SANS_DIRECTION = "Aucune ne revient"
SANS_LIMITE = "Sans limite"
_FIRM = {"explorer": "À explorer", "probable": "Probable", "sure": "Solide"}
assert set(_FIRM) == set(FERMETES) - {""}  # noqa: S101


def portrait(vus: Sequence[Vu], mondes: Mapping[str, str]) -> Portrait:
    """`mondes`: the grands domaines of the catalogue, letter → name."""
    total = len(vus)
    names = list(dict.fromkeys([*mondes.values(), *_named(vus)]))
    comptes = {
        "domaines": several(_counts(names, (name for vu in vus for name in set(vu.domaines))), total),
        "directions": apart(_counts([*names, SANS_DIRECTION], (vu.monde or SANS_DIRECTION for vu in vus))),
        "gouts": several(_gouts(vus), total),
        "etudes": in_order(_etudes(vus)),
        "fermetes": in_order(_fermetes(vus)),
    }
    bandes = tuple(_bande(one, [vu.parts[one.cle] for vu in vus]) for one in DIMENSIONS)
    return Portrait(total, bandes, comptes, programme([frozenset(vu.domaines) for vu in vus], mondes))


def _named(vus: Iterable[Vu]) -> list[str]:
    """Of catalogues before this one too, in an order of their own."""
    return sorted({name for vu in vus for name in (*vu.domaines, vu.monde) if name})


def _counts(names: Iterable[str], said: Iterable[str]) -> list[tuple[str, int]]:
    found = Counter(said)
    return [(name, found[name]) for name in names]


def _gouts(vus: Sequence[Vu]) -> list[tuple[str, int]]:
    found = Counter(cle for vu in vus for cle in set(vu.gouts))
    return [(one.nom, found[one.cle]) for one in FAMILLES]


def _fermetes(vus: Sequence[Vu]) -> list[tuple[str, int]]:
    """The least firm first."""
    return _counts([SANS_DIRECTION, *_FIRM.values()], (_FIRM.get(vu.fermete, SANS_DIRECTION) for vu in vus))


def _etudes(vus: Sequence[Vu]) -> list[tuple[str, int]]:
    """By the highest studies accepted, the shortest first."""
    return _counts([*(words for _, words in LEVELS), SANS_LIMITE], (_accepted(vu.etudes) for vu in vus))


def _accepted(etudes: int | None) -> str:
    """In the words of the quiz: those of the first level that is not below."""
    if etudes is None:
        return SANS_LIMITE
    return next((words for years, words in LEVELS if years >= etudes), SANS_LIMITE)


def _bande(dimension: Dimension, shares: Sequence[int]) -> Bande:
    low, middle, high = quantiles(shares, n=4, method="inclusive")
    step = 1 if len(shares) >= FEW else 5
    return Bande(dimension, *(int(step * rounded(value / step, 0)) for value in (middle, low, high)))
