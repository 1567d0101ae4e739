"""How sure a score is, and halves of a métier: by hand, then on the small world."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.catalogue.build import build_catalogue
from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.readers import read_sources
from metiers.catalogue.splits import can_be_split, halves, read_splits
from metiers.catalogue.spread import PRIOR, Professions, errors_of, typical_spread

TYPICAL = np.full(5, 6.0)


def professions(parts, *firsts):
    """Occupations whose first score is told, the four others being 50."""
    return Professions(np.array(parts), np.array([[first, 50.0, 50.0, 50.0, 50.0] for first in firsts]))


def test_one_occupation_has_the_typical_error():
    assert errors_of(professions([1.0], 70.0), TYPICAL).tolist() == [6.0] * 5


def test_an_error_by_hand():
    """Two halves at 50 and 70: v = ½ (100 + 100) / (1 − ½) = 200, ν = 1; V = (4 × 36 + 200) / 5; error² = V / 2."""
    found = professions([0.5, 0.5], 50.0, 70.0)
    assert found.variance[0] == pytest.approx(200)
    assert found.freedom == pytest.approx(1)
    assert PRIOR == 4
    assert errors_of(found, TYPICAL)[0] == pytest.approx((68.8 / 2) ** 0.5)
    assert errors_of(found, TYPICAL)[1] == pytest.approx((4 * 36 / 5 / 2) ** 0.5), "that agree, less than the typical"


def test_the_typical_spread_is_that_of_the_metiers_that_have_several():
    found = typical_spread([professions([1.0], 0.0), professions([0.5, 0.5], 50, 70), professions([0.5, 0.5], 50, 50)])
    assert found.tolist() == pytest.approx([200**0.5 / 2, 0, 0, 0, 0])
    assert typical_spread([professions([1.0], 0.0)]).tolist() == [0.0] * 5


@given(st.integers(2, 20))
def test_more_occupations_make_a_surer_score(count):
    def error(k):
        return errors_of(professions([1 / k] * k, *([40.0, 60.0] * k)[:k]), TYPICAL)[1]

    assert error(count) < error(count - 1)


ONET = [(0.5, [50.0] * 5), (0.3, [70.0] * 5), (0.2, [10.0] * 5)]
ECART = [6.0] * 5


@given(st.integers(0, 10_000))
def test_halves_share_the_occupations_between_them(seed):
    a, b = halves(ONET, ECART, seed)
    again = halves(ONET, ECART, seed)
    assert [half.scores.tolist() for half in again] == [a.scores.tolist(), b.scores.tolist()]
    alone = sorted(float(half.scores[0]) for half in (a, b) if half.errors[0] == 6.0)
    both = {50.0: (0.3 * 70 + 0.2 * 10) / 0.5, 70.0: (0.5 * 50 + 0.2 * 10) / 0.7, 10.0: (0.5 * 50 + 0.3 * 70) / 0.8}
    assert len(alone) == 1, "of three, one is alone and two are together"
    together = a if a.errors[0] != 6.0 else b
    assert together.scores[0] == pytest.approx(both[alone[0]])
    assert together.errors[0] < 6.0


def test_another_seed_gives_other_halves():
    assert len({tuple(sorted(float(h.scores[0]) for h in halves(ONET, ECART, seed))) for seed in range(30)}) == 3


def test_each_half_holds_a_heavy_occupation():
    onet = [(0.45, [50.0] * 5), (0.45, [60.0] * 5), (0.1, [90.0] * 5)]
    scores = {round(float(half.scores[0]), 1) for seed in range(40) for half in halves(onet, ECART, seed)}
    assert 90.0 not in scores


@pytest.mark.parametrize(
    ("parts", "possible"), [([1.0], False), ([0.81, 0.19], False), ([0.8, 0.2], True), ([0.4, 0.4, 0.2], True)]
)
def test_a_metier_is_split_between_two_occupations_of_a_fifth(parts, possible):
    assert can_be_split(parts) is possible
    if not possible:
        with pytest.raises(ValueError, match="20 %"):
            halves([(part, [50.0] * 5) for part in parts], ECART, 0)


def test_the_occupations_of_a_metier_average_to_its_scores(world):
    catalogue = build_catalogue(read_sources(world), Exclusions({}, {}))
    assert catalogue.profiles.codes == ("A1101", "B1101", "C9901")
    diver = catalogue.professions["B1101"]
    assert diver.parts.tolist() == pytest.approx([0.9 / 1.4, 0.5 / 1.4])
    for d, scores in enumerate(catalogue.profiles.scores.values()):
        if 0 not in diver.scores[:, d] and 100 not in diver.scores[:, d]:
            assert diver.parts @ diver.scores[:, d] == pytest.approx(scores[1], abs=1.5)
    assert list(catalogue.splits) == ["B1101"], "the others have one occupation"
    (onet, ecart) = read_splits({"metiers": catalogue.splits})["B1101"]
    assert [part for part, _ in onet] == pytest.approx(diver.parts.tolist(), abs=1e-4)
    errors = next(m["erreur"] for m in catalogue.metiers if m["code"] == "B1101")
    alone = next(m["erreur"] for m in catalogue.metiers if m["code"] == "A1101")
    assert all(0 < errors[cle] < alone[cle] for cle in errors)
    assert list(errors.values()) == pytest.approx([e * (0.9**2 + 0.5**2) ** 0.5 / 1.4 for e in ecart], abs=0.1)
