"""What the list knows of a métier. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from metiers.contraintes import EXPERIENCE
from metiers.dimensions import CLES
from metiers.search.words import keys_of, plain, searchable, words_of

_SHORTEST = 4  # letters of a word of the accroche that finds its métier
# In points, where nothing measures it: as much as a score guessed from neighbouring métiers is wrong by.
ERREUR_INCONNUE = (9.0,) * len(CLES)
MOTS_APART = " ; "  # between two things that students call a métier


@dataclass(frozen=True, slots=True)
class Nom:
    """Something a métier is called: `label` as people write it, `texte` and `cles` as `words.searchable` and
    `words.keys_of` make them; a text ends with its keys, so that an acteur finds an actrice."""

    label: str
    texte: str
    cles: tuple[str, ...]


def nom(label: str) -> Nom:
    cles = keys_of(label)
    return Nom(label, f"{searchable(label)}{''.join(cles)}", cles)


@dataclass(frozen=True, slots=True)
class Entree:
    """One published métier. `accroche`: what one does there, in one sentence, or nothing; `niveau`: lowest years
    after the bac that open it, None if unknown; `principaux`: which of its interests are the main ones;
    `contraintes`: keys of `metiers/contraintes.py`; `inconnues`: keys of those that nobody knows whether it asks
    for; `scores` in the order of the dimensions, `erreurs` the standard error of each, in points; `facettes`: their
    scores in the order of `dimensions.FACETTES`, None where the data give none; `qualite_lien`: 0–1, of the links
    to the surveys that its figures come from; `estimee`: they come from neighbouring métiers; `code`: that of the
    ROME, empty if none; `formes`: the title in each gender, as people write it; `titres`, `mots` and `synonymes`:
    its title in each gender, what students call it and what leads to it, its official names; `tout`: the words of
    all these and of its context, `recit` those of its accroche."""

    slug: str
    titre: str
    scores: tuple[int, ...]
    accroche: str = ""
    domaine: str = ""
    grand_domaine: str = ""
    nom_domaine: str = ""
    niveau: int | None = None
    interets: frozenset[str] = frozenset()
    principaux: frozenset[str] = frozenset()
    contraintes: frozenset[str] = frozenset()
    inconnues: frozenset[str] = frozenset()
    redigee: bool = True
    code: str = ""
    facettes: tuple[int, ...] | None = None
    erreurs: tuple[float, ...] = ERREUR_INCONNUE
    qualite_lien: float | None = None
    estimee: bool = False
    formes: tuple[str, ...] = ()
    titres: tuple[Nom, ...] = ()
    mots: tuple[Nom, ...] = ()
    synonymes: tuple[Nom, ...] = ()
    recit: str = field(default="", repr=False)
    tout: str = field(default="", repr=False)
    ordre: tuple[str, str] = ("", "")

    def refus_inconnus(self, refusees: Iterable[str]) -> tuple[str, ...]:
        """Which of the conditions refused (keys) nobody knows whether it asks for: kept, and said, not passed over."""
        return tuple(cle for cle in refusees if cle in self.inconnues)

    @property
    def apres_experience(self) -> bool:
        """Is it reached after years of work?"""
        return EXPERIENCE in self.contraintes


@lru_cache(maxsize=4096)  # as `searchable`: the catalogue is read again after each change of one fiche
def _told(accroche: str) -> str:
    """The words of a sentence that may be looked for, each between spaces."""
    return "".join(f" {word}" for word in words_of(accroche) if len(word) >= _SHORTEST) + " "


def make_entree(
    *,
    slug: str,
    titre: str,
    scores: tuple[int, ...],
    accroche: str = "",
    formes: tuple[str, ...] = (),
    mots: tuple[str, ...] = (),
    synonymes: tuple[str, ...] = (),
    contexte: str = "",
    domaine: str = "",
    grand_domaine: str = "",
    nom_domaine: str = "",
    niveau: int | None = None,
    interets: frozenset[str] = frozenset(),
    principaux: frozenset[str] = frozenset(),
    contraintes: frozenset[str] = frozenset(),
    inconnues: frozenset[str] = frozenset(),
    redigee: bool = True,
    code: str = "",
    facettes: tuple[int, ...] | None = None,
    erreurs: tuple[float, ...] = ERREUR_INCONNUE,
    qualite_lien: float | None = None,
    estimee: bool = False,
) -> Entree:
    """`formes`: the title in each gender; `contexte`: words that find the métier after those of its names."""
    titres, words, others = _named(titre, *formes), _named(*mots), _named(*synonymes)
    return Entree(
        slug=slug,
        titre=titre,
        scores=scores,
        accroche=accroche,
        domaine=domaine,
        grand_domaine=grand_domaine,
        nom_domaine=nom_domaine,
        niveau=niveau,
        interets=interets,
        principaux=principaux,
        contraintes=contraintes,
        inconnues=inconnues,
        redigee=redigee,
        code=code,
        facettes=facettes,
        erreurs=erreurs,
        qualite_lien=qualite_lien,
        estimee=estimee,
        formes=formes,
        titres=titres,
        mots=words,
        synonymes=others,
        recit=_told(accroche),
        tout="".join((*(name.texte for name in (*titres, *words, *others)), searchable(contexte))),
        ordre=(plain(titre), slug),
    )


def _named(*labels: str) -> tuple[Nom, ...]:
    """Once each, in this order, however the gender is written."""
    found: dict[str, Nom] = {}
    for label in labels:
        found.setdefault(searchable(label), nom(label))
    return tuple(found.values())
