"""Results kept by the version before, on both databases, are read as they were."""

import json

import pytest

from metiers.francais.chiffres import decimal
from quiz.rapport.told_ranking import tell_ranking
from quiz.rapport.told_report import tell_report
from quiz.resultat.instantane import from_json, to_json
from tests.quiz.format_1 import SAMPLES

KEPT = [pytest.param(one.contenu, id=f"{one.nom}-{one.base}") for one in SAMPLES.values()]


def test_there_are_some_of_both_databases():
    assert {one.base for one in SAMPLES.values()} == {"sqlite", "postgresql"}
    assert all(one.contenu["format"] == 1 for one in SAMPLES.values())


def test_one_was_kept_before_what_a_metier_asks_for_was_frozen():
    assert not any("attendus" in piste for piste in SAMPLES["without-attendus"].contenu["pistes"])


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
    contenu = SAMPLES["express-filters-skills"].contenu | {"filtres": ["Ce qui était choisi"], "query": "?"}
    assert tell_ranking(from_json(contenu)).filtres == ("Ce qui était choisi",)
