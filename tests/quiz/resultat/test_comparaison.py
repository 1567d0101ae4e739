"""Two results side by side, without any database: what moved, which way, and why."""

import json
from dataclasses import replace

import pytest

from metiers.dimensions import CLES
from quiz.methode.matching import normalise_weights
from quiz.resultat.comparaison import FicheActuelle, Raison, context, movements, priorities, revisions
from quiz.resultat.instantane import FiltreFige, for_others, to_json
from tests.quiz.instantanes import METHODE, build_instantane, build_piste

OTHER_METHOD = replace(METHODE, version="1")


def with_pistes(*pistes, **changes):
    return build_instantane(pistes=pistes, **changes)


def at(number, place, **changes):
    return replace(build_piste(number), place=place, **changes)


def test_places_gained_and_lost_new_and_gone_in_the_order_of_the_second():
    before = with_pistes(at(1, 1), at(2, 2), at(3, 3))
    after = with_pistes(at(3, 1), at(1, 2), at(4, 3))
    found = movements(before, after)
    assert [(one.slug, one.before, one.after, one.climbs) for one in found] == [
        ("metier-3", 3, 1, True),
        ("metier-1", 1, 2, False),
        ("metier-4", None, 3, True),
        ("metier-2", 2, None, False),
    ]


def test_causes_are_what_the_terms_gained_largest_first():
    old, new = (
        at(1, 2, general=4.0, contributions=(1.0, 2.0, 3.0, 4.0, 5.0)),
        at(1, 1, general=3.0, contributions=(1.2, 5.0, 3.0, 2.0, 5.4)),
    )
    (one,) = movements(with_pistes(old), with_pistes(new))
    told = [(cle, round(points, 6)) for cle, points in one.causes]
    assert told == [("flexibilite", 3.0), ("relations", -2.0), ("", -1.0)], "under half a point nothing is explained"


def test_a_priority_has_moved_when_its_percent_has():
    before, after = build_instantane(), build_instantane(importances=dict.fromkeys(CLES, 5))
    assert [one.moved for one in priorities(before, before)] == [False] * 5
    moved = priorities(before, after)
    assert [one.dimension.cle for one in moved] == list(CLES)
    assert [one.moved for one in moved] == [abs(one.after - one.before) >= 0.005 for one in moved]
    assert any(one.moved for one in moved)


def test_a_revised_fiche_is_told_also_for_the_metier_that_was_asked_about():
    cible = replace(build_piste(9), slug="cible", place=40)
    kept = with_pistes(at(1, 1), at(2, 2), at(3, 3), cible=cible)
    today = {
        "metier-1": FicheActuelle(at(1, 1).titre, at(1, 1).raw, revue=False),
        "metier-2": FicheActuelle(at(2, 2).titre, (1, *at(2, 2).raw[1:]), revue=True),
        "cible": FicheActuelle(cible.titre, (*cible.raw[:4], 2), revue=False),
    }
    found = {one.slug: one for one in revisions(kept, today)}
    assert set(found) == {"metier-2", "metier-3", "cible"}
    assert [(d.cle, then, now) for d, then, now in found["metier-2"].scores] == [("qualite_vie", at(2, 2).raw[0], 1)]
    assert found["metier-3"].gone and not found["cible"].gone
    assert found["cible"].scores[0][0].cle == "carriere"


def test_a_fiche_written_again_or_renamed_is_told_with_the_same_scores():
    kept = with_pistes(at(1, 1), at(2, 2), at(3, 3))
    fiches = {one.slug: FicheActuelle(one.titre, one.raw, revue=False) for one in kept.pistes}
    renamed = replace(fiches["metier-2"], titre="Facteur de guitares")
    found = revisions(kept, fiches | {"metier-1": replace(fiches["metier-1"], revue=True), "metier-2": renamed})
    assert [(one.slug, one.new_titre, one.scores) for one in found] == [
        ("metier-1", "", ()),
        ("metier-2", "Facteur de guitares", ()),
    ]


def ranked(importances, *numbers, **changes):
    """A result of these métiers as these priorities place them, and no other in view unless told."""
    weights = normalise_weights([importances[cle] for cle in CLES])
    pistes = sorted((build_piste(number, weights=weights) for number in numbers), key=lambda one: -one.unclipped)
    placed = [replace(piste, place=place) for place, piste in enumerate(pistes, start=1)]
    return build_instantane(importances=importances, pistes=tuple(placed), **changes)


CARING, FREE = dict.fromkeys(CLES, 1) | {"relations": 10}, dict.fromkeys(CLES, 1) | {"flexibilite": 10}


def test_one_that_comes_or_goes_says_what_the_priorities_did_to_it():
    everyone = range(1, 13)
    first, second = ranked(CARING, *everyone), ranked(FREE, *everyone)
    before = replace(first, pistes=first.pistes[:5])
    after = replace(second, pistes=second.pistes[:5])
    found = {one.slug: one for one in movements(before, after)}
    comes = [one for one in found.values() if one.before is None]
    goes = [one for one in found.values() if one.after is None]
    assert comes and goes
    whole = {piste.slug: piste.unclipped for piste in first.pistes}, {one.slug: one.unclipped for one in second.pistes}
    for one in (*comes, *goes):
        assert one.raison is None
        told = sum(points for _, points in one.causes)
        moved = whole[1][one.slug] - whole[0][one.slug]
        assert abs(told - moved) <= 5 * 0.5, "all but what is too small to tell"
        assert (moved > 0) == (one in comes)


def without_the_best(importances, **changes):
    whole = ranked(importances, *range(1, 9))
    return whole, replace(whole, pistes=whole.pistes[1:], **changes)


OTHER_FILTERS = {"query": "?niveau=3"}


@pytest.mark.parametrize(
    ("changes", "left_out", "raison"),
    [
        (OTHER_FILTERS, True, Raison.FILTRES),
        (OTHER_FILTERS, False, Raison.AUTRES),
        ({}, True, Raison.AUTRES),
        ({"catalogue": 99}, False, Raison.FICHES),
        ({"catalogue": 99} | OTHER_FILTERS, True, Raison.FILTRES),
        ({"catalogue": 99} | OTHER_FILTERS, False, Raison.FICHES),
        ({"methode": OTHER_METHOD} | OTHER_FILTERS, True, Raison.METHODE),
        ({"filtres": ("Une étiquette a changé de nom",)}, True, Raison.AUTRES),
    ],
)
def test_one_that_had_its_place_is_absent_for_another_reason(changes, left_out, raison):
    whole, rest = without_the_best(CARING, **changes)
    best = whole.pistes[0].slug
    ecartes = {best} if left_out else set()
    for one in (movements(whole, rest, (set(), ecartes))[-1], movements(rest, whole, (ecartes, set()))[0]):
        assert (one.slug, one.causes, one.raison) == (best, (), raison)


def test_filters_are_named_also_when_the_priorities_alone_would_have_moved_it():
    everyone = range(1, 13)
    first, second = ranked(CARING, *everyone), ranked(FREE, *everyone)
    before, after = replace(first, pistes=first.pistes[:5]), replace(second, pistes=second.pistes[:5], **OTHER_FILTERS)
    gone = next(one for one in movements(before, after) if one.after is None and one.causes)
    assert gone.raison is None
    again = movements(before, after, (set(), {gone.slug}))
    assert next(one for one in again if one.slug == gone.slug).raison is Raison.FILTRES


def test_the_last_of_a_short_list_is_absent_because_of_fiches_whatever_its_index():
    whole = ranked(CARING, *range(1, 9), en_vue=8)
    rest = replace(whole, pistes=whole.pistes[:-1], en_vue=7, catalogue=99)
    assert movements(whole, rest)[-1].raison is Raison.FICHES
    longer = replace(rest, en_vue=200)
    assert movements(whole, longer)[-1].raison is Raison.AUTRES


def test_an_index_that_moves_the_other_way_does_not_explain_a_place():
    old, new = at(1, 3, contributions=(0.0,) * 5), at(1, 5, contributions=(2.0, 0.0, 0.0, 0.0, 0.0))
    (falls,) = movements(with_pistes(old), with_pistes(new))
    assert falls.causes and falls.gain == pytest.approx(2) and not falls.climbs and falls.raison is Raison.AUTRES
    (rises,) = movements(with_pistes(new), with_pistes(old))
    assert rises.climbs and rises.gain < 0 and rises.raison is Raison.AUTRES
    (straight,) = movements(with_pistes(old), with_pistes(replace(new, place=1)))
    assert straight.raison is None


def test_one_that_only_makes_room_says_so():
    before, after = with_pistes(at(1, 1), at(2, 2)), with_pistes(at(2, 1), at(1, 2))
    assert {one.raison for one in movements(before, after)} == {Raison.AUTRES}
    assert {one.raison for one in movements(before, before)} == {None}


def test_many_small_changes_are_told_and_nothing_else_blamed():
    old = at(1, 1, general=4.0, contributions=(1.0,) * 5)
    new = at(1, 2, general=3.55, contributions=(0.55,) * 5)
    (one,) = movements(with_pistes(old), with_pistes(new))
    assert len(one.causes) == 3 and one.raison is None
    (same,) = movements(with_pistes(old), with_pistes(at(1, 2, general=4.2, contributions=(0.8, 1.2, 1, 1, 1))))
    assert same.causes == () and same.raison is Raison.AUTRES


def test_the_metier_that_was_asked_about_keeps_its_place_in_a_comparison():
    far = replace(build_piste(9), place=40)
    before, after = with_pistes(at(1, 1), cible=far), with_pistes(at(9, 1), at(1, 2))
    assert [(one.slug, one.before, one.after) for one in movements(before, after)] == [
        ("metier-9", 40, 1),
        ("metier-1", 1, 2),
    ]
    assert [(one.slug, one.before, one.after) for one in movements(after, before)] == [
        ("metier-1", 2, 1),
        ("metier-9", 1, 40),
    ]
    aside = with_pistes(at(1, 1), cible=replace(far, place=0))
    assert movements(aside, after)[0].before is None


SANTE, NUIT, BAC_3 = FiltreFige("domaine", "J", "Santé"), FiltreFige("sans", "nuit"), FiltreFige("niveau", "3")


def test_what_else_differs_between_two_results():
    one = build_instantane(filtres=(SANTE, NUIT))
    same = context(one, one)
    assert not same.differs
    other = replace(one, filtres=(NUIT, BAC_3), niveaux=(), catalogue=one.catalogue + 1, methode=OTHER_METHOD)
    found = context(one, other)
    assert (found.filtres_en_plus, found.filtres_en_moins) == ((BAC_3,), (SANTE,))
    assert found.competences and found.methode and found.catalogue and found.differs
    rated = (replace(one.niveaux[0], niveau=100), *one.niveaux[1:])
    assert context(one, replace(one, niveaux=rated)).competences, "one level is enough"


@pytest.mark.parametrize("skills", [True, False])
def test_what_is_shared_holds_what_was_meant(skills):
    kept = build_instantane(rapide=True, hesitant=True, cible=replace(build_piste(9), place=40, fit=55.0))
    shared = for_others(kept, slug="", avec_competences=skills)
    assert not shared.rapide and not shared.hesitant and not shared.choix and shared.cible is None
    assert bool(shared.niveaux) == skills
    assert any(piste.fit is not None for piste in shared.pistes) == skills
    assert [piste.index for piste in shared.pistes] == [piste.index for piste in kept.pistes]


@pytest.mark.parametrize("slug", ["metier-3", "loin"])
def test_a_shared_report_knows_no_other_metier(slug):
    cible = replace(build_piste(9), slug="loin", titre="Loin", place=40)
    kept = build_instantane(cible=cible)
    shared = for_others(kept, slug=slug, avec_competences=True)
    assert [piste.slug for piste in shared.kept] == [slug]
    said = json.dumps(to_json(shared))
    others = {piste.slug for piste in kept.kept} | {seuil.slug for seuil in kept.entrees} | set(kept.autrement or ())
    assert [other for other in others - {slug} if f'"{other}"' in said] == []
    assert shared.piste(slug).ecarts == () and shared.piste(slug).index == kept.piste(slug).index
