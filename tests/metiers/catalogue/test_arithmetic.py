import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.catalogue.arithmetic import (
    Scale,
    correlation,
    scale_of,
    to_score,
    weighted_mean,
    weighted_mean_of_rows,
    z_scores,
)
from metiers.catalogue.elements import (
    AT_A_DESK,
    COMPUTED,
    CURIOUS,
    HAZARDS,
    ON_THE_SPOT,
    PARTS,
    RECIPES,
    Element,
)
from metiers.catalogue.joins import Link
from metiers.catalogue.profile import composite, derive_profiles, with_computed
from metiers.catalogue.provenance import SOURCES
from metiers.catalogue.readers import read_sources
from metiers.dimensions import CLES, FACETTES

NAN = float("nan")


def test_a_weighted_mean_leaves_out_what_is_not_known():
    shares = [("a", 0.5), ("b", 0.25), ("c", 0.25)]
    assert weighted_mean(shares, {"a": 1.0, "b": 3.0, "c": 5.0}) == pytest.approx(2.5)
    assert weighted_mean(shares, {"a": 1.0, "b": 4.0}) == pytest.approx(2.0)
    assert weighted_mean(shares, {"a": 1.0, "b": 4.0, "c": NAN}) == pytest.approx(2.0)
    assert np.isnan(weighted_mean(shares, {}))


def test_z_scores_by_hand():
    assert z_scores(np.array([1.0, 3.0, NAN])).tolist() == pytest.approx([-1.0, 1.0, NAN], nan_ok=True)
    assert z_scores(np.array([2.0, 2.0])).tolist() == [0.0, 0.0]
    assert np.isnan(z_scores(np.array([NAN, NAN]))).all()


def test_other_figures_are_measured_on_the_scale_of_the_catalogue():
    scale = scale_of(np.array([1.0, 3.0, NAN]))
    assert scale == Scale(2.0, 1.0)
    assert scale.z(np.array([5.0, NAN])).tolist() == pytest.approx([3.0, NAN], nan_ok=True)
    assert scale_of(np.array([NAN])).z(np.array([4.0])).tolist() == [0.0]


def test_signed_means_share_the_weights_of_what_is_known():
    rows = np.array([[1.0, 2.0], [NAN, 2.0], [NAN, NAN]])
    assert weighted_mean_of_rows(rows, np.array([3.0, -1.0])).tolist() == pytest.approx([0.25, -2.0, NAN], nan_ok=True)


def test_a_dimension_by_hand():
    # z of a: −1, 1, 0 × √1.5; of b the same, reversed; a − b with weights 1 and 3: (z + 3z) / 4 = z, standardised: z.
    columns = {"a": np.array([0.0, 2.0, 1.0]), "b": np.array([20.0, 0.0, 10.0])}
    recipe = (Element("a", 1, 1.0, "onet", ""), Element("b", -1, 3.0, "onet", ""))
    z = composite(recipe, columns)
    assert z.tolist() == pytest.approx([-(1.5**0.5), 1.5**0.5, 0.0])
    assert to_score(z).tolist() == [43, 77, 60]  # 60 ± 14 × 1.2247 = 42.85, 77.15


def test_scores_are_clipped_and_rounded_half_up():
    assert to_score(np.array([-5.0, 5.0, 0.0, 0.5 / 14, -0.5 / 14])).tolist() == [0, 100, 60, 61, 60]
    with pytest.raises(ValueError, match="known"):
        to_score(np.array([NAN]))


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_scores_stay_within_0_and_100(values):
    assert all(0 <= score <= 100 for score in to_score(z_scores(np.array(values))))


def test_correlation_over_the_pairs_that_are_known():
    a = np.array([1.0, 2.0, 3.0, NAN])
    assert correlation(a, np.array([2.0, 4.0, 6.0, 100.0])) == pytest.approx(1.0)
    assert correlation(a, np.array([3.0, 2.0, 1.0, 0.0])) == pytest.approx(-1.0)
    assert np.isnan(correlation(a, np.ones(4)))


def test_computed_elements_are_made_of_what_an_occupation_knows():
    figures = {part: {"x": 0.5} for computed in COMPUTED.values() for part in computed.parts}
    figures |= {hazard: {"x": float(i)} for i, hazard in enumerate(HAZARDS)}
    figures |= {CURIOUS[0]: {"x": 2.0, "y": 1.0}, CURIOUS[1]: {"x": 5.0}}
    computed = with_computed(figures)
    assert computed["calcul:dangers"] == {"x": 4.5}, "the mean of ten"
    assert computed["calcul:curieux"] == {"x": 5.0}, "the stronger; nothing of an occupation that lacks one"


def test_a_short_week_is_no_time_gained_but_a_long_one_is_time_lost():
    weeks = {"part-time": 0.1, "forty": 0.5, "long": 0.9}
    found = [COMPUTED["calcul:semaine"].combine([week]) for week in weeks.values()]
    assert found == [0.5, 0.5, 0.9]


@pytest.mark.parametrize(
    ("desk", "spot", "possible"),
    [(1.0, [0, 0, 0, 0, 0, 0], 1.0), (0.0, [0, 0, 0, 1, 0, 0], 0.0), (0.6, [0.6, 0, 0, 0, 0, 0], 0.5)],
)
def test_one_thing_that_ties_to_a_place_is_enough_against_telework(desk, spot, possible):
    assert len(spot) == len(ON_THE_SPOT)
    assert COMPUTED["calcul:teletravail"].combine([desk] * len(AT_A_DESK) + spot) == pytest.approx(possible)


def test_the_recipes_are_complete():
    assert tuple(PARTS) == CLES
    assert PARTS["qualite_vie"] == tuple(facette.cle for facette in FACETTES) == ("temps", "securite")
    assert {part for parts in PARTS.values() for part in parts} == set(RECIPES)
    assert len(HAZARDS) == 10
    for recipe in RECIPES.values():
        assert all(e.sign in (1, -1) and e.weight > 0 and e.source in SOURCES and e.explication for e in recipe)
        assert len({e.cle for e in recipe}) == len(recipe)


def test_a_profile_takes_its_figures_from_the_shares_and_its_facts_from_the_code(world):
    figures = with_computed(read_sources(world).onet.figures)
    links = {
        "A1101": Link((("11-0000.00", 0.75), ("22-0000.00", 0.25)), 1.0, True, ("onet",)),
        "B1101": Link((("33-0000.00", 1.0),), 1.0, True, ("onet",)),
    }
    cles = [e.cle for recipe in RECIPES.values() for e in recipe if e.cle.startswith(("dares:", "rome:"))]
    facts = {"A1101": dict.fromkeys(cles, 1.0), "B1101": dict.fromkeys(cles, NAN)}
    profiles = derive_profiles(links, figures, facts)
    values = figures["style:Innovation"]
    assert profiles.codes == ("A1101", "B1101")
    assert profiles.elements["style:Innovation"].tolist() == pytest.approx(
        [0.75 * values["11-0000.00"] + 0.25 * values["22-0000.00"], values["33-0000.00"]]
    )
    assert all(sorted(scores) == [46, 74] for scores in profiles.scores.values()), "two métiers are one s apart"


def test_both_facets_count_the_same_however_wide_they_lie(world):
    """Three métiers: one is good in time, one in safety, one in neither; the facets are told with the dimension."""
    figures = with_computed(read_sources(world).onet.figures)
    links = {code: Link((("11-0000.00", 1.0),), 1.0, True, ("onet",)) for code in ("A", "B", "C")}
    cles = [e.cle for recipe in RECIPES.values() for e in recipe if e.cle.startswith(("dares:", "rome:"))]
    facts = {code: dict.fromkeys(cles, 0.0) for code in links}
    for code, better in (("A", "securite"), ("B", "temps")):
        other = next(cle for cle in ("temps", "securite") if cle != better)
        for element in RECIPES[other]:
            if element.cle in cles:
                facts[code][element.cle] = 100.0 if other == "temps" else 1.0
    facts["C"] |= facts["A"] | {cle: value for cle, value in facts["B"].items() if value}
    profiles = derive_profiles(links, figures, facts)
    assert profiles.facettes["temps"][1] > profiles.facettes["temps"][0] == profiles.facettes["temps"][2]
    assert profiles.facettes["securite"][0] > profiles.facettes["securite"][1] == profiles.facettes["securite"][2]
    assert profiles.scores["qualite_vie"][0] == profiles.scores["qualite_vie"][1] > profiles.scores["qualite_vie"][2]
