"""What `bench_matching` prints: figures → lines in French."""

from collections.abc import Iterator
from statistics import median

from metiers.francais.chiffres import decimal, percent
from quiz.calcul import eleves as reference
from quiz.calcul.profils import Profils
from quiz.mesure.bench import MOST_SHOWN, Figures, Recovery, Timing
from quiz.mesure.calibration import BINS, SPLITS, Bin
from quiz.mesure.eleves import Eleve
from quiz.mesure.students import PICKED, WOBBLE, Students
from quiz.methode.elicitation import SLOPE
from quiz.methode.listes import FIRST
from quiz.methode.matching import LAMBDA
from quiz.methode.stability import (
    COMPLET_SPREAD,
    EXPLORE,
    EXPRESS_SPREAD,
    PROBABLE,
    SOLID,
    STUDENTS_SPREAD,
    TOP,
)


def eleves(profils: Profils) -> Iterator[str]:
    """Well served, and places expected among the first ten, by stream and by variant; the witnesses apart."""
    yield ""
    if not reference.are_known(profils):
        yield "Élèves de référence : ces fiches n’ont pas tous leurs centres d’intérêt et leurs domaines."
        return
    yield f"Élèves de référence : bien servis, et part des {FIRST} premières places qui sont attendues"
    yield f"{'':17}" + "".join(f"{variant:>14}" for variant in reference.VARIANTS)
    yield from _served(profils, reference.students())
    yield "Témoins, sur qui rien n’a été réglé"
    yield from _served(profils, reference.witnesses())
    yield ""
    for name, some in (("élèves", reference.students()), ("témoins", reference.witnesses())):
        yield _firm(profils, name, some)


def _served(profils: Profils, some: tuple[Eleve, ...]) -> Iterator[str]:
    columns = [reference.serve_all(profils, some, variant) for variant in reference.VARIANTS]
    for row in zip(*columns, strict=True):
        cells = "".join(f"{f'{one.bien_servis}/{one.eleves}':>7}{percent(one.places):>7}" for one in row)
        yield f"{row[0].filiere or 'tous':17}{cells}"


def _firm(profils: Profils, name: str, some: tuple[Eleve, ...]) -> str:
    """How many of them have a direction, and how many firm places each has."""
    lists = [reference.rank(profils, eleve) for eleve in some]
    found = [max((one.times for one in each.directions), default=0) for each in lists]
    probable = sum(times >= PROBABLE for times in found)
    places = [sum(one.times >= low for each in lists for one in each.places) / len(some) for low in (SOLID, PROBABLE)]
    return (
        f"Une direction probable ou mieux : {probable} {name} sur {len(some)} (la première revient en médiane "
        f"{decimal(median(found), 0)} fois sur 100). Pistes solides : {decimal(places[0], 1)} par élève, "
        f"solides ou probables : {decimal(places[1], 1)}."
    )


def heading(profils: Profils, students: Students, seed: int) -> Iterator[str]:
    yield f"{len(profils.slugs)} métiers publiés, {len(profils.annuaire.interets)} centres d'intérêt."
    yield (
        f"{len(students.weights)} élèves simulés (graine {seed}) : importances de 0 à 10 au hasard, "
        f"{PICKED} centres d'intérêt chacun."
    )
    yield f"Pour {students.unfiltered} d'entre eux, il en reste moins de {FIRST} métiers : tous comptent."


def figures(rows: list[Figures]) -> Iterator[str]:
    yield ""
    yield f"Les {FIRST} premiers de chaque élève (λ = {decimal(LAMBDA, 2)} : méthode 2)"
    yield f"{'':10}{'montrés':>10}{f'les {MOST_SHOWN}':>10}{'satisf.':>10}{'gardés':>10}"
    for row in rows:
        percents = f"{percent(row.coverage, 1):>10}{percent(row.concentration, 1):>10}"
        yield f"{row.method:10}{percents}{decimal(row.satisfaction, 1):>10}{percent(row.overlap, 1):>10}"
    yield f"  montrés : part du catalogue qui figure dans au moins un top {FIRST}"
    yield f"  les {MOST_SHOWN}  : part de toutes les places tenue par les métiers les plus montrés"
    yield "  satisf. : moyenne de Σ poids × note (0 à 100) des métiers montrés"
    wobble = decimal(WOBBLE, 1)
    yield f"  gardés  : part du top {FIRST} qui reste quand les log-poids bougent (σ = {wobble})"


def elicitations(rows: list[Recovery]) -> Iterator[str]:
    yield ""
    yield f"Les cinq écrans et les cinq notes : des réponses aux poids (pente du site : {decimal(SLOPE, 1)})"
    yield f"{'bruit':>10}  {'poids':18}{'écart':>12}{'retrouvés':>12}"
    for row in rows:
        values = f"{decimal(100 * row.error, 1) + ' points':>12}{percent(row.overlap, 1):>12}"
        yield f"{decimal(row.noise, 2):>10}  {row.way:18}{values}"
    yield "  bruit     : échelle du bruit de Gumbel sur le log-poids de chaque énoncé, au moment du choix"
    yield f"  notes     : données sans voir les choix, log-poids à {decimal(EXPRESS_SPREAD, 1)} près (écart type)"
    yield "  écart     : écart moyen entre un poids retrouvé et le vrai"
    yield f"  retrouvés : part du vrai top {FIRST} que donnent les poids retrouvés"


def noises(metiers: int) -> Iterator[str]:
    yield ""
    yield f"« Dans ton top {TOP} » : annoncé d’après une moitié des enquêtes, cherché dans l’autre"
    yield f"  {metiers} métiers que deux enquêtes au moins décrivent, coupés {SPLITS} fois"
    yield (
        f"  bruit des log-poids : express {decimal(EXPRESS_SPREAD, 1)}, complet {decimal(COMPLET_SPREAD, 1)} ; "
        f"entre élèves : {decimal(STUDENTS_SPREAD, 1)}"
    )


def calibration(modes: list[list[Bin]], count: int, *, filtered: bool) -> Iterator[str]:
    """`modes`: the bins of the express quiz and those of the complete one."""
    yield ""
    yield f"{count} élèves, {'avec leurs centres d’intérêt' if filtered else 'devant tout le catalogue'}"
    yield from _bins(modes)
    words = (("solides", SOLID, 100), ("probables", PROBABLE, SOLID), ("à explorer", EXPLORE, PROBABLE))
    for word, low, high in words:
        some = slice(low * BINS // 100, high * BINS // 100)
        each = [sum(one.count for one in bins[some]) / count for bins in modes]
        yield f"{word:>12}" + "".join(f"{decimal(value, 2) + ' par élève':>30}" for value in each)


def directions(modes: list[list[Bin]]) -> Iterator[str]:
    """The same of directions: three of the first ten in one professional domaine."""
    yield f"  « Une direction » : trois des {FIRST} premiers"
    yield from _bins(modes)


def _bins(modes: list[list[Bin]]) -> Iterator[str]:
    yield f"{'':12}{'express':^30}{'complet':^30}".rstrip()
    yield f"{'annoncé':>12}" + f"{'moyenne':>10}{'vrai':>10}{'cas':>10}" * len(modes)
    for express, complet in zip(*modes, strict=True):
        limits = f"{decimal(express.low, 1)}–{decimal(express.high, 1)}"
        yield f"{limits:>12}{_bin(express)}{_bin(complet)}"


def _bin(one: Bin) -> str:
    shares = [percent(one.said, 1), percent(one.seen, 1)] if one.count else ["–", "–"]
    return "".join(f"{text:>10}" for text in (*shares, str(one.count)))


def timings(rows: list[Timing]) -> Iterator[str]:
    yield ""
    yield "Durées médianes, à côté du seul produit float32 de même taille"
    yield f"{'':34}{'métiers':>10}{'durée':>12}{'produit':>12}{'rapport':>10}"
    for row in rows:
        times = f"{decimal(row.seconds * 1000, 3) + ' ms':>12}{decimal(row.product * 1000, 3) + ' ms':>12}"
        yield f"{row.work:34}{row.size:>10}{times}{'× ' + decimal(row.ratio, 1):>10}"
