"""What the ranking does on a catalogue, measured on simulated students: `manage.py bench_matching` prints it. Pure.

Shapes: S students, N métiers (rows in the order of their slugs), D dimensions.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np

from metiers.dimensions import CLES
from metiers.francais.chiffres import decimal
from quiz.mesure.students import Students, again, without_points
from quiz.methode.elicitation import SLOPE, to_importances
from quiz.methode.gouts import GAMMA
from quiz.methode.index import best_first, indices
from quiz.methode.listes import FIRST, Candidats, ordered
from quiz.methode.matching import LAMBDA, Floats, percentiles
from quiz.methode.stability import DRAWS, EXPRESS_SPREAD, SMALLEST_WEIGHT, Rows, best_rows, simulate
from quiz.methode.statements import SCREENS

SHARES = (0.0, 0.25, LAMBDA, 0.5, 0.75, 1.0)
SLOPES = (0.2, 0.3, 0.4, 0.5)
MOST_SHOWN = 20
CHOICE_NOISES = (0.25, 0.5, 1.0)  # scales of the Gumbel noise on the log weight of a statement that is read
SIZES = (1_000, 10_000, 100_000)
_AT_ONCE = 500  # students: what is held in memory
_DECIMALS = 9

Method = Callable[[Floats, Floats], Floats]
"""Percentiles (N, D) and weights (S, D) → scores (S, N), the higher the better."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one method: the share (0–1) of the catalogue that stands in some top 10, the share of all places that the 20
    métiers most shown hold, the mean Σ w_d s_md of what is shown, the share of a top 10 that a second answer keeps."""

    method: str
    coverage: float
    concentration: float
    satisfaction: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Recovery:
    """With one noise of the choices and one way to make weights of the answers: by how much (0–1) a weight misses the
    true one on average, and the share (0–1) of the true top 10 that these weights find."""

    noise: float
    way: str
    error: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians in seconds: the work on `size` métiers, and the bare float32 product it contains."""

    work: str
    size: int
    seconds: float
    product: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.product


def index_with(share: float) -> Method:
    """The index of `matching`, with another λ."""
    return lambda shown, weights: indices(shown, weights, share)


def pearson(shown: Floats, weights: Floats) -> Floats:
    """Correlation of the weights and the profile; 0 where either is flat."""
    return _directions(weights) @ _directions(shown).T


def euclid(shown: Floats, weights: Floats) -> Floats:
    """Minus the distance between the profile and the weights, the largest of which counts 100."""
    wished = 100.0 * weights / weights.max(axis=1, keepdims=True)
    squares = (wished**2).sum(axis=1, keepdims=True) - 2.0 * wished @ shown.T + (shown**2).sum(axis=1)
    return -np.sqrt(np.maximum(squares, 0.0))


def methods() -> dict[str, Method]:
    named = {f"λ = {decimal(share, 2)}": index_with(share) for share in SHARES}
    return {**named, "Pearson": pearson, "Euclide": euclid}


def top_rows(method: Method, shown: Floats, weights: Floats, students: Students, size: int = FIRST) -> Rows:
    """The `size` best eligible métiers of each student with these weights (S, D), ties in the order of the rows:
    (S, size)."""
    size = min(size, len(shown))
    found = [np.empty((0, size), dtype=np.intp)]
    for start in range(0, len(weights), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        scores = np.round(method(shown, weights[some]) + students.points[some], _DECIMALS)
        found.append(best_rows(np.where(students.eligible[some], scores, -np.inf), size))
    return np.concatenate(found)


def figures(name: str, raw: Floats, weights: Floats, first: Rows, second: Rows) -> Figures:
    """Of the métiers (rows) that a method shows `first`, and that it shows when the student answers again."""
    times = np.sort(np.bincount(first.ravel(), minlength=len(raw)))
    return Figures(
        method=name,
        coverage=float((times > 0).mean()),
        concentration=float(times[-MOST_SHOWN:].sum() / times.sum()),
        satisfaction=float(np.einsum("sd,skd->sk", weights, raw[first]).mean()),
        overlap=_overlap(first, second),
    )


def compare(raw: Floats, candidats: Candidats, students: Students) -> Iterator[Figures]:
    """Several indices when interests only leave métiers out (λ of the site: method 2), then the list of the site;
    `candidats`: all métiers."""
    filtered = without_points(students)
    for name, method in methods().items():
        first, second = (top_rows(method, candidats.shown, one, filtered) for one in (students.weights, students.again))
        yield figures(name, raw, students.weights, first, second)
    first, second = (_lists(candidats, one, students) for one in (students.weights, students.again))
    yield figures("le site", raw, students.weights, first, second)


def _lists(candidats: Candidats, weights: Floats, students: Students) -> Rows:
    """The first métiers that the site shows to each student: twins stand as one, no domaine fills the list."""
    lists = []
    for answered, eligible, points in zip(weights, students.eligible, students.points, strict=True):
        rows = np.flatnonzero(eligible)
        order = ordered(replace(candidats, interets=points).only(rows), answered)
        left = np.setdiff1d(np.arange(len(rows)), order)  # twins, where there is nothing else to show
        lists.append(rows[[*order, *left][:FIRST]])
    return np.array(lists)


def elicitations(shown: Floats, students: Students, seed: int) -> list[Recovery]:
    """Students who answer the five screens: what they take for the weight of a statement is the true log weight of its
    dimension plus a Gumbel noise, new for each statement; they pick the largest and the smallest of the four. They also
    give five importances, with the noise of the express quiz and without seeing what their choices say. The choices
    with several slopes, the importances, and the mean of both as the site takes it."""
    filtered = without_points(students)
    truth = top_rows(indices, shown, students.weights, filtered)

    def recovery(noise: float, way: str, weights: Floats) -> Recovery:
        top = top_rows(indices, shown, weights, filtered)
        return Recovery(noise, way, float(np.abs(weights - students.weights).mean()), _overlap(truth, top))

    sliders = _sliders(students.weights, np.random.default_rng(seed))
    alone = recovery(0.0, "notes", sliders)
    found = []
    for noise in CHOICE_NOISES:
        totals = _totals(students.weights, noise, np.random.default_rng(seed))
        for slope in SLOPES:
            found.append(recovery(noise, f"choix, pente {decimal(slope, 1)}", _softmax(slope * totals)))
        mean = (_softmax(SLOPE * totals) + sliders) / 2
        found += [replace(alone, noise=noise), recovery(noise, "moyenne des deux", mean)]
    return found


def _softmax(logs: Floats) -> Floats:
    powers = np.exp(logs)
    return powers / powers.sum(axis=1, keepdims=True)


def _sliders(weights: Floats, random: np.random.Generator) -> Floats:
    """The weights (S, D) of the importances, whole numbers from 0 to 10, that these students give."""
    given = np.array([to_importances(felt) for felt in again(weights, EXPRESS_SPREAD, random)], dtype=np.float64)
    return given / given.sum(axis=1, keepdims=True)


def _totals(weights: Floats, noise: float, random: np.random.Generator) -> Floats:
    """#plus − #moins of each dimension for each student, (S, D), as `elicitation.count` has it."""
    dimensions = np.array([[CLES.index(enonce.dimension) for enonce in screen] for screen in SCREENS])
    felt = np.log(np.maximum(weights, SMALLEST_WEIGHT))[:, dimensions]  # students, screens, statements
    felt += random.gumbel(0, noise, felt.shape)
    points = np.eye(len(CLES))[dimensions]  # screens, statements, D
    screens = np.arange(len(SCREENS))
    return (points[screens, felt.argmax(axis=2)] - points[screens, felt.argmin(axis=2)]).sum(axis=1)


def timings(sizes: Sequence[int], seed: int, runs: int = 51) -> Iterator[Timing]:
    """The first twenty among each of these numbers of métiers, then the thousand rankings among the first of them."""
    random = np.random.default_rng(seed)
    weights = np.array([0.3, 0.1, 0.25, 0.2, 0.15])
    for size in sizes:
        shown, points = _profiles(size, random), random.uniform(0, GAMMA, size)
        product = partial(np.matmul, shown.astype(np.float32), weights.astype(np.float32))
        work = partial(_first_ones, shown, weights, points)
        yield _timing("vingt premiers, ex æquo compris", size, work, product, runs)
    shown, points = _profiles(sizes[0], random), random.uniform(0, GAMMA, sizes[0])
    many = random.random((DRAWS, len(weights)), dtype=np.float32)
    product = partial(np.matmul, many, shown.T.astype(np.float32))
    work = partial(_stability, shown, weights, points, random.uniform(5, 20, shown.shape))
    yield _timing(f"solidité, {DRAWS} tirages", sizes[0], work, product, runs)


def _overlap(first: Rows, second: Rows) -> float:
    """Mean share (0–1) of the rows of a line of `first` that are in that of `second`."""
    return float((first[:, :, None] == second[:, None, :]).any(axis=2).mean())


def _profiles(size: int, random: np.random.Generator) -> Floats:
    """Percentiles of whole scores, so that there are ties."""
    return percentiles(random.integers(0, 101, (size, 5)).astype(np.float64))


def _first_ones(shown: Floats, weights: Floats, points: Floats) -> object:
    return best_first(indices(shown, weights, bonus=points), MOST_SHOWN)


def _stability(shown: Floats, weights: Floats, points: Floats, errors: Floats) -> object:
    return simulate(shown, weights, 1, bonus=points, errors=errors).best(FIRST)


def _timing(name: str, size: int, work: Callable[[], object], product: Callable[[], object], runs: int) -> Timing:
    """Medians of the work and its product, measured by turns so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for done, action in zip(taken, (work, product), strict=True):
            start = perf_counter()
            action()
            done.append(perf_counter() - start)
    return Timing(name, size, median(taken[0]), median(taken[1]))


def _directions(profiles: Floats) -> Floats:
    """Profiles (…, D) minus their mean, of length 1; zero where a profile is flat."""
    centred = profiles - profiles.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 1e-9)
