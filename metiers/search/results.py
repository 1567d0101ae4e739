"""Entries + selection → hits in order, and for every filter how many métiers each choice would leave. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from metiers.dimensions import CLES
from metiers.search.entries import Entree, Nom
from metiers.search.index import Index
from metiers.search.near import nearest
from metiers.search.selection import LEVELS, PERTINENCE, TITRE, Selection
from metiers.search.understanding import NOTHING, Understood, understand
from metiers.search.words import Asked, holds

_HIDING = ("sans", "evite")  # facets whose choices hide


class Rang(IntEnum):
    """How an entry holds what was asked for, best first. A name is *exact* when it has no other word; it is held
    *whole* when each word asked for is one of its words, in any gender or number, and not only the beginning of one."""

    EXACT = 0  # the title
    STUDENTS_EXACT = auto()
    OFFICIAL_EXACT = auto()
    TITLE_STARTS = auto()
    TITLE_HOLDS = auto()
    STUDENTS_HOLD = auto()
    OFFICIAL_STARTS = auto()
    TITLE_BEGINS = auto()  # from here on, words that only begin like those asked for
    TITLE_HOLDS_BEGINNING = auto()
    STUDENTS_BEGIN = auto()
    OFFICIAL_HOLDS = auto()
    OFFICIAL_BEGINS = auto()
    OFFICIAL_HOLDS_BEGINNING = auto()
    STARTS_THE_SAME = auto()  # among all of these and the domaine, and some name starts with the first word
    ANYWHERE = auto()
    NEAR = auto()  # most of what was asked for: what follows when too few hold it all


@dataclass(frozen=True, slots=True)
class Hit:
    """`via`: the official name that holds what was asked for, where the title does not. `longueur`: words of the name
    that does, the fewer the nearer; among the near ones, the place of this one."""

    entree: Entree
    rang: Rang = Rang.EXACT
    via: str = ""
    longueur: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """`counts[facet][choice]`: métiers that this choice would leave, the others as they are; for those of
    `_HIDING`, those that the choice hides. `relaxed`: how many would be found without one of the choices made, most
    first. `compris`: what of the query was not searched as it was typed."""

    hits: tuple[Hit, ...]
    counts: dict[str, Counter[object]]
    relaxed: tuple[tuple[str, object, int], ...] = ()
    compris: Understood = NOTHING

    @property
    def proches(self) -> int:
        """How many hold most of what was asked for, and not all of it."""
        return sum(hit.rang is Rang.NEAR for hit in self.hits)


def find(index: Index, selection: Selection) -> Results:
    """Hits in the order asked for; ties by title, then slug."""
    compris = understand(index, selection.q)
    found = _hits(index, compris, selection.q)
    kept: list[Hit] = []
    counts: dict[str, Counter[object]] = {facet: Counter() for facet in selection.filters}
    for hit in found:
        failed = list(_failures(hit.entree, selection))
        if not failed:
            kept.append(hit)
        for facet, counter in counts.items():
            if not failed or (len(failed) == 1 and failed[0][0] == facet):
                counter.update([failed[0][1]] if failed and facet in _HIDING else _values(hit.entree, facet))
    relaxed = () if kept else _relaxed(found, selection)
    return Results(tuple(_ordered(kept, selection.order)), counts, relaxed, compris)


def passing(entrees: Iterable[Entree], selection: Selection) -> list[Entree]:
    """The entries that pass the filters, in their order: what nobody searches nor counts."""
    return [entree for entree in entrees if next(iter(_failures(entree, selection)), None) is None]


def search(index: Index, query: str) -> list[Hit]:
    """Every entry that holds what this query means, and the nearest others when they are few; all entries when it is
    empty."""
    return _hits(index, understand(index, query), query)


def _hits(index: Index, compris: Understood, query: str) -> list[Hit]:
    asked = compris.asked
    if asked is None:
        return [Hit(entree) for entree in index.entrees] if compris.tout or not query else []
    found = list(index.of(index.holding(asked)))
    near = nearest(index, compris.mots, found)
    return [
        *(_hit(entree, asked) for entree in found),
        *(
            Hit(entree, Rang.NEAR, name.label if name in entree.synonymes else "", place)
            for place, (entree, name) in enumerate(near)
        ),
    ]


def _hit(entree: Entree, asked: Asked) -> Hit:
    title, said = _best(entree.titres, _OF_TITLES, asked), _best(entree.mots, _OF_STUDENTS, asked)
    official = _best(entree.synonymes, _OF_OFFICIALS, asked)
    found = [best for best in (title, said, official) if best]
    if not found:
        return Hit(entree, Rang.STARTS_THE_SAME if _starts_the_same(entree, asked) else Rang.ANYWHERE)
    rang, longueur, _ = min(found)
    return Hit(entree, rang, official[2] if official and not title else "", longueur)


def _best(names: Sequence[Nom], ranks: Sequence[Rang], asked: Asked) -> tuple[Rang, int, str] | None:
    """(rank, words, label) of the name that holds what is asked for best; the first of several."""
    found = [
        (ranks[_how(name, asked)], name.texte.count(" "), place)
        for place, name in enumerate(names)
        if holds(name.texte, asked)
    ]
    if not found:
        return None
    rang, longueur, place = min(found)
    return rang, longueur, names[place].label


def _starts_the_same(entree: Entree, asked: Asked) -> bool:
    return any(cle.startswith(asked.stems[0]) for name in (*entree.titres, *entree.synonymes) for cle in name.cles)


# Of each kind of name: exact, whole and first, whole, begins, holds a beginning.
_OF_TITLES = (
    Rang.EXACT,
    Rang.TITLE_STARTS,
    Rang.TITLE_HOLDS,
    Rang.TITLE_BEGINS,
    Rang.TITLE_HOLDS_BEGINNING,
)
_OF_STUDENTS = (Rang.STUDENTS_EXACT, *[Rang.STUDENTS_HOLD] * 2, *[Rang.STUDENTS_BEGIN] * 2)
_OF_OFFICIALS = (
    Rang.OFFICIAL_EXACT,
    Rang.OFFICIAL_STARTS,
    Rang.OFFICIAL_HOLDS,
    Rang.OFFICIAL_BEGINS,
    Rang.OFFICIAL_HOLDS_BEGINNING,
)


def _how(name: Nom, asked: Asked) -> int:
    if asked.cle in name.cles:
        return 0
    whole = [cle for cle in name.cles if all(stem in cle for stem in asked.stems)]
    if whole:
        return 1 if any(cle.startswith(asked.stems[0]) for cle in whole) else 2
    return 3 if name.texte.startswith(asked.forms[0]) else 4


def _failures(entree: Entree, selection: Selection) -> Iterable[tuple[str, object]]:
    """(facet, choice) of each filter that this entry does not pass. A domaine and an interest are asked for: not known,
    they fail. A level and a constraint are refused: not known, they do not."""
    if selection.domaine and entree.grand_domaine not in selection.domaine:
        yield "domaine", entree.grand_domaine
    if selection.niveau is not None and entree.niveau is not None and entree.niveau > selection.niveau:
        yield "niveau", entree.niveau
    liked = entree.grand_domaine in selection.aime
    if selection.interet and not liked and not entree.interets.intersection(selection.interet):
        yield "interet", None
    if entree.grand_domaine in selection.evite:
        yield "evite", entree.grand_domaine
    for contrainte in selection.sans:
        if contrainte in entree.contraintes:
            yield "sans", contrainte


def _values(entree: Entree, facet: str) -> Iterable[object]:
    """The choices of a facet that keep this entry."""
    if facet in {"domaine", "evite"}:
        return (entree.grand_domaine,)
    if facet == "niveau":
        return [years for years, _ in LEVELS if entree.niveau is None or entree.niveau <= years]
    return entree.interets if facet == "interet" else entree.contraintes


def _ordered(hits: list[Hit], order: str) -> list[Hit]:
    hits.sort(key=lambda hit: hit.entree.ordre)
    if order == PERTINENCE:
        hits.sort(key=lambda hit: (hit.rang, hit.entree.apres_experience, hit.longueur))
    elif order != TITRE:
        dimension = CLES.index(order)
        hits.sort(key=lambda hit: -hit.entree.scores[dimension])
    return hits


def _relaxed(found: Sequence[Hit], selection: Selection) -> tuple[tuple[str, object, int], ...]:
    counted = [
        (facet, value, sum(not any(_failures(hit.entree, selection.without(facet, value))) for hit in found))
        for facet, values in selection.filters.items()
        for value in values
    ]
    return tuple(sorted((found for found in counted if found[2]), key=lambda choice: -choice[2]))
