"""Public pages of the fiches. They set no cookie."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from metiers.charts import radar
from metiers.dimensions import DIMENSIONS
from metiers.fiche_text.sections import PAR_CLE, TITRE
from metiers.models import Metier, SectionFiche

_RELATIONS = {
    SectionFiche.Cle.MISSIONS: "groupes_mission",
    SectionFiche.Cle.SOFT_SKILLS: "soft_skills",
    SectionFiche.Cle.HARD_SKILLS: "competences_requises",
    SectionFiche.Cle.PARCOURS: "niveaux",
    SectionFiche.Cle.EXPERIENCE: "experiences",
    SectionFiche.Cle.OUTILS: "familles_outil",
    SectionFiche.Cle.CONTRAINTES: "contraintes",
    SectionFiche.Cle.SALAIRE: "tranches_salaire",
    SectionFiche.Cle.FAQ: "questions",
}


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section as the page shows it: headings of the format, the section's prose, its items."""

    cle: str
    label: str
    titre: str
    sous_titre: str
    prose: SectionFiche | None
    items: list[Any]
    template: str


@login_not_required
@require_safe
def metier_list(request: HttpRequest) -> HttpResponse:
    return render(request, "metiers/metier_list.html", {"metiers": Metier.objects.publies()})


@login_not_required
@require_safe
def metier_detail(request: HttpRequest, slug: str) -> HttpResponse:
    metier = get_object_or_404(Metier.objects.publies().with_fiche(), slug=slug)
    notes = [
        {
            "dimension": dimension,
            "score": getattr(metier, dimension.cle),
            "detail": getattr(metier, f"{dimension.cle}_detail"),
        }
        for dimension in DIMENSIONS
    ]
    context = {"metier": metier, "notes": notes, "radar": radar(metier.scores), "sections": _sections(metier)}
    return render(request, "metiers/metier_detail.html", context)


def _sections(metier: Metier) -> list[SectionPage]:
    """The sections this fiche has something to say in, in the order of the format."""
    prose = {section.cle: section for section in metier.sections.all()}
    pages = []
    for cle, relation in _RELATIONS.items():
        items = list(getattr(metier, relation).all())
        steps = cle == SectionFiche.Cle.SALAIRE and metier.etapes_carriere.all()
        if items or cle in prose or steps:
            titre, sous_titre = _headings(cle)
            pages.append(
                SectionPage(
                    cle, cle.label, titre, sous_titre, prose.get(cle), items, f"metiers/metier_detail/_{cle}.html"
                )
            )
    return pages


def _headings(cle: SectionFiche.Cle) -> tuple[str, str]:
    headings = [heading for heading in PAR_CLE[cle].headings if heading != TITRE]
    titre = headings[0] if headings else cle.label
    return (titre.capitalize() if titre.isupper() else titre), (headings[1] if len(headings) > 1 else "")
