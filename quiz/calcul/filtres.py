"""What a student likes, accepts and refuses: filters of the list of métiers, kept with the passation as an address."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from django.utils.datastructures import MultiValueDict

from metiers.contraintes import EXPERIENCE
from metiers.directory import Annuaire, find_in
from metiers.search.results import Results
from metiers.search.selection import Selection, read_selection
from quiz.models import Passation

MOST_INTERESTS = 3
MOST_LIKED = 4  # domaines


def read_filtres(asked: str | MultiValueDict[str, str], catalogue: Annuaire) -> tuple[Selection, list[str]]:
    """What a request asks, or the query of an address → the filters in it, and in French what is not understood."""
    params = MultiValueDict(parse_qs(asked.removeprefix("?"))) if isinstance(asked, str) else asked
    facets = {name: params.getlist(name) for name in (*Selection().filters, "aime", "experience")}
    return read_selection(facets, domaines=catalogue.domaines, interets=catalogue.interets)


def stored_selection(passation: Passation | None, catalogue: Annuaire) -> Selection:
    """The filters of a passation, without what the catalogue has lost since."""
    return read_filtres(passation.filtres if passation else "", catalogue)[0]


def applied(selection: Selection) -> Selection:
    """What narrows a ranking: métiers reached after years of work are hidden, unless they are asked for."""
    if selection.experience or EXPERIENCE in selection.sans:
        return selection
    return replace(selection, sans=(*selection.sans, EXPERIENCE))


def found_in(selection: Selection, catalogue: Annuaire) -> Results:
    """The métiers that these filters leave in a ranking."""
    return find_in(catalogue, applied(selection))


def in_view(selection: Selection, catalogue: Annuaire) -> list[str]:
    """Their slugs."""
    return [hit.entree.slug for hit in found_in(selection, catalogue).hits]


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
    both = sorted(set(selection.aime) & set(selection.evite))
    if both:
        errors.append(("domaines", "Un même domaine ne peut pas t’attirer et être écarté : choisis l’un ou l’autre."))
    return errors
