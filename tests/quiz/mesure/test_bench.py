"""The benchmark's figures on catalogues small enough to work them out by hand, and the command that prints them."""

import json
import math
import re
from html import unescape
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from metiers.dimensions import CLES
from metiers.models import Metier, Statut
from quiz.calcul.eleves import VARIANTS
from quiz.calcul.profils import load_profils
from quiz.management import told_bench
from quiz.mesure import bench
from quiz.mesure.bench import compare, euclid, figures, pearson, top_rows
from quiz.mesure.students import Students, draw_students
from quiz.methode import elicitation
from quiz.methode.elicitation import Choix
from quiz.methode.listes import Candidats
from quiz.methode.matching import LAMBDA
from quiz.methode.statements import SCREENS
from tests.conftest import CATALOGUE
from tests.metiers.small_catalogue import catalogue_of, write_fixtures

pytestmark = pytest.mark.one_database

A_QUARTER = [entry["code"] for entry in json.loads(CATALOGUE.read_bytes())["metiers"][::4]]
CORNERS = np.eye(5) * 100.0  # five métiers, each of which gives one thing only
EVERYBODY_WANTS_ONE_THING = np.eye(5)


def by_weight(shown, weights):
    """The plain mean: with weights on one dimension, its order is that dimension's."""
    return weights @ shown.T


def students(weights, again=None, eligible=None, points=None, metiers=0):
    weights = np.asarray(weights, dtype=float)
    everybody = np.ones((len(weights), metiers), dtype=bool) if eligible is None else np.asarray(eligible)
    return Students(
        weights,
        weights if again is None else np.asarray(again, dtype=float),
        everybody,
        np.zeros(everybody.shape) if points is None else np.asarray(points, dtype=float),
        0,
    )


def measured(method, raw, shown, some):
    """The figures of what this method shows first and again."""
    first, second = (top_rows(method, shown, weights, some) for weights in (some.weights, some.again))
    return figures("x", raw, some.weights, first, second)


def ladder(count):
    """Métiers of which the next always gives less of everything."""
    return np.repeat(np.linspace(100, 1, count)[:, None], 5, axis=1)


# --- The figures ---------------------------------------------------------------


def test_when_all_are_shown_the_same_ten_of_forty():
    shown = ladder(40)
    found = measured(by_weight, shown, shown, students(EVERYBODY_WANTS_ONE_THING, metiers=40))
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
    found = measured(by_weight, raw, shown, students(EVERYBODY_WANTS_ONE_THING, again, metiers=50))
    assert found.coverage == 1
    assert found.concentration == pytest.approx(20 / 50)
    assert found.satisfaction == pytest.approx(60)  # of the raw scores, not of the percentiles
    assert found.overlap == pytest.approx(2 / 5)


def test_only_eligible_metiers_are_shown_and_ties_go_in_order_across_portions(monkeypatch):
    monkeypatch.setattr(bench, "_AT_ONCE", 2)
    eligible = [[False, True, True, True], [True, False, True, True], [True, True, True, False]]
    shown = np.array([[50.0] * 5, [50.0] * 5, [50.0 + 1e-12] * 5, [50.0] * 5])
    some = students(np.full((3, 5), 0.2), eligible=eligible)
    assert top_rows(by_weight, shown, some.weights, some, 2).tolist() == [[1, 2], [0, 2], [0, 1]]
    liking = students(np.full((3, 5), 0.2), eligible=eligible, points=[[0, 0, 0, 9], [0, 0, 9, 0], [9, 9, 9, 9]])
    assert top_rows(by_weight, shown, liking.weights, liking, 2).tolist() == [[3, 1], [2, 0], [0, 1]]


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
    everybody = Candidats([f"m{number:02d}" for number in range(60)], shown)
    found = {one.method: one for one in compare(shown, everybody, students(weights, metiers=60))}
    lambdas = ["λ = 0,00", "λ = 0,25", "λ = 0,35", "λ = 0,50", "λ = 0,75", "λ = 1,00"]
    assert list(found) == [*lambdas, "Pearson", "Euclide", "le site"]
    assert found["λ = 1,00"].coverage == pytest.approx(10 / 60)
    assert found["λ = 1,00"].satisfaction == pytest.approx(90)
    for name in ("λ = 0,00", "Pearson"):
        assert found[name].coverage == pytest.approx(50 / 60)
        assert found[name].satisfaction == pytest.approx(60)
    assert f"λ = {LAMBDA:.2f}".replace(".", ",") in found


def test_the_list_of_the_site_counts_tastes_and_shows_twins_once():
    """Thirty alike of one domaine, the last ten of which are liked: twins of the first are shown but once."""
    shown = np.full((30, 5), 50.0)
    points = np.tile([0.0] * 20 + [9.0] * 10, (4, 1))
    everybody = Candidats([f"m{number:02d}" for number in range(30)], shown, twins=[*range(20), *[20] * 10])
    *_, site = compare(shown, everybody, students(np.full((4, 5), 0.2), points=points, metiers=30))
    assert (site.method, site.coverage) == ("le site", 10 / 30), "m20, and nine of the first twenty"


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
    some = draw_students(np.ones((60, 1)), 5, 1000, seed=3)
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
    assert "ces fiches n’ont pas tous leurs centres d’intérêt" in out
    assert "30 métiers publiés, 0 centres d'intérêt.\n30 élèves simulés (graine 5)" in out
    assert "Pour 30 d'entre eux" in out
    lines = out.splitlines()
    for name in (*bench.methods(), "le site"):
        (line,) = [line for line in lines if line.startswith(name)]
        assert line.count("%") == 3
    ways = [line[12:30].strip() for line in lines if "points  " in line]
    assert ways == [*(f"choix, pente 0,{slope}" for slope in (2, 3, 4, 5)), "notes", "moyenne des deux"] * 3
    assert "trop peu de ces fiches viennent de plusieurs enquêtes" in out
    assert sum("× " in line for line in lines if line.startswith(("vingt", "solidité"))) == 2
    call_command("bench_matching", "--students=30", "--seed=5")
    assert capsys.readouterr().out.split("Durées")[0] == out.split("Durées")[0]
    call_command("bench_matching", "--students=30", "--seed=6")
    assert figures_of(capsys.readouterr().out) != figures_of(out)


def figures_of(out):
    return [line for line in out.splitlines() if line.startswith("λ = ")]


@pytest.mark.django_db
def test_the_method_page_shows_how_students_are_served_as_the_command_prints_it(client, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bench, "SIZES", (40,))
    call_command("load_fixtures", fixtures=write_fixtures(tmp_path, catalogue_of(*A_QUARTER)), stdout=StringIO())
    page = client.get("/methode/").content.decode()
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    rows = [[unescape(cell).replace("\xa0", " ") for cell in row] for row in rows]
    shown = {row[0]: row[1:] for row in rows if len(row) == 5 and " sur " in row[1]}
    assert list(shown)[7:9] == ["tous", "témoins"] and list(shown)[9:] == list(VARIANTS)
    lines = list(told_bench.eleves(load_profils()))
    for name, row in ((name, shown[name]) for name in ("bac pro", "CAP", "générale")):
        said = next(line for line in lines if line.startswith(name)).removeprefix(name).replace("\xa0", " ").split()
        assert [row[0].replace(" sur ", "/"), row[1].split()[0]] == said[:2]
        assert [row[2].replace(" sur ", "/"), row[3].split()[0]] == said[-3:-1]


@pytest.mark.django_db
def test_the_command_says_how_students_are_served_and_whether_what_is_said_is_seen(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(bench, "SIZES", (40,))
    fixtures = write_fixtures(tmp_path, catalogue_of(*A_QUARTER))
    call_command("load_fixtures", fixtures=fixtures, stdout=StringIO())
    call_command("bench_matching", "--students=40")
    lines = capsys.readouterr().out.splitlines()
    everybody = [line.split() for line in lines if line.startswith("tous  ")]
    assert [len(words) for words in everybody] == [34, 34], (
        "for students and witnesses: eleven variants, each three words"
    )
    assert everybody[0][1].endswith("/60") and everybody[1][1].endswith("/10")
    assert sum(line.startswith("Une direction probable ou mieux : ") for line in lines) == 2
    bins = [f"0,{low}–{'1,0' if low == 9 else f'0,{low + 1}'}" for low in range(10)]
    assert [line.split()[0] for line in lines if line.strip().startswith("0,") and "–" in line.split()[0]] == bins * 4
    for word in ("solides", "probables", "à explorer"):
        assert sum(line.count(" par élève") for line in lines if line.strip().startswith(word)) == 4


@pytest.mark.django_db
def test_too_few_fiches_are_told_in_one_line():
    published(29)
    with pytest.raises(CommandError, match=r"^29\u00a0fiches publiées : il en faut au moins 30 pour mesurer\.$"):
        call_command("bench_matching")


@pytest.mark.parametrize("argument", ["--students=0", "--students=x", "--students=1000000", "--seed=-1", "--seed=x"])
def test_bad_arguments_are_told_in_french(argument):
    with pytest.raises(CommandError, match="un nombre entier"):
        call_command("bench_matching", argument)
