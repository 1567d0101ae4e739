"""Two results side by side, without any database: what moved, which way, and why."""

import json
from dataclasses import replace

import pytest

from metiers.dimensions import CLES
from quiz.comparaison import movements, priorities, revisions
from quiz.instantane import for_others, to_json
from tests.quiz.instantanes import build_instantane, build_piste


def with_pistes(*pistes, **changes):
    return build_instantane(pistes=pistes, **changes)


def at(number, place, **changes):
    return replace(build_piste(number), place=place, **changes)


def test_places_gained_and_lost_new_and_gone_in_the_order_of_the_second():
    before = with_pistes(at(1, 1), at(2, 2), at(3, 3))
    after = with_pistes(at(3, 1), at(1, 2), at(4, 3))
    found = movements(before, after)
    assert [(one.slug, one.before, one.after, one.rises) for one in found] == [
        ("metier-3", 3, 1, 2),
        ("metier-1", 1, 2, -1),
        ("metier-4", None, 3, 0),
        ("metier-2", 2, None, 0),
    ]


def test_causes_are_what_the_terms_gained_largest_first():
    old, new = (
        at(1, 2, general=4.0, contributions=(1.0, 2.0, 3.0, 4.0, 5.0)),
        at(1, 1, general=3.0, contributions=(1.2, 5.0, 3.0, 2.0, 5.4)),
    )
    (one,) = movements(with_pistes(old), with_pistes(new))
    told = [(dimension.cle if dimension else "", round(points, 6)) for dimension, points in one.causes]
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
    today = {"metier-1": at(1, 1).raw, "metier-2": (1, *at(2, 2).raw[1:]), "cible": (*cible.raw[:4], 2)}
    found = {one.slug: one for one in revisions(kept, today)}
    assert set(found) == {"metier-2", "metier-3", "cible"}
    assert [(d.cle, then, now) for d, then, now in found["metier-2"].scores] == [("qualite_vie", at(2, 2).raw[0], 1)]
    assert found["metier-3"].gone and not found["cible"].gone
    assert found["cible"].scores[0][0].cle == "carriere"


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
