"""A fiche, and where its figures come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from metiers.addresses import follows_addresses
from metiers.catalogue.arithmetic import MEAN
from metiers.catalogue.experience import THRESHOLD
from metiers.catalogue.fiche import TOOLS
from metiers.charts import radar
from metiers.contraintes import CONTRAINTES, Condition, contraintes_named, contraintes_of, inconnues_of
from metiers.dimensions import DIMENSIONS
from metiers.favoris import read_favoris
from metiers.fiche_text.sections import PAR_CLE, TITRE
from metiers.models import FamilleOutil, Metier, ReleveCatalogue, SectionFiche
from metiers.provenance import NoteExpliquee, facettes_of, is_doubtful, origines, quality_in_words
from metiers.templatetags.fiche import studies

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
    de_donnees: bool = False  # are these the data's own?


@dataclass(frozen=True, slots=True)
class TextePage:
    """What one does there, shown before any figure. `missions`: those of a data fiche, which has no other text."""

    au_quotidien: str
    missions: SectionPage | None
    plait: list[str]
    difficile: list[str]
    ou: str


@login_not_required
@vary_on_cookie
@require_safe
@follows_addresses
def metier_detail(request: HttpRequest, slug: str) -> HttpResponse:
    metier = get_object_or_404(Metier.objects.publies().with_fiche().with_donnees(), slug=slug)
    texte, sections = _texte(metier, _sections(metier))
    context = {
        "metier": metier,
        "texte": texte,
        "occupation": _occupation(metier, request),
        "erreurs": settings.OPERATOR_EMAIL,
        "sujet": f"Une erreur dans la fiche « {metier.titre} »",
        "notes": _shown_notes(metier),
        "from_data": metier.follows_some_data,
        "doubtful": metier.follows_some_data and is_doubtful(metier.donnees.qualite_lien if metier.donnees else None),
        "voisins": _neighbours(metier) if metier.follows_some_data else [],
        "radar": radar(metier.scores),
        "sections": sections,
        "facts": _facts(metier),
        "proches": _related(metier),
        "favoris": read_favoris(request),
    }
    return render(request, "metiers/metier_detail.html", context)


def _shown_notes(metier: Metier) -> list[dict[str, Any]]:
    """The five scores; those that the data give come with their facets."""
    figures = metier.donnees.figures if metier.donnees else None
    facettes = facettes_of(figures) if figures else ()
    return [
        {
            "dimension": dimension,
            "score": score,
            "detail": getattr(metier, f"{dimension.cle}_detail"),
            "facettes": [
                notee
                for notee in facettes
                if figures and notee.facette.dimension == dimension.cle and figures["profil"][dimension.cle] == score
            ],
        }
        for dimension, score in zip(DIMENSIONS, metier.scores, strict=True)
    ]


@login_not_required
@require_safe
@follows_addresses
def metier_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """« D’où vient ce chiffre ? »"""
    metier = get_object_or_404(Metier.objects.publies().with_donnees(), slug=slug)
    releve = ReleveCatalogue.objects.filter(pk=1).first()
    context: dict[str, Any] = {"metier": metier, "from_data": False}
    if metier.donnees and releve:
        try:
            context |= _provenance(metier, metier.donnees.figures, releve)
        except (KeyError, ValueError):  # the catalogue was loaded between the two reads
            raise Http404 from None
    return render(request, "metiers/metier_figures.html", context)


def _provenance(metier: Metier, figures: dict[str, Any], releve: ReleveCatalogue) -> dict[str, Any]:
    """What the page tells; KeyError or ValueError when figures and header are not of one catalogue."""
    header, provenance = releve.entete, figures["provenance"]
    used = {source for sources in provenance["groupes"].values() for source in sources}
    return {
        "from_data": metier.follows_some_data,
        "depart": MEAN,
        "notes": _notes(metier, figures, header) if metier.follows_some_data else (),
        "provenance": provenance,
        "estime": figures.get("estime"),
        "voisins": _neighbours(metier),
        "repris": _lenders(provenance.get("repris", ())),
        "metiers_onet": [(header["onet"][code], share) for code, share in provenance.get("onet", ())],
        "qualite": quality_in_words(provenance["qualite"]) if "qualite" in provenance else "",
        "doubtful": is_doubtful(provenance.get("qualite")),
        "etudes": figures["etudes"],
        "experience": figures["experience"],
        "heures": figures.get("heures"),
        "seuil": THRESHOLD,
        "sources": {cle: source for cle, source in header["sources"].items() if cle in used},
        "charge_le": releve.charge_le,
    }


def _notes(metier: Metier, figures: dict[str, Any], header: dict[str, Any]) -> list[tuple[NoteExpliquee, int]]:
    """Each score of the data and the one on the fiche: an editor may have written another."""
    return list(zip(origines(figures, header), metier.scores, strict=True))


def _facts(metier: Metier) -> dict[str, Any] | None:
    """What the data know of any métier, in brief; None for a fiche that is joined to none. Years of experience have a
    line of their own."""
    donnees = metier.donnees
    if donnees is None:
        return None
    signes = [*(contexte.code for contexte in donnees.contextes.all()), *donnees.heures_demandees]
    known = contraintes_of(signes, experience=False)
    return {
        "domaine": donnees.domaine,
        "interets": list(donnees.interets.all()),
        "inconnues": len(inconnues_of(signes, donnees.heures_connues)) > 0,
        "contraintes": known if metier.est_de_donnees else _constraints(metier, known),
        "experience": donnees.demande_experience,
        "teletravail": donnees.figures["teletravail_possible"],
    }


def _constraints(metier: Metier, known: Iterable[Condition]) -> list[Condition]:
    """Those that the ROME notes and those that the written fiche speaks of."""
    found = {*known, *contraintes_named(contrainte.nom for contrainte in metier.contraintes.all())}
    return [contrainte for contrainte in CONTRAINTES if contrainte in found]


def _related(metier: Metier) -> list[Metier]:
    """Published métiers that the ROME names as near, in its order."""
    codes = metier.donnees.figures["proches"] if metier.donnees else []
    found = {other.donnees_id: other for other in Metier.objects.publies().filter(donnees__in=codes)}
    return [found[code] for code in codes if code in found]


def _neighbours(metier: Metier) -> list[tuple[Metier, float]]:
    """The published métiers that an estimate comes from, and their shares in %, largest first."""
    shares = dict(metier.donnees.figures["provenance"].get("voisins", ())) if metier.donnees else {}
    found = {other.donnees_id: other for other in Metier.objects.publies().filter(donnees__in=shares)} if shares else {}
    return [(found[code], share) for code, share in shares.items() if code in found]


def _lenders(repris: Iterable[tuple[str, str]]) -> list[tuple[str, Metier]]:
    """The skills whose level is that of another métier, and which."""
    wanted = list(repris)
    others = Metier.objects.publies().filter(donnees__in=[code for _, code in wanted]) if wanted else ()
    found = {other.donnees_id: other for other in others}
    return [(name, found[code]) for name, code in wanted if code in found]


def _texte(metier: Metier, sections: list[SectionPage]) -> tuple[TextePage | None, list[SectionPage]]:
    """The text of the métier, and the sections that are left for the body of the page."""
    said = [metier.au_quotidien, metier.plait, metier.difficile, metier.ou]
    first = next((one for one in sections if one.cle == SectionFiche.Cle.MISSIONS and metier.est_de_donnees), None)
    if not first and not any(said):
        return None, sections
    texte = TextePage(metier.au_quotidien, first, metier.plait, metier.difficile, metier.ou)
    return texte, [one for one in sections if one is not first]


def _occupation(metier: Metier, request: HttpRequest) -> dict[str, Any]:
    """The métier as search engines read it (schema.org/Occupation). No salary: ours is of other years."""
    groupes = metier.groupes_mission.all()
    titles = [groupe.titre for groupe in groupes if groupe.titre]  # a written fiche has a hundred actions
    actions = [action.texte for groupe in groupes for action in groupe.actions.all()]
    said = {
        "description": metier.phrase,
        "responsibilities": titles or actions,
        "skills": [requise.competence.nom for requise in metier.competences_requises.all()],
        "educationRequirements": studies(metier.donnees) if metier.donnees else "",
    }
    return {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "name": metier.titre,
        "url": request.build_absolute_uri(metier.get_absolute_url()),
    } | {key: value for key, value in said.items() if value}


def _sections(metier: Metier) -> list[SectionPage]:
    """The sections this fiche has something to say in, in the order of the format."""
    prose = {section.cle: section for section in metier.sections.all()}
    pages = []
    for cle, relation in _RELATIONS.items():
        items = list(getattr(metier, relation).all())
        more = cle == SectionFiche.Cle.SALAIRE and (metier.etapes_carriere.all() or metier.salaire)
        if items or cle in prose or more:
            titre, sous_titre = _headings(cle)
            pages.append(
                SectionPage(
                    cle,
                    cle.label,
                    titre,
                    sous_titre,
                    prose.get(cle),
                    items,
                    f"metiers/metier_detail/_{cle}.html",
                    metier.est_de_donnees and any(isinstance(i, FamilleOutil) and i.nom == TOOLS for i in items),
                )
            )
    return pages


def _headings(cle: SectionFiche.Cle) -> tuple[str, str]:
    headings = [heading for heading in PAR_CLE[cle].headings if heading != TITRE]
    titre = PAR_CLE[cle].shown or (headings[0] if headings else cle.label)
    return (titre.capitalize() if titre.isupper() else titre), (headings[1] if len(headings) > 1 else "")
