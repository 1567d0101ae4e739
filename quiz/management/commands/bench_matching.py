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

from metiers.dimensions import CLES
from metiers.francais.chiffres import decimal, percent
from metiers.francais.phrases import count
from quiz import services
from quiz.acces.code import new_code
from quiz.acces.cookie import give_secret
from quiz.calcul.profils import Profils, load_profils
from quiz.management import eleves
from quiz.mesure import bench
from quiz.mesure.bench import Bin, Figures, Recovery, Students, Timing
from quiz.methode.elicitation import SLOPE
from quiz.methode.matching import LAMBDA, MIN_FOR_PERCENTILES
from quiz.methode.stability import (
    COMPLET_SPREAD,
    EXPLORE,
    EXPRESS_SPREAD,
    PROBABLE,
    SCORE_SPREAD,
    SOLID,
    STUDENTS_SPREAD,
    TOP,
)

CALIBRATED, UNFILTERED = 4000, 2000  # students: the calibration draws a thousand rankings for each, twice
PAGE_RUNS, PAGE_IMPORTANCES = 31, (6, 2, 9, 7, 3)
SPREADS = (EXPRESS_SPREAD, COMPLET_SPREAD)


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
        catalogue, seed = load_profils(), options["seed"]
        if len(catalogue.slugs) < MIN_FOR_PERCENTILES:
            published = count(len(catalogue.slugs), "fiche publiée", "fiches publiées")
            raise CommandError(f"{published} : il en faut au moins {MIN_FOR_PERCENTILES} pour mesurer.")
        self._print(eleves.lines(catalogue))
        students = bench.draw_students(_interests(catalogue), len(CLES), options["students"], seed)
        self._print(_heading(catalogue, students, seed))
        self._print(_figures(bench.compare(catalogue.raw, catalogue.shown, students)))
        self._print(_elicitations(bench.elicitations(catalogue.shown, students, seed)))
        self._print(_noises())
        for most, filtered in ((CALIBRATED, True), (UNFILTERED, False)):
            some = bench.first_of(students, most, filtered=filtered)
            bins = [bench.calibration(catalogue.shown, some, spread, seed) for spread in SPREADS]
            self._print(_calibration(bins, len(some.weights), filtered))
        self._print(_timings(list(bench.timings(bench.SIZES, seed))))
        self._print(_page())

    def _print(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()


def _interests(catalogue: Profils) -> bench.Mask:
    """Which métier has which centre of interest, (N, I)."""
    codes = list(catalogue.annuaire.interets)
    rows = [[code in entree.interets for code in codes] for entree in catalogue.annuaire.entrees]
    return np.array(rows, dtype=np.bool_).reshape(len(rows), len(codes))


def _heading(catalogue: Profils, students: Students, seed: int) -> Iterator[str]:
    yield f"{len(catalogue.slugs)} métiers publiés, {len(catalogue.annuaire.interets)} centres d'intérêt."
    yield (
        f"{len(students.weights)} élèves simulés (graine {seed}) : importances de 0 à 10 au hasard, "
        f"{bench.PICKED} centres d'intérêt chacun."
    )
    yield f"Pour {students.unfiltered} d'entre eux, il en reste moins de {bench.SHOWN} métiers : tous comptent."


def _figures(rows: list[Figures]) -> Iterator[str]:
    yield ""
    yield f"Les {bench.SHOWN} premiers de chaque élève (λ = {decimal(LAMBDA, 2)} est celui du site)"
    yield f"{'':10}{'montrés':>10}{f'les {bench.MOST_SHOWN}':>10}{'satisf.':>10}{'gardés':>10}"
    for row in rows:
        percents = f"{percent(row.coverage, 1):>10}{percent(row.concentration, 1):>10}"
        yield f"{row.method:10}{percents}{decimal(row.satisfaction, 1):>10}{percent(row.overlap, 1):>10}"
    yield f"  montrés : part du catalogue qui figure dans au moins un top {bench.SHOWN}"
    yield f"  les {bench.MOST_SHOWN}  : part de toutes les places tenue par les métiers les plus montrés"
    yield "  satisf. : moyenne de Σ poids × note (0 à 100) des métiers montrés"
    wobble = decimal(bench.WOBBLE, 1)
    yield f"  gardés  : part du top {bench.SHOWN} qui reste quand les log-poids bougent (σ = {wobble})"


def _elicitations(rows: list[Recovery]) -> Iterator[str]:
    yield ""
    yield f"Les cinq écrans et les cinq notes : des réponses aux poids (pente du site : {decimal(SLOPE, 1)})"
    yield f"{'bruit':>10}  {'poids':18}{'écart':>12}{'retrouvés':>12}"
    for row in rows:
        values = f"{decimal(100 * row.error, 1) + ' points':>12}{percent(row.overlap, 1):>12}"
        yield f"{decimal(row.noise, 2):>10}  {row.way:18}{values}"
    yield "  bruit     : échelle du bruit de Gumbel sur le log-poids de chaque énoncé, au moment du choix"
    yield f"  notes     : données sans voir les choix, log-poids à {decimal(EXPRESS_SPREAD, 1)} près (écart type)"
    yield "  écart     : écart moyen entre un poids retrouvé et le vrai"
    yield f"  retrouvés : part du vrai top {bench.SHOWN} que donnent les poids retrouvés"


def _noises() -> Iterator[str]:
    yield ""
    yield f"« Dans ton top {TOP} » : ce qui est annoncé, ce qui est vrai, quand les réponses ont le bruit supposé"
    yield (
        f"  bruit des log-poids : express {decimal(EXPRESS_SPREAD, 1)}, complet {decimal(COMPLET_SPREAD, 1)} ; "
        f"des notes : {decimal(SCORE_SPREAD, 0)} points ; entre élèves : {decimal(STUDENTS_SPREAD, 1)}"
    )


def _calibration(modes: list[list[Bin]], count: int, filtered: bool) -> Iterator[str]:
    """`modes`: the bins of the express quiz and those of the complete one."""
    yield ""
    yield f"{count} élèves, {'avec leurs centres d’intérêt' if filtered else 'devant tout le catalogue'}"
    yield f"{'':12}{'express':^30}{'complet':^30}".rstrip()
    yield f"{'annoncé':>12}" + f"{'moyenne':>10}{'vrai':>10}{'cas':>10}" * len(modes)
    for express, complet in zip(*modes, strict=True):
        limits = f"{decimal(express.low, 1)}–{decimal(express.high, 1)}"
        yield f"{limits:>12}{_bin(express)}{_bin(complet)}"
    words = (("solides", SOLID, 100), ("probables", PROBABLE, SOLID), ("à explorer", EXPLORE, PROBABLE))
    for word, low, high in words:
        some = slice(low * bench.BINS // 100, high * bench.BINS // 100)
        each = [sum(one.count for one in bins[some]) / count for bins in modes]
        yield f"{word:>12}" + "".join(f"{decimal(value, 2) + ' par élève':>30}" for value in each)


def _bin(one: Bin) -> str:
    shares = [percent(one.said, 1), percent(one.seen, 1)] if one.count else ["–", "–"]
    return "".join(f"{text:>10}" for text in (*shares, str(one.count)))


def _timings(rows: list[Timing]) -> Iterator[str]:
    yield ""
    yield "Durées médianes, à côté du seul produit float32 de même taille"
    yield f"{'':34}{'métiers':>10}{'durée':>12}{'produit':>12}{'rapport':>10}"
    for row in rows:
        times = f"{decimal(row.seconds * 1000, 3) + ' ms':>12}{decimal(row.product * 1000, 3) + ' ms':>12}"
        yield f"{row.work:34}{row.size:>10}{times}{'× ' + decimal(row.ratio, 1):>10}"


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
    give_secret(given, secret)
    request = RequestFactory().get("/quiz/classement/", HTTP_HOST="localhost")
    request.COOKIES[settings.PASSATION_COOKIE_NAME] = given.cookies[settings.PASSATION_COOKIE_NAME].value
    return request
