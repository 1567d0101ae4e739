"""The queue of « Mes campagnes »: what waits for whoever reads it, group by group, each with its reason. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from metiers.francais.chiffres import spelled
from metiers.francais.phrases import count
from suivi.listes.eleve import Eleve
from suivi.listes.resultats import attente, frequentes
from suivi.synthese.ordre import order_key

CLOSES_SOON = 7  # days

TITRES = {
    "demandes": ("Entretiens demandés", "le plus ancien d’abord"),
    "reponses": ("Réponses à vos notes", "pas encore lues"),
    "lire": ("Autres résultats à lire", "à voir d’abord\u00a0: ceux où quelque chose sort de l’ordinaire"),
    "rappels": ("Pas encore envoyés", "clôture sous 7 jours\u00a0; aucune adresse\u00a0: le rappel se fait en classe"),
}


@dataclass(frozen=True, slots=True)
class Tache:
    """A row: one pupil, or (`eleve` None) all those of a campaign that closes; why, and since or until when."""

    campagne: int
    eleve: Eleve | None
    raison: str
    depuis: datetime | None = None
    ferme_le: date | None = None
    nombre: int = 1


@dataclass(frozen=True, slots=True)
class Groupe:
    cle: str
    taches: tuple[Tache, ...]

    @property
    def titre(self) -> str:
        return TITRES[self.cle][0]

    @property
    def precision(self) -> str:
        return TITRES[self.cle][1]

    @property
    def nombre(self) -> int:
        return sum(one.nombre for one in self.taches)


def queue(classes: Mapping[int, Sequence[Eleve]], closing: Mapping[int, date], today: date) -> list[Groupe]:
    """`classes`: the pupils of each open campaign (pk); `closing`: its last day. Only groups where something waits."""
    waiting = [one for eleves in classes.values() for one in eleves]
    found = (
        Groupe("demandes", _asked(classes)),
        Groupe("reponses", tuple(_answered(one) for one in waiting if one.reponses)),
        Groupe("lire", _unread(classes)),
        Groupe("rappels", tuple(_late(classes, closing, today))),
    )
    return [one for one in found if one.taches]


def _asked(classes: Mapping[int, Sequence[Eleve]]) -> tuple[Tache, ...]:
    asked = []
    for eleves in classes.values():
        often = frequentes([one for one in eleves if one.envoi])
        asked += [(one, _wish(one, often)) for one in eleves if one.attend]
    asked.sort(key=lambda pair: pair[0].demandee_le.timestamp() if pair[0].demandee_le else 0.0)
    return tuple(Tache(one.campagne, one, wish, one.demandee_le) for one, wish in asked)


def _wish(eleve: Eleve, often: frozenset[str]) -> str:
    about = f"Sujet\u00a0: «\u00a0{eleve.sujet}\u00a0»." if eleve.sujet else "Sans sujet."
    told = _facts(eleve, often)
    return f"{about} {told[0]}" if told else about


def _answered(eleve: Eleve) -> Tache:
    return Tache(eleve.campagne, eleve, f"A répondu à {_notes(eleve.reponses)}.", eleve.le)


def _notes(number: int) -> str:
    return "une de vos notes" if number == 1 else f"{spelled(number)} de vos notes"


def _unread(classes: Mapping[int, Sequence[Eleve]]) -> tuple[Tache, ...]:
    """Who asked for a talk is met above."""
    keyed = []
    for eleves in classes.values():
        often = frequentes([one for one in eleves if one.envoi])
        keyed += [(order_key(attente(one), often), often, one) for one in eleves if one.a_lire and not one.attend]
    keyed.sort(key=lambda one: (one[0], one[2].cle))
    return tuple(Tache(one.campagne, one, why(one, often), one.envoye_le) for _, often, one in keyed)


def why(eleve: Eleve, often: frozenset[str]) -> str:
    """The first fact that tells this pupil apart."""
    told = _facts(eleve, often)
    return told[0] if told else "Rien de particulier."


def _facts(eleve: Eleve, often: frozenset[str]) -> list[str]:
    return [one.phrase for one in eleve.apercu.constats if one.regle not in often] if eleve.apercu else []


def _late(classes: Mapping[int, Sequence[Eleve]], closing: Mapping[int, date], today: date) -> list[Tache]:
    found = []
    for campagne, eleves in classes.items():
        late = [one.etat for one in eleves if one.a_rappeler]
        if late and 0 <= (closing[campagne] - today).days <= CLOSES_SOON:
            found.append(Tache(campagne, None, _stuck(late), ferme_le=closing[campagne], nombre=len(late)))
    return sorted(found, key=lambda one: (one.ferme_le or today, one.campagne))


def _stuck(etats: Sequence[str]) -> str:
    """« 4 ont fini sans envoyer, 3 ont commencé, 1 n’a pas commencé. »"""
    words = (
        ("a_envoyer", "a fini sans envoyer", "ont fini sans envoyer"),
        ("commencee", "a commencé", "ont commencé"),
        ("pas_commencee", "n’a pas commencé", "n’ont pas commencé"),
    )
    told = [count(etats.count(etat), one, several) for etat, one, several in words if etat in etats]
    return f"{', '.join(told)}."
