import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metiers.dimensions import CLES
from metiers.models import Metier, Statut
from quiz.matching import MIN_FOR_PERCENTILES
from tests.conftest import SLUG

pytestmark = pytest.mark.django_db
WEIGHTS = "--weights=30,10,25,20,15"


def ranked(*args):
    out = StringIO()
    call_command("rank_metiers", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_json_gives_every_term_unrounded(metier):
    report = ranked(WEIGHTS, "--skills=gestion-de-projet=75,gestion-financiere=50,competences-linguistiques=100")
    assert list(report) == ["method_version", "catalogue_version", "lambda", "weights", "results"]
    assert report["method_version"] == "1"
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


def test_the_plain_answer_names_the_metier(metier, capsys):
    call_command("rank_metiers", WEIGHTS)
    assert f"57.11  {SLUG}" in capsys.readouterr().out


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
    ],
)
def test_bad_arguments_are_told_in_french(metier, args, message):
    with pytest.raises(CommandError, match=message):
        call_command("rank_metiers", *args)
