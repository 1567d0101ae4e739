"""What a student's pages say of their place in a class: where they are, who reads, what was written to them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from metiers.search.labels import facet_labels, in_words
from quiz.calcul.filtres import stored_selection
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import choices_of
from quiz.methode.elicitation import Choix
from quiz.methode.statements import SCREENS, TEXTES
from quiz.models import Passation, Resultat
from quiz.page_contexts import titre_of
from quiz.rapport.wording import filter_in_words, importances
from quiz.steps import next_step
from suivi import dossier
from suivi.dossier import Dossier, Lu, dossier_of, read_envois
from suivi.forms_classe import ReponseForm, SouhaitForm
from suivi.models import Campagne, Envoi, Feuille, Lecture, Membre, Note, Participation, Piece, RendezVous
from suivi.services import Coches, Comparaison, is_held, participations_of
from suivi.synthese.apercu import Json, situation_to_json, to_json
from suivi.synthese.changements import situation
from suivi.synthese.constats import CHANGEMENT, Constat
from suivi.synthese.lignes import TES_LIGNES, slug_of
from suivi.synthese.regles import PAR_CLE

NOMMENT = frozenset({"direction", "regarde", "changement", "hors"})
"""The rules whose sentence names a direction, a piste or its place."""


@dataclass(frozen=True, slots=True)
class Lecteurs:
    """Who reads what is sent to a campaign (`lisent`: its owner first), and who sees the names and how far each is,
    never the answers (`liste`)."""

    lisent: Sequence[Membre]
    liste: Sequence[Membre]


def lecteurs_of(campagnes: Iterable[Campagne]) -> dict[int, Lecteurs]:
    """By campaign, in one query: its owner, and those it is shared with."""
    owners = {one.pk: one.proprietaire for one in campagnes}
    shared = Campagne.avec.through.objects.filter(campagne__in=owners).select_related("membre__user")
    known: dict[int, dict[int, Membre]] = {pk: {one.pk: one} for pk, one in owners.items()}
    for row in sorted(shared, key=lambda one: str(one.membre)):
        known[row.campagne_id].setdefault(row.membre_id, row.membre)
    return {pk: _told_apart(list(membres.values())) for pk, membres in known.items()}


def _told_apart(membres: Sequence[Membre]) -> Lecteurs:
    return Lecteurs(lisent=[one for one in membres if one.lit], liste=[one for one in membres if not one.lit])


def lecteurs(campagne: Campagne) -> Lecteurs:
    return lecteurs_of([campagne])[campagne.pk]


def place_context(
    own: Participation, *, souhait: SouhaitForm | None = None, reponse: tuple[int, ReponseForm] | None = None
) -> dict[str, Any]:
    """Of one that `with_etat` read; with the form that was just refused, if one was: `reponse`, to the note of this
    key."""
    sent = own.envois.select_related("resultat", "depuis").defer("resultat__contenu", "depuis__contenu", "apercu")
    envois = list(sent.prefetch_related("lectures"))
    held, now, talks = is_held(own.passation), timezone.now(), list(own.rendez_vous.all())
    newest = own.passation.resultats.defer("contenu").first()
    return {
        "campagne": own.campagne,
        "participation": own,
        "fautive": souhait is not None or reponse is not None,
        "qui": lecteurs(own.campagne),
        "retenue": held,
        "envois": [(one, opened(one)) for one in envois],
        "newer": newest if newest and not any(one.resultat_id == newest.pk for one in envois) else None,
        "next": next_step(own.passation),
        "souhait": souhait or SouhaitForm(initial={"sujet": own.sujet, "demande": own.demande}),
        "notes": [
            (note, _beside(note, newest, held), _answer_form(note, reponse)) for note in own.notes.filter(partagee=True)
        ],
        "rendez_vous": talks,
        "a_venir": any(one.fait_le is None and one.le > now for one in talks),
        "lectures": _newest_first(envois),
        "now": now,
    }


def opened(envoi: Envoi) -> datetime | None:
    """When somebody last opened what was sent, as it is now: what was read before it was sent again is not it."""
    return max((one.le for one in envoi.lectures.all() if one.le >= envoi.envoye_le), default=None)


def _newest_first(envois: Iterable[Envoi]) -> list[Lecture]:
    return sorted((one for envoi in envois for one in envoi.lectures.all()), key=lambda one: (one.le, one.pk))[::-1]


def _beside(note: Note, newest: Resultat | None, held: bool) -> str:
    """What line it speaks of, in words; of a piste that is kept for the talk, not which."""
    slug = slug_of(note.ancre)
    if slug and held:
        return "une piste"
    return titre_of(newest, slug) if slug and newest else TES_LIGNES.get(note.ancre, "")


def _answer_form(note: Note, refused: tuple[int, ReponseForm] | None) -> ReponseForm:
    if refused and refused[0] == note.pk:
        return refused[1]
    return ReponseForm(
        initial={"reponse": note.reponse, "desaccord": note.desaccord}, prefix=None, auto_id=f"id_{note.pk}_%s"
    )


def feuille_context(own: Participation) -> dict[str, Any] | None:
    """What was typed from a sheet of paper, as it is now; None where nothing was."""
    feuille = Feuille.objects.filter(participation=own).first()
    if feuille is None:
        return None
    annuaire, picked = load_profils().annuaire, choices_of(own.passation)
    wishes = in_words(stored_selection(own.passation, annuaire), facet_labels(annuaire.domaines, annuaire.interets))
    return {
        "campagne": own.campagne,
        "participation": own,
        "feuille": feuille,
        "ecrans": [(number + 1, _texts(picked.get(number))) for number in range(len(SCREENS))],
        "souhaits": wishes,
        "qui": lecteurs(own.campagne),
        "retenue": is_held(own.passation),
        "next": next_step(own.passation),
    }


def _texts(choix: Choix | None) -> tuple[str, str] | None:
    return (TEXTES[choix.plus], TEXTES[choix.moins]) if choix else None


def envoi_parts(resultat: Resultat) -> dict[str, Any]:
    """What there is to tick of a result."""
    carnets = list(resultat.carnets.ecrits().prefetch_related("etapes"))
    kept = resultat.instantane
    return {
        "priorites": importances(kept),
        "gouts": [filter_in_words(one) for one in kept.filtres],
        "pistes": kept.pistes,
        "etapes": [(titre_of(resultat, one.slug), etape) for one in carnets for etape in one.etapes.all()],
        "reflexions": [(titre_of(resultat, one.slug), *said) for one in carnets for said in one.thoughts],
        "competences": kept.niveaux,
        "verification": hasattr(resultat, "verification"),
    }


@dataclass(frozen=True, slots=True)
class Classe:
    """All that is stored of a student in one class."""

    participation: Participation
    envois: Sequence[Envoi]
    notes: Sequence[Note]
    privees: int
    rendez_vous: Sequence[RendezVous]
    lectures: Sequence[Lecture]


def classes_of(passation: Passation) -> list[Classe]:
    """In as many queries for many as for one."""
    places = list(participations_of(passation).select_related("feuille").prefetch_related("notes", "rendez_vous"))
    if not places:
        return []
    sent = Envoi.objects.filter(participation__passation=passation).select_related("resultat", "depuis")
    sheets = Prefetch("pieces", Piece.objects.select_related("travail__membre__user").defer("contenu"))
    long = [f"{one}__{column}" for one in ("resultat", "depuis") for column in ("contenu", "titres")]
    envois = list(sent.defer(*long, "apercu").prefetch_related("lectures", sheets))
    return [_classe(one, [envoi for envoi in envois if envoi.participation_id == one.pk]) for one in places]


def _classe(own: Participation, envois: Sequence[Envoi]) -> Classe:
    notes = list(own.notes.all())
    return Classe(
        participation=own,
        envois=envois,
        notes=[one for one in notes if one.partagee],
        privees=sum(not one.partagee for one in notes),
        rendez_vous=list(own.rendez_vous.all()),
        lectures=_newest_first(envois),
    )


def comparables(own: Participation, resultat: Resultat, resultats: Iterable[Resultat]) -> list[Resultat]:
    """Those of the student, before this one, with which it may be compared, newest first: none once something else was
    sent under this name, since that is what it is compared with."""
    older = [one for one in resultats if one.numero < resultat.numero]
    others = dossier.envois_of(own).exclude(resultat=resultat)
    return older if older and not others.exists() else []


def comparison_with(depuis: Resultat) -> Comparaison:
    kept = situation(depuis.instantane)
    return Comparaison(depuis, situation_to_json(kept, timezone.localdate(depuis.cree_le)))


def to_send(own: Participation, resultat: Resultat, coches: Coches, depuis: Resultat | None = None) -> Lu:
    """This result with these ticks, as it would be read: nothing is kept."""
    envoi = Envoi(participation=own, resultat=resultat, depuis=depuis, **asdict(coches))
    return read_envois([envoi])[0]


def apercu_of(own: Participation, resultat: Resultat, coches: Coches) -> Json:
    """What the counsellors' list shows of it, once it is sent."""
    return to_json(dossier.apercu_of(to_send(own, resultat, coches), load_profils()))


def preview(
    own: Participation, resultat: Resultat, coches: Coches, depuis: Resultat | None = None
) -> tuple[Dossier, bool]:
    """What counsellors will read of it. A send from a place that was freed before this one stays with them: it may be
    somebody else's. Second: was there one?"""
    lu, foreign = _as_theirs(to_send(own, resultat, coches, depuis))
    return dossier_of(lu, load_profils()), foreign


@dataclass(frozen=True, slots=True)
class Signales:
    """What a list will say is particular: sentences; and the titles of those that wait for the talk, since they name
    what is kept for it."""

    phrases: Sequence[str]
    gardes: Sequence[str]


def signales_of(own: Participation, resultat: Resultat, depuis: Resultat | None = None, *, held: bool) -> Signales:
    """Before anything is sent, with the blind check if there is one, and compared with the result that is proposed."""
    coches = Coches(sans_les_noms=hasattr(resultat, "verification"))
    lu, _ = _as_theirs(to_send(own, resultat, coches, depuis))
    found = dossier.apercu_of(lu, load_profils()).constats
    kept_back = [one for one in found if held and one.regle in NOMMENT]
    return Signales(
        phrases=[_if_ticked(one, compares=depuis is not None) for one in found if one not in kept_back],
        gardes=[PAR_CLE[one.regle].titre for one in kept_back],
    )


def _if_ticked(constat: Constat, *, compares: bool) -> str:
    """What only the blind check tells is not told without it, nor a change without the comparison."""
    if constat.regle == "sans_noms":
        return f"{constat.phrase} (Si tu coches ta vérification.)"
    if constat.regle == CHANGEMENT and compares:
        return f"{constat.phrase} (Si tu coches ce qui a changé.)"
    return constat.phrase


def _as_theirs(lu: Lu) -> tuple[Lu, bool]:
    """Without what somebody else may have sent under this name; was there something?"""
    foreign = lu.avant is not None and lu.avant.participation_id != lu.envoi.participation_id
    return (replace(lu, avant=None) if foreign else lu), foreign
