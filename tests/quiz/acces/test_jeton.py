import pytest

from quiz.acces.jeton import make_token, new_reference, read_token, without_what_follows

TOKEN = make_token("aB3_-xyz0129")
BEHIND = [
    "",
    "/",
    ",",
    ".",
    ")",
    ">",
    "%2C",
    "%C2%BB",
    "»",
    "\u00a0»",
    "/,",
    "/.",
    "/)",
    "/>",
    "/).",
    "/%2C",
    "/»",
    "/_",
    "/**",
]


@pytest.mark.parametrize("behind", BEHIND)
def test_what_follows_an_address_is_left(behind):
    assert without_what_follows(f"{TOKEN}{behind}") == (TOKEN, False)
    assert without_what_follows(f"{TOKEN}/pdf{behind}") == (TOKEN, True)


@pytest.mark.parametrize(
    "given",
    ["", "abc.def/,", TOKEN[:-1], f"{TOKEN[:-1]},", f"{TOKEN}a/", f"{TOKEN}/nope/", f"x{TOKEN}", f"{TOKEN},é"],
)
def test_what_is_no_token_or_has_words_behind_is_nothing(given):
    assert without_what_follows(given) is None


def test_a_token_has_always_the_same_length():
    for _ in range(200):
        token = make_token(new_reference())
        assert without_what_follows(f"{token}-_,") == (token, False) and read_token(token)
