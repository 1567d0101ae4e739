"""The columns of an export: what a list shows of a pupil, in words and in figures side by side. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from metiers.dimensions import DIMENSIONS, Dimension
from metiers.francais.chiffres import level
from suivi.listes.eleve import Eleve
from suivi.listes.resultats import ENTRETIENS, SANS_LIMITE, accepted, entretien
from suivi.synthese.apercu import Apercu
from suivi.synthese.lecture import ALMOST_ALWAYS, FERMETES, poids_en_mots
from suivi.tableur.cellules import Cellule


@dataclass(frozen=True, slots=True)
class Classe:
    """Where pupils are; `annee` in words."""

    structure: str
    nom: str
    annee: str


@dataclass(frozen=True, slots=True)
class Ligne:
    """One pupil; `etat` in words, times in the zone where they are read."""

    classe: Classe
    eleve: Eleve
    etat: str
    zone: tzinfo

    def at(self, when: datetime | None) -> datetime | None:
        """Without its zone, which a cell does not know."""
        return when and when.astimezone(self.zone).replace(tzinfo=None)


Lit = Callable[[Ligne], Cellule]
LitApercu = Callable[[Apercu], Cellule]


def _of_apercu(reads: LitApercu) -> Lit:
    return lambda one: reads(one.eleve.apercu) if one.eleve.apercu else None


def _parts(dimension: Dimension) -> Iterator[tuple[str, Lit]]:
    cle = dimension.cle
    yield dimension.label, _of_apercu(lambda found: poids_en_mots(found.parts[cle]))
    yield f"{dimension.label}, en % de ses priorités", _of_apercu(lambda found: found.parts[cle])


def _fois(found: Apercu) -> Cellule:
    """As pages say it: never all."""
    if not found.direction:
        return None
    return f"plus de {ALMOST_ALWAYS}" if found.direction_fois > ALMOST_ALWAYS else found.direction_fois


def _etudes(found: Apercu) -> str:
    return accepted(SANS_LIMITE if found.etudes is None else str(found.etudes))


COLONNES: tuple[tuple[str, Lit], ...] = (
    ("Structure", lambda one: one.classe.structure),
    ("Campagne", lambda one: one.classe.nom),
    ("Année scolaire", lambda one: one.classe.annee),
    ("Pseudonyme", lambda one: one.eleve.nom),
    ("État", lambda one: one.etat),
    ("Entré(e) le", lambda one: one.at(one.eleve.rejointe_le)),
    ("Nombre d’envois", lambda one: one.eleve.envois),
    ("Premier envoi", lambda one: one.at(one.eleve.premier_le)),
    ("Dernier envoi", lambda one: one.at(one.eleve.envoye_le)),
    ("Lu le", lambda one: one.at(one.eleve.lu_le)),
    ("Entretien", lambda one: ENTRETIENS[entretien(one.eleve)]),
    ("Entretien demandé le", lambda one: one.at(one.eleve.demandee_le)),
    ("À propos de", lambda one: one.eleve.sujet),
    ("Prochain rendez-vous", lambda one: one.at(one.eleve.prochain)),
    ("Dernier entretien", lambda one: one.at(one.eleve.fait_le)),
    *(column for one in DIMENSIONS for column in _parts(one)),
    ("Direction", _of_apercu(lambda found: found.direction)),
    ("Fermeté de la direction", _of_apercu(lambda found: FERMETES[found.fermete])),
    ("Direction, fois sur 100", _of_apercu(_fois)),
    ("Première piste", _of_apercu(lambda found: found.piste_titre)),
    ("Domaine de cette piste", _of_apercu(lambda found: found.piste_domaine)),
    (
        "Études de cette piste",
        _of_apercu(lambda found: "" if found.piste_niveau is None else level(found.piste_niveau)),
    ),
    ("Études acceptées", _of_apercu(_etudes)),
    ("Évolution", _of_apercu(lambda found: found.evolution)),
    ("Particulier", _of_apercu(lambda found: "\u00a0; ".join(one.court for one in found.constats))),
    ("Version de la méthode", _of_apercu(lambda found: found.methode)),
)


def table(lignes: Iterable[Ligne | str]) -> Iterator[list[Cellule]]:
    """The titles, then each pupil; a sentence (why something is missing) has its line alone."""
    yield [title for title, _ in COLONNES]
    for one in lignes:
        yield [one] if isinstance(one, str) else [read(one) for _, read in COLONNES]
