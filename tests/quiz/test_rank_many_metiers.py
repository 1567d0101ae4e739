"""The command line ranks many métiers as the pages do: filters, tastes, why one is before another."""

from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from metiers.dimensions import CLES
from metiers.directory import annuaire
from metiers.search.selection import Selection
from quiz.calcul.filtres import in_view
from quiz.calcul.gel import freeze
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import read_reponses
from quiz.methode.gouts import DOMAINE
from quiz.methode.listes import FIRST
from quiz.methode.matching import MIN_FOR_PERCENTILES, normalise_weights
from quiz.methode.stability import COMPLET_SPREAD, DRAWS, EXPRESS_SPREAD
from quiz.methode.statements import SCREENS
from quiz.models import Passation
from tests.quiz.reference import rank
from tests.quiz.test_rank_metiers import WEIGHTS, ranked, said, slugs

pytestmark = pytest.mark.django_db
IMPORTANCES = (6, 2, 9, 7, 3)
OTHERS = "--weights=6,2,9,7,3"
PEOPLE, CARE = "4", "22"

FILTERS = [
    ([], Selection()),
    ([f"--interests={CARE}"], Selection(interet=(CARE,))),
    ([f"--interests={PEOPLE},{CARE},{PEOPLE},6"], Selection(interet=(PEOPLE, CARE, "6"))),
    (["--level", "-1"], Selection(niveau=-1)),
    (["--level=3"], Selection(niveau=3)),
    (["--refuse=nuit, week-end"], Selection(sans=("nuit", "week-end"))),
    (["--refuse=experience"], Selection(sans=("experience",))),
    ([f"--interests={CARE}", "--level=3", "--refuse=nuit"], Selection(niveau=3, interet=(CARE,), sans=("nuit",))),
]


def passation_with(mode):
    passation = Passation.objects.create(
        empreinte_secret="0" * 64, expire_le=timezone.now(), **dict(zip(CLES, IMPORTANCES, strict=True))
    )
    for ecran, screen in enumerate(SCREENS if mode == "complet" else ()):
        passation.choix.create(ecran=ecran, plus=screen[0].cle, moins=screen[3].cle)
    return passation


def test_filters_keep_what_the_list_keeps_at_the_percentiles_of_all(health):
    everybody = {result["slug"]: result for result in ranked(WEIGHTS, "--experience")["results"]}
    for args, selection in FILTERS:
        report = ranked(WEIGHTS, *args)
        kept = set(in_view(selection, annuaire()))
        shown = {slug for result in report["results"] for slug in (result["slug"], *result["variants"])}
        assert shown == kept, args
        assert report["eligible"] == len(kept) < report["catalogue_size"] >= MIN_FOR_PERCENTILES, "some wait for years"
        asked = {"interests": [*selection.interet], "level": selection.niveau, "refuse": [*selection.sans]}
        assert {name: report["filters"][name] for name in asked} == asked
        for result in report["results"]:
            if result["slug"] in everybody:  # and not a twin of another one there
                for key in ("percentiles", "general", "contributions"):
                    assert result[key] == everybody[result["slug"]][key]


@pytest.mark.parametrize("mode", ["express", "complet"])
def test_the_command_and_the_page_give_the_same_ranking(health, mode):
    reponses = read_reponses(passation_with(mode))
    weights = f"--weights={','.join(map(repr, reponses.weights.tolist()))}"
    for args, selection in FILTERS:
        page = freeze(load_profils(), reponses, selection)
        results = ranked(weights, *args, f"--mode={mode}", "--top=20")["results"]
        told = ("rank", "slug", "top5_share")
        assert [tuple(one[key] for key in told) for one in results] == [
            (piste.place, piste.slug, piste.share) for piste in page.pistes
        ]
        assert [one["score"] for one in results] == pytest.approx([piste.index for piste in page.pistes])
        if page.firm:
            firm = [(one["firmness"], one["tied_with_previous"]) for one in results]
            assert firm == [(piste.solidite, piste.ex_aequo) for piste in page.pistes]


def test_a_ranking_is_the_one_of_the_formula(health):
    results = ranked(OTHERS, "--experience")["results"]
    profils = load_profils()
    expected = rank(list(profils.slugs), profils.raw, normalise_weights(IMPORTANCES))
    shown = {one["slug"] for one in results}
    assert {one["slug"]: one["score"] for one in results} == {
        one.slug: pytest.approx(one.score) for one in expected if one.slug in shown
    }
    order = [one.slug for one in expected if one.slug in shown]
    for some in (results[:FIRST], results[FIRST:]):  # so that the first ten are not all of one domaine
        assert [one["slug"] for one in some] == sorted((one["slug"] for one in some), key=order.index)
    assert shown | {slug for one in results for slug in one["variants"]} == set(profils.slugs)


def test_contrast_says_term_by_term_why_the_one_before_is_before(health):
    results = ranked(WEIGHTS)["results"]
    assert (results[0]["contrast"], results[0]["tied_with_previous"]) == ([], False)
    terms = [{"general": result["general"], **result["contributions"]} for result in results]
    for (before, own), result in zip(pairwise(terms), results[1:], strict=True):
        told = {one["term"]: one["points"] for one in result["contrast"]}
        if result["score"] > results[result["rank"] - 2]["score"]:  # it waits: others stand before it all the same
            assert not told and not result["tied_with_previous"]
            continue
        assert told == pytest.approx({cle: before[cle] - own[cle] for cle in told})
        assert all(abs(before[cle] - own[cle]) < 0.05 for cle in own.keys() - told.keys())
        assert list(told.values()) == sorted(told.values(), key=abs, reverse=True)


def test_the_same_seed_gives_the_same_output_and_the_mode_says_how_sure_the_priorities_are(health):
    first = ranked(WEIGHTS, "--seed=7")
    assert ranked(WEIGHTS, "--seed=7") == first
    assert (first["seed"], first["mode"], first["spread"], first["draws"]) == (7, "express", EXPRESS_SPREAD, DRAWS)
    default, largest = ranked(WEIGHTS), ranked(WEIGHTS, f"--seed={2**63 - 1}")
    assert default == ranked(WEIGHTS, f"--seed={default['seed']}", "--mode=express")
    complet = ranked(WEIGHTS, "--seed=7", "--mode=complet")
    assert (complet["mode"], complet["spread"]) == ("complet", COMPLET_SPREAD)
    for other in (default, largest, complet):
        assert slugs(other) == slugs(first), "draws change no place"
        shares = [result["top5_share"] for result in other["results"]]
        assert shares != [result["top5_share"] for result in first["results"]]
        assert sum(shares) == pytest.approx(5)
    assert sum(result["top5_share"] for result in complet["results"][:5]) > sum(
        result["top5_share"] for result in first["results"][:5]
    )


def test_more_may_be_asked_than_pass(health):
    report = ranked(WEIGHTS, f"--interests={CARE}", "--level=0", "--top=500")
    assert 0 < len(report["results"]) == report["eligible"] < 20


NOBODY = [f"--interests={CARE}", "--level=-1", "--refuse=week-end,horaires"]


def test_when_nothing_passes_the_filter_to_relax_is_told(health):
    report = ranked(WEIGHTS, *NOBODY)
    assert (report["results"], report["eligible"]) == ([], 0)
    relaxed = ranked(WEIGHTS, NOBODY[0], NOBODY[2])["eligible"]
    assert said(WEIGHTS, *NOBODY) == [
        "Aucun métier ne passe tous ces filtres à la fois.",
        f"  Sans --level -1 : {relaxed}\u00a0métiers.",
    ]


def test_an_unknown_interest_is_told_with_those_that_are_known(health, capsys):
    with pytest.raises(CommandError, match=r"inconnu : 99, x. Acceptés :(.|\n)*\n  22  Prendre soin"):
        call_command("rank_metiers", WEIGHTS, "--interests=22,99,x", "--json")
    assert capsys.readouterr().out == ""


def test_tastes_are_terms_and_domaines_are_told_from_refusals(health):
    plain = ranked(WEIGHTS, "--top=5")["results"][0]
    assert (plain["interests"], plain["domain"]) == (0, 0)
    liked = ranked(WEIGHTS, f"--interests={CARE}", "--domains=J", "--top=5")["results"][0]
    assert liked["interests"] > 0 and liked["domain"] == DOMAINE
    total = (
        liked["base"] + liked["general"] + sum(liked["contributions"].values()) + liked["interests"] + liked["domain"]
    )
    assert liked["score_unclipped"] == pytest.approx(total)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--domains=Z"], "Domaine inconnu : Z"),
        (["--refuse-domains=j"], "Domaine inconnu : j"),
        (["--domains=J", "--refuse-domains=J"], "aimé et écarté"),
    ],
)
def test_domaines_that_cannot_be_are_told(health, args, message):
    with pytest.raises(CommandError, match=message):
        ranked(WEIGHTS, *args)
