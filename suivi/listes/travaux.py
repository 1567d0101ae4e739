"""How far a document made in the background is, in words. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from metiers.francais.phrases import count

LONG = timedelta(seconds=20)  # to wait before one says so

Etat = Literal["attente", "en_cours", "pret", "arrete", "vide"]


@dataclass(frozen=True, slots=True)
class Avancement:
    """`demandees`: sheets asked for; `total`: those that are still to be had, of which `faites` are made; `relie`: is
    the whole there, where there is one (`un_seul`); `vivant`: somebody is at it, `occupe`: at this or another one;
    `arret`: why nobody goes on."""

    un_seul: bool
    demandees: int
    total: int
    faites: int
    relie: bool
    vivant: bool
    occupe: bool
    attend_depuis: timedelta
    arret: str

    @property
    def etat(self) -> Etat:
        if not self.total:
            return "vide"
        if self.faites == self.total and (self.relie or not self.un_seul):
            return "pret"
        if self.arret:
            return "arrete"
        return "en_cours" if self.vivant else "attente"

    @property
    def change(self) -> bool:
        """Is it worth asking again soon?"""
        return self.etat in {"en_cours", "attente"}

    @property
    def compte(self) -> str:
        return f"{count(self.faites, 'fiche')} sur {self.total}"

    @property
    def dit(self) -> str:
        """In a sentence, or two."""
        return _SAYS[self.etat](self)

    @property
    def annonce(self) -> str:
        """What is said aloud: it changes at each quarter, not at each sheet."""
        if self.etat != "en_cours" or self.faites == self.total:
            return self.dit
        return _QUARTERS[4 * self.faites // self.total]


_QUARTERS = (
    "Les premières fiches se font.",
    "Un quart des fiches est fait.",
    "La moitié des fiches est faite.",
    "Les trois quarts des fiches sont faits.",
)


def _waits(one: Avancement) -> str:
    begun = f" {one.compte}." if one.faites else ""
    if one.attend_depuis < LONG:
        return f"En attente\u00a0: cela commence dans quelques secondes.{begun}"
    if one.occupe:
        return f"En attente\u00a0: un autre document se fait avant le vôtre.{begun}"
    minutes = max(1, round(one.attend_depuis / timedelta(minutes=1)))
    return (
        f"En attente depuis {count(minutes, 'minute')}\u00a0: rien ne fait de documents en ce moment sur ce site."
        f"{begun} Votre demande est gardée\u202f; si cela dure, prévenez la personne qui s’occupe du site."
    )


def _runs(one: Avancement) -> str:
    if one.faites == one.total:
        return "Toutes les fiches sont faites\u00a0: il reste à les assembler."
    return f"{one.compte}."


def _is_ready(one: Avancement) -> str:
    gone = one.demandees - one.total
    if not gone:
        return f"Prêt\u00a0: {count(one.total, 'fiche')}."
    who = "1\u00a0élève a retiré ou effacé son" if gone == 1 else f"{gone}\u00a0élèves ont retiré ou effacé leur"
    return f"Prêt\u00a0: {count(one.total, 'fiche')}. Depuis votre demande, {who} envoi."


def _is_stopped(one: Avancement) -> str:
    kept = f" {one.compte}\u202f; les fiches faites sont gardées." if one.faites else ""
    return f"Arrêté\u00a0: {one.arret}.{kept}"


def _is_empty(one: Avancement) -> str:
    return "Il n’y a plus rien à imprimer\u00a0: les envois demandés ont été retirés ou effacés."


_SAYS = {"attente": _waits, "en_cours": _runs, "pret": _is_ready, "arrete": _is_stopped, "vide": _is_empty}
