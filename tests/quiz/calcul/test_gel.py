"""What a frozen ranking holds besides its figures: twins, those that wait, those left for later, what likes bring."""

from dataclasses import replace

import pytest

from metiers.contraintes import EXPERIENCE
from metiers.dimensions import CLES
from metiers.search.selection import SHOWN, Selection
from quiz.calcul.gel import freeze
from quiz.calcul.profils import load_profils
from quiz.calcul.reponses import Reponses
from quiz.methode.gouts import DOMAINE, GAMMA, SECOND
from tests.metiers.small_catalogue import catalogue_of

pytestmark = pytest.mark.django_db
CODES = [f"{letter}{number}" for letter in "JK" for number in range(1000, 2200)]
REPONSES = Reponses(
    importances=dict(zip(CLES, (6, 2, 9, 7, 3), strict=True)), rapide=False, choix={}, niveaux={}, essayees=False
)


@pytest.fixture(scope="module")
def loaded(load_once):
    load_once(catalogue_of(*CODES))


@pytest.fixture
def profils(loaded, db):
    return load_profils()


def test_those_left_for_later_are_counted_and_shown_when_they_are_asked_for(profils):
    kept, everybody = (freeze(profils, REPONSES, Selection(experience=asked)) for asked in ("", SHOWN))
    later = [one for one in profils.annuaire.entrees if EXPERIENCE in one.contraintes]
    assert kept.caches == len(later) > 0 and everybody.caches == 0
    assert (kept.en_vue, everybody.en_vue) == (len(profils.slugs) - len(later), len(profils.slugs))
    assert [one.facette for one in everybody.filtres] == ["experience"] and not kept.filtres


def test_twins_are_named_by_the_one_that_stands_for_them(profils):
    kept = freeze(profils, REPONSES, Selection(), most=400)
    twins = {one.slug: {other.slug for other in one.variantes} for one in kept.pistes if one.variantes}
    assert twins, "some métiers give as much of everything"
    listed = {one.slug for one in kept.pistes}
    for leader, others in twins.items():
        entrees = [profils.annuaire.par_slug[slug] for slug in (leader, *others)]
        assert len({one.domaine for one in entrees}) == 1 and not others & listed
        assert kept.piste(leader).index >= max(
            freeze(profils, REPONSES, Selection(), slug, most=0).piste(slug).index for slug in others
        )


def test_the_report_of_a_twin_is_the_same_alone_and_beside_the_ranking(profils):
    leader = next(one for one in freeze(profils, REPONSES, Selection(), most=400).pistes if one.variantes)
    twin = leader.variantes[0].slug
    alone, beside = (freeze(profils, REPONSES, Selection(), twin, most=most).piste(twin) for most in (0, 20))
    assert alone == beside and alone.place == leader.place
    assert leader.slug in {one.slug for one in alone.variantes}
    assert freeze(profils, REPONSES, Selection(), twin).pistes == freeze(profils, REPONSES, Selection()).pistes


def test_what_is_liked_brings_what_it_says(profils):
    liking = Selection(interet=("22", "4"), aime=("J",))
    kept = freeze(profils, REPONSES, liking)
    for piste in kept.pistes:
        entree = profils.annuaire.par_slug[piste.slug]
        parts = [1.0 if one in entree.principaux else SECOND if one in entree.interets else 0.0 for one in ("22", "4")]
        assert [one.part for one in piste.phrases] == parts
        weights = [one.poids for one in piste.phrases]
        brought = sum(part * weight for part, weight in zip(parts, weights, strict=True))
        assert piste.gouts == pytest.approx(GAMMA * brought / sum(weights))
        assert piste.attrait == (DOMAINE if entree.grand_domaine == "J" else 0)
        assert set(piste.interets) == {one.nom for one in piste.phrases if one.part}
        assert piste.grand_domaine == profils.annuaire.domaines[entree.grand_domaine]


def test_a_domaine_that_is_not_liked_does_not_fill_the_list_and_one_that_is_may(profils):
    lists = [freeze(profils, REPONSES, Selection(interet=(code,))) for code in profils.interets]
    for kept in lists:
        fields = [one.domaine for one in kept.pistes[:10] if not one.reportee]
        assert max(map(fields.count, fields)) <= 4
    waiting = next(kept for kept in lists if any(one.reportee for one in kept.pistes))
    code = waiting.filtres[0].valeur
    asked = freeze(profils, REPONSES, Selection(interet=(code,), aime=("J", "K")))
    assert not any(one.reportee for one in asked.pistes)


def test_what_comes_from_far_away_is_said_to_be_less_sure(profils):
    kept = freeze(profils, REPONSES, Selection(), most=400)
    for piste in kept.pistes:
        entree = profils.annuaire.par_slug[piste.slug]
        far = entree.qualite_lien is not None and entree.qualite_lien < 0.7
        assert piste.lien_faible == (far or entree.estimee)
    assert len({one.lien_faible for one in kept.pistes}) == 2


def test_what_left_the_catalogue_counts_no_more(profils):
    known, gone = (freeze(profils, REPONSES, Selection(interet=codes)) for codes in (("22",), ("22", "99")))
    assert gone.pistes == replace(known, query=gone.query).pistes
