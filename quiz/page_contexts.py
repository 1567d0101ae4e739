"""What templates are given of a result, live, kept or shared: its ranking, the report on one métier."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.urls import reverse

from metiers.contraintes import EXPERIENCE
from metiers.dimensions import CLES
from metiers.directory import Annuaire
from metiers.search.facets import facet_context
from metiers.search.selection import Selection
from quiz.calcul.filtres import found_in
from quiz.calcul.gel import freeze
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses
from quiz.methode import matching
from quiz.models import Resultat
from quiz.rapport.report import NOTHING_CITED, Cited
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.rapport.wording import importances
from quiz.resultat.instantane import Instantane, PisteFigee
from quiz.steps import EVERYTHING

CARDS = 3  # pistes that are told at length, before the others

# Somebody who likes working with their hands (14) and being near nature (9), and whose five priorities are these.
EXEMPLE_AIME = ("14", "9")
EXEMPLE = Reponses(
    importances=dict(zip(CLES, (7, 6, 7, 4, 2), strict=True)), rapide=False, choix={}, niveaux={}, essayees=False
)


def titre_of(resultat: Resultat, slug: str) -> str:
    """What a métier is called: in this result, or today, or at least in its address."""
    entree = load_profils().annuaire.par_slug.get(slug)
    return resultat.titres.get(slug) or (entree.titre if entree else slug)


def ranking_context(
    kept: Instantane,
    liens: Mapping[str, str],
    catalogue: Annuaire,
    *,
    essai: bool = False,
    pour_autrui: bool = False,
) -> dict[str, Any]:
    """What a page shows of a ranking, live, kept or shared (`pour_autrui`). `liens`: where its pistes lead, by
    slug; `tons`: the letters of their grands domaines, which have a colour and a picture, as the `catalogue` of today
    names them. Nothing can be starred (`favoris`, and `retour`, where to come back to) and nothing has moved but on the
    live page."""
    return {
        "kept": kept,
        "dit": tell_ranking(kept, essai=essai, pour_autrui=pour_autrui),
        "tons": {piste.slug: tone_of(piste, catalogue) for piste in kept.pistes},
        "priorites": importances(kept),
        "liens": liens,
        "favoris": frozenset(),
        "retour": "",
        "mouvements": {},
    }


def tone_of(piste: PisteFigee, catalogue: Annuaire) -> str:
    """The letter of its grand domaine, as the catalogue of today names it; nothing when it no longer does."""
    return next((code for code, nom in catalogue.domaines.items() if nom == piste.grand_domaine), "")


@lru_cache(maxsize=1)
def example_pistes(catalogue: Profils) -> dict[str, Any] | None:
    """The first pistes of somebody who likes manual work and nature, as the page of pistes would show them; None
    for a catalogue too small to rank for anybody."""
    aime = tuple(code for code in EXEMPLE_AIME if code in catalogue.annuaire.interets)
    if len(catalogue.slugs) < matching.MIN_FOR_PERCENTILES or not aime:
        return None
    kept = freeze(catalogue, EXEMPLE, Selection(interet=aime))
    shown = ranking_context(kept, {}, catalogue.annuaire)
    fiches = {piste.slug: reverse("metiers:metier_detail", args=[piste.slug]) for piste in kept.pistes}
    return {"pistes": shown["dit"].pistes[:CARDS], "tons": shown["tons"], "liens": fiches}


def report_context(
    kept: Instantane,
    piste: PisteFigee,
    catalogue: Annuaire,
    cited: Cited = NOTHING_CITED,
    liens: Mapping[str, str] | None = None,
    *,
    pour_autrui: bool = False,
) -> dict[str, Any]:
    """What a page shows of the report on one métier, live, kept or shared (`pour_autrui`). `ton`: the letter of
    its grand domaine in the `catalogue` of today; `cited`: the passages of the fiche of today, for a live one;
    `liens`: where its words lead."""
    return {
        "kept": kept,
        "piste": piste,
        "dit": tell_report(kept, piste, cited, pour_autrui=pour_autrui),
        "ton": tone_of(piste, catalogue),
        "liens": liens or {},
    }


def named(instantane: Instantane) -> list[str]:
    """The slugs of all the métiers that a ranking names."""
    others = [seuil.slug for seuil in instantane.entrees] + ([instantane.autrement[0]] if instantane.autrement else [])
    return [*(piste.slug for piste in instantane.kept), *others]


def report_addresses(kept: Instantane, selection: Selection) -> dict[str, str]:
    """Slug → the report on each métier that a ranking names, among the same ones."""
    query = selection.query() if any(selection.wishes.values()) else f"?{EVERYTHING}"
    return {slug: reverse("quiz:rapport_detail", args=[slug]) + query for slug in named(kept)}


def filters_context(catalogue: Annuaire, selection: Selection, also: str = "") -> dict[str, Any]:
    """The filters of a ranking, see `facet_context`; nobody needs to refuse what is hidden anyway."""
    found = found_in(selection, catalogue)
    context = facet_context(catalogue.domaines, catalogue.interets, found, selection, also=also)
    facets: dict[str, Any] = context["facets"]
    return context | {"facets": facets | {"sans": [one for one in facets["sans"] if one[0] != EXPERIENCE]}}
