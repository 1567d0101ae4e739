"""Per cents as students read them, times out of 100, studies in words, and one line to read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.dimensions import CLES
from metiers.francais.chiffres import percent
from quiz.rapport.text import plain
from quiz.resultat.instantane import FiltreFige
from suivi.synthese.bref import en_bref
from suivi.synthese.lecture import accepted, fermete, fois, more_than, parts
from tests.quiz.instantanes import build_instantane
from tests.suivi.synthese.sends import kept_with, results, weighing


@given(st.lists(st.floats(0, 1e6), min_size=5, max_size=5).filter(lambda given: sum(given) > 1e-6))
def test_parts_are_those_that_the_student_reads(values):
    weights = {cle: value / sum(values) for cle, value in zip(CLES, values, strict=True)}
    assert [f"{part}\u00a0%" for part in parts(weights).values()] == [percent(weights[cle]) for cle in CLES]


@pytest.mark.parametrize(
    ("times", "said", "firm"),
    [
        (0, "moins d’une fois sur 100", "explorer"),
        (49, "49 fois sur 100", "explorer"),
        (50, "50 fois sur 100", "probable"),
        (79, "79 fois sur 100", "probable"),
        (80, "80 fois sur 100", "sure"),
        (95, "95 fois sur 100", "sure"),
        (96, "plus de 95 fois sur 100", "sure"),
        (100, "plus de 95 fois sur 100", "sure"),
    ],
)
def test_times_are_never_none_nor_all(times, said, firm):
    assert (fois(times), fermete(times)) == (said, firm)


@pytest.mark.parametrize(
    ("valeur", "level", "said"),
    [("-1", -1, "le bac ou plus"), ("0", 0, "plus que le bac"), ("3", 3, "plus que bac\u00a0+3")],
)
def test_what_is_beyond_the_studies_accepted(valeur, level, said):
    assert accepted(build_instantane(filtres=(FiltreFige("niveau", valeur),))) == level
    assert more_than(level) == said


def test_a_sentence_of_the_first_format_says_no_level():
    assert accepted(build_instantane(filtres=(FiltreFige("", "", "Jusqu’à bac +3"),))) is None


def test_one_line_to_read_aloud():
    kept = kept_with("Santé", 0.78)
    assert plain(en_bref(kept)) == (
        "D’abord la stimulation, puis les relations humaines. Direction Santé, probable. Premières pistes\u00a0: "
        f"{kept.pistes[0].titre}, {kept.pistes[1].titre} et {kept.pistes[2].titre}."
    )
    assert [run.cle for run in en_bref(kept) if run.cle] == ["stimulation", "relations"]


@pytest.mark.parametrize(
    ("shares", "begins"),
    [
        ((20, 20, 20, 20, 20), "Aucune priorité ne se détache."),
        ((30, 30, 20, 10, 10), "D’abord, à égalité, la qualité de vie et la flexibilité."),
        ((40, 20, 20, 10, 10), "D’abord la qualité de vie, puis la flexibilité et la stimulation."),
    ],
)
def test_no_priority_is_put_before_one_that_weighs_as_much(shares, begins):
    assert plain(en_bref(weighing(*shares))).startswith(begins)


@pytest.mark.parametrize(
    ("count", "ends"),
    [(0, " Ses choix ne laissent aucune piste."), (1, " Seule piste\u00a0: Éducateur(trice) de rue.")],
)
def test_one_line_of_a_list_of_one_or_none(count, ends):
    assert plain(en_bref(kept_with(count=count))).endswith(ends)


@given(results())
def test_any_result_has_its_line(kept):
    said = plain(en_bref(kept))
    assert said.endswith(".") and "  " not in said and ".." not in said
