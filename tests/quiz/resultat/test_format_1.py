"""Results kept by the version before, on both databases, are read as they were."""

import json
from pathlib import Path

import pytest

from metiers.francais.chiffres import decimal
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.resultat.instantane import from_json, to_json

LINES = (Path(__file__).parent / "kept_in_format_1.jsonl").read_text().splitlines()
KEPT = [pytest.param(one["contenu"], id=f"{one['nom']}-{one['base']}") for one in map(json.loads, LINES)]


def test_there_are_some_of_both_databases():
    assert {one["base"] for one in map(json.loads, LINES)} == {"sqlite", "postgresql"}
    assert all(param.values[0]["format"] == 1 for param in KEPT)


@pytest.mark.parametrize("contenu", KEPT)
def test_filters_and_firmness_are_said_in_the_words_that_were_kept(contenu):
    kept = from_json(contenu)
    said = tell_ranking(kept)
    assert list(said.filtres) == contenu["filtres"]
    assert [one.solidite for one in said.pistes] == [piste["solidite"] for piste in contenu["pistes"]]
    assert [one.piste.index for one in said.pistes] == [piste["index"] for piste in contenu["pistes"]]


@pytest.mark.parametrize("contenu", KEPT)
def test_they_are_kept_again_without_loss(contenu):
    kept = from_json(contenu)
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


@pytest.mark.parametrize("contenu", KEPT)
def test_each_of_their_reports_is_told(contenu):
    kept = from_json(contenu)
    for piste in kept.kept:
        told = tell_report(kept, piste)
        assert told.calcul.total == decimal(piste.unclipped)
        assert told.place.phrases and told.points


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="format 3"):
        from_json({"format": 3})


def test_filters_whose_address_does_not_match_keep_their_words():
    contenu = json.loads(LINES[0])["contenu"] | {"filtres": ["Ce qui était choisi"], "query": "?"}
    assert tell_ranking(from_json(contenu)).filtres == ("Ce qui était choisi",)
