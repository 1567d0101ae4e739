"""The command line ranks as the pages do, and says all it knows."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metiers.dimensions import CLES
from metiers.models import Metier, Statut
from quiz.methode.matching import METHOD_VERSION, MIN_FOR_PERCENTILES
from tests.conftest import SLUG

pytestmark = pytest.mark.django_db
WEIGHTS = "--weights=30,10,25,20,15"


def ranked(*args):
    out = StringIO()
    call_command("rank_metiers", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def said(*args):
    out = StringIO()
    call_command("rank_metiers", *args, stdout=out)
    return out.getvalue().splitlines()


def slugs(report):
    return [result["slug"] for result in report["results"]]


def test_json_gives_every_term_unrounded(metier):
    report = ranked(WEIGHTS, "--skills=gestion-de-projet=75,gestion-financiere=50,competences-linguistiques=100")
    top = ["method_version", "catalogue_version", "lambda", "weights", "mode", "spread", "seed", "draws", "filters"]
    assert list(report) == [*top, "catalogue_size", "eligible", "results"]
    assert report["method_version"] == METHOD_VERSION
    assert report["catalogue_version"] == 1
    assert report["lambda"] == 0.35
    assert report["weights"] == dict(zip(CLES, [0.30, 0.10, 0.25, 0.20, 0.15], strict=True))
    (result,) = report["results"]
    assert result["rank"] == 1
    assert result["slug"] == SLUG
    assert result["raw"] == result["percentiles"] == dict(zip(CLES, [58, 65, 82, 78, 70], strict=True))
    assert result["base"] + result["general"] + sum(result["contributions"].values()) == pytest.approx(57.11, abs=1e-9)
    assert result["score"] == result["score_unclipped"] == pytest.approx(57.11, abs=1e-9)
    assert result["weighted_mean"] == pytest.approx(70.5)
    squares = 95**2 + 92**2 + 90**2
    assert result["skills_fit"] == pytest.approx(100 * (1 - (95 * 20 + 92 * 42) / squares))
    assert result["skills_coverage"] == pytest.approx((95 + 92 + 90) / (90 + 95 + 88 + 85 + 92 + 87))


def test_drafts_are_not_ranked(metier):
    Metier.objects.update(statut=Statut.BROUILLON)
    assert ranked(WEIGHTS)["results"] == []


def test_percentiles_replace_raw_scores_in_a_large_catalogue_and_top_cuts(metier):
    for number in range(MIN_FOR_PERCENTILES):
        Metier.objects.create(
            titre=f"M{number}", slug=f"m{number}", statut=Statut.PUBLIEE, **dict.fromkeys(CLES, number)
        )
    results = ranked(WEIGHTS, "--top=3")["results"]
    assert [result["rank"] for result in results] == [1, 2, 3]
    assert results[0]["slug"] == SLUG
    assert results[0]["percentiles"] == dict.fromkeys(CLES, pytest.approx(100 * 30.5 / 31))


def test_the_plain_answer_names_the_metier_and_how_firm_its_place_is(metier):
    assert f"57,11  {SLUG} – top 5 : 100 fois sur 100 (solide)" in said(WEIGHTS)[0]


def test_equal_indices_are_ranked_by_slug_as_the_terms_rank_them(db):
    for slug in ("b-metier", "a-metier", "ab-metier"):
        Metier.objects.create(titre=slug, slug=slug, statut=Statut.PUBLIEE, **dict.fromkeys(CLES, 50))
    assert slugs(ranked(WEIGHTS)) == ["a-metier", "ab-metier", "b-metier"]


def test_when_no_filter_is_enough_it_is_told_too(metier):
    assert said(WEIGHTS, "--level=-1", "--refuse=horaires")[1:] == ["  En retirer un seul ne suffit pas."]


def test_an_empty_catalogue_is_not_the_fault_of_a_filter(db):
    assert said(WEIGHTS, "--level=3") == ["Aucun métier publié."]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--weights=1,2"], "5 nombres"),
        (["--weights=0,0,0,0,0"], "pas tous nuls"),
        (["--weights=1,2,3,4,nan"], "5 nombres"),
        (["--weights=1,2,3,4,-5"], "5 nombres"),
        (["--weights=1,2,3,4,x"], "5 nombres"),
        ([WEIGHTS, "--skills=inconnue=50"], "Compétence inconnue : inconnue"),
        ([WEIGHTS, "--skills=gestion-de-projet=60"], "le niveau parmi 0, 25, 50, 75, 100"),
        ([WEIGHTS, "--skills=gestion-de-projet"], "identifiant=niveau"),
        ([WEIGHTS, "--top=0"], "à partir de 1"),
        ([WEIGHTS, "--interests=99"], "Centre d'intérêt inconnu : 99. Acceptés : aucun"),
        ([WEIGHTS, "--interests=4,6,22,24"], "« 4,6,22,24 » : 3 centres d'intérêt au plus, il y en a 4"),
        ([WEIGHTS, "--level=4"], r"« 4 » : niveau inconnu. Acceptés : -1 \(Sans le bac\), 0"),
        ([WEIGHTS, "--level="], "niveau inconnu"),
        ([WEIGHTS, "--refuse=nuit,froid"], "« froid » : contrainte inconnue. Acceptées : experience, nuit, week-end,"),
        ([WEIGHTS, "--mode=long"], "« long » : mode inconnu. Acceptés : express, complet"),
        ([WEIGHTS, "--seed=-1"], "de 0 à 9223372036854775807"),
        ([WEIGHTS, f"--seed={2**63}"], "de 0 à"),
        ([WEIGHTS, f"--seed={'9' * 5000}"], "de 0 à"),
        ([WEIGHTS, "--seed=1.5"], "de 0 à"),
    ],
)
def test_bad_arguments_are_told_in_french(metier, args, message, capsys):
    with pytest.raises(CommandError, match=message):
        call_command("rank_metiers", *args)
    assert capsys.readouterr().out == ""
