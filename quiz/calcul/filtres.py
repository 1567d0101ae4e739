"""What a student likes, accepts and refuses: filters of the list of métiers, kept with the passation as an address."""

from collections.abc import Sequence
from urllib.parse import parse_qs

from django.utils.datastructures import MultiValueDict

from metiers.directory import Annuaire, find_in
from metiers.search.selection import Selection, read_selection
from quiz.models import Passation

MOST_INTERESTS = 3


def read_filtres(asked: str | MultiValueDict[str, str], catalogue: Annuaire) -> tuple[Selection, list[str]]:
    """What a request asks, or the query of an address → the filters in it, and in French what is not understood."""
    params = MultiValueDict(parse_qs(asked.removeprefix("?"))) if isinstance(asked, str) else asked
    facets = {name: params.getlist(name) for name in Selection().filters}
    return read_selection(facets, domaines=catalogue.domaines, interets=catalogue.interets)


def stored_selection(passation: Passation | None, catalogue: Annuaire) -> Selection:
    """The filters of a passation, without what the catalogue has lost since."""
    return read_filtres(passation.filtres if passation else "", catalogue)[0]


def in_view(selection: Selection, catalogue: Annuaire) -> list[str]:
    """The slugs of the métiers that these filters leave."""
    return [hit.entree.slug for hit in find_in(catalogue, selection).hits]


def refusals(selection: Selection, unknown: Sequence[str]) -> list[tuple[str, str]]:
    """Why these filters cannot be kept as an answer: (part of the page, French); none when they can."""
    errors = [("facettes", f"Réponse inconnue ({one}) : choisis parmi celles de la page.") for one in unknown]
    if len(selection.interet) > MOST_INTERESTS:
        said = (
            f"{len(selection.interet)} phrases sont cochées : gardes-en {MOST_INTERESTS} au plus, "
            "celles qui te ressemblent le plus."
        )
        errors.insert(0, ("interets", said))
    return errors
