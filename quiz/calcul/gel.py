"""Answers and catalogue → a frozen result (`instantane`)."""

from collections.abc import Mapping

import numpy as np

from metiers.dimensions import CLES
from metiers.models import Competence
from metiers.search.labels import facet_labels, in_words
from metiers.search.selection import Selection
from quiz.calcul import classement
from quiz.calcul.filtres import in_view, read_filtres
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses, elicited, known_choices
from quiz.methode import matching
from quiz.methode.matching import Floats
from quiz.methode.places import Place, indices, standing
from quiz.methode.stability import DRAWS, TOP, Rows, seed_of, simulate
from quiz.methode.stability import firmness as solidite
from quiz.resultat.instantane import EcartFige, Instantane, MethodeFigee, NiveauFige, PisteFigee, SeuilFige

KEPT = 20  # pistes of a frozen result

Noms = Mapping[str, str]
"""Skill (slug) → what it is called."""


def freeze(
    catalogue: Profils, reponses: Reponses, selection: Selection, rows: Rows, slug: str | None = None
) -> Instantane:
    """The ranking of these métiers (`rows`, what the selection leaves) as it is now; `slug`: a métier that the student
    asked about, kept even when it is not among the first."""
    weights = reponses.weights
    found = classement.rank(catalogue, reponses, rows, KEPT, weights)
    simulation = simulate(catalogue.shown[rows], weights, seed_of(weights), spread=reponses.spread)
    fits = classement.skills_fits(catalogue, reponses, [place.slug for place in found.places])
    noms = dict(Competence.objects.values_list("slug", "nom"))
    kept = {}
    for place in found.places:
        interval = simulation.interval(int(np.searchsorted(rows, catalogue.rows[place.slug])))
        fit = fits.get(place.slug)
        kept[place.slug] = _piste(catalogue, weights, place, interval, noms, fit=fit, among=len(rows))
    proposed = elicited(reponses.choix)
    labels = facet_labels(catalogue.annuaire.domaines, catalogue.annuaire.interets)
    titre = catalogue.titre
    return Instantane(
        importances=dict(reponses.importances),
        weights=dict(zip(CLES, weights.tolist(), strict=True)),
        elicited=proposed.importances if proposed else None,
        choix={str(ecran): (pick.plus, pick.moins) for ecran, pick in sorted(reponses.choix.items())},
        niveaux=_niveaux(reponses, noms),
        filtres=in_words(selection, labels),
        query=selection.query(),
        equilibre=matching.is_balanced(weights),
        rapide=reponses.rapide,
        hesitant=reponses.hesitant,
        methode=MethodeFigee(matching.METHOD_VERSION, matching.LAMBDA, reponses.spread, DRAWS, TOP),
        catalogue=catalogue.version,
        metiers=len(catalogue.slugs),
        en_vue=len(rows),
        pistes=tuple(kept.values()),
        entrees=tuple(
            SeuilFige(one.slug, titre(one.slug), one.dimension.cle, one.weight, one.wanted) for one in found.entrees
        ),
        autrement=(found.autrement, titre(found.autrement)) if found.autrement else None,
        cible=_cible(catalogue, reponses, slug, rows, noms) if slug in catalogue.rows and slug not in kept else None,
    )


def freeze_with(reponses: Reponses, filtres: str, slug: str | None = None) -> Instantane:
    """Today's result for these answers and these filters, written as the query of an address."""
    return freeze_in(load_profils(), reponses, filtres, slug)


def freeze_in(catalogue: Profils, reponses: Reponses, filtres: str, slug: str | None = None) -> Instantane:
    """The same in a catalogue that was read before."""
    selection, _ = read_filtres(filtres, catalogue.annuaire)
    rows = catalogue.rows_of(in_view(selection, catalogue.annuaire))
    return freeze(catalogue, reponses, selection, rows, slug)


def reponses_of(instantane: Instantane) -> Reponses:
    """The answers of a frozen result, to find a new one with them."""
    return Reponses(
        importances=instantane.importances,
        rapide=instantane.rapide,
        choix=known_choices((int(ecran), *pick) for ecran, pick in instantane.choix.items()),
        niveaux={one.slug: one.niveau for one in instantane.niveaux},
    )


def _cible(catalogue: Profils, reponses: Reponses, slug: str, rows: Rows, noms: Noms) -> PisteFigee:
    """A métier that is not among the first: its place among those in view, 0 when the filters leave it out."""
    row = catalogue.rows[slug]
    firm = classement.firmness(catalogue, reponses, row, rows)
    index = matching.clipped(float(indices(catalogue.shown[[row]], reponses.weights)[0]))
    seen = row in rows
    place = Place(slug, firm.place if seen else 0, index, firm.share, solidite(firm.times), ex_aequo=False)
    fits = classement.skills_fits(catalogue, reponses, [slug])
    return _piste(catalogue, reponses.weights, place, (firm.low, firm.high), noms, fit=fits.get(slug), among=firm.among)


def _piste(
    catalogue: Profils,
    weights: Floats,
    place: Place,
    interval: tuple[float, float],
    noms: Noms,
    *,
    fit: float | None,
    among: int,
) -> PisteFigee:
    row = catalogue.rows[place.slug]
    entree = catalogue.annuaire.entrees[row]
    terms = matching.terms(place.slug, catalogue.raw[row].tolist(), catalogue.shown[row].tolist(), weights)
    among_all = standing(indices(catalogue.shown, weights), row)
    firm = classement.is_firm(catalogue, among)
    return PisteFigee(
        slug=place.slug,
        titre=entree.titre,
        domaine=entree.nom_domaine,
        niveau=entree.niveau,
        place=place.place,
        share=place.share,
        solidite=place.solidite if firm else "",
        ex_aequo=place.ex_aequo and firm,
        index=terms.score,
        raw=entree.scores,
        percentiles=terms.percentiles,
        general=terms.general,
        contributions=terms.contributions,
        weighted_mean=terms.weighted_mean,
        low=interval[0],
        high=interval[1],
        fit=fit,
        rank=among_all.rank,
        better_than=among_all.better_than,
        attendus=_attendus(catalogue, row, noms),
        ecarts=tuple(EcartFige(one.dimension.cle if one.dimension else "", one.points) for one in place.ecarts),
    )


def _attendus(catalogue: Profils, row: int, noms: Noms) -> tuple[NiveauFige, ...]:
    asked = zip(catalogue.competences, catalogue.required[row].tolist(), strict=True)
    return tuple(NiveauFige(slug, noms[slug], round(level)) for slug, level in asked if level and slug in noms)


def _niveaux(reponses: Reponses, noms: Noms) -> tuple[NiveauFige, ...]:
    known = sorted((slug, niveau) for slug, niveau in reponses.niveaux.items() if slug in noms)
    return tuple(NiveauFige(slug, noms[slug], niveau) for slug, niveau in known)
