"""What a student likes, accepts and refuses: filters of the list of métiers, kept with the passation as an address."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from django.utils.datastructures import MultiValueDict

from metiers.contraintes import EXPERIENCE
from metiers.directory import Annuaire, find_in
from metiers.search.results import Results, passing
from metiers.search.selection import Selection, read_selection
from quiz.models import Passation

MOST_INTERESTS = 3
MOST_LIKED = 4  # domaines
MOST = {"interet": MOST_INTERESTS, "aime": MOST_LIKED}
WISHES = tuple(Selection().wishes)  # what the address of a ranking or of a report may say


def read_filtres(asked: str | MultiValueDict[str, str], catalogue: Annuaire) -> tuple[Selection, list[str]]:
    """What a request asks, or the query of an address → the filters in it, and in French what is not understood. Years
    of experience need not be refused: métiers reached after them are hidden."""
    params = MultiValueDict(parse_qs(asked.removeprefix("?"))) if isinstance(asked, str) else asked
    facets = {name: params.getlist(name) for name in WISHES}
    selection, unknown = read_selection(facets, domaines=catalogue.domaines, interets=catalogue.interets)
    return replace(selection, sans=tuple(one for one in selection.sans if one != EXPERIENCE)), unknown


def stored_selection(passation: Passation | None, catalogue: Annuaire) -> Selection:
    """The filters kept with a passation; what the catalogue no longer has is left out."""
    return read_filtres(passation.filtres if passation else "", catalogue)[0]


def applied(selection: Selection) -> Selection:
    """What narrows a ranking: métiers reached after years of work are hidden, unless they are asked for."""
    return selection if selection.experience else replace(selection, sans=(*selection.sans, EXPERIENCE))


def found_in(selection: Selection, catalogue: Annuaire) -> Results:
    """The métiers that these filters leave in a ranking, and what each other choice would leave."""
    return find_in(catalogue, applied(selection))


def in_view(selection: Selection, catalogue: Annuaire) -> list[str]:
    """The slugs of those that they leave."""
    return [entree.slug for entree in passing(catalogue.entrees, applied(selection))]


def refusals(selection: Selection, unknown: Sequence[str]) -> list[tuple[str, str]]:
    """Why these filters cannot be kept as an answer: (part of the page, French); none when they can."""
    errors = [("facettes", f"Réponse inconnue ({one}) : choisis parmi celles de la page.") for one in unknown]
    if len(selection.interet) > MOST_INTERESTS:
        said = (
            f"{len(selection.interet)} phrases sont cochées : gardes-en {MOST_INTERESTS} au plus, "
            "celles qui te ressemblent le plus."
        )
        errors.insert(0, ("interets", said))
    if len(selection.aime) > MOST_LIKED:
        said = f"{len(selection.aime)} domaines t’attirent : gardes-en {MOST_LIKED} au plus."
        errors.append(("domaines", said))
    if {*selection.aime} & {*selection.evite}:
        errors.append(("domaines", "Un même domaine ne peut pas t’attirer et être écarté : choisis l’un ou l’autre."))
    return errors


def bounded(selection: Selection, catalogue: Annuaire) -> tuple[Selection, list[str]]:
    """The same within the limits of an answer, for an address; and in French what was left out."""
    kept = replace(
        selection,
        interet=selection.interet[:MOST_INTERESTS],
        aime=selection.aime[:MOST_LIKED],
        evite=tuple(code for code in selection.evite if code not in selection.aime[:MOST_LIKED]),
    )
    left = [f"la phrase « {catalogue.interets[code]} »" for code in selection.interet[MOST_INTERESTS:]]
    left += [f"le domaine « {catalogue.domaines[code]} »" for code in selection.aime[MOST_LIKED:]]
    left += [f"« {catalogue.domaines[code]} » écarté" for code in selection.evite if code not in kept.evite]
    return kept, left
