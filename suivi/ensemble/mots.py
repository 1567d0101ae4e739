"""What a group is like, in two or three sentences: what differs, not what is alike. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from metiers.francais.phrases import count, plural
from quiz.methode.stability import PROBABLE, SOLID
from suivi.ensemble.petits import Comptes, Ligne
from suivi.ensemble.portrait import EGALES, STANDS_OUT, Bande, Portrait

_FERMETE = (
    f"Solide\u00a0: la direction revient {SOLID} fois sur 100 ou plus\u00a0; "
    f"probable\u00a0: de {PROBABLE} à {SOLID - 1}\u00a0; à explorer\u00a0: moins de {PROBABLE}."
)
_REUNIES = "Des lignes sont réunies\u00a0: seule, l’une d’elles compterait moins de cinq élèves."
_PROCHE = "trop proche de ce qui a déjà été montré pour qu’on n’y devine personne"
_SMALL = 15  # pupils: of fewer, « nearly all » would be too much to say of five less


def sur(ligne: Ligne, total: int) -> str:
    """« 10 sur 22 », « 10 à 14 sur 22 », « presque tout le groupe »."""
    if ligne.nombre is not None:
        return f"{ligne.nombre} sur {total}"
    if ligne.entre:
        return f"{ligne.entre[0]} à {ligne.entre[1]} sur {total}"
    return "presque tout le groupe" if total >= _SMALL else "la plupart du groupe"


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A chart and its table: `quoi` heads its first column, `lignes` are (what, how many in words, per cent of the
    group for the bar, None where it is not told), `reste` what is left unsaid and why, `reunies` why lines were put
    together."""

    cle: str
    titre: str
    dit: str
    quoi: str
    lignes: tuple[tuple[str, str, int | None], ...]
    reste: str
    reunies: str


def rubriques(portrait: Portrait) -> list[Rubrique]:
    return [_rubrique(cle, comptes) for cle, comptes in portrait.comptes.items()]


_DITES = {
    "domaines": (
        "Où vont leurs pistes",
        "Élèves dont une au moins des dix premières pistes est dans le domaine. Un élève compte dans plusieurs.",
        "Domaine",
    ),
    "directions": (
        "Leurs directions",
        "Grand domaine de la direction qui revient le plus quand on refait mille fois le calcul de chacun.",
        "Grand domaine",
    ),
    "gouts": ("Ce qui attire", "Élèves qui ont choisi une phrase au moins de la famille.", "Famille"),
    "etudes": ("Études acceptées", "Jusqu’où chacun accepte d’aller aujourd’hui.", "Études"),
    "fermetes": ("Fermeté des directions", _FERMETE, "Fermeté"),
}


def _rubrique(cle: str, comptes: Comptes) -> Rubrique:
    titre, dit, quoi = _DITES[cle]
    lignes = tuple((_together(one.noms), sur(one, comptes.total), _part(one, comptes.total)) for one in comptes.lignes)
    return Rubrique(cle, titre, dit, quoi, lignes, _reste(comptes), _REUNIES if comptes.reunies else "")


def _part(ligne: Ligne, total: int) -> int | None:
    """Of the bar; as far as the smaller number where it is said between two."""
    number = ligne.entre[0] if ligne.entre else ligne.nombre
    return None if number is None else round(100 * number / total)


def _entre(comptes: Comptes) -> str:
    return f" Entre deux bornes\u00a0: {_PROCHE}." if comptes.deja else ""


def _together(noms: tuple[str, ...]) -> str:
    """« Sans le bac, jusqu’au bac ou jusqu’à bac +2 »."""
    first, *others = noms
    said = [first, *(one[0].lower() + one[1:] for one in others)]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} ou {said[-1]}"


def _reste(comptes: Comptes) -> str:
    if comptes.deja and not comptes.lignes:
        return f"Pas encore redit\u00a0: {_PROCHE}."
    if not comptes.lignes:
        return "Trop peu d’élèves sur chaque ligne pour en dire plus sans désigner quelqu’un."
    if not comptes.caches:
        return _entre(comptes)
    many = len(comptes.caches)
    them = plural(many, "la dire", "les dire")
    return f"{count(many, 'autre ligne', 'autres lignes')}\u00a0: trop peu d’élèves pour {them}.{_entre(comptes)}"


def phrases(portrait: Portrait) -> Iterator[str]:
    yield _priorites(portrait.bandes)
    if portrait.comptes["domaines"].lignes:
        first = portrait.comptes["domaines"].lignes[0]
        yield f"{_who(first, portrait.total)} au moins une piste en «\u00a0{first.noms[0]}\u00a0»."


def _who(ligne: Ligne, total: int) -> str:
    if ligne.nombre is not None:
        return f"{ligne.nombre} élèves ont"
    if ligne.entre:
        return f"Entre {ligne.entre[0]} et {ligne.entre[1]} élèves ont"
    return f"{sur(ligne, total).capitalize()} a"


def _priorites(bandes: tuple[Bande, ...]) -> str:
    above = [one.dimension.article for one in bandes if one.milieu >= EGALES + STANDS_OUT]
    below = [one.dimension.article for one in bandes if one.milieu <= EGALES - STANDS_OUT]
    if above:
        less = f" que {_listed(below)}" if below else ""
        return f"Le groupe met {_listed(above)} un peu plus haut{less}."
    widest = max(bandes, key=lambda one: one.ecart)
    return (
        f"Aucune priorité ne se détache. Ce qui change le plus d’un élève à l’autre, c’est {widest.dimension.article}"
        f"\u00a0: la moitié du groupe va de {widest.bas} à {widest.haut}\u00a0%."
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
