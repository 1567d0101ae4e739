"""Words on paper: cut where they are too long, dated, spelled."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suivi.documents.mots import cut, cut_lines, day_of_week, name_on_paper


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("", 10, ""),
        ("court", 5, "court"),
        ("  deux\n mots ", 20, "deux mots"),
        ("bac\u00a0+3 ou plus", 11, "bac\u00a0+3 ou\u00a0…"),
        ("lire la fiche, puis écrire", 17, "lire la fiche\u00a0…"),
        ("anticonstitutionnellement", 12, "anticonsti\u00a0…"),
        ("à anticonstitutionnellement", 12, "à anticons\u00a0…"),
    ],
)
def test_a_text_is_cut_after_a_word(text, most, said):
    assert cut(text, most) == said


@given(st.text(), st.integers(3, 60))
def test_a_cut_text_has_its_room_and_says_that_it_is_cut(text, most):
    said = cut(text, most)
    assert len(said) <= most
    assert cut(said, most) == said
    assert said.endswith("…") or said.split() == text.split()


@pytest.mark.parametrize(
    ("text", "lines", "said"),
    [
        ("", 6, []),
        ("\n \n", 6, []),
        ("une étape", 6, ["une étape"]),
        ("a\n" + "b" * 60 + "\nc", 6, ["a", "b" * 36 + "\u00a0…", "c"]),
        ("b" * 60 + "\n" + "c" * 60, 6, ["b" * 18 + "\u00a0…", "c" * 18 + "\u00a0…"]),
        ("a\nb\nc\nd", 3, ["a", "b", "c d"]),
    ],
)
def test_each_step_is_cut_to_its_share(text, lines, said):
    assert cut_lines(text, 40, lines) == said


@given(st.lists(st.text(max_size=400), max_size=12), st.integers(1, 6))
def test_steps_never_take_more_than_their_room(steps, lines):
    said = cut_lines("\n".join(steps), 120, lines)
    assert len(said) <= lines
    assert sum(map(len, said)) <= 120


def test_a_day_is_written_as_it_is_said():
    assert day_of_week(date(2026, 12, 4)) == "vendredi 4\u00a0décembre 2026"
    assert day_of_week(date(2027, 8, 1)) == "dimanche 1er\u00a0août 2027"


@pytest.mark.parametrize("name", ["Zo", "12", "=1+1", ":)", "#set text", "عبد الرحمن", "נועה", "Александра", "W" * 30])
def test_a_name_that_can_be_printed_stays(name):
    assert name_on_paper(name) == name


@pytest.mark.parametrize("name", ["🦊🦊", "李小龙", "\u200f\u200b", "🦊 李"])
def test_a_name_without_a_sign_to_print_is_said_to_be_one(name):
    assert name_on_paper(name) == "(nom qui ne s’imprime pas)"
