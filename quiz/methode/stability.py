"""How firm a ranking is: the same student, a little less sure of their priorities, and scores a little off. Pure.

Simulated rank acceptability (SMAA-2, Lahdelma & Salminen, 2001): weights and percentiles are drawn around what is
known, and one counts how often each métier stands among the best. Shapes: D = 5 dimensions, N métiers, R draws.

Around what is known, not around what was said: part of an extreme answer is an accident, so the priorities drawn are
nearer to each other than those given (the posterior of log weights that differ by N(0, τ²) between students and are
told with a noise N(0, σ²)). Without it, what was said 75 times out of 100 was true 57 times. For the same reason the
percentiles drawn are nearer to the middle than those measured: `quiz.mesure.calibration` tries it on halves of the
sources.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from quiz.methode.matching import BASE, LAMBDA, Floats

DRAWS = 1000
TOP = 5
EXPRESS_SPREAD = 0.8  # σ: standard deviation of the noise in log weights given as five numbers
COMPLET_SPREAD = 0.6  # the same, after the twenty statements
STUDENTS_SPREAD = 0.8  # τ: how much log weights differ from one student to the next; the bench is calibrated with it
SCORE_SPREAD = 10.0  # standard error of a percentile whose own error is not known, in points: that of the median métier
# How much true percentiles differ between métiers, in points: those measured go from 0 to 100, errors included
PERCENTILES_SPREAD = (100**2 / 12 - SCORE_SPREAD**2) ** 0.5
SMALLEST_WEIGHT = 0.01
SOLID, PROBABLE, EXPLORE = 80, 50, 10  # times out of 100
_TIED = 0.60
_STEP = 8  # métiers between the noise of one draw and that of the next
_AT_ONCE = 100  # draws

Draws = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Simulation:
    """In draw r the unclipped index of métier n is
    50 (1 − λ) + factors[r] · known[n] + errors[n] noise[r, n].

    `known` (N, D + 1): what its percentiles most likely are, and the points of `gouts`; `factors` (R, D + 1), the last
    one is 1; `errors` (N,): standard deviation of an index, in points; `noise` (R, N), of standard deviation 1.
    """

    known: Draws
    factors: Draws
    errors: Draws
    noise: Draws

    def index(self, row: int) -> Draws:
        """The unclipped index of one métier in each draw, shape (R,)."""
        moves = self.errors[row] * self.noise[:, row]
        return np.float32(BASE * (1 - LAMBDA)) + self.factors @ self.known[row] + moves

    def best(self, size: int) -> Rows:
        """The `size` best métiers of each draw, best first: (R, size), or fewer columns when there are fewer
        métiers."""
        draws, count = self.noise.shape
        size = min(size, count)
        room, moves = (np.empty((_AT_ONCE, count), dtype=np.float32) for _ in range(2))  # used again for each lot
        best = np.empty((draws, size), dtype=np.intp)
        for start in range(0, draws, _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            factors, noise = self.factors[some], self.noise[some]
            scores = np.matmul(factors, self.known.T, out=room[: len(noise)])
            scores += np.multiply(noise, self.errors, out=moves[: len(noise)])
            best[some] = _take_best(scores, size)
        return best

    def is_tied(self, first: int, second: int) -> bool:
        """Is the first of two métiers (rows) ahead in no more than 60 % of the draws?"""
        return float((self.index(first) > self.index(second)).mean()) <= _TIED

    def interval(self, row: int, share: float = 0.8) -> tuple[float, float]:
        """Between which limits (from 0) the index of one métier is in this central share (0–1) of the draws.

        They are about the true index; that of the answers as they were given may stand outside, most often above.
        """
        low, high = np.quantile(self.index(row), [(1 - share) / 2, (1 + share) / 2])
        return max(0.0, float(low)), max(0.0, float(high))


def shares(best: Rows, count: int, size: int = TOP) -> Floats:
    """The best of each draw (R, ≥ size), see `Simulation.best` → share (0–1) of the draws in which each of `count`
    métiers is among the `size` first, shape (N,)."""
    return np.bincount(best[:, :size].ravel(), minlength=count) / len(best)


def best_rows(scores: npt.NDArray[np.floating], size: int) -> Rows:
    """Scores (R, N) → in each line the places of its `size` <= N best, best first, equal ones in order: (R, size).

    For a few out of many: `size` passes cost less than a selection, and settle ties.
    """
    return _take_best(scores.copy(), size)


def _take_best(left: npt.NDArray[np.floating], size: int) -> Rows:
    """`best_rows` of scores that nobody needs any more."""
    lines = np.arange(len(left))
    best = np.empty((size, len(left)), dtype=np.intp)
    for rows in best:
        left.argmax(axis=1, out=rows)
        left[lines, rows] = -np.inf
    return best.T


def wobble(weights: Floats, noise: Floats, keep: float = 1.0) -> Floats:
    """Weights (R, D) or (D,), a little off in each line of `noise` (R, D): softmax(keep · log(max(w, .01)) + noise);
    `keep` under 1 brings them nearer to each other first."""
    drawn = np.exp(keep * np.log(np.maximum(weights, SMALLEST_WEIGHT)) + noise)
    return drawn / drawn.sum(axis=1, keepdims=True)


def simulate(
    shown: Floats,
    weights: Floats,
    seed: int,
    *,
    spread: float = EXPRESS_SPREAD,
    draws: int = DRAWS,
    bonus: Floats | None = None,
    errors: Floats | None = None,
) -> Simulation:
    """`shown` percentiles (N, D) and `weights` (D,) → R rankings; the same seed gives the same ones. `bonus` (N,):
    points of `gouts`; `errors` (N, D): standard errors of the percentiles, in points (`SCORE_SPREAD` when they are not
    known).

    With k = τ² / (τ² + σ²), w' = softmax(k log(max(w, .01)) + N(0, k σ²)), where σ is `spread`; in the same way
    p' = 50 + k (p − 50) + N(0, k e²), with the spread of percentiles for τ and their error e for σ.

    The noise of the five percentiles of a métier enters its index only through their weighted sum, which is one normal
    variable: it is drawn as such, with its mean variance over the draws. Drawing R × N of them is what would cost: each
    draw takes N neighbours in one long row of them, eight places further than the draw before. Those of one draw are
    independent, and so are those of one métier: two draws meet the same ones, but never for the same métier.
    """
    random = np.random.default_rng(seed)
    count, dimensions = shown.shape
    keep = STUDENTS_SPREAD**2 / (STUDENTS_SPREAD**2 + spread**2)
    drawn = wobble(weights, random.normal(0, spread * keep**0.5, (draws, dimensions)), keep)
    normals = random.standard_normal(count + _STEP * draws, dtype=np.float32)
    squares = np.full(shown.shape, SCORE_SPREAD**2) if errors is None else errors**2
    sure = PERCENTILES_SPREAD**2 / (PERCENTILES_SPREAD**2 + squares)
    factors = drawn - (1 - LAMBDA) / dimensions
    return Simulation(
        known=_columns(BASE + sure * (shown - BASE), np.zeros(count) if bonus is None else bonus),
        factors=_columns(factors, np.ones(draws)),
        errors=np.sqrt((sure * squares) @ (factors**2).mean(axis=0)).astype(np.float32),
        noise=sliding_window_view(normals, count)[: _STEP * draws : _STEP],
    )


def _columns(matrix: Floats, last: Floats) -> Draws:
    """The columns of a matrix and one more."""
    return np.column_stack([matrix, last]).astype(np.float32)


def seed_of(weights: Floats) -> int:
    """The same priorities give the same draws, today and tomorrow, for everybody: shape (D,) → whole number < 2⁶⁰."""
    text = " ".join(f"{weight:.6f}" for weight in weights)
    return int(sha256(text.encode()).hexdigest()[:15], 16)


def out_of_100(share: float) -> int:
    """A share (0–1) as it is said: « 92 fois sur 100 »."""
    return int(100 * share + 0.5)


class Solidite(StrEnum):
    """How firm a place is, in one word."""

    SOLIDE = "solide"
    PROBABLE = "probable"
    EXPLORER = "explorer"
    PASSAGE = ""  # only passing through the top


def firmness(times: int) -> Solidite:
    """In the top so many times out of 100."""
    if times >= SOLID:
        return Solidite.SOLIDE
    if times >= PROBABLE:
        return Solidite.PROBABLE
    return Solidite.EXPLORER if times >= EXPLORE else Solidite.PASSAGE
