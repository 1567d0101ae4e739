"""What templates are given of a result, live, kept or shared: its ranking, the report on one métier."""

from collections.abc import Mapping
from typing import Any

from quiz.calcul.profils import load_profils
from quiz.models import Resultat
from quiz.rapport.report import NOTHING_CITED, Cited
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.rapport.wording import importances
from quiz.resultat.instantane import Instantane, PisteFigee


def titre_of(resultat: Resultat, slug: str) -> str:
    """What a métier is called: in this result, or today, or at least in its address."""
    entree = load_profils().annuaire.par_slug.get(slug)
    return resultat.titres.get(slug) or (entree.titre if entree else slug)


def ranking_context(kept: Instantane, liens: Mapping[str, str], *, essai: bool = False) -> dict[str, Any]:
    """What a page shows of a ranking, live or kept. `liens`: where its pistes lead, by slug."""
    return {
        "kept": kept,
        "dit": tell_ranking(kept, essai=essai),
        "priorites": importances(kept),
        "liens": liens,
    }


def report_context(
    kept: Instantane, piste: PisteFigee, cited: Cited = NOTHING_CITED, liens: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a page shows of the report on one métier, live or kept. `cited`: the passages of the fiche of today, for a
    live one; `liens`: where its words lead."""
    return {"kept": kept, "piste": piste, "dit": tell_report(kept, piste, cited), "liens": liens or {}}


def named(instantane: Instantane) -> list[str]:
    """The slugs of all the métiers that a ranking names."""
    others = [seuil.slug for seuil in instantane.entrees] + ([instantane.autrement[0]] if instantane.autrement else [])
    return [*(piste.slug for piste in instantane.kept), *others]
