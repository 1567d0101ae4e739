import json
from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from metiers.dimensions import CLES, DIMENSIONS
from metiers.francais.chiffres import decimal, signed
from metiers.francais.phrases import metiers
from metiers.models import Competence, CompetenceRequise
from metiers.search.results import Results
from metiers.search.selection import SHOWN, Selection
from quiz.calcul.filtres import MOST_LIKED, found_in
from quiz.calcul.profils import Profils, load_profils
from quiz.management import arguments
from quiz.methode import matching
from quiz.methode.matching import Terms
from quiz.methode.places import Place, classer
from quiz.methode.stability import DRAWS, TOP, seed_of
from quiz.rapport.wording import EQUALITY, SOLIDITES

# Facet of a selection → the option that fills it.
_OPTIONS = {"interet": "--interests", "niveau": "--level", "sans": "--refuse", "evite": "--refuse-domains"}
Ranked = Sequence[tuple[Place, Terms]]


class Command(BaseCommand):
    help = (
        "Classe les métiers publiés pour des priorités données, avec tous les termes de l'indice "
        "et la solidité de chaque place."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = load_profils()
        _check_skills(options["skills"])
        _check_known("Centre d'intérêt", options["interests"], catalogue.annuaire.interets)
        _check_known("Domaine", (*options["domains"], *options["refuse_domains"]), catalogue.annuaire.domaines)
        selection = Selection(
            interet=options["interests"],
            niveau=options["level"],
            sans=options["refuse"],
            aime=options["domains"],
            evite=options["refuse_domains"],
            experience=SHOWN if options["experience"] else "",
        )
        if set(selection.aime) & set(selection.evite):
            raise CommandError("Un même domaine ne peut pas être aimé et écarté.")
        if len(selection.aime) > MOST_LIKED:
            raise CommandError(f"{len(selection.aime)} domaines aimés : {MOST_LIKED} au plus.")
        found = found_in(selection, catalogue.annuaire)
        ranked = _ranked(catalogue, selection, found, options)
        if options["as_json"]:
            report = _heading(catalogue, found, options) | {"results": _results(ranked, options["skills"])}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            for line in _lines(ranked) if ranked else _nothing(catalogue, found):
                self.stdout.write(line)


def _seed(options: Mapping[str, Any]) -> int:
    """The one that was given, else that of the weights: the figures are then those of the page."""
    return seed_of(options["weights"]) if options["seed"] is None else options["seed"]


def _check_skills(ratings: Mapping[str, float]) -> None:
    known = set(Competence.objects.filter(slug__in=ratings).values_list("slug", flat=True))
    unknown = sorted(set(ratings) - known)
    if unknown:
        raise CommandError(f"Compétence inconnue : {', '.join(unknown)}.")


def _check_known(what: str, codes: Collection[str], known: Mapping[str, str]) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        accepted = "".join(f"\n  {code:>2}  {label}" for code, label in known.items()) or " aucun."
        raise CommandError(f"{what} inconnu : {', '.join(unknown)}. Acceptés :{accepted}")


def _ranked(profils: Profils, selection: Selection, found: Results, options: Mapping[str, Any]) -> Ranked:
    """The métiers found, best first, at their percentiles among all those published."""
    rows = profils.rows_of(hit.entree.slug for hit in found.hits)
    candidats = profils.candidats(rows, selection)
    ranking = classer(
        candidats,
        options["weights"],
        seed=_seed(options),
        spread=arguments.SPREADS[options["mode"]],
        most=options["top"] or len(rows),
    )
    interets, domaine = profils.candidats(np.arange(len(profils.slugs)), selection).gouts
    return [
        (
            place,
            matching.terms(
                place.slug,
                profils.raw[row].tolist(),
                profils.shown[row].tolist(),
                options["weights"],
                interets=float(interets[row]),
                domaine=float(domaine[row]),
            ),
        )
        for place in ranking.places
        for row in [profils.rows[place.slug]]
    ]


def _heading(catalogue: Profils, found: Results, options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "method_version": matching.METHOD_VERSION,
        "catalogue_version": catalogue.version,
        "lambda": matching.LAMBDA,
        "weights": dict(zip(CLES, options["weights"].tolist(), strict=True)),
        "mode": options["mode"],
        "spread": arguments.SPREADS[options["mode"]],
        "seed": _seed(options),
        "draws": DRAWS,
        "filters": {
            name: options[name] for name in ("interests", "level", "refuse", "domains", "refuse_domains", "experience")
        },
        "catalogue_size": len(catalogue.slugs),
        "eligible": len(found.hits),
    }


def _results(ranked: Ranked, ratings: Mapping[str, float]) -> list[dict[str, Any]]:
    required = _requirements([place.slug for place, _ in ranked])
    return [_result(place, one, matching.skills_fit(required.get(place.slug, {}), ratings)) for place, one in ranked]


def _requirements(slugs: list[str]) -> dict[str, dict[str, float]]:
    required: dict[str, dict[str, float]] = {}
    rows = CompetenceRequise.objects.filter(metier__slug__in=slugs).values_list(
        "metier__slug", "competence__slug", "score"
    )
    for metier, competence, score in rows:
        required.setdefault(metier, {})[competence] = score
    return required


def _result(place: Place, one: Terms, skills: matching.SkillsFit) -> dict[str, Any]:
    return {
        "rank": place.place,
        "slug": one.slug,
        "score": one.score,
        "score_unclipped": one.score_unclipped,
        "base": one.base,
        "general": one.general,
        "contributions": dict(zip(CLES, one.contributions, strict=True)),
        "interests": one.interets,
        "domain": one.domaine,
        "variants": list(place.variantes),
        "raw": dict(zip(CLES, one.raw, strict=True)),
        "percentiles": dict(zip(CLES, one.percentiles, strict=True)),
        "weighted_mean": one.weighted_mean,
        "skills_fit": skills.score,
        "skills_coverage": skills.coverage,
        "top5_share": place.share,
        "firmness": place.solidite,
        "tied_with_previous": place.ex_aequo,
        "contrast": [{"term": ecart.cle or "general", "points": ecart.points} for ecart in place.ecarts],
    }


def _lines(ranked: Ranked) -> Iterator[str]:
    for place, one in ranked:
        firmness = f" ({SOLIDITES[place.solidite]})" if place.solidite else ""
        tied = f", {EQUALITY}" if place.ex_aequo else ""
        said = f"top {TOP} : {place.times} fois sur 100{firmness}{tied}"
        yield f"{place.place:>4}. {decimal(one.score, 2):>6}  {one.slug} – {said}"
        contributions = zip(DIMENSIONS, one.contributions, strict=True)
        parts = [("général", one.general), *((d.label.lower(), points) for d, points in contributions)]
        parts += [("ce qui ressemble", one.interets), ("domaine aimé", one.domaine)]
        if place.variantes:
            yield f"      avec {', '.join(place.variantes)}"
        if place.reportee:
            yield "      passe après d’autres : son domaine a déjà assez de pistes plus haut"
        yield f"      {decimal(one.base, 0)} {', '.join(f'{name} {signed(points, 2)}' for name, points in parts)}"


def _nothing(catalogue: Profils, found: Results) -> Iterator[str]:
    if not catalogue.slugs:
        yield "Aucun métier publié."
        return
    yield "Aucun métier ne passe tous ces filtres à la fois."
    for facet, value, left in found.relaxed:
        yield f"  Sans {_OPTIONS[facet]} {value} : {metiers(left)}."
    if not found.relaxed:
        yield "  En retirer un seul ne suffit pas."
