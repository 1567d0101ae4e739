import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.acces.code import ALPHABET, EXAMPLE, LENGTH, new_code, read_code, show_code

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
LINK = "https://orientation.example/quiz/reprendre/"
SHOWN = show_code(EXAMPLE)


@given(codes)
def test_what_is_shown_is_read_back(code):
    assert read_code(show_code(code)) == code
    assert read_code(show_code(code).lower().replace("-", " ")) == code


@given(codes, st.lists(st.sampled_from(" -–—_.\t\n\u2010\u2212"), max_size=6), st.data())
def test_separators_and_look_alikes_do_not_matter(code, separators, data):
    typed = code.replace("0", data.draw(st.sampled_from("0oO"))).replace("1", data.draw(st.sampled_from("1iIlL")))
    for separator in separators:
        place = data.draw(st.integers(0, len(typed)))
        typed = typed[:place] + separator + typed[place:]
    assert read_code(typed) == code


AROUND = [
    f"{LINK}#{{}}",
    f"{LINK}#{{}}.",
    f"{LINK}#{{}})",
    f"<{LINK}#{{}}>",
    f"Reprends ici : {LINK}#{{}}, avant le 3 mars 2027",
    "http://10.0.0.12:8000/quiz/reprendre/#{}",
    "#{}",
    "{},",
    "{};",
    "{}.",
    "({})",
    "*{}*",
    "**{}**",
    "_{}_",
    "«\u00a0{}\u00a0»",
    '"{}"',
    "“{}”",
    "mon code : {}",
    "Mon code est {}",
    "MON CODE {}",
    "le code : {} merci",
    "code={}",
    "c’est le {} !",
    "{} (le mien)",
    "{} ou {}",
    f"{{}} : {LINK}#{{}}",
]


@pytest.mark.parametrize("around", AROUND)
@settings(max_examples=20)
@given(codes)
def test_a_code_is_found_in_what_stood_around_it(around, code):
    assert read_code(around.replace("{}", show_code(code))) == code


@pytest.mark.parametrize("around", [around for around in AROUND if "merci" not in around and "ou" not in around])
def test_a_code_in_a_row_in_small_letters_or_with_spaces_too(around):
    for typed in (EXAMPLE, EXAMPLE.lower(), SHOWN.lower(), SHOWN.replace("-", " "), SHOWN.replace("-", " - ")):
        assert read_code(around.replace("{}", typed)) == EXAMPLE, typed


@pytest.mark.parametrize(
    "join", ["/", ":", " / ", " : ", " · ", "\u2010", "\u2011", "\u2212", "\uff0d", "\u00a0", "|", "+"]
)
def test_many_signs_may_part_the_groups(join):
    typed = SHOWN.replace("-", join)
    for around in ("{}", "({})", "mon code : {}", f"{LINK}#{{}}."):
        assert read_code(around.replace("{}", typed)) == EXAMPLE, around


def test_wide_letters_are_the_same_letters():
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in SHOWN)
    assert read_code(wide) == read_code(f"mon code\uff1a{wide}\u3002") == EXAMPLE


@given(st.text())
def test_anything_else_is_no_code_and_no_error(typed):
    code = read_code(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))


CUT, LONG, OTHER_SYMBOL = "7K3M-Q9XT-2BH", "7K3M-Q9XT-2BHDD", "7K3M-Q9XT-2BHU"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        CUT,
        LONG,
        OTHER_SYMBOL,
        "7K3M-Q9XT-2BH*",
        "7K3M-Q9XT-2BHé",
        "7K3M-Q9XT-2BHe\u0301",
        "١" * 12,
        "7K3M-Q9XT",
        "7K3M-Q9XT-2BHD-4",
        "4-7K3M-Q9XT-2BHD",
        "7K3M Q9XT 2BHD 4",
        "7K3M-Q9XT-2BHD D",
        "7K3M-Q9XT-2BHD-7K3M",
        "7K3M/Q9XT/2BHD/7K3M",
        "7K3M......Q9XT//////2BHD",
        "12/03/2009 14:30",
        "06/12/34/56/78/90",
        "+33 6 12 34 56 78",
        "bonjour",
        "je ne sais plus mon code",
        "mon code de connexions",
        "mes informations, merci",
        "code : informations",
        "elle part avec toi",
        "elle, part, avec toi",
        "prenom.nom@ecole.example",
        LINK,
        f"{LINK}?next=/quiz/resultats/12/",
    ],
)
def test_a_code_cut_too_long_or_with_a_symbol_that_has_none_is_refused(typed):
    assert read_code(typed) is None


@pytest.mark.parametrize("wrong", [CUT, LONG, OTHER_SYMBOL, "7K3M-Q9XT", "7K3M"])
@pytest.mark.parametrize(
    "around", [*AROUND, "le lien {}", "voir lien {} ici", "code {}", "code code {}", "{} bien sûr"]
)
def test_words_around_a_wrong_code_never_make_it_a_right_one(wrong, around):
    for typed in (
        wrong,
        wrong.lower(),
        wrong.replace("-", " "),
        wrong.lower().replace("-", " "),
        wrong.replace("-", ""),
    ):
        assert read_code(around.replace("{}", typed)) is None, typed


@pytest.mark.parametrize("between", [" ", " ou ", "\n", ", ", f" {LINK}#"])
def test_two_different_codes_are_none(between):
    assert read_code(f"{SHOWN}{between}7K3M-Q9XT-2BHE") is None


def test_codes_are_made_of_sixty_random_bits():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(read_code(code) == code for code in made)
    assert {symbol for code in made for symbol in code} == set(ALPHABET)


@given(st.text([sign for sign in ALPHABET if sign.isalpha()], min_size=LENGTH, max_size=LENGTH))
def test_a_code_without_a_figure_is_read_in_small_letters_where_it_is_announced(code):
    assert read_code(f"mon code : {show_code(code).lower()}") == code
    assert read_code(f"{LINK}#{show_code(code).lower()}.") == code
