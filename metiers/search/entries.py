"""What the list knows of a métier. Pure."""

from dataclasses import dataclass, field

from metiers.contraintes import EXPERIENCE
from metiers.dimensions import CLES
from metiers.search.words import plain, searchable, words_of

_SHORTEST = 4  # letters of a word of the accroche that finds its métier
# In points, where nothing measures it: as much as a score guessed from neighbouring métiers is wrong by.
ERREUR_INCONNUE = (9.0,) * len(CLES)


@dataclass(frozen=True, slots=True)
class Synonyme:
    label: str
    texte: str


@dataclass(frozen=True, slots=True)
class Entree:
    """One published métier. `accroche`: what one does there, in one sentence, or nothing; `niveau`: lowest years
    after the bac that open it, None if unknown; `principaux`: which of its interests are the main ones;
    `contraintes`: keys of `metiers/contraintes.py`; `scores` in the order of the dimensions, `erreurs` the standard
    error of each, in points; `facettes`: their scores in the order of `dimensions.FACETTES`, None where the data
    give none; `qualite_lien`: 0–1, of the links to the surveys that its figures come from; `code`: that of the
    ROME, empty if none; `formes`: the title in each gender, as people write it; the other texts as
    `words.searchable` makes them."""

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
    redigee: bool = True
    code: str = ""
    facettes: tuple[int, ...] | None = None
    erreurs: tuple[float, ...] = ERREUR_INCONNUE
    qualite_lien: float | None = None
    formes: tuple[str, ...] = ()
    titres: tuple[str, ...] = ()
    synonymes: tuple[Synonyme, ...] = ()
    recit: str = field(default="", repr=False)
    tout: str = field(default="", repr=False)
    ordre: tuple[str, str] = ("", "")

    @property
    def apres_experience(self) -> bool:
        """Is it reached after years of work?"""
        return EXPERIENCE in self.contraintes


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
    synonymes: tuple[str, ...] = (),
    contexte: str = "",
    domaine: str = "",
    grand_domaine: str = "",
    nom_domaine: str = "",
    niveau: int | None = None,
    interets: frozenset[str] = frozenset(),
    principaux: frozenset[str] = frozenset(),
    contraintes: frozenset[str] = frozenset(),
    redigee: bool = True,
    code: str = "",
    facettes: tuple[int, ...] | None = None,
    erreurs: tuple[float, ...] = ERREUR_INCONNUE,
    qualite_lien: float | None = None,
) -> Entree:
    """`formes`: the title in each gender; `contexte`: words that find the métier after those of its titles."""
    titres = tuple(dict.fromkeys(searchable(forme) for forme in (titre, *formes)))
    found = tuple(Synonyme(label, searchable(label)) for label in synonymes)
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
        redigee=redigee,
        code=code,
        facettes=facettes,
        erreurs=erreurs,
        qualite_lien=qualite_lien,
        formes=formes,
        titres=titres,
        synonymes=found,
        recit=_told(accroche),
        tout="".join((*titres, *(synonyme.texte for synonyme in found), searchable(contexte))),
        ordre=(plain(titre), slug),
    )
