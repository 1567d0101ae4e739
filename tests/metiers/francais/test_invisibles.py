"""What nobody sees changes nothing: one cleaning for files, searches, the admin and codes."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from metiers.fiche_text.document import canonical_name, canonical_prose, clean
from metiers.francais.invisibles import without_invisible
from metiers.search.selection import read_query
from quiz.acces.code import EXAMPLE, read_code

# Unicode's Default_Ignorable_Code_Point, written once more and by another road: format characters but those that are
# drawn, variation selectors, fillers, tags.
DRAWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, *range(0xFFF9, 0xFFFC), 0x110BD, 0x110CD}
DRAWN |= set(range(0x13430, 0x13440))
IGNORABLE = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    if (unicodedata.category(chr(code)) == "Cf" and code not in DRAWN)
    or "VARIATION SELECTOR" in unicodedata.name(chr(code), "")
    or code in (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0)
]
invisible = st.sampled_from([*IGNORABLE, "\x00", "\x07", "\x1f", "\x7f"])
seen = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Mn", "Cn", "So", "Sm"]), max_size=20)


def test_every_ignorable_character_goes():
    assert len(IGNORABLE) > 400
    assert [hex(ord(one)) for one in IGNORABLE if without_invisible(f"infir{one}mier") != "infirmier"] == []


@pytest.mark.parametrize("emoji", ["👩‍🚒", "👩🏽‍🚒", "❤️", "❤️‍🔥", "👁️‍🗨️", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "✈️", "👨‍👩‍👧‍👦", "☺︎"])
def test_an_emoji_stays_whole(emoji):
    assert without_invisible(f"a{emoji}b") == f"a{emoji}b"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("👩\u200d", "👩"),
        ("\u200d🚒", "🚒"),
        ("a\u200db", "ab"),
        ("a\ufe0f", "a"),
        ("1\ufe0f", "1"),
        ("\u202eRTL\u202c", "RTL"),
        ("a\tb\nc\r\nd", "a\tb\nc\r\nd"),
        ("l’île\u00a0d’Yeu\u202f!", "l’île\u00a0d’Yeu\u202f!"),
        ("\u00ad\u200b", ""),
    ],
)
def test_joiners_and_selectors_stand_only_in_an_emoji(text, cleaned):
    assert without_invisible(text) == cleaned


@given(seen, st.lists(st.tuples(st.integers(0, 20), invisible), max_size=8))
def test_what_is_seen_stays_and_nothing_else(text, added):
    mixed = text
    for place, one in added:
        mixed = mixed[:place] + one + mixed[place:]
    assert without_invisible(mixed) == without_invisible(text) == text


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("👩🚒🏴1\u20e3\u200d\ufe0f\u2329\u0301") | invisible))
@example("\u2329\ufe0f")
@example("1\u034f\ufe0f\u20e3")
@example("👩\u00ad\u200d🚒")
def test_cleaning_twice_changes_nothing(text):
    for cleaning in (without_invisible, clean, canonical_name, canonical_prose, read_query):
        assert cleaning(cleaning(text)) == cleaning(text)


@given(st.integers(0, 12), invisible)
def test_a_code_and_a_search_are_read_through_them(place, one):
    assert read_code(EXAMPLE[:place] + one + EXAMPLE[place:]) == EXAMPLE
    assert read_query("infirmier"[:place] + one + "infirmier"[place:]) == "infirmier"
    assert canonical_name("Sonorisation"[:place] + one + "Sonorisation"[place:]) == "Sonorisation"
