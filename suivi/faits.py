"""Rows → the facts that the rules read of one send. The rankings made again here have no draws: they say which métiers
come first, not how firmly."""

from dataclasses import replace
from datetime import date

import numpy as np
from django.utils import timezone

from quiz.calcul.filtres import in_view, read_filtres
from quiz.calcul.profils import Profils
from quiz.methode.listes import Candidats, ordered
from quiz.methode.matching import METHOD_VERSION, Floats
from quiz.models import Resultat, Verification
from quiz.resultat.accord import BAND, agreement
from quiz.resultat.instantane import Instantane
from suivi.synthese.faits import FIRST, Faits

LIKED = 3  # « Plutôt oui », among the ratings of the blind check


def faits_of(resultat: Resultat, avant: Resultat | None, avec_verification: bool, profils: Profils) -> Faits:
    """`avant`: the result sent before in the same campaign; `avec_verification`: the student sent the blind check."""
    facts = replace(
        faits_of_result(resultat.instantane, profils),
        avant=avant.instantane if avant else None,
        avant_le=_day_of(avant) if avant else None,
    )
    check = Verification.objects.filter(resultat=resultat).first() if avec_verification else None
    return replace(facts, accord=_accord(check), sans_nom=_sans_nom(check, resultat, profils)) if check else facts


def faits_of_result(kept: Instantane, profils: Profils) -> Faits:
    """What one result says alone. It is ranked again, by the catalogue of today, only if its method is that of today:
    places found by two formulas would not speak of the same list."""
    asked = ((kept.cible.titre, kept.cible.rank),) if kept.cible else ()
    if kept.methode.version != METHOD_VERSION:
        return Faits(kept, regardes=asked)
    again = _Again(kept, profils)
    return Faits(kept, regardes=asked, au_dela=again.au_dela(), caches=again.caches())


class _Again:
    """The first métiers that a result would have with one of its choices taken back."""

    def __init__(self, kept: Instantane, profils: Profils) -> None:
        self.profils, self.selection = profils, read_filtres(kept.query, profils.annuaire)[0]
        self.everybody: Candidats = profils.candidats(np.arange(len(profils.slugs)), self.selection)
        self.weights: Floats = np.array(list(kept.weights.values()))

    def au_dela(self) -> int | None:
        """Of the ten first without a limit on studies, how many demand more."""
        limit = self.selection.niveau
        first = self.first("niveau", limit) if limit is not None else ()
        levels = [self.profils.annuaire.par_slug[slug].niveau for slug in first]
        return sum(one is not None and one > limit for one in levels) if limit is not None and levels else None

    def caches(self) -> tuple[tuple[str, int], ...]:
        """Constraint refused → of the ten first without that refusal, how many it hides."""
        seen = frozenset(in_view(self.selection, self.profils.annuaire))
        counted = ((cle, self.first("sans", cle)) for cle in self.selection.sans)
        return tuple((cle, sum(slug not in seen for slug in first)) for cle, first in counted if first)

    def first(self, facette: str, valeur: object) -> tuple[str, ...]:
        """The ten first without this choice; none where there are fewer."""
        rows = self.profils.rows_of(in_view(self.selection.without(facette, valeur), self.profils.annuaire))
        some = self.everybody.only(rows)
        best = ordered(some, self.weights)[:FIRST] if len(rows) else []
        return tuple(some.slugs[row] for row in best) if len(best) == FIRST else ()


def _day_of(resultat: Resultat) -> date:
    return timezone.localdate(resultat.cree_le)


def _accord(check: Verification) -> tuple[int, int]:
    points, pairs = agreement(check.places, check.notes)
    return round(2 * points), 2 * pairs


def _sans_nom(check: Verification, resultat: Resultat, profils: Profils) -> str:
    """The title of the métier that was liked most among those the ranking puts last, if one was."""
    last = sorted(check.places, key=lambda slug: check.places[slug])[-BAND:]
    best = max(last, key=lambda slug: check.notes.get(slug, 0), default="")
    if check.notes.get(best, 0) < LIKED:
        return ""
    entree = profils.annuaire.par_slug.get(best)
    return entree.titre if entree else resultat.titres.get(best, "")
