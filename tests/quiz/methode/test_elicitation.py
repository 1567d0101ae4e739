"""Best–worst choices: fair statements on balanced screens, and weights that follow what was chosen."""

import random
import re
import unicodedata
from itertools import combinations, pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.dimensions import CLES, PAR_CLE
from quiz.methode.elicitation import SLOPE, Choix, averaged, consistency, count, to_importances, weights
from quiz.methode.statements import ANCIENS, ENONCES, SCREENS, TEXTES

QV, FLEX, STIM, REL, CARR = CLES
SMALLEST, GREATEST = 0.0448, 0.5284  # by hand: counts 4, 1, 0, −1, −4 and 4, −1, −1, −1, −1
ON_SCREEN = [{enonce.dimension: enonce.cle for enonce in screen} for screen in SCREENS]
PAIRS = [[Choix(one.cle, other.cle) for one, other in permutations(screen, 2)] for screen in SCREENS]

answers = st.fixed_dictionaries({index: st.sampled_from(pairs) for index, pairs in enumerate(PAIRS)})
some_answers = st.fixed_dictionaries({}, optional={index: st.sampled_from(pairs) for index, pairs in enumerate(PAIRS)})
orders = st.permutations(CLES)


def choice(index, plus, moins):
    """The answer to one screen, said with dimensions."""
    return Choix(ON_SCREEN[index][plus], ON_SCREEN[index][moins])


def dimensions_of(choices):
    """Each answer as (dimension left out, plus, moins): what is left of it once the wording is forgotten."""
    by_cle = {enonce.cle: enonce.dimension for enonce in ENONCES}
    return [(CLES[index], by_cle[one.plus], by_cle[one.moins]) for index, one in choices.items()]


def following(order):
    """The answers of somebody who has one strict order of the dimensions, best first, and keeps to it."""
    kept = [[dimension for dimension in order if dimension in shown] for shown in ON_SCREEN]
    return {index: choice(index, ranked[0], ranked[-1]) for index, ranked in enumerate(kept)}


def at_random(draw):
    return {index: draw.choice(pairs) for index, pairs in enumerate(PAIRS)}


# --- the statements ----------------------------------------------------------


def folded(text):
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return plain.lower()


def words(text):
    return re.findall(r"[a-z]+", folded(text))


def telling(text):
    """The stems of the words that carry the meaning of a text."""
    return {word[:7] for word in words(text) if len(word) > 4}


def test_there_are_four_statements_per_dimension_under_keys_of_their_own():
    assert [enonce.dimension for enonce in ENONCES] == [cle for cle in CLES for _ in range(4)]
    assert len({enonce.cle for enonce in ENONCES}) == len({enonce.texte for enonce in ENONCES}) == 20
    assert all(re.fullmatch(r"[a-z_]{3,20}", enonce.cle) for enonce in ENONCES)


def test_a_key_leads_for_ever_to_the_words_that_were_read():
    assert len(TEXTES) == len(ANCIENS) + len(ENONCES), "a key that was taken away is not used again"
    assert TEXTES["endroit_sur"] == "Passer tes journées dans un endroit sûr qui ménage ton dos"
    assert all(TEXTES[enonce.cle] == enonce.texte for enonce in ENONCES)


@pytest.mark.parametrize("enonce", ENONCES, ids=lambda enonce: enonce.cle)
def test_a_statement_is_an_infinitive_said_in_the_positive(enonce):
    verb = next(word for word in words(enonce.texte) if word != "te")
    assert verb.endswith(("er", "ir", "re"))
    assert enonce.texte[0].isupper() and enonce.texte[-1].isalnum()
    assert "'" not in enonce.texte  # French typography
    assert not {"ne", "n", "pas", "sans", "rien", "jamais", "eviter", "moins", "vous", "votre"} & set(
        words(enonce.texte)
    )


@pytest.mark.parametrize("enonce", ENONCES, ids=lambda enonce: enonce.cle)
def test_a_statement_gives_no_dimension_away(enonce):
    labels = {stem for cle in CLES for stem in telling(PAR_CLE[cle].label)}
    dimension = PAR_CLE[enonce.dimension]
    said = telling(enonce.texte)
    assert not said & labels
    assert "vie" not in words(enonce.texte)
    assert not said & telling(f"{dimension.resume} {dimension.question}") - {"travail"}
    assert enonce.dimension not in enonce.cle


def test_no_word_marks_the_statements_of_one_dimension():
    for cle in CLES:
        for one, other in combinations([enonce.texte for enonce in ENONCES if enonce.dimension == cle], 2):
            assert not telling(one) & telling(other)
    assert len({words(enonce.texte)[0] for enonce in ENONCES}) == 20


def test_statements_are_of_similar_length():
    lengths = {enonce.cle: len(enonce.texte) for enonce in ENONCES}
    assert all(40 <= length <= 75 for length in lengths.values())
    for screen in SCREENS:
        shown = [lengths[enonce.cle] for enonce in screen]
        assert max(shown) <= 1.3 * min(shown)
    means = [np.mean([len(enonce.texte) for enonce in ENONCES if enonce.dimension == cle]) for cle in CLES]
    assert max(means) - min(means) < 6


# --- the screens -------------------------------------------------------------


def test_a_screen_shows_four_dimensions_and_leaves_out_one():
    assert len(SCREENS) == 5
    for index, shown in enumerate(ON_SCREEN):
        assert len(SCREENS[index]) == len(shown) == 4
        assert set(CLES) - set(shown) == {CLES[index]}


def test_each_statement_is_shown_exactly_once():
    assert all(sum(dimension in shown for shown in ON_SCREEN) == 4 for dimension in CLES)
    assert sorted(enonce.cle for screen in SCREENS for enonce in screen) == sorted(enonce.cle for enonce in ENONCES)


def test_no_dimension_keeps_a_position_or_a_neighbour():
    for position in range(4):
        assert len({screen[position].dimension for screen in SCREENS}) == 5
    neighbours = [(one.dimension, other.dimension) for screen in SCREENS for one, other in pairwise(screen)]
    assert len(set(neighbours)) == len(neighbours) == 15


@pytest.mark.parametrize(("plus", "moins"), list(permutations(range(4), 2)))
def test_clicking_always_at_the_same_places_says_nothing(plus, moins):
    blind = {index: Choix(screen[plus].cle, screen[moins].cle) for index, screen in enumerate(SCREENS)}
    assert set(count(blind).values()) == {0}
    assert consistency(blind) < 1


# --- by hand -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, [0, 0, 0, 0, 0]),
        ({0: choice(0, FLEX, CARR)}, [0, 1, 0, 0, -1]),
        ({0: choice(0, FLEX, CARR), 1: choice(1, CARR, QV)}, [-1, 1, 0, 0, 0]),
        ({4: choice(4, QV, REL), 0: choice(0, REL, STIM), 2: choice(2, QV, REL)}, [2, 0, -1, -1, 0]),
        (following([STIM, QV, REL, CARR, FLEX]), [1, -4, 4, 0, -1]),
    ],
)
def test_counts_by_hand(choices, expected):
    counted = count(choices)
    assert list(counted) == list(CLES)
    assert list(counted.values()) == expected


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, [0.2] * 5),
        # e^.3 = 1.34986, e^−.3 = .74082, sum 5.09068
        ({0: choice(0, FLEX, CARR)}, [0.19644, 0.26516, 0.19644, 0.19644, 0.14552]),
        # e^1.2 = 3.32012, e^−1.2 = .30119, sum 6.71199
        (following([STIM, QV, REL, CARR, FLEX]), [0.20111, 0.04487, 0.49466, 0.14899, 0.11037]),
    ],
)
def test_weights_by_hand(choices, expected):
    assert SLOPE == 0.3
    assert weights(choices) == pytest.approx(expected, abs=1e-5)


def test_choices_and_sliders_count_alike():
    choices, sliders = following([STIM, QV, REL, CARR, FLEX]), np.array([0, 0, 0, 1, 0])
    assert averaged(choices, sliders) == pytest.approx([0.10055, 0.02244, 0.24733, 0.57450, 0.05518], abs=1e-5)
    assert averaged(choices, weights(choices)) == pytest.approx(weights(choices))


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, None),
        ({3: choice(3, QV, FLEX)}, None),
        # shared by screens 0 and 1: stimulation, relations, carrière; all three pairs the same way
        ({0: choice(0, STIM, CARR), 1: choice(1, STIM, CARR)}, 1),
        # stim>rel, stim>carr, rel>carr, then all three turned round
        ({0: choice(0, STIM, CARR), 1: choice(1, CARR, STIM)}, 0),
        # first flex>stim, rel, carr and stim, rel>carr; then stim>carr, rel>carr (and QV): two pairs out of two
        ({0: choice(0, FLEX, CARR), 1: choice(1, QV, CARR)}, 1),
        # first stim>carr, rel>carr, flex>…; then rel>stim, rel>carr, rel>QV, stim>QV, carr>QV: one pair, the same way
        ({0: choice(0, FLEX, CARR), 1: choice(1, REL, QV)}, 1),
        # first rel>carr, stim>carr; then carr>rel, carr>stim, rel>stim (stim last): two pairs, none the same way
        ({0: choice(0, FLEX, CARR), 1: choice(1, CARR, STIM)}, 0),
        # first stim>rel, stim>carr, rel>carr; then carr>rel, stim>rel, carr>stim: one pair out of three
        ({0: choice(0, STIM, CARR), 1: choice(1, CARR, REL)}, 1 / 3),
        # stim–rel and rel–carr agree; stim–carr goes two ways out of three times, and so do stim–flex, flex–carr,
        # stim–QV and QV–carr out of two: two pairs out of seven
        ({0: choice(0, STIM, CARR), 1: choice(1, STIM, CARR), 3: choice(3, CARR, STIM)}, 2 / 7),
    ],
)
def test_consistency_by_hand(choices, expected):
    assert consistency(choices) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.2] * 5, (5, 5, 5, 5, 5)),
        ([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3], (5, 5, 5, 5, 5)),  # rounding of floats is not a difference
        ([0, 0, 1, 0, 0], (0, 0, 10, 0, 0)),
        ([0.4, 0.2, 0.2, 0.1, 0.1], (10, 5, 5, 3, 3)),  # 2.5 is rounded up
        ([0.3, 0.1, 0.25, 0.2, 0.15], (10, 3, 8, 7, 5)),
        ([0.2, 0.2, 0.2, 0.2, 0.1999], (10, 10, 10, 10, 10)),
    ],
)
def test_importances_by_hand(shares, expected):
    assert to_importances(np.array(shares)) == expected


def test_one_strict_order_prefills_five_different_importances():
    assert to_importances(weights(following(CLES))) == (10, 4, 3, 2, 1)


@pytest.mark.parametrize("shares", [[0] * 5, [0.5, 0.5, 0.5, -0.5, 0], [float("nan")] * 5])
def test_weights_that_say_nothing_prefill_nothing(shares):
    with pytest.raises(ValueError, match="importance"):
        to_importances(np.array(shares, dtype=float))


FIRST, SECOND = (screen[0].cle for screen in SCREENS[:2])


@pytest.mark.parametrize("function", [count, weights, consistency])
@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({5: Choix(FIRST, SCREENS[0][1].cle)}, "no screen 5"),
        ({-1: Choix(SCREENS[-1][0].cle, SCREENS[-1][1].cle)}, "no screen -1"),
        ({0: Choix(FIRST, FIRST)}, "both"),
        ({0: Choix(SECOND, FIRST)}, f"{SECOND} is not on screen 0"),
        ({0: Choix(FIRST, SECOND)}, f"{SECOND} is not on screen 0"),
        ({0: Choix(FIRST, "")}, "is not on screen 0"),
        ({1: Choix(SECOND, SCREENS[1][1].cle), 0: Choix("inconnu", FIRST)}, "inconnu is not"),
    ],
)
def test_answers_that_no_screen_could_give_are_refused(function, choices, message):
    with pytest.raises(ValueError, match=message):
        function(choices)


# --- properties --------------------------------------------------------------


@given(some_answers)
def test_counts_and_weights_stay_within_their_bounds(choices):
    counted, found = list(count(choices).values()), weights(choices)
    assert sum(counted) == 0
    assert all(-4 <= value <= 4 for value in counted)
    assert found.shape == (5,)
    assert found.sum() == pytest.approx(1)
    assert SMALLEST < found.min() <= found.max() < GREATEST
    for one, other in combinations(range(5), 2):
        assert np.log(found[one] / found[other]) == pytest.approx(SLOPE * (counted[one] - counted[other]))


@given(some_answers, st.permutations(range(5)))
def test_renaming_the_dimensions_renames_the_weights(choices, order):
    renamed = {CLES[place]: CLES[order[place]] for place in range(5)}
    others = {
        CLES.index(renamed[left_out]): choice(CLES.index(renamed[left_out]), renamed[plus], renamed[moins])
        for left_out, plus, moins in dimensions_of(choices)
    }
    assert weights(others)[order] == pytest.approx(weights(choices))
    assert consistency(others) == consistency(choices)


@given(answers, st.data())
def test_the_order_in_which_screens_are_answered_changes_nothing(choices, data):
    shuffled = {index: choices[index] for index in data.draw(st.permutations(range(5)))}
    assert (weights(shuffled) == weights(choices)).all()
    assert consistency(shuffled) == consistency(choices)


@given(some_answers, st.integers(0, 4), st.data())
def test_choosing_a_statement_never_pulls_its_dimension_the_other_way(choices, index, data):
    """As plus where it was not, its weight does not fall, whatever becomes of others; as moins, it does not rise."""
    before, pair = choices.get(index), data.draw(st.sampled_from(PAIRS[index]))
    after = weights({**choices, index: pair})
    by_cle = {cle: CLES.index(dimension) for dimension, cle in ON_SCREEN[index].items()}
    if before is None or before.plus != pair.plus:
        assert after[by_cle[pair.plus]] >= weights(choices)[by_cle[pair.plus]] - 1e-12
    if before is None or before.moins != pair.moins:
        assert after[by_cle[pair.moins]] <= weights(choices)[by_cle[pair.moins]] + 1e-12


@given(answers, st.lists(st.integers(0, 10), min_size=5, max_size=5).filter(any))
def test_an_average_stands_between_what_it_averages(choices, importances):
    sliders, said = np.array(importances) / sum(importances), weights(choices)
    found = averaged(choices, sliders)
    assert found.sum() == pytest.approx(1)
    assert (np.minimum(sliders, said) - 1e-12 <= found).all() and (found <= np.maximum(sliders, said) + 1e-12).all()


@given(orders)
def test_one_strict_order_is_found_again_whole(order):
    choices = following(order)
    found = dict(zip(CLES, weights(choices), strict=True))
    assert sorted(CLES, key=found.__getitem__, reverse=True) == order
    assert len(set(count(choices).values())) == 5
    assert consistency(choices) == 1


@given(some_answers)
def test_consistency_is_a_share_said_from_the_second_screen_on(choices):
    share = consistency(choices)
    assert (share is None) == (len(choices) < 2)
    assert share is None or 0 <= share <= 1


def test_the_less_sure_the_less_consistent():
    """500 students each: at random, then in one order of theirs but for a random answer on one screen."""
    draw = random.Random(5)
    wild = [consistency(at_random(draw)) for _ in range(500)]
    nearly = []
    for _ in range(500):
        slip = draw.randrange(5)
        nearly.append(consistency({**following(draw.sample(CLES, 5)), slip: draw.choice(PAIRS[slip])}))
    assert np.mean(wild) == pytest.approx(0.34, abs=0.03)
    assert np.mean(wild) + 0.2 < np.mean(nearly) < 1


@given(st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda values: max(values) > 1e-6))
def test_importances_keep_the_order_and_the_proportions(shares):
    found = to_importances(np.array(shares))
    if max(shares) - min(shares) > 1e-6:
        assert max(found) == 10
        for importance, share in zip(found, shares, strict=True):
            assert abs(importance - 10 * share / max(shares)) <= 0.5 + 1e-9
    for one, other in combinations(range(5), 2):
        assert shares[one] != shares[other] or found[one] == found[other]
        assert shares[one] < shares[other] or found[one] >= found[other]


@given(answers)
def test_no_answer_prefills_a_zero(choices):
    assert min(to_importances(weights(choices))) >= 1
