"""One pupil of a campaign as lists know them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from suivi.synthese.apercu import Apercu
from suivi.synthese.changements import PREMIERE

# States, what is to be done first: keys of suivi.models.Etat
ETATS = ("a_envoyer", "commencee", "pas_commencee", "retiree", "envoyee")
A_RAPPELER = ("a_envoyer", "commencee", "pas_commencee")  # who withdrew has decided


@dataclass(frozen=True, slots=True)
class Eleve:
    """One pseudonym of a campaign, with all that was sent under it. `pk`: its participation, None while the name of the
    list (`place`) is taken by nobody; `le`: the last thing that this list may tell; `envoi`: the last send, among
    `envois`, the first of them at `premier_le`, and `apercu` what it shows, None where it was not read or has a former
    format; `papier`: typed from a sheet that the pupil has not opened yet. Times are aware."""

    campagne: int
    pk: int | None
    place: int | None
    nom: str
    cle: str
    etat: str
    le: datetime | None = None
    rejointe_le: datetime | None = None
    tenue: bool = True
    demandee_le: datetime | None = None
    sujet: str = ""
    demande: str = ""
    montree: bool = False
    envois: int = 0
    envoi: int | None = None
    premier_le: datetime | None = None
    envoye_le: datetime | None = None
    lu_le: datetime | None = None
    apercu: Apercu | None = None
    prochain: datetime | None = None
    fait_le: datetime | None = None
    reponses: int = 0
    papier: bool = False

    @property
    def a_lire(self) -> bool:
        return self.envoi is not None and self.lu_le is None

    @property
    def attend(self) -> bool:
        """A talk was asked for, and no appointment answers."""
        return self.demandee_le is not None and self.prochain is None

    @property
    def a_rappeler(self) -> bool:
        return self.etat in A_RAPPELER and not self.papier

    @property
    def evolution(self) -> str:
        """Empty where nothing can be compared."""
        return self.apercu.evolution if self.apercu and self.apercu.evolution != PREMIERE else ""

    @property
    def regles(self) -> tuple[str, ...]:
        """The keys of the rules that the last send meets."""
        return tuple(one.regle for one in self.apercu.constats) if self.apercu else ()


@dataclass(frozen=True, slots=True)
class Part:
    """How many pupils of a campaign are in one state, and where it stands in the bar (per cents)."""

    etat: str
    nombre: int
    debut: float
    largeur: float


BARRE = ("envoyee", "a_envoyer", "commencee", "retiree", "pas_commencee")


def parts(eleves: Iterable[Eleve]) -> tuple[Part, ...]:
    """The states that somebody is in, as the bar shows them."""
    states = [one.etat for one in eleves]
    found: list[Part] = []
    before = 0
    for etat in BARRE:
        number = states.count(etat)
        if number:
            found.append(Part(etat, number, 100 * before / len(states), 100 * number / len(states)))
        before += number
    return tuple(found)
