"""Which métiers are told as near: what they have in common counts, a name alone does not."""

import math
from dataclasses import replace

from metiers.catalogue.near import MOST, near_of
from metiers.catalogue.neighbours import Traits

BAKER = Traits(
    code="D1102",
    label="Boulanger / Boulangère",
    parent="D1102",
    domaine="D11",
    leads_to=frozenset({"K2111"}),
    skills=frozenset("abcd"),
    interests=frozenset("m"),
    contexts=frozenset("1"),
    holland="RC",
    bac_plus=-1,
    pay=1500.0,
    telework=False,
)
PASTRY = replace(BAKER, code="D1104", label="Pâtissier / Pâtissière", parent="D1104", leads_to=frozenset({"D1102"}))
TRAINER = Traits(
    code="K2111",
    label="Formateur / Formatrice",
    parent="K2111",
    domaine="K21",
    leads_to=frozenset(),
    skills=frozenset("xyz"),
    interests=frozenset("t"),
    contexts=frozenset("2"),
    holland="SE",
    bac_plus=math.nan,
    pay=2100.0,
    telework=True,
)


def named(*traits):
    return {one.code: one for one in traits}


def test_a_metier_of_another_world_is_not_near_though_the_rome_names_it():
    assert near_of(named(BAKER, PASTRY, TRAINER), {}) == {"D1102": ["D1104"], "D1104": ["D1102"], "K2111": []}


def test_the_nearest_come_first_and_not_more_than_a_few():
    likes = [replace(PASTRY, code=f"D11{k:02d}", skills=frozenset("abcd"[: k % 5])) for k in range(10, 20)]
    found = near_of(named(BAKER, PASTRY, *likes), {})["D1102"]
    assert len(found) == MOST
    assert found[0] == "D1104" and "D1110" not in found, "less in common"
    assert "D1102" not in found


def test_what_somebody_chose_takes_their_place_if_it_is_published():
    found = near_of(named(BAKER, PASTRY, TRAINER), {"D1102": ("K2111", "Z9999"), "Z9999": ("D1102",)})
    assert found == {"D1102": ["K2111"], "D1104": ["D1102"], "K2111": []}
