import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.acces.code import ALPHABET, LENGTH, new_code, read_code, show_code

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


@given(codes)
def test_what_is_shown_is_read_back(code):
    assert read_code(show_code(code)) == code
    assert read_code(show_code(code).lower().replace("-", " ")) == code


@given(codes, st.lists(st.sampled_from(" -–—_.\t\n"), max_size=6), st.data())
def test_separators_and_look_alikes_do_not_matter(code, separators, data):
    typed = code.replace("0", data.draw(st.sampled_from("0oO"))).replace("1", data.draw(st.sampled_from("1iIlL")))
    for separator in separators:
        place = data.draw(st.integers(0, len(typed)))
        typed = typed[:place] + separator + typed[place:]
    assert read_code(typed) == code


@given(st.text())
def test_anything_else_is_no_code_and_no_error(typed):
    code = read_code(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))


@pytest.mark.parametrize(
    "typed", ["", "7K3M-Q9XT-2BH", "7K3M-Q9XT-2BHDD", "7K3M-Q9XT-2BHU", "7K3M-Q9XT-2BH*", "١" * 12]
)
def test_a_code_cut_too_long_or_with_a_symbol_that_has_none_is_refused(typed):
    assert read_code(typed) is None


def test_codes_are_made_of_sixty_random_bits():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(read_code(code) == code for code in made)
    assert {symbol for code in made for symbol in code} == set(ALPHABET)
