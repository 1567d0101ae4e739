"""`/styleguide/`, on a developer's machine only: the parts of pages in every state, by the templates that pages use.

The second half says the same under `.sombre`, with the colours that site.css gives to a dark system.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metiers.charts import radar
from metiers.dimensions import CLES
from quiz.calcul.profils import load_profils
from quiz.forms import ChoixForm, CompetencesForm, PrioritesForm
from quiz.methode.statements import SCREENS
from quiz.models import Competence
from quiz.page_contexts import example_pistes
from quiz.rapport.familles import familles_shown, mondes_shown
from quiz.rapport.told_ranking import SOLIDITES

_DARK = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\n(.*?)\n\}\n", re.DOTALL)
_EMPTY = ("vide-favoris", "vide-pistes", "vide-resultats", "vide-recherche", "perdu")


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/page.html", {"themes": ("clair", "sombre"), **_states()})


@login_not_required
@require_safe
def styleguide_css(request: HttpRequest) -> HttpResponse:
    """The dark colours, for whatever stands in `.sombre`."""
    source = Path(str(finders.find("css/site.css"))).read_text()
    dark = "\n".join(match[1] for match in _DARK.finditer(source)).replace(":root", ".sombre")
    tinted = re.sub(r"\.ton-\w", lambda match: f".sombre {match[0]}, .sombre{match[0]}", dark)
    return HttpResponse(f"{tinted}\n.styleguide {{ background: var(--paper); color: var(--ink); }}", "text/css")


def _states() -> dict[str, Any]:
    catalogue = load_profils()
    annuaire = catalogue.annuaire
    exemple = example_pistes(catalogue) or {"pistes": (), "tons": {}, "liens": {}}
    cards = [replace(une, solidite=word) for une, word in zip(exemple["pistes"], SOLIDITES.values(), strict=False)]
    chosen, liked, put_off = list(annuaire.interets)[:2], list(annuaire.domaines)[:1], list(annuaire.domaines)[1:2]
    skills = [(skill, "deux mots, trois mots") for skill in Competence.objects.order_by("slug")[:1]]
    return {
        "exemple": exemple | {"pistes": cards},
        "familles": familles_shown(annuaire.interets, chosen),
        "mondes": mondes_shown(annuaire.domaines, liked, put_off),
        "aime": liked,
        "evite": put_off,
        "priorites": (
            PrioritesForm(auto_id="vide_%s"),
            PrioritesForm({"qualite_vie": 12, "flexibilite": 0, "stimulation": 5, "relations": 10}, auto_id="faux_%s"),
        ),
        "choix": ChoixForm(SCREENS[0], initial={"plus": SCREENS[0][0].cle, "moins": SCREENS[0][1].cle}),
        "competences": CompetencesForm(skills),
        "radar": radar(*([20 * (axis + 1) for axis, _ in enumerate(CLES)], [50] * len(CLES))),
        "profil": [20 * (axis + 1) for axis, _ in enumerate(CLES)],
        "vides": _EMPTY,
    }
