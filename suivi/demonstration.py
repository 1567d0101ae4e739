"""Three campaigns with ninety simulated students, for a demonstration: their answers are those of the reference
students of `fixtures/eleves/`, moved a little, and their results are computed like anybody's."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from metiers.dimensions import CLES
from metiers.search.selection import Selection
from quiz import services as quiz
from quiz.acces.code import new_code
from quiz.calcul.eleves import students
from quiz.calcul.profils import load_profils
from quiz.mesure.eleves import Eleve
from quiz.methode.elicitation import IMPORTANCE_MAX
from quiz.models import Resultat
from suivi import services
from suivi.classe.annee import last_day, school_year
from suivi.models import Campagne, Envoi, Membre, Montre, Participation, Role, Sujet
from suivi.place import apercu_of
from suivi.services import Coches

_PRENOMS = (
    "Adam", "Aïcha", "Alice", "Amina", "Anaïs", "Arthur", "Camille", "Chloé", "Clara", "Dalia",
    "Emma", "Enzo", "Ethan", "Eva", "Gabriel", "Hugo", "Ilyes", "Imane", "Inès", "Jade",
    "Jules", "Kenza", "Lina", "Lou", "Louise", "Lucas", "Maël", "Manon", "Marius", "Mohamed",
    "Nael", "Nina", "Noah", "Nour", "Paul", "Rayan", "Romane", "Sofiane", "Tom", "Zoé",
)  # fmt: skip
_STARTED, _FINISHED = 0.1, 0.17  # shares of a class that stop there; the others send
_COMES_BACK = 0.8  # above it, with other priorities
_SEED = 2026


@dataclass(frozen=True, slots=True)
class _Classe:
    nom: str
    but: str
    montre: Montre
    noms: Sequence[str]
    closes: timedelta


def fill_demo() -> int:
    """How many students there are; none is made where there are campaigns already."""
    owner = Membre.objects.filter(role=Role.CONSEILLER, user__email=f"{Role.CONSEILLER}@demo.example").first()
    if owner is None or Campagne.objects.filter(structure=owner.structure).exists():
        return 0
    eleves = Eleves()
    for classe in _classes():
        campagne = _open(classe, owner)
        for nom in classe.noms[:-1]:  # one place is not taken yet
            eleves.join(campagne, nom)
        _work(campagne, owner)
    return Participation.objects.count()


def _classes() -> tuple[_Classe, ...]:
    return (
        _Classe("Seconde 4", "Préparer l’entretien de décembre.", Montre.AUSSITOT, _PRENOMS[:31], timedelta(days=4)),
        _Classe("Terminale STMG 2", "", Montre.APRES, [f"T-{n}" for n in range(101, 133)], timedelta(days=60)),
        _Classe("Troisième B", "Choisir un stage.", Montre.AUSSITOT, _PRENOMS[9:39], timedelta(days=18)),
    )


def _open(classe: _Classe, owner: Membre) -> Campagne:
    today = timezone.localdate()
    campagne = services.open_campagne(
        membre=owner,
        nom=classe.nom,
        noms=classe.noms,
        but=classe.but,
        montre=classe.montre,
        ferme_le=min(today + classe.closes, last_day(school_year(today))),
        libre=False,
    )
    leads = Membre.objects.filter(structure=owner.structure, role=Role.RESPONSABLE)
    services.share_campagne(campagne=campagne, membres=leads)
    return campagne


class Eleves:
    """Those whose answers this catalogue knows, drawn one after the other."""

    def __init__(self) -> None:
        self.profils, self.chance = load_profils(), random.Random(_SEED)  # noqa: S311 (nothing secret)
        self.known = [one for one in students() if set(one.interets) <= set(self.profils.annuaire.interets)]

    def join(self, campagne: Campagne, nom: str) -> None:
        secret, eleve, luck = new_code(), self.chance.choice(self.known), self.chance.random()
        own = services.join(secret=secret, begins=True, campagne=campagne, pseudonyme=nom)
        if luck < _STARTED:
            return
        self._finish(own, secret, eleve, (-1, 0, 0, 1), sends=luck >= _STARTED + _FINISHED)
        if luck > _COMES_BACK:
            self._finish(own, secret, eleve, (-4, -2, 0, 2, 4), sends=True)

    def _finish(self, own: Participation, secret: str, eleve: Eleve, moves: Sequence[int], *, sends: bool) -> None:
        moved = {cle: eleve.priorites[cle] + self.chance.choice(moves) for cle in CLES}
        importances = {cle: min(max(value, 0), IMPORTANCE_MAX) for cle, value in moved.items()}
        kept = quiz.finish_quiz(
            secret=secret,
            passation=quiz.find_passation(secret),
            profils=self.profils,
            importances=importances if any(importances.values()) else eleve.priorites,
            filtres=_wishes(eleve).query(),
        )
        if kept is not None and sends:
            self._send(own, kept)

    def _send(self, own: Participation, kept: Resultat) -> None:
        coches = Coches(plan=self.chance.random() < 0.7)
        wish = self.chance.choice(Sujet.values) if self.chance.random() < 0.15 else None
        said = apercu_of(own, kept, coches)
        envoi = services.send(participation=own, resultat=kept, coches=coches, apercu=said, sujet=wish)
        days = self.chance.randint(5, 9) if own.envois.count() == 1 else self.chance.randint(0, 4)
        Envoi.objects.filter(pk=envoi.pk).update(envoye_le=envoi.envoye_le - timedelta(days=days))


def _wishes(eleve: Eleve) -> Selection:
    return Selection(
        interet=eleve.interets, aime=eleve.domaines, evite=eleve.domaines_refuses, niveau=eleve.niveau, sans=eleve.refus
    )


def _work(campagne: Campagne, owner: Membre) -> None:
    """What a counsellor would have done: some results read, a talk held, two to come, a note of each kind."""
    sent = list(Participation.objects.filter(campagne=campagne, envois__isnull=False).distinct().order_by("pk")[:12])
    for own in sent[:6]:
        services.mark_read(envois=own.envois.all())
    for number, own in enumerate(sent[:3]):
        day = min(timezone.localdate() + timedelta(days=number - 1), campagne.ferme_le)
        at = timezone.make_aware(datetime.combine(day, time(9 + campagne.pk % 3, 20 * number)))
        talk = services.propose(participation=own, membre=owner, le=at, lieu="Bureau 12")
        if number == 0:
            services.note_done(rendez_vous=talk)
    for own, shared in zip(sent[1:3], (True, False), strict=False):
        said = "On en parle ensemble ?" if shared else "Proposer un stage d’observation."
        services.write_note(participation=own, membre=owner, ancre="priorites", texte=said, partagee=shared)
