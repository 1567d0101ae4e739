import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from metiers.dimensions import CLES, DIMENSIONS
from metiers.models import Competence, CompetenceRequise
from quiz import matching
from quiz.catalogue import load_catalogue
from quiz.matching import Floats, Terms


def _weights(text: str) -> Floats:
    expected = f"{len(CLES)} nombres positifs séparés par des virgules, dans l'ordre {', '.join(CLES)}"
    try:
        values = [float(part) for part in text.split(",")]
        if len(values) == len(CLES):
            return matching.normalise_weights(values)
    except ValueError:
        pass
    raise ArgumentTypeError(f"« {text} » : {expected}, pas tous nuls.")


def _skills(text: str) -> dict[str, float]:
    levels = ", ".join(map(str, matching.RATINGS))
    ratings: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        slug, _, level = part.partition("=")
        if not level.isascii() or not level.isdigit() or int(level) not in matching.RATINGS:
            raise ArgumentTypeError(f"« {part} » : identifiant=niveau attendu, le niveau parmi {levels}.")
        ratings[slug.strip()] = float(level)
    return ratings


def _top(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"« {text} » : un nombre entier à partir de 1 est attendu.")
    return int(text)


class Command(BaseCommand):
    help = "Classe les métiers publiés pour des priorités données, avec tous les termes de l'indice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        order = ",".join(CLES)
        parser.add_argument("--weights", type=_weights, required=True, metavar=order, help="par exemple 30,10,25,20,15")
        parser.add_argument("--skills", type=_skills, default={}, metavar="identifiant=niveau,…")
        parser.add_argument("--top", type=_top, default=None, metavar="N")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        self._check_skills(options["skills"])
        catalogue = load_catalogue()
        weights = options["weights"]
        ranked = matching.rank(catalogue.slugs, catalogue.raw, weights)[: options["top"]]
        required = _requirements([one.slug for one in ranked])
        results = [
            _result(place, one, matching.skills_fit(required.get(one.slug, {}), options["skills"]))
            for place, one in enumerate(ranked, start=1)
        ]
        if options["as_json"]:
            report = {
                "method_version": matching.METHOD_VERSION,
                "catalogue_version": catalogue.version,
                "lambda": matching.LAMBDA,
                "weights": dict(zip(CLES, weights.tolist(), strict=True)),
                "results": results,
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._print(results)

    def _check_skills(self, ratings: dict[str, float]) -> None:
        known = set(Competence.objects.filter(slug__in=ratings).values_list("slug", flat=True))
        unknown = sorted(set(ratings) - known)
        if unknown:
            raise CommandError(f"Compétence inconnue : {', '.join(unknown)}.")

    def _print(self, results: list[dict[str, Any]]) -> None:
        if not results:
            self.stdout.write("Aucun métier publié.")
        for result in results:
            parts = [f"général {result['general']:+.2f}"]
            parts += [f"{d.label.lower()} {result['contributions'][d.cle]:+.2f}" for d in DIMENSIONS]
            self.stdout.write(f"{result['rank']:>4}. {result['score']:6.2f}  {result['slug']}")
            self.stdout.write(f"      50 {', '.join(parts)}")


def _requirements(slugs: list[str]) -> dict[str, dict[str, float]]:
    required: dict[str, dict[str, float]] = {}
    rows = CompetenceRequise.objects.filter(metier__slug__in=slugs).values_list(
        "metier__slug", "competence__slug", "score"
    )
    for metier, competence, score in rows:
        required.setdefault(metier, {})[competence] = score
    return required


def _result(place: int, one: Terms, skills: matching.SkillsFit) -> dict[str, Any]:
    return {
        "rank": place,
        "slug": one.slug,
        "score": one.score,
        "score_unclipped": one.score_unclipped,
        "base": one.base,
        "general": one.general,
        "contributions": dict(zip(CLES, one.contributions, strict=True)),
        "raw": dict(zip(CLES, one.raw, strict=True)),
        "percentiles": dict(zip(CLES, one.percentiles, strict=True)),
        "weighted_mean": one.weighted_mean,
        "skills_fit": skills.score,
        "skills_coverage": skills.coverage,
    }
