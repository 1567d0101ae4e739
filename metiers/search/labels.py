"""What the filters and their choices are called in French. Pure."""

from collections.abc import Iterable, Mapping

from metiers.contraintes import CONTRAINTES, PAR_CLE
from metiers.francais.grammaire import listed
from metiers.search.selection import LEVELS, SHOWN, Selection

LISTED = ("domaine", "niveau", "interet", "sans")  # the facets that a list offers
AFTER_YEARS = "Avec les métiers d’après des années d’expérience"
Labels = dict[str, dict[object, str]]


def facet_labels(domaines: Mapping[str, str], interets: Mapping[str, str]) -> Labels:
    """Facet → choice → what it is called."""
    return {
        "domaine": dict(domaines.items()),
        "niveau": dict(LEVELS),
        "interet": dict(interets.items()),
        "evite": dict(domaines.items()),
        "aime": dict(domaines.items()),
        "sans": {contrainte.cle: contrainte.label for contrainte in CONTRAINTES},
        "experience": {SHOWN: AFTER_YEARS},
    }


def said(facet: str, label: str) -> str:
    """A choice outside its list: a refusal must not read like a wish, nor what attracts like a filter."""
    if facet == "sans":
        return f"Sans : {label[:1].lower()}{label[1:]}"
    before = {"aime": "M’attire : ", "evite": "Pas pour moi : "}
    return f"{before.get(facet, '')}{label}"


def not_known_in_words(refused: Iterable[str]) -> str:
    """« On ne sait pas s’il demande de travailler la nuit. », of the keys of conditions that one refuses."""
    phrases = [f"de {PAR_CLE[cle].phrase}" for cle in refused if cle in PAR_CLE]
    return f"On ne sait pas s’il demande {listed(phrases, 'ou')}." if phrases else ""


def in_words(selection: Selection, labels: Labels) -> tuple[str, ...]:
    """The choices of a selection, one phrase each."""
    return tuple(said(facet, labels[facet][value]) for facet, values in selection.wishes.items() for value in values)
