"""The filters of a list as a page shows them: every choice with its count, what is chosen, what to take back. Pure."""

from collections.abc import Mapping
from typing import Any

from metiers.search.labels import LISTED, facet_labels, said
from metiers.search.results import Results
from metiers.search.selection import Selection


def facet_context(
    domaines: Mapping[str, str], interets: Mapping[str, str], results: Results, selection: Selection, *, also: str = ""
) -> dict[str, Any]:
    """What the filters of a page show: every choice with its count, the choices made, and those worth taking back, each
    with the address that does it. `also`: what else the address holds."""
    labels = facet_labels(domaines, interets)
    return {
        "facets": _facets(results, selection, labels),
        "chosen": [
            (said(facet, labels[facet][value]), selection.without(facet, value).query(also=also))
            for facet, values in selection.wishes.items()
            for value in values
        ],
        "relaxed": [
            (said(facet, labels[facet][value]), count, selection.without(facet, value).query(also=also))
            for facet, value, count in results.relaxed
        ],
    }


def _facets(
    results: Results, selection: Selection, labels: dict[str, dict[object, str]]
) -> dict[str, list[tuple[object, str, int, bool]]]:
    """Facet → (choice, label, count, chosen) in the order of the labels, for those of a list."""
    return {
        facet: [
            (choice, label, results.counts[facet][choice], choice in selection.filters[facet])
            for choice, label in labels[facet].items()
        ]
        for facet in LISTED
    }
