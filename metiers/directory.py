"""The published métiers in memory, for lists: read once per version of the catalogue in each process."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from django.db.models import Min, QuerySet

from metiers.contraintes import cles_refusees, contraintes_named, contraintes_of, inconnues_of
from metiers.dimensions import CLES, FACETTES
from metiers.models import (
    CentreInteret,
    Contrainte,
    DonneesMetier,
    GrandDomaine,
    GroupeMission,
    Metier,
    NiveauEtude,
    Origine,
    Statut,
)
from metiers.search.entries import MOTS_APART, Entree, make_entree
from metiers.search.index import Index
from metiers.search.results import Results, find
from metiers.search.selection import Selection
from metiers.search.words import plain
from metiers.services import CatalogueState, catalogue_state

_REMEMBERED = 50  # selections


@dataclass(frozen=True, slots=True, eq=False)
class Annuaire:
    """`entrees` by slug; `domaines` and `interets`: code → label, of those that some published métier has."""

    state: CatalogueState
    entrees: tuple[Entree, ...]
    par_slug: dict[str, Entree]
    domaines: dict[str, str]
    interets: dict[str, str]
    trouver: Callable[[Selection], Results]  # remembers the last ones asked for, and goes with its catalogue


def annuaire() -> Annuaire:
    """The catalogue as it is now. Its state is read before its rows: it can be too old, never too recent."""
    return read_annuaire(catalogue_state())


@lru_cache(maxsize=1)
def read_annuaire(state: CatalogueState) -> Annuaire:
    interets = _codes_by_metier(DonneesMetier.interets.through, "centreinteret_id")
    contextes = _codes_by_metier(DonneesMetier.contextes.through, "contextetravail_id")
    niveaux = _lowest_levels()
    named = _named_constraints()
    written = GroupeMission.objects.filter(metier__origine=Origine.REDIGEE)
    told = set(written.values_list("metier", flat=True))
    entrees = tuple(
        _entree(
            metier,
            interets=frozenset(interets[metier.donnees_id]),
            contextes=contextes[metier.donnees_id],
            named=named[metier.pk],
            niveau=niveaux.get(metier.pk),
            redigee=metier.pk in told,
        )
        for metier in Metier.objects.publies().with_donnees().order_by("slug")
    )
    domaines = {entree.grand_domaine for entree in entrees}
    wished = {interet for entree in entrees for interet in entree.interets}
    return Annuaire(
        state,
        entrees,
        {entree.slug: entree for entree in entrees},
        _labels(GrandDomaine.objects.filter(code__in=domaines)),
        _labels(CentreInteret.objects.filter(code__in=wished)),
        lru_cache(maxsize=_REMEMBERED)(partial(find, Index(entrees).ready())),
    )


def find_in(catalogue: Annuaire, selection: Selection) -> Results:
    """What a selection finds in this catalogue: many ask for the same, and sliders ask again and again."""
    return catalogue.trouver(replace(selection, page=1))


def _labels(rows: QuerySet[Any]) -> dict[str, str]:
    """Code → label, in the order of a French dictionary on either database."""
    return dict(sorted(rows.values_list("code", "nom"), key=lambda row: plain(row[1])))


def _entree(
    metier: Metier,
    *,
    interets: frozenset[str],
    contextes: list[str],
    named: list[str],
    niveau: int | None,
    redigee: bool,
) -> Entree:
    donnees = metier.donnees
    known: dict[str, Any] = {}
    contraintes = contraintes_named(named)
    if donnees:
        signes = [*contextes, *donnees.heures_demandees]
        contraintes += contraintes_of(signes, experience=donnees.demande_experience)
        known["inconnues"] = frozenset() if contraintes_named(named) else inconnues_of(signes, donnees.heures_connues)
        known |= {
            "principaux": frozenset(donnees.figures.get("interets_principaux") or ()),
            "domaine": donnees.domaine_id,
            "grand_domaine": donnees.domaine.grand_domaine_id,
            "nom_domaine": donnees.domaine.nom,
            "formes": (donnees.masculin, donnees.feminin),
            "synonymes": (*donnees.synonymes, *(donnees.figures.get("autres_noms") or ())),
            "mots": tuple(donnees.figures["mots"].split(MOTS_APART)),
            "contexte": f"{donnees.domaine.nom} {donnees.domaine.grand_domaine.nom}",
        } | _certainty(donnees)
    return make_entree(
        slug=metier.slug,
        titre=metier.titre,
        accroche=metier.phrase,
        scores=metier.scores,
        niveau=niveau if niveau is not None or donnees is None else donnees.bac_plus,
        interets=interets,
        contraintes=cles_refusees(contraintes),
        redigee=redigee,
        **known,
    )


def _certainty(donnees: DonneesMetier) -> dict[str, Any]:
    """What the data measure of a métier besides its scores; those alone that have scores of it."""
    known: dict[str, Any] = {"code": donnees.code, "qualite_lien": donnees.qualite_lien, "estimee": donnees.est_estime}
    facettes, erreur = donnees.figures["facettes"], donnees.figures["erreur"]
    if facettes and erreur:
        known["facettes"] = tuple(facettes[facette.cle] for facette in FACETTES)
        known["erreurs"] = tuple(erreur[cle] for cle in CLES)
    return known


def _codes_by_metier(through: Any, column: str) -> defaultdict[str | None, list[str]]:
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for metier, code in through.objects.values_list("donneesmetier_id", column):
        found[metier].append(code)
    return found


def _named_constraints() -> defaultdict[int, list[str]]:
    """Métier → the names of the constraints that its written fiche lists."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Contrainte.objects.filter(metier__origine=Origine.REDIGEE, metier__statut=Statut.PUBLIEE)
    for metier, nom in rows.values_list("metier_id", "nom"):
        found[metier].append(nom)
    return found


def _lowest_levels() -> dict[int, int | None]:
    """Métier → the lowest level that its fiche does not call optional."""
    levels = NiveauEtude.objects.filter(facultatif=False, metier__statut=Statut.PUBLIEE).order_by("metier")
    return dict(levels.values_list("metier").annotate(Min("bac_plus")))
