"""The reference students of `fixtures/eleves/`, served by the ranking of today, by that of method 2 and by variants."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings

from metiers.search.selection import SHOWN, Selection
from quiz.calcul.filtres import in_view
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import weights_of
from quiz.mesure.eleves import Bilan, Eleve, read_eleves, serve, sum_up
from quiz.methode.gouts import GAMMA
from quiz.methode.listes import FIRST, MOST_OF_A_FIELD, Candidats, ordered
from quiz.methode.matching import LAMBDA
from quiz.methode.places import Classement, classer
from quiz.methode.stability import seed_of

FOLDER = settings.BASE_DIR / "fixtures" / "eleves"
WITNESSES = "temoins"
METHOD_2, UNFILTERED, TODAY = "méthode 2", "sans filtre", "le site"


@cache
def students() -> tuple[Eleve, ...]:
    """Those on whom the figures of the method were chosen, stream by stream."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.stem != WITNESSES)
    return tuple(eleve for path in files for eleve in read_eleves(path.read_text(encoding="utf-8")))


@cache
def witnesses() -> tuple[Eleve, ...]:
    """Those who were written by somebody else, and on whom nothing was chosen."""
    return tuple(read_eleves((FOLDER / f"{WITNESSES}.toml").read_text(encoding="utf-8")))


def are_known(profils: Profils) -> bool:
    """Does this catalogue have the centres of interest and the domaines that they choose?"""
    known = {*profils.annuaire.interets, *profils.annuaire.domaines}
    return all(known.issuperset((*eleve.interets, *eleve.domaines)) for eleve in (*students(), *witnesses()))


def serve_all(profils: Profils, eleves: Sequence[Eleve], variant: str = TODAY) -> list[Bilan]:
    """A line for each stream, and one for all."""
    return sum_up([serve(eleve, _first(profils, eleve, variant)) for eleve in eleves], FIRST)


@dataclass(frozen=True, slots=True)
class Comparaison:
    """`lignes`: (name, with method 2, today), a stream each, then all students, then the witnesses; `essais`: what was
    tried, (name, students, witnesses)."""

    total: int
    temoins: int
    lignes: tuple[tuple[str, Bilan, Bilan], ...]
    essais: tuple[tuple[str, Bilan, Bilan], ...]

    @property
    def tous(self) -> tuple[str, Bilan, Bilan]:
        return self.lignes[-2]


def compare(profils: Profils) -> Comparaison | None:
    """None for a catalogue that does not have what they like."""
    if not are_known(profils):
        return None
    both = [{variant: serve_all(profils, some, variant) for variant in VARIANTS} for some in (students(), witnesses())]
    own, others = both
    lines = [(one.filiere or "tous", one, other) for one, other in zip(own[METHOD_2], own[TODAY], strict=True)]
    return Comparaison(
        len(students()),
        len(witnesses()),
        (*lines, ("témoins", others[METHOD_2][-1], others[TODAY][-1])),
        tuple((variant, own[variant][-1], others[variant][-1]) for variant in VARIANTS),
    )


def rank(profils: Profils, eleve: Eleve) -> Classement:
    """The first ten of one student, with how firm they are."""
    selection, weights = selection_of(eleve), weights_of(eleve.priorites)
    candidats = profils.candidats(profils.rows_of(in_view(selection, profils.annuaire)), selection)
    return classer(candidats, weights, seed=seed_of(weights), most=FIRST)


def selection_of(eleve: Eleve) -> Selection:
    """What one of them likes, accepts and refuses."""
    return Selection(
        interet=eleve.interets,
        niveau=eleve.niveau,
        sans=eleve.refus,
        aime=eleve.domaines,
        evite=eleve.domaines_refuses,
    )


def _first(profils: Profils, eleve: Eleve, variant: str) -> Iterator[tuple[str, str]]:
    selection = selection_of(eleve)
    if variant == METHOD_2:  # interests are a filter, domaines are not asked
        selection = replace(selection, aime=(), evite=(), experience=SHOWN)
    filters = replace(selection, interet=()) if variant == UNFILTERED else selection
    candidats = _as_in(variant, profils.candidats(profils.rows_of(in_view(filters, profils.annuaire)), selection))
    most, share = _MOST.get(variant, MOST_OF_A_FIELD), _LAMBDAS.get(variant, LAMBDA)
    for row in ordered(candidats, weights_of(eleve.priorites), most, share)[:FIRST]:
        entree = profils.annuaire.par_slug[candidats.slugs[row]]
        yield entree.code.partition("-")[0], entree.domaine  # an appellation counts for its code


def _as_in(variant: str, candidats: Candidats) -> Candidats:
    change = _CHANGES.get(variant)
    return change(candidats) if change else candidats


def _scaled(candidats: Candidats, gamma: float) -> Candidats:
    return replace(candidats, interets=candidats.gouts[0] * gamma / GAMMA)


_CHANGES: dict[str, Callable[[Candidats], Candidats]] = {
    METHOD_2: lambda one: replace(one, interets=None, domaine=None, twins=(), fields=()),
    "sans goûts": lambda one: replace(one, interets=None, domaine=None),
    "γ 25": lambda one: _scaled(one, 25),
    "γ 40": lambda one: _scaled(one, 40),
    "sans domaine": lambda one: replace(one, domaine=None),
}
_MOST = {"3 au plus": 3, "sans limite": FIRST}
_LAMBDAS = {"λ 0,2": 0.2, "λ 0,6": 0.6}
VARIANTS = (*_CHANGES, UNFILTERED, *_LAMBDAS, *_MOST, TODAY)
