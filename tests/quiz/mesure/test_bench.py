"""The benchmark's figures on catalogues small enough to work them out by hand, and the command that prints them."""

import math

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from metiers.dimensions import CLES
from metiers.models import Metier, Statut
from quiz.mesure import bench
from quiz.mesure.bench import (
    Students,
    calibration,
    compare,
    draw_students,
    euclid,
    figures,
    first_of,
    in_bins,
    pearson,
    top_rows,
)
from quiz.methode import elicitation
from quiz.methode.elicitation import Choix
from quiz.methode.matching import LAMBDA, normalise_weights
from quiz.methode.stability import COMPLET_SPREAD, EXPRESS_SPREAD
from quiz.methode.statements import SCREENS

CORNERS = np.eye(5) * 100.0  # five métiers, each of which gives one thing only
EVERYBODY_WANTS_ONE_THING = np.eye(5)


def by_weight(shown, weights):
    """The plain mean: with weights on one dimension, its order is that dimension's."""
    return weights @ shown.T


def students(weights, again=None, eligible=None, metiers=0):
    weights = np.asarray(weights, dtype=float)
    return Students(
        weights,
        weights if again is None else np.asarray(again, dtype=float),
        np.ones((len(weights), metiers), dtype=bool) if eligible is None else np.asarray(eligible),
        0,
    )


def ladder(count):
    """Métiers of which the next always gives less of everything."""
    return np.repeat(np.linspace(100, 1, count)[:, None], 5, axis=1)


# --- The figures ---------------------------------------------------------------


def test_when_all_are_shown_the_same_ten_of_forty():
    shown = ladder(40)
    found = figures("x", by_weight, shown, shown, students(EVERYBODY_WANTS_ONE_THING, metiers=40))
    assert found.coverage == 10 / 40
    assert found.concentration == 1  # twenty hold all the places: ten do
    assert found.satisfaction == pytest.approx(shown[:10, 0].mean())
    assert found.overlap == 1


def test_when_each_is_shown_ten_of_their_own_and_changes_their_mind():
    """Fifty métiers, ten per dimension: a student who wants one thing gets its ten."""
    shown = np.repeat(CORNERS, 10, axis=0)
    raw = shown * 0.6
    # The second time, the first student wants what the second wants, and so on: nothing of a top 10 stays, except
    # for the last two, who do not move.
    again = EVERYBODY_WANTS_ONE_THING[[1, 2, 0, 3, 4]]
    found = figures("x", by_weight, raw, shown, students(EVERYBODY_WANTS_ONE_THING, again, metiers=50))
    assert found.coverage == 1
    assert found.concentration == pytest.approx(20 / 50)
    assert found.satisfaction == pytest.approx(60)  # of the raw scores, not of the percentiles
    assert found.overlap == pytest.approx(2 / 5)


def test_only_eligible_metiers_are_shown_and_ties_go_in_order_across_portions(monkeypatch):
    monkeypatch.setattr(bench, "_AT_ONCE", 2)
    eligible = [[False, True, True, True], [True, False, True, True], [True, True, True, False]]
    shown = np.array([[50.0] * 5, [50.0] * 5, [50.0 + 1e-12] * 5, [50.0] * 5])
    assert top_rows(by_weight, shown, np.full((3, 5), 0.2), np.array(eligible), 2).tolist() == [[1, 2], [0, 2], [0, 1]]


def test_correlation_and_distance_by_hand():
    weights = np.array([[0.5, 0.3, 0.2, 0.0, 0.0], [0.2] * 5])
    shown = np.array([[50.0, 30, 20, 0, 0], [100, 60, 40, 0, 0], [0, 20, 30, 50, 50], [7] * 5])
    correlations = pearson(shown, weights)
    assert correlations[0, :2] == pytest.approx([1, 1])
    assert correlations[0, 2] == pytest.approx(np.corrcoef(weights[0], shown[2])[0, 1])
    assert correlations[0, 3] == 0 and (correlations[1] == 0).all()
    distances = euclid(shown, weights)  # the wishes are 100, 60, 40, 0, 0, and five times 100
    assert distances[0] == pytest.approx([-math.sqrt(50**2 + 30**2 + 20**2), 0, *distances[0, 2:]], abs=1e-5)
    assert distances[1, 3] == pytest.approx(-math.sqrt(5) * 93)


def test_each_method_does_what_it_is_known_for():
    """One métier gives 90 of everything, five give one thing only: the mean shows the first, the shape never does."""
    shown = np.vstack([np.full((10, 5), 90.0), np.repeat(CORNERS, 10, axis=0)])
    weights = 0.1 + 0.5 * EVERYBODY_WANTS_ONE_THING
    found = {one.method: one for one in compare(shown, shown, students(weights, metiers=60))}
    assert list(found) == ["λ = 0,00", "λ = 0,25", "λ = 0,35", "λ = 0,50", "λ = 0,75", "λ = 1,00", "Pearson", "Euclide"]
    assert found["λ = 1,00"].coverage == pytest.approx(10 / 60)
    assert found["λ = 1,00"].satisfaction == pytest.approx(90)
    for name in ("λ = 0,00", "Pearson"):
        assert found[name].coverage == pytest.approx(50 / 60)
        assert found[name].satisfaction == pytest.approx(60)
    assert f"λ = {LAMBDA:.2f}".replace(".", ",") in found


# --- The students ----------------------------------------------------------------


def test_students_are_the_same_for_a_seed_and_see_what_their_interests_leave():
    interests = np.zeros((60, 6), dtype=bool)
    interests[np.arange(60), np.arange(60) // 10] = True  # six interests of ten métiers each
    drawn = draw_students(interests, 5, 200, seed=3)
    assert drawn.weights.sum(axis=1) == pytest.approx(np.ones(200))
    assert drawn.again.sum(axis=1) == pytest.approx(np.ones(200))
    assert (drawn.eligible.sum(axis=1) == 30).all()
    assert drawn.unfiltered == 0
    assert len({tuple(row) for row in drawn.eligible}) == 20  # every three of six
    same, other = draw_students(interests, 5, 200, seed=3), draw_students(interests, 5, 200, seed=4)
    assert (same.weights == drawn.weights).all() and (same.eligible == drawn.eligible).all()
    assert (other.weights != drawn.weights).any()


def test_the_second_answer_moves_each_log_weight_by_the_spread():
    drawn = draw_students(np.ones((20, 3), dtype=bool), 5, 20_000, seed=1)
    sure = (drawn.weights > 0.02).all(axis=1)  # below .01 a weight is raised first
    moved = np.log(drawn.again[sure] / drawn.weights[sure])
    between = moved[:, 0] - moved[:, 1]  # their common divisor drops out
    assert between.std() == pytest.approx(math.sqrt(2) * 0.3, rel=0.03)
    assert between.mean() == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("each", "unfiltered"), [(3, 50), (4, 0)])
def test_when_interests_leave_fewer_than_ten_all_count(each, unfiltered):
    interests = np.zeros((40, 3), dtype=bool)
    for number in range(3):
        interests[number * each : (number + 1) * each, number] = True
    drawn = draw_students(interests, 5, 50, seed=1)
    assert drawn.unfiltered == unfiltered
    assert (drawn.eligible.sum(axis=1) == (40 if unfiltered else 12)).all()


def test_a_catalogue_without_interests_is_seen_whole():
    drawn = draw_students(np.zeros((30, 0), dtype=bool), 5, 4, seed=1)
    assert drawn.eligible.all() and drawn.unfiltered == 4


# --- Calibration -----------------------------------------------------------------


def test_bins_by_hand():
    said = np.array([0.0, 0.05, 0.3, 0.35, 0.9, 1.0])
    seen = np.array([False, True, False, False, True, False])
    bins = in_bins(said, seen)
    assert [one.count for one in bins] == [2, 0, 0, 2, 0, 0, 0, 0, 0, 2]
    assert (bins[0].said, bins[0].seen) == (pytest.approx(0.025), 0.5)
    assert (bins[3].said, bins[3].seen) == (pytest.approx(0.325), 0)
    assert bins[9].seen == 0.5 and (bins[9].low, bins[9].high) == (0.9, 1.0)
    assert math.isnan(bins[1].said) and math.isnan(bins[1].seen)


def test_what_is_said_is_seen_when_nothing_can_change_it_or_all_is_chance():
    weights = np.full((20, 5), 0.2)
    # Five far above the rest: always said, always seen. And forty twins: said one time in eight.
    sure = calibration(np.vstack([np.full((5, 5), 99.0), np.full((15, 5), 1.0)]), students(weights, metiers=20), 0.8, 1)
    assert [one.count for one in sure] == [15 * 20, *[0] * 8, 5 * 20]
    assert (sure[0].said, sure[0].seen, sure[9].said, sure[9].seen) == (0, 0, 1, 1)
    twins = calibration(np.full((40, 5), 50.0), students(weights, metiers=40), 0.8, 1)
    assert sum(one.count for one in twins) == 40 * 20
    assert sum(one.count * one.seen for one in twins if one.count) == pytest.approx(5 * 20)
    assert sum(one.count * one.said for one in twins if one.count) == pytest.approx(5 * 20)


def test_calibration_stays_among_the_eligible():
    eligible = np.zeros((3, 20), dtype=bool)
    eligible[:, 8:] = True
    bins = calibration(ladder(20), students(np.full((3, 5), 0.2), eligible=eligible), 0.8, 1)
    assert sum(one.count for one in bins) == 3 * 12


@pytest.mark.parametrize("spread", [EXPRESS_SPREAD, COMPLET_SPREAD])
def test_what_is_said_happens_as_often_as_said(spread):
    shown = np.random.default_rng(6).uniform(0, 100, (40, 5))
    some = first_of(draw_students(np.ones((40, 1), dtype=bool), 5, 1200, seed=7), 1000)
    bins = [one for one in calibration(shown, some, spread, 8) if one.count >= 100]
    assert len(bins) == 10
    assert max(abs(one.said - one.seen) for one in bins) < 0.06


def test_some_of_the_students_with_or_without_their_interests():
    interests = np.zeros((60, 6), dtype=bool)
    interests[np.arange(60), np.arange(60) // 10] = True
    drawn = draw_students(interests, 5, 30, seed=3)
    some, same = first_of(drawn, 7), first_of(drawn, 100, filtered=False)
    assert (some.weights == drawn.weights[:7]).all() and (some.again == drawn.again[:7]).all()
    assert (some.eligible == drawn.eligible[:7]).all()
    assert same.eligible.shape == (30, 60) and same.eligible.all()


# --- The slope of the five screens -------------------------------------------------


def test_a_student_who_never_errs_is_found_again_by_the_slope_of_the_site(monkeypatch):
    """Always the first dimension before the second, and so on, as `elicitation` reads such answers."""
    monkeypatch.setattr(bench, "CHOICE_NOISES", (1e-9, 3.0))
    answers = {}
    for number, screen in enumerate(SCREENS):
        ordered = sorted(screen, key=lambda enonce: CLES.index(enonce.dimension))
        answers[number] = Choix(ordered[0].cle, ordered[-1].cle)
    weights = elicitation.weights(answers)
    shown = np.random.default_rng(1).uniform(0, 100, (60, 5))
    found = bench.elicitations(shown, students([weights] * 20, metiers=60), seed=1)
    ways = ["choix, pente 0,2", "choix, pente 0,3", "choix, pente 0,4", "choix, pente 0,5", "notes", "moyenne des deux"]
    assert [(one.noise, one.way) for one in found] == [(noise, way) for noise in (1e-9, 3.0) for way in ways]
    flatter, same, _, _, _, _, _, lost, *_ = found
    assert elicitation.SLOPE == 0.3
    assert same.error == pytest.approx(0) and same.overlap == 1
    powers = weights ** (0.2 / 0.3)
    assert flatter.error == pytest.approx(abs(powers / powers.sum() - weights).mean()) and flatter.overlap < 1
    assert lost.error > 0.05 and lost.overlap < 0.9  # by a noise larger than what tells the dimensions apart


def test_two_ways_to_ask_that_err_apart_find_more_together(monkeypatch):
    monkeypatch.setattr(bench, "CHOICE_NOISES", (1.0,))
    some = draw_students(np.ones((60, 1), dtype=bool), 5, 1000, seed=3)
    shown = np.random.default_rng(1).uniform(0, 100, (60, 5))
    found = {one.way: one for one in bench.elicitations(shown, some, seed=1)}
    both, screens, sliders = (found[way] for way in ("moyenne des deux", "choix, pente 0,3", "notes"))
    assert both.overlap > max(screens.overlap, sliders.overlap) + 0.02
    assert both.error < min(screens.error, sliders.error)


# --- Timings ---------------------------------------------------------------------


def test_timings_measure_each_work_beside_its_product():
    rows = list(bench.timings((40, 80), seed=1, runs=3))
    assert [row.size for row in rows] == [40, 80, 40]
    assert all(row.seconds > 0 and row.product > 0 for row in rows)
    assert bench.Timing("x", 1, 0.006, 0.002).ratio == pytest.approx(3)


# --- The command -----------------------------------------------------------------


def published(count):
    for number in range(count):
        scores = {cle: (number * (place + 2) * 7) % 101 for place, cle in enumerate(CLES)}
        Metier.objects.create(titre=f"M{number}", slug=f"m{number:02d}", statut=Statut.PUBLIEE, **scores)


@pytest.mark.django_db
def test_the_command_prints_every_figure_and_the_same_ones_for_a_seed(monkeypatch, capsys):
    monkeypatch.setattr(bench, "SIZES", (40,))
    published(30)
    call_command("bench_matching", "--students=30", "--seed=5")
    out = capsys.readouterr().out
    assert "30 métiers publiés, 0 centres d'intérêt.\n30 élèves simulés (graine 5)" in out
    assert "Pour 30 d'entre eux" in out
    lines = out.splitlines()
    for name in bench.methods():
        (line,) = [line for line in lines if line.startswith(name)]
        assert line.count("%") == 3
    bins = [f"0,{low}–{'1,0' if low == 9 else f'0,{low + 1}'}" for low in range(10)]
    assert [line.split()[0] for line in lines if line.strip().startswith("0,") and "–" in line.split()[0]] == bins * 2
    ways = [line[12:30].strip() for line in lines if "points  " in line]
    assert ways == [*(f"choix, pente 0,{slope}" for slope in (2, 3, 4, 5)), "notes", "moyenne des deux"] * 3
    assert "express 0,8, complet 0,6 ; des notes : 5 points ; entre élèves : 0,8" in out
    for word in ("solides", "probables", "à explorer"):
        assert sum(line.count(" par élève") for line in lines if line.strip().startswith(word)) == 4
    assert sum("× " in line for line in lines if line.startswith(("vingt", "solidité"))) == 2
    call_command("bench_matching", "--students=30", "--seed=5")
    assert capsys.readouterr().out.split("Durées")[0] == out.split("Durées")[0]
    call_command("bench_matching", "--students=30", "--seed=6")
    assert capsys.readouterr().out.splitlines()[8] != lines[8]


@pytest.mark.django_db
def test_too_few_fiches_are_told_in_one_line():
    published(29)
    with pytest.raises(CommandError, match=r"^29\u00a0fiches publiées : il en faut au moins 30 pour mesurer\.$"):
        call_command("bench_matching")


@pytest.mark.parametrize("argument", ["--students=0", "--students=x", "--students=1000000", "--seed=-1", "--seed=x"])
def test_bad_arguments_are_told_in_french(argument):
    with pytest.raises(CommandError, match="un nombre entier"):
        call_command("bench_matching", argument)


def test_a_student_of_the_bench_is_weighted_as_on_the_site():
    drawn = draw_students(np.ones((10, 1), dtype=bool), 5, 3, seed=2)
    importances = np.random.default_rng(2).integers(0, 11, (3, 5))
    assert drawn.weights == pytest.approx(np.array([normalise_weights(row) for row in importances.tolist()]))
