"""Answers and catalogue → a result (`instantane`): the one road to everything shown, live or kept."""

from dataclasses import replace
from typing import Any

import numpy as np

from metiers.contraintes import CONTRAINTES, EXPERIENCE
from metiers.dimensions import CLES
from metiers.search.selection import SHOWN, Selection
from quiz.calcul.classement import ratings_of
from quiz.calcul.filtres import in_view, read_filtres
from quiz.calcul.profils import Profils, load_profils
from quiz.calcul.reponses import Reponses, elicited, known_choices, weights_of
from quiz.methode import matching
from quiz.methode.index import indices, standing
from quiz.methode.places import Classement, Place, classer
from quiz.methode.stability import DRAWS, TOP, Rows, Solidite, seed_of
from quiz.resultat.instantane import (
    AvantFige,
    DirectionFigee,
    EcartFige,
    FiltreFige,
    Instantane,
    MethodeFigee,
    NiveauFige,
    PhraseFigee,
    PisteFigee,
    SeuilFige,
    VarianteFigee,
    is_firm,
)

KEPT = 20  # pistes of a result
MOST_DIRECTIONS = 3
WEAK_LINK = 0.7
_WITHOUT_A_PLACE: dict[str, Any] = {"place": 0, "ex_aequo": False, "before": None, "ecarts": (), "reportee": False}


def freeze(
    profils: Profils, reponses: Reponses, selection: Selection, slug: str | None = None, *, most: int = KEPT
) -> Instantane:
    """The ranking of the métiers that this selection leaves, as it is now; `slug`: a métier that the student asks
    about, told even when it is not among the first. One simulation makes it; a second one only for a ranking that does
    not tell the métier asked about: a twin of another one, or one that the selection leaves out and that is compared
    with all. `most`: how many pistes, none for a report."""
    rows = profils.rows_of(in_view(selection, profils.annuaire))
    asked = slug if slug in profils.rows else None
    seen = asked is not None and profils.rows[asked] in rows
    found = _rank(profils, reponses, selection, rows, most=most, asked=asked if seen else None)
    make = _Pistes(profils, reponses, selection)
    pistes = tuple(make.piste(place, len(rows)) for place in found.places)
    cible = None
    if asked and asked not in {piste.slug for piste in pistes}:
        among = rows if seen else np.arange(len(profils.slugs))
        place = found.asked or _alone(profils, reponses, selection, among, asked)
        cible = make.piste(place if seen else replace(place, **_WITHOUT_A_PLACE), len(among))
    proposed = elicited(reponses.choix)
    weights = reponses.weights
    return Instantane(
        importances=dict(reponses.importances),
        weights=dict(zip(CLES, weights.tolist(), strict=True)),
        elicited=proposed.importances if proposed else None,
        choix={str(ecran): (pick.plus, pick.moins) for ecran, pick in sorted(reponses.choix.items())},
        niveaux=_niveaux(profils, reponses),
        filtres=_filtres(profils, selection),
        query=selection.query(),
        equilibre=matching.is_balanced(weights),
        rapide=reponses.rapide,
        hesitant=reponses.hesitant,
        methode=MethodeFigee(matching.METHOD_VERSION, matching.LAMBDA, reponses.spread, DRAWS, TOP),
        catalogue=profils.version,
        metiers=len(profils.slugs),
        en_vue=len(rows),
        pistes=pistes,
        entrees=tuple(
            SeuilFige(one.slug, profils.titre(one.slug), one.dimension.cle, one.weight, one.wanted)
            for one in found.entrees
        ),
        directions=tuple(
            DirectionFigee(_nom_de(profils, one.domaine), one.share) for one in found.directions[:MOST_DIRECTIONS]
        ),
        caches=_hidden(profils, selection, len(rows)),
        autrement=(found.autrement, profils.titre(found.autrement)) if found.autrement else None,
        cible=cible,
    )


def freeze_with(reponses: Reponses, filtres: str, slug: str | None = None) -> Instantane:
    """Today's result for these answers and these filters, written as the query of an address."""
    return freeze_in(load_profils(), reponses, filtres, slug)


def freeze_in(profils: Profils, reponses: Reponses, filtres: str, slug: str | None = None) -> Instantane:
    """The same in a catalogue that was read before."""
    selection, _ = read_filtres(filtres, profils.annuaire)
    return freeze(profils, reponses, selection, slug)


def reponses_of(instantane: Instantane) -> Reponses:
    """The answers of a result, to find a new one with them. Importances that counted alone go on counting alone."""
    weights = list(instantane.weights.values())
    return Reponses(
        importances=instantane.importances,
        rapide=instantane.rapide,
        choix=known_choices((int(ecran), *pick) for ecran, pick in instantane.choix.items()),
        niveaux={one.slug: one.niveau for one in instantane.niveaux},
        essayees=np.allclose(weights, weights_of(instantane.importances), rtol=0, atol=1e-9),
    )


def _rank(
    profils: Profils, reponses: Reponses, selection: Selection, rows: Rows, *, most: int, asked: str | None
) -> Classement:
    """The same answers give the same ranking as long as the catalogue stays."""
    weights = reponses.weights
    candidats = profils.candidats(rows, selection)
    return classer(candidats, weights, seed=seed_of(weights), spread=reponses.spread, most=most, asked=asked)


def _alone(profils: Profils, reponses: Reponses, selection: Selection, rows: Rows, slug: str) -> Place:
    """A métier that the ranking does not tell: its figures among these (rows), of which it is one."""
    found = _rank(profils, reponses, selection, rows, most=0, asked=slug)
    assert found.asked is not None  # noqa: S101 (it is one of them)
    return found.asked


class _Pistes:
    """Places → pistes of one student, with what is computed once for all of them."""

    def __init__(self, profils: Profils, reponses: Reponses, selection: Selection) -> None:
        self.profils, self.reponses = profils, reponses
        everybody = profils.candidats(np.arange(len(profils.slugs)), selection)
        self.interets, self.domaine = everybody.gouts
        self.scores = indices(profils.shown, reponses.weights, bonus=everybody.bonus)
        self.ratings = ratings_of(profils, reponses)
        self.chosen = [code for code in selection.interet if code in profils.interets]
        self.refused = selection.sans

    def piste(self, place: Place, among: int) -> PisteFigee:
        """`among`: how many métiers this one is compared with."""
        profils, row = self.profils, self.profils.rows[place.slug]
        entree = profils.annuaire.entrees[row]
        terms = matching.terms(
            place.slug,
            profils.raw[row].tolist(),
            profils.shown[row].tolist(),
            self.reponses.weights,
            interets=float(self.interets[row]),
            domaine=float(self.domaine[row]),
        )
        among_all = standing(self.scores, row)
        firm = is_firm(among, len(profils.slugs), TOP)
        return PisteFigee(
            slug=place.slug,
            titre=entree.titre,
            domaine=entree.nom_domaine,
            niveau=entree.niveau,
            place=place.place,
            share=place.share,
            solidite=place.solidite if firm else Solidite.PASSAGE,
            ex_aequo=place.ex_aequo and firm,
            index=terms.score,
            raw=entree.scores,
            percentiles=terms.percentiles,
            general=terms.general,
            contributions=terms.contributions,
            gouts=terms.interets,
            attrait=terms.domaine,
            weighted_mean=terms.weighted_mean,
            low=place.low,
            high=place.high,
            fit=self.fit(row),
            rank=among_all.rank,
            better_than=among_all.better_than,
            ecarts=tuple(EcartFige(one.cle, one.points) for one in place.ecarts),
            attendus=_attendus(profils, row),
            interets=tuple(profils.annuaire.interets[code] for code in self.chosen if code in entree.interets),
            phrases=tuple(self.phrase(row, code) for code in self.chosen),
            grand_domaine=profils.annuaire.domaines.get(entree.grand_domaine, ""),
            apres_experience=entree.apres_experience,
            avant=self.avant(place.before) if place.before else None,
            variantes=tuple(VarianteFigee(slug, profils.titre(slug)) for slug in place.variantes),
            reportee=place.reportee,
            refus_inconnus=entree.refus_inconnus(self.refused),
            contraintes=tuple(
                one.cle for one in CONTRAINTES if one.cle in entree.contraintes and one.cle != EXPERIENCE
            ),
            lien_faible=entree.estimee or _is_weak(entree.qualite_lien),
            accroche=entree.accroche,
        )

    def phrase(self, row: int, code: str) -> PhraseFigee:
        """What an interest that was chosen brings to this métier."""
        column = self.profils.interets.index(code)
        nom = self.profils.annuaire.interets[code]
        return PhraseFigee(nom, float(self.profils.rarity[column]), float(self.profils.matches[row, column]))

    def fit(self, row: int) -> float | None:
        fit = float(matching.skills_fits(self.profils.required[[row]], self.ratings)[0])
        return fit if np.isfinite(fit) else None

    def avant(self, slug: str) -> AvantFige:
        return AvantFige(self.profils.titre(slug), matching.clipped(float(self.scores[self.profils.rows[slug]])))


def _attendus(profils: Profils, row: int) -> tuple[NiveauFige, ...]:
    asked = zip(profils.competences, profils.required[row].tolist(), strict=True)
    return tuple(NiveauFige(slug, profils.noms[slug], round(level)) for slug, level in asked if level)


def _niveaux(profils: Profils, reponses: Reponses) -> tuple[NiveauFige, ...]:
    """What was rated, without the skills that are gone."""
    known = sorted((slug, niveau) for slug, niveau in reponses.niveaux.items() if slug in profils.noms)
    return tuple(NiveauFige(slug, profils.noms[slug], niveau) for slug, niveau in known)


def _filtres(profils: Profils, selection: Selection) -> tuple[FiltreFige, ...]:
    """The choices made, with the names that the data give them and the code does not."""
    domaines = profils.annuaire.domaines
    noms = {"domaine": domaines, "aime": domaines, "evite": domaines, "interet": profils.annuaire.interets}
    return tuple(
        FiltreFige(facette, str(valeur), noms.get(facette, {}).get(str(valeur), ""))
        for facette, valeurs in selection.wishes.items()
        for valeur in valeurs
    )


def _hidden(profils: Profils, selection: Selection, shown: int) -> int:
    """How many métiers are kept for later, since they are reached after years of work."""
    return len(in_view(replace(selection, experience=SHOWN), profils.annuaire)) - shown


def _nom_de(profils: Profils, domaine: str) -> str:
    """What a professional domaine is called; when its only word says little, with its grand domaine."""
    entree = next(one for one in profils.annuaire.entrees if one.domaine == domaine)
    grand = profils.annuaire.domaines.get(entree.grand_domaine, "")
    return entree.nom_domaine if " " in entree.nom_domaine or not grand else f"{entree.nom_domaine} ({grand})"


def _is_weak(quality: float | None) -> bool:
    """Do the figures come from surveys about work that is not quite the same?"""
    return quality is not None and quality < WEAK_LINK
