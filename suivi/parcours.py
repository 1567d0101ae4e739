"""Pupils seen one by one, in the order of the list that was last looked at, as it was then: reading them changes it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from suivi.models import Campagne, Envoi, Participation

LISTE = "liste_vue"  # in the session


def remember(request: HttpRequest, campagne: Campagne, pks: Sequence[int]) -> None:
    """What « Résultats » shows, all its pages."""
    seen = {"campagne": campagne.pk, "pks": list(pks)}
    if request.session.get(LISTE) != seen:
        request.session[LISTE] = seen


def neighbours(request: HttpRequest, eleve: Participation) -> dict[str, Any]:
    """The pupils before and after (pk, name), where this one stands, and whether it is in the order of the list that
    showed them; by name among those who have sent, when none did."""
    seen = request.session.get(LISTE, {})
    listed = seen["pks"] if seen.get("campagne") == eleve.campagne_id and eleve.pk in seen["pks"] else []
    names = _names(eleve.campagne, listed)
    order = [pk for pk in listed or names if pk in names]
    if eleve.pk not in order:
        return {"precedent": None, "suivant": None, "place": "", "de_la_liste": False}
    here = order.index(eleve.pk)
    before, after = order[:here][-1:], order[here + 1 :][:1]
    return {
        "precedent": next(((pk, names[pk]) for pk in before), None),
        "suivant": next(((pk, names[pk]) for pk in after), None),
        "place": f"{here + 1} sur {len(order)}",
        "de_la_liste": bool(listed),
    }


def _names(campagne: Campagne, listed: Sequence[int]) -> dict[int, str]:
    """Pseudonym by pk, in alphabetical order: of these, or else of those who have sent."""
    sent = Envoi.objects.filter(participation__campagne=campagne).values("participation")
    places = campagne.participations
    found = places.filter(pk__in=listed) if listed else places.tenues().filter(pk__in=sent)
    return dict(found.order_by("cle", "pk").values_list("pk", "pseudonyme"))
