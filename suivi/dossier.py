"""All that is shown of what a student sent: on the counsellor's page, in the student's own preview of it, on the sheet
of the talk. What was not ticked is not read, and is in none of them.

Rows are read first, many sends in as many queries as one (`read_envois`, inside the transaction that notes the
reading); then they are told, outside of it (`dossier_of`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from metiers.francais.grammaire import listed, lowered
from metiers.francais.phrases import count, long_date
from quiz.calcul.profils import Profils
from quiz.models import Carnet, Resultat, Verification
from quiz.rapport.text import Sentence, plain
from quiz.resultat.accord import agreement
from quiz.resultat.instantane import Instantane, for_others
from suivi.documents.entretien import Depuis, FicheEntretien, Particulier, Piste, Priorite
from suivi.faits import faits_of
from suivi.models import Campagne, Envoi, Participation
from suivi.services import Coches
from suivi.synthese.apercu import Apercu, apercu, from_json
from suivi.synthese.bref import en_bref
from suivi.synthese.changements import Changements, changements, situation
from suivi.synthese.competences import Competences, lire_competences
from suivi.synthese.faits import FIRST, Faits
from suivi.synthese.lecture import by_weight, fois
from suivi.synthese.pistes import AT_LENGTH, PisteLue, lire_pistes
from suivi.synthese.questions import Etape as EtapeDePlan
from suivi.synthese.questions import Question, questions
from suivi.synthese.regles import MOST_SHOWN, PAR_CLE, REGLES
from suivi.synthese.reperes import Repere, lire_reperes

SCALE = 40  # per cent at the end of the bars, unless a priority is more
TICKED = {
    "competences": "ses compétences",
    "plan": "son plan",
    "reflexions": "ses réflexions",
    "sans_les_noms": "son avis sans les noms",
}


@dataclass(frozen=True, slots=True)
class Lu:
    """The rows of one send, kept or not yet. `rang`: which one it is under this name, from 1; `avant`: the one before;
    `depuis`: where there is none, the earlier result that the student lets it be compared with; `carnets` and
    `verification`: only if they were ticked."""

    envoi: Envoi
    rang: int
    avant: Envoi | None
    depuis: Resultat | None
    carnets: tuple[Carnet, ...]
    verification: Verification | None

    @property
    def coches(self) -> Coches:
        return Coches(**{name: getattr(self.envoi, name) for name in TICKED})

    @property
    def compare(self) -> Resultat | None:
        """With which this one is compared."""
        return self.avant.resultat if self.avant else self.depuis

    @property
    def compare_le(self) -> date | None:
        """The day it was sent; of one that was not, the day it was found."""
        if self.avant:
            return timezone.localdate(self.avant.envoye_le)
        return timezone.localdate(self.depuis.cree_le) if self.depuis else None


@dataclass(frozen=True, slots=True)
class Signale:
    """What is particular: the rule that is met, and its fact."""

    titre: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Part:
    """A priority, in per cent of the five."""

    label: str
    cle: str
    part: int


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """A step of the plan about the métier `titre`."""

    titre: str
    genre: str
    le: date | None
    note: str
    faite: bool


@dataclass(frozen=True, slots=True)
class Reflexion:
    """What a student thinks of the métier `titre`: (title, text) of each thought."""

    titre: str
    pensees: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One send, told. `kept`: the result as others see it; `suite`: the pistes that are a line each; `autres_regles`:
    how many rules say nothing; `change_sauf`: the labels left out by « en changer », empty when there are no other
    questions; `echelle`: per cent at the end of the bars; `non_envoye`: what was not ticked, in a sentence. None for
    what was not sent or is not there: skills, changes (since the result of the day `avant_le`; `avant_garde`: nothing
    of it was sent but these), plan, reflections."""

    pseudonyme: str
    envoye_le: datetime
    rang: int
    kept: Instantane
    bref: Sentence
    particulier: tuple[Signale, ...]
    autres_regles: int
    questions: tuple[Question, ...]
    change_sauf: tuple[str, ...]
    priorites: tuple[Part, ...]
    echelle: int
    reperes: tuple[Repere, ...]
    pistes: tuple[PisteLue, ...]
    suite: tuple[PisteLue, ...]
    competences: Competences | None
    changements: Changements | None
    avant_le: date | None
    avant_garde: bool
    plan: tuple[EtapeLue, ...] | None
    reflexions: tuple[Reflexion, ...] | None
    non_envoye: str


def envois_of(participation: Participation) -> QuerySet[Envoi]:
    """What was sent under this name in this campaign, newest first, also from a place that was freed."""
    of_the_name = Envoi.objects.filter(
        participation__campagne=participation.campagne_id, participation__cle=participation.cle
    )
    return of_the_name.select_related("participation").order_by("-envoye_le", "-pk")


def read_envois(envois: Sequence[Envoi]) -> list[Lu]:
    """Their rows, in five queries. An `Envoi` that is not kept yet is what a student is about to send."""
    before = _before(envois)
    with_carnets = [one.resultat_id for one in envois if one.plan or one.reflexions]
    carnets = Carnet.objects.filter(resultat__in=with_carnets).prefetch_related("etapes").order_by("slug")
    checks = Verification.objects.filter(resultat__in=[one.resultat_id for one in envois if one.sans_les_noms])
    by_result = {check.resultat_id: check for check in checks}
    kept = list(carnets) if with_carnets else []
    return [
        Lu(
            envoi=one,
            rang=len(before[place]) + 1,
            avant=before[place][-1] if before[place] else None,
            depuis=None if before[place] else one.depuis,
            carnets=tuple(carnet for carnet in kept if carnet.resultat_id == one.resultat_id),
            verification=by_result.get(one.resultat_id),
        )
        for place, one in enumerate(envois)
    ]


def _before(envois: Sequence[Envoi]) -> list[list[Envoi]]:
    """Those sent before each under its name, oldest first; the last of them with its result. Where there are none, the
    send gets the result that it is compared with."""
    places = {(one.participation.campagne_id, one.participation.cle) for one in envois}
    known = Envoi.objects.filter(
        participation__campagne__in={campagne for campagne, _ in places},
        participation__cle__in={cle for _, cle in places},
    )
    rows = list(known.select_related("participation").order_by("envoye_le", "pk"))
    found = [[row for row in rows if _is_before(row, one)] for one in envois]
    pairs = list(zip(envois, found, strict=True))
    wanted = (before[-1].resultat_id if before else one.depuis_id for one, before in pairs)
    results = Resultat.objects.in_bulk([pk for pk in wanted if pk])
    for one, before in pairs:
        if before:
            before[-1].resultat = results[before[-1].resultat_id]
        else:
            one.depuis = results.get(one.depuis_id)
    return found


def _is_before(row: Envoi, envoi: Envoi) -> bool:
    one, other = row.participation, envoi.participation
    same = (one.campagne_id, one.cle) == (other.campagne_id, other.cle)
    return same and row.resultat_id != envoi.resultat_id and row.envoye_le < envoi.envoye_le


def dossier_of(lu: Lu, profils: Profils, *, sauf: Collection[str] = ()) -> Dossier:
    """`sauf`: the labels of the questions that are not wanted."""
    coches, whole = lu.coches, lu.envoi.resultat.instantane
    kept = for_others(whole, slug="", avec_competences=coches.competences)
    shown = _apercu(lu, profils)
    plan = _plan(lu) if coches.plan else None
    steps = [EtapeDePlan(one.genre, one.le, one.faite) for one in plan or ()]
    facts = Faits(whole, lu.compare.instantane if lu.compare else None, lu.compare_le)
    asked = questions(shown, facts, steps, sauf=sauf)
    then = (*sauf, *(one.etiquette for one in asked))
    pistes = lire_pistes(kept, fiches_of(kept, profils))
    check = lu.verification
    return Dossier(
        pseudonyme=lu.envoi.participation.pseudonyme,
        envoye_le=lu.envoi.envoye_le,
        rang=lu.rang,
        kept=kept,
        bref=en_bref(kept),
        particulier=tuple(Signale(PAR_CLE[one.regle].titre, one.phrase) for one in shown.constats[:MOST_SHOWN]),
        autres_regles=len(REGLES) - len(shown.constats),
        questions=asked,
        change_sauf=then if questions(shown, facts, steps, sauf=then) else (),
        priorites=tuple(Part(one.label, one.cle, part) for one, part in by_weight(shown.parts)),
        echelle=max(SCALE, *(-(-part // 10) * 10 for part in shown.parts.values())),
        reperes=lire_reperes(kept, _accord(check) if check else None),
        pistes=pistes[:AT_LENGTH],
        suite=pistes[AT_LENGTH:],
        competences=lire_competences(kept) if coches.competences else None,
        changements=changements(facts.avant, kept) if facts.avant else None,
        avant_le=facts.avant_le,
        avant_garde=lu.depuis is not None,
        plan=plan,
        reflexions=_reflexions(lu) if coches.reflexions else None,
        non_envoye=_not_sent(lu.envoi.participation.pseudonyme, coches),
    )


def apercu_of(lu: Lu, profils: Profils) -> Apercu:
    """What lists show of a send, found anew: to be kept with it."""
    facts = faits_of(lu.envoi.resultat, lu.compare, lu.envoi.sans_les_noms, profils)
    return apercu(replace(facts, avant_le=lu.compare_le))


def _apercu(lu: Lu, profils: Profils) -> Apercu:
    """As it was kept, unless it was not yet, or is no longer read."""
    before = situation(lu.compare.instantane) if lu.compare else None
    try:
        return from_json(lu.envoi.apercu, before, lu.compare_le)
    except (KeyError, TypeError, ValueError):
        return apercu_of(lu, profils)


def _accord(check: Verification) -> tuple[int, int]:
    points, pairs = agreement(check.places, check.notes)
    return round(2 * points), 2 * pairs


def fiches_of(kept: Instantane, profils: Profils) -> dict[str, str]:
    """Slug → the address of those that are published today."""
    shown = (piste.slug for piste in kept.pistes)
    return {slug: reverse("metiers:metier_detail", args=[slug]) for slug in shown if slug in profils.rows}


def _plan(lu: Lu) -> tuple[EtapeLue, ...]:
    """What is left to do first, by date; then what is done."""
    steps = [
        EtapeLue(_titre(lu, carnet), one.get_genre_display(), one.le, one.note, one.faite)
        for carnet in lu.carnets
        for one in carnet.etapes.all()
    ]
    return tuple(sorted(steps, key=lambda one: (one.faite, one.le or date.max)))


def _reflexions(lu: Lu) -> tuple[Reflexion, ...]:
    written = (Reflexion(_titre(lu, carnet), carnet.thoughts) for carnet in lu.carnets)
    return tuple(one for one in written if one.pensees)


def _titre(lu: Lu, carnet: Carnet) -> str:
    titre: str = lu.envoi.resultat.titres.get(carnet.slug, carnet.slug)
    return titre


def _not_sent(pseudonyme: str, coches: Coches) -> str:
    kept_back = [words for name, words in TICKED.items() if not getattr(coches, name)]
    return f"{pseudonyme} n’a pas envoyé {listed(kept_back, 'ni')}." if kept_back else ""


def fiche_of(dossier: Dossier, campagne: Campagne, participation: Participation, avec: str) -> FicheEntretien:
    """The sheet of a talk with `avec`."""
    wish = participation.get_sujet_display() if participation.demandee_le else ""
    asked = f" · sujet demandé\u00a0: {lowered(wish)}" if wish else ""
    return FicheEntretien(
        campagne=campagne.nom,
        annee=campagne.annee_scolaire,
        pseudonyme=dossier.pseudonyme,
        envoi=f"{sent_in_words(dossier.rang, dossier.envoye_le)}{asked}",
        avec=avec,
        priorites=tuple(Priorite(one.label, one.cle, one.part) for one in dossier.priorites),
        note_priorites="Part de chaque dimension dans ses priorités.",
        particulier=tuple(Particulier(one.titre, one.phrase) for one in dossier.particulier),
        reperes=" ".join(f"{one.nom}\u00a0: {one.texte}." for one in dossier.reperes),
        pistes=tuple(_on_paper(rang, one) for rang, one in enumerate(dossier.pistes, start=1)),
        questions=tuple(one.texte for one in dossier.questions),
        depuis=_since(dossier),
        plan="\n".join(map(_step_on_paper, dossier.plan)) if dossier.plan else None,
        non_envoye=dossier.non_envoye,
        fin=campagne.dernier_jour,
    )


def sent_in_words(rang: int, when: datetime) -> str:
    """« 2e envoi, le 27 novembre 2026 »."""
    return f"{rang}{'er' if rang == 1 else 'e'} envoi, le {long_date(timezone.localdate(when))}"


def _on_paper(rang: int, piste: PisteLue) -> Piste:
    often = f"{piste.fois} dans ses cinq premières" if piste.fois else ""
    pour = "\u202f; ".join(plain(one) for one in piste.pour)
    return Piste(rang, piste.titre, " · ".join(one for one in (piste.detail, often) if one), pour, piste.verifier)


def _since(dossier: Dossier) -> Depuis | None:
    """Changes since the result before, as one reads them aloud."""
    found = dossier.changements
    if found is None or dossier.avant_le is None:
        return None
    moved = [f"{one.dimension.label.lower()} {one.avant} → {one.apres}\u00a0%" for one in found.priorites]
    before, now = found.direction_avant, found.direction_apres
    direction = f"Direction\u00a0: {before.en_mots} → {now.en_mots}."
    if before.nom and before.nom == now.nom:
        direction = f"Même direction, {now.nom}\u00a0: {fois(before.fois)} → {fois(now.fois)}."
    said = f"{', '.join(moved)[:1].upper()}{', '.join(moved)[1:]}." if moved else "Mêmes priorités."
    pistes = f"{count(len(found.nouvelles), 'piste nouvelle', 'pistes nouvelles')} sur {FIRST}."
    rest = f"{direction} {pistes}" if found.meme_methode else "La méthode a changé\u00a0: le reste ne se compare pas."
    title = f"Depuis le {long_date(dossier.avant_le)}"
    return Depuis(f"{title}, résultat non envoyé ici" if dossier.avant_garde else title, f"{said} {rest}")


def _step_on_paper(step: EtapeLue) -> str:
    state = "Fait" if step.faite else "À faire"
    day = f", {long_date(step.le)}" if step.le else ""
    note = f" ({step.note})" if step.note else ""
    return f"{state}\u00a0: {lowered(step.genre)}, {step.titre}{day}{note}"
