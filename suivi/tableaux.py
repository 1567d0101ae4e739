"""Rows → the pupils of campaigns as lists show them, in so many queries whatever their number. No frozen result is
opened: a list shows what stands beside each send."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.utils import timezone

from suivi.listes.eleve import Eleve
from suivi.models import Campagne, Envoi, Etat, Membre, Note, Participation, Place, RendezVous, Role, Sujet
from suivi.synthese.apercu import Apercu, from_json, situation_from_json
from suivi.synthese.changements import Situation

Row = dict[str, Any]
_OWN = (
    *("pk", "campagne", "cle", "pseudonyme", "rejointe_le", "liberee_le", "retiree_le", "montree_le"),
    *("demandee_le", "sujet", "demande", "passation__terminee_le", "feuille", "feuille__prise_le"),
)
_OF_SEND = ("pk", "participation", "envoye_le", "lu_le")
_READ = ("apercu", "depuis", "situation_avant")
_NEVER: list[Row] = []


@dataclass(slots=True)
class _Attached:
    """What hangs on participations, by participation."""

    envois: dict[int, list[Row]] = field(default_factory=dict)
    rendez_vous: dict[int, list[Row]] = field(default_factory=dict)
    reponses: Counter[int] = field(default_factory=Counter)


def eleves_of(campagnes: Iterable[Campagne], user: User, *, apercus: bool = False) -> dict[int, list[Eleve]]:
    """The pupils of each campaign (pk). `apercus`: with what a list shows of the last send; `user`: whose answered
    notes are counted."""
    pks = [one.pk for one in campagnes]
    now = timezone.now()
    living = Participation.objects.filter(campagne__in=pks, passation__expire_le__gt=now)
    names: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in living.order_by("rejointe_le", "pk").values(*_OWN):
        names[row["campagne"], row["cle"]].append(row)
    attached = _attached(pks, user, apercus=apercus)
    found: dict[int, list[Eleve]] = {pk: [] for pk in pks}
    places = {(one.campagne_id, one.cle): one for one in Place.objects.filter(campagne__in=pks)}
    for (campagne, cle), rows in names.items():
        if (eleve := _eleve(rows, attached, places.get((campagne, cle)), now)) is not None:
            found[campagne].append(eleve)
            places.pop((campagne, cle), None)
    for place in places.values():
        found[place.campagne_id].append(_untaken(place))
    return found


def _attached(campagnes: Sequence[int], user: User, *, apercus: bool) -> _Attached:
    of_these = {"participation__campagne__in": campagnes}
    attached = _Attached()
    columns = (*_OF_SEND, *_READ) if apercus else _OF_SEND
    for row in Envoi.objects.filter(**of_these).order_by("envoye_le", "pk").values(*columns):
        attached.envois.setdefault(row["participation"], []).append(row)
    talks: Any = RendezVous.objects.filter(**of_these).values("participation", "le", "fait_le")
    for row in talks:
        attached.rendez_vous.setdefault(row["participation"], []).append(row)
    unread = Note.objects.filter(auteur__user=user, repondue_le__isnull=False, reponse_lue_le=None, **of_these)
    counts = unread.order_by().values_list("participation").annotate(number=Count("pk"))
    attached.reponses.update(dict(counts))
    return attached


def _eleve(rows: Sequence[Row], attached: _Attached, place: Place | None, now: datetime) -> Eleve | None:
    """Of all who had one name, in the order they came; None when it was freed and nothing was sent."""
    own = next((one for one in rows if one["liberee_le"] is None), rows[-1])
    sent = [one for row in rows for one in attached.envois.get(row["pk"], _NEVER)]
    sent.sort(key=lambda one: (one["envoye_le"], one["pk"]))
    last = sent[-1] if sent else None
    if last is None and own["liberee_le"] is not None:
        return None
    talks = [one for row in rows for one in attached.rendez_vous.get(row["pk"], _NEVER)]
    asked = Sujet(own["sujet"]).label if own["sujet"] else ""
    return Eleve(
        campagne=own["campagne"],
        pk=own["pk"],
        place=place.pk if place else None,
        nom=own["pseudonyme"],
        cle=own["cle"],
        etat=_etat(own, sent),
        le=last["envoye_le"] if last else own["retiree_le"] or own["passation__terminee_le"] or own["rejointe_le"],
        rejointe_le=own["rejointe_le"],
        tenue=own["liberee_le"] is None,
        demandee_le=own["demandee_le"],
        sujet=asked,
        demande=own["demande"],
        montree=own["montree_le"] is not None,
        envois=len(sent),
        envoi=last["pk"] if last else None,
        premier_le=sent[0]["envoye_le"] if sent else None,
        envoye_le=last["envoye_le"] if last else None,
        lu_le=last["lu_le"] if last else None,
        apercu=_apercu(sent),
        prochain=min((one["le"] for one in talks if not one["fait_le"] and one["le"] > now), default=None),
        fait_le=max((one["fait_le"] for one in talks if one["fait_le"]), default=None),
        papier=own["feuille"] is not None and own["feuille__prise_le"] is None,
        reponses=sum(attached.reponses[row["pk"]] for row in rows),
    )


def _etat(own: Row, sent: Sequence[Row]) -> Etat:
    if sent:
        return Etat.ENVOYEE
    if own["retiree_le"] is not None:
        return Etat.RETIREE
    return Etat.A_ENVOYER if own["passation__terminee_le"] else Etat.COMMENCEE


def _apercu(sent: Sequence[Row]) -> Apercu | None:
    """Of the last of these, in the order they were sent; None when it was not read, or has a format that is no longer
    read."""
    if not sent or "apercu" not in sent[-1]:
        return None
    return _read(sent[-1], *_before(sent))


def _before(sent: Sequence[Row]) -> tuple[Situation | None, date | None]:
    """What the last is compared with: the send before it, or the earlier result that the student lets be compared."""
    if len(sent) > 1:
        before = _read(sent[-2])
        return (before.situation, timezone.localdate(sent[-2]["envoye_le"])) if before else (None, None)
    if sent[-1]["depuis"] is None:
        return None, None
    try:
        return situation_from_json(sent[-1]["situation_avant"])
    except (KeyError, TypeError, ValueError):
        return None, None


def _read(row: Row, avant: Situation | None = None, avant_le: date | None = None) -> Apercu | None:
    try:
        return from_json(row["apercu"], avant, avant_le)
    except (KeyError, TypeError, ValueError):
        return None


def _untaken(place: Place) -> Eleve:
    return Eleve(
        campagne=place.campagne_id,
        pk=None,
        place=place.pk,
        nom=place.pseudonyme,
        cle=place.cle,
        etat=Etat.PAS_COMMENCEE,
    )


def last_sends(participations: Iterable[Participation]) -> dict[int, int]:
    """Place → the last send under its pseudonym, whoever had it."""
    places = {(one.campagne_id, one.cle): one.pk for one in participations}
    campagnes, cles = {campagne for campagne, _ in places}, {cle for _, cle in places}
    sent = Envoi.objects.filter(participation__campagne__in=campagnes, participation__cle__in=cles)
    rows = sent.order_by("envoye_le", "pk").values_list("participation__campagne", "participation__cle", "pk")
    return {places[campagne, cle]: pk for campagne, cle, pk in rows if (campagne, cle) in places}


@dataclass(frozen=True, slots=True)
class Tete:
    """What the head of a campaign's pages says, to whom, and on which of them."""

    onglet: str
    inscrits: int
    recus: int
    mienne: bool
    lit: bool


def tete_of(onglet: str, campagne: Campagne, membre: Membre, eleves: Sequence[Eleve]) -> Tete:
    return Tete(
        onglet=onglet,
        inscrits=len(eleves),
        recus=sum(one.envois > 0 for one in eleves),
        mienne=membre.pk == campagne.proprietaire_id,
        lit=membre.role != Role.INVITE,
    )
