"""« Résultats »: in what order one sees pupils, and why. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from metiers.dimensions import DIMENSIONS
from metiers.francais.chiffres import level
from suivi.listes.choix import Choix, Filtre, matches
from suivi.listes.choix import keep as _keep
from suivi.listes.choix import without as _without
from suivi.listes.eleve import Eleve
from suivi.synthese.lecture import FERMETES, fois
from suivi.synthese.ordre import Attente, order_key
from suivi.synthese.ordre import frequentes as _frequentes

TRIS = {"": "à voir d’abord", "nom": "par pseudonyme", "date": "le dernier reçu d’abord", "direction": "par direction"}
ENTRETIENS = {"demande": "demandé", "prevu": "prévu", "fait": "fait", "aucun": "aucun"}
NOMS = {
    "q": "Mots",
    "direction": "Direction",
    "fermete": "Fermeté",
    "etudes": "Études",
    "entretien": "Entretien",
    "lire": "Lecture",
}
SANS_LIMITE = "sans"
SIGNES = 2  # facts of a cell


@dataclass(frozen=True, slots=True)
class ChoixResultats(Choix):
    """`direction`: its name; `fermete`: a key of FERMETES; `etudes`: the level accepted, in years, or SANS_LIMITE;
    `entretien`: a key of ENTRETIENS; `lire`: « oui » for what was not read."""

    direction: str = ""
    fermete: str = ""
    etudes: str = ""
    entretien: str = ""
    lire: str = ""


@dataclass(frozen=True, slots=True)
class Cellules:
    """What a row says of a last send. `priorites`: (label, key, per cent), empty when none stands out."""

    signes: tuple[str, ...]
    autres: int
    priorites: tuple[tuple[str, str, int], ...]
    fermete: str
    fois: str
    niveau: str


@dataclass(frozen=True, slots=True)
class Option:
    valeur: str
    mot: str
    nombre: int


def entretien(eleve: Eleve) -> str:
    """A key of ENTRETIENS."""
    if eleve.prochain is not None:
        return "prevu"
    if eleve.demandee_le is not None:
        return "demande"
    return "fait" if eleve.fait_le is not None else "aucun"


def _etudes(eleve: Eleve) -> str:
    if eleve.apercu is None:
        return ""
    return SANS_LIMITE if eleve.apercu.etudes is None else str(eleve.apercu.etudes)


def _direction(eleve: Eleve) -> str:
    return eleve.apercu.direction if eleve.apercu else ""


def _fermete(eleve: Eleve) -> str:
    return eleve.apercu.fermete if eleve.apercu else ""


def _texts(eleve: Eleve) -> tuple[str, ...]:
    found = eleve.apercu
    return (eleve.nom, found.direction, found.piste_titre, found.piste_domaine) if found else (eleve.nom,)


FILTRES: dict[str, Filtre] = {
    "q": lambda one, words: matches(words, *_texts(one)),
    "direction": lambda one, value: _direction(one) == value,
    "fermete": lambda one, value: _fermete(one) == value,
    "etudes": lambda one, value: _etudes(one) == value,
    "entretien": lambda one, value: entretien(one) == value,
    "lire": lambda one, value: one.a_lire == (value == "oui"),
}


def keep(eleves: Sequence[Eleve], choix: ChoixResultats) -> list[Eleve]:
    return _keep(eleves, choix, FILTRES)


def without(eleves: Sequence[Eleve], choix: ChoixResultats) -> list[tuple[str, int]]:
    return _without(eleves, choix, FILTRES)


def frequentes(eleves: Sequence[Eleve]) -> frozenset[str]:
    """The rules that tell nobody apart in this campaign."""
    return _frequentes([one.regles for one in eleves])


def order(eleves: Sequence[Eleve], tri: str, often: Collection[str]) -> list[Eleve]:
    by_name = sorted(eleves, key=lambda one: one.cle)
    if tri == "nom":
        return by_name
    if tri == "date":
        return sorted(by_name, key=lambda one: one.envoye_le.timestamp() if one.envoye_le else 0.0, reverse=True)
    if tri == "direction":
        return sorted(by_name, key=lambda one: (not _direction(one), _direction(one)))
    return sorted(by_name, key=lambda one: order_key(attente(one), often))


def attente(eleve: Eleve) -> Attente:
    return Attente(eleve.attend, eleve.regles, eleve.envoye_le if eleve.a_lire else None)


def cellules(eleve: Eleve, often: Collection[str]) -> Cellules | None:
    """None when what was sent has to be opened to be told."""
    found = eleve.apercu
    if found is None:
        return None
    told = [one.court for one in found.constats if one.regle not in often]
    first = sorted(DIMENSIONS, key=lambda one: -found.parts[one.cle])[:2]
    equal = any(one.regle == "egales" for one in found.constats)
    return Cellules(
        signes=tuple(told[:SIGNES]),
        autres=len(told[SIGNES:]),
        priorites=() if equal else tuple((one.label, one.cle, found.parts[one.cle]) for one in first),
        fermete=FERMETES[found.fermete],
        fois=fois(found.direction_fois),
        niveau="" if found.piste_niveau is None else level(found.piste_niveau),
    )


def options(eleves: Sequence[Eleve]) -> dict[str, list[Option]]:
    """What each filter offers here, with how many."""
    directions, firm = Counter(map(_direction, eleves)), Counter(map(_fermete, eleves))
    studies, talks = Counter(map(_etudes, eleves)), Counter(map(entretien, eleves))
    unread = sum(one.a_lire for one in eleves)
    return {
        "direction": [Option(nom, nom, directions[nom]) for nom in sorted(directions) if nom],
        "fermete": [Option(cle, mot, firm[cle]) for cle, mot in FERMETES.items() if cle and firm[cle]],
        "etudes": [Option(one, accepted(one), studies[one]) for one in sorted(studies, key=_by_level) if one],
        "entretien": [Option(cle, mot, talks[cle]) for cle, mot in ENTRETIENS.items() if talks[cle]],
        "lire": [Option("oui", "à lire", unread), Option("non", "lus", len(eleves) - unread)],
    }


def _by_level(etudes: str) -> tuple[bool, str]:
    return etudes == SANS_LIMITE, etudes.zfill(2)


def accepted(etudes: str) -> str:
    """« jusqu’à bac +3 » (of a filter: whatever an address says)."""
    if etudes == SANS_LIMITE:
        return "sans limite"
    if not etudes.lstrip("-").isdecimal() or len(etudes) >= 4:
        return etudes
    years = int(etudes)
    return level(years) if years < 0 else "jusqu’au bac" if years == 0 else f"jusqu’à {level(years)}"


def chip(name: str, value: str) -> str:
    """A filter that is set, in words."""
    words = {
        "fermete": FERMETES.get(value, value),
        "etudes": accepted(value),
        "entretien": ENTRETIENS.get(value, value),
        "lire": "à lire" if value == "oui" else "lus",
    }
    return f"{NOMS[name]}\u00a0: {words.get(name, value)}"
