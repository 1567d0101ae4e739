import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from metiers.catalogue.splits import read_splits
from metiers.dimensions import CLES
from metiers.francais.chiffres import decimal
from metiers.francais.phrases import count
from metiers.search.selection import Selection
from quiz import services
from quiz.acces.code import new_code
from quiz.acces.cookie import give_secret
from quiz.calcul.profils import Profils, load_profils
from quiz.management import told_bench
from quiz.mesure import bench
from quiz.mesure.calibration import calibration
from quiz.mesure.students import draw_students, first_of, without_interests
from quiz.methode.matching import MIN_FOR_PERCENTILES
from quiz.methode.stability import COMPLET_SPREAD, EXPRESS_SPREAD

CALIBRATED, UNFILTERED = 4000, 1000  # students: the calibration draws a thousand rankings for each, twice
PAGE_RUNS, PAGE_IMPORTANCES = 31, (6, 2, 9, 7, 3)
SPREADS = (EXPRESS_SPREAD, COMPLET_SPREAD)
SPLITS = settings.BASE_DIR / "fixtures" / "onet_profils.json"


def _students(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise ArgumentTypeError(f"« {text} » : un nombre entier de 1 à 100000 est attendu.")
    return int(text)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= 2**63:
        raise ArgumentTypeError(f"« {text} » : un nombre entier à partir de 0 est attendu.")
    return int(text)


class Command(BaseCommand):
    help = "Mesure le classement sur les métiers publiés, avec des élèves simulés : variété, solidité, durée."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--students", type=_students, default=5000, metavar="N", help="élèves simulés (5000)")
        parser.add_argument("--seed", type=_seed, default=1, metavar="N", help="graine du tirage (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        profils, seed = load_profils(), options["seed"]
        if len(profils.slugs) < MIN_FOR_PERCENTILES:
            published = count(len(profils.slugs), "fiche publiée", "fiches publiées")
            raise CommandError(f"{published} : il en faut au moins {MIN_FOR_PERCENTILES} pour mesurer.")
        self._print(told_bench.eleves(profils))
        students = draw_students(profils.matches, len(CLES), options["students"], seed)
        self._print(told_bench.heading(profils, students, seed))
        everybody = profils.candidats(np.arange(len(profils.slugs)), Selection())
        self._print(told_bench.figures(list(bench.compare(profils.raw, everybody, students))))
        self._print(told_bench.elicitations(bench.elicitations(profils.shown, students, seed)))
        self._print(self._calibrations(profils, options["students"], seed))
        self._print(told_bench.timings(list(bench.timings(bench.SIZES, seed))))
        self._print(_page())

    def _calibrations(self, profils: Profils, most: int, seed: int) -> Iterator[str]:
        """Over the métiers whose sources can be cut in two, with interests and without."""
        splits = read_splits(json.loads(SPLITS.read_text(encoding="utf-8")))
        entrees = profils.annuaire.entrees
        rows = [row for row, one in enumerate(entrees) if one.code in splits]
        if len(rows) < MIN_FOR_PERCENTILES:
            yield from ("", "Solidité : trop peu de ces fiches viennent de plusieurs enquêtes pour l’éprouver.")
            return
        sources, fields = [splits[entrees[row].code] for row in rows], [entrees[row].domaine for row in rows]
        yield from told_bench.noises(len(rows))
        drawn = draw_students(profils.matches[rows], len(CLES), min(most, CALIBRATED), seed)
        for some, filtered in ((drawn, True), (without_interests(first_of(drawn, UNFILTERED)), False)):
            found = [calibration(sources, fields, some, spread, seed) for spread in SPREADS]
            yield from told_bench.calibration([one.places for one in found], len(some.weights), filtered=filtered)
            yield from told_bench.directions([one.directions for one in found])

    def _print(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()


def _page() -> Iterator[str]:
    """The ranking page of one more student, over all métiers: its time in this process, then the student is gone."""
    page = resolve(reverse("quiz:classement_detail")).func
    with transaction.atomic():
        secret = new_code()
        importances = dict(zip(CLES, PAGE_IMPORTANCES, strict=True))
        services.record_answers(secret=secret, importances=importances)
        seconds = []
        for _ in range(PAGE_RUNS):
            start = perf_counter()
            response = page(_request(secret))
            seconds.append(perf_counter() - start)
        with CaptureQueriesContext(connection) as queries:
            page(_request(secret))
        transaction.set_rollback(True)
    yield ""
    yield (
        f"Page « Tes pistes », tous les métiers : {decimal(1000 * median(seconds), 0)} ms (médiane de {PAGE_RUNS}), "
        f"{len(queries)} requêtes, {decimal(len(response.content) / 1000, 0)} ko avant compression"
    )


def _request(secret: str) -> HttpRequest:
    """A request with the cookie of this code."""
    given = HttpResponse()
    give_secret(HttpRequest(), given, secret)
    request = RequestFactory().get("/quiz/classement/", HTTP_HOST="localhost")
    request.COOKIES[settings.PASSATION_COOKIE_NAME] = given.cookies[settings.PASSATION_COOKIE_NAME].value
    return request
