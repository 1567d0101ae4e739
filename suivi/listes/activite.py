"""« Activité »: who is stuck, and whom one reminds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from suivi.listes.choix import Choix, Filtre, matches
from suivi.listes.choix import keep as _keep
from suivi.listes.eleve import ETATS, Eleve

TRIS = {"": "à faire avancer d’abord", "nom": "par pseudonyme", "date": "la dernière action d’abord"}
RAPPEL = "rappel"  # the states whom one reminds, as one filter


@dataclass(frozen=True, slots=True)
class ChoixActivite(Choix):
    """`etat`: a key of `ETATS`, or `RAPPEL`."""

    etat: str = ""


def _in_state(eleve: Eleve, etat: str) -> bool:
    return eleve.a_rappeler if etat == RAPPEL else eleve.etat == etat


FILTRES: dict[str, Filtre] = {"q": lambda one, words: matches(words, one.nom), "etat": _in_state}


def keep(eleves: Sequence[Eleve], choix: ChoixActivite) -> list[Eleve]:
    return _keep(eleves, choix, FILTRES)


def order(eleves: Sequence[Eleve], tri: str) -> list[Eleve]:
    """Names of the list that nobody took come in its order, the others by name."""
    by_name = sorted(eleves, key=lambda one: one.cle)
    if tri == "nom":
        return by_name
    if tri == "date":
        return sorted(by_name, key=lambda one: -one.le.timestamp() if one.le else 0.0)
    return sorted(by_name, key=lambda one: ETATS.index(one.etat))
