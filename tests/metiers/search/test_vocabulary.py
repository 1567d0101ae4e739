"""A misspelled word is read as the one that was meant."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metiers.search.entries import make_entree
from metiers.search.vocabulary import Vocabulary, distance, sound, vocabulary_of

# On a slow machine too.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text("abceilnorstuéç", min_size=1, max_size=9)
KNOWN = vocabulary_of(
    [
        make_entree(
            slug="a",
            titre="Maçon(ne)",
            scores=(60,) * 5,
            formes=("Développeur", "Vétérinaire", "Boulanger", "Solier", "Comptable"),
            mots=("kiné ; psychologue", "pompier", "coach", "aide"),
            synonymes=("Pommier / Pommière", "Sondeur", "Esthéticien"),
        )
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("developeur", "développeur"),
        ("dévelopeur", "développeur"),
        ("veterinère", "vétérinaire"),
        ("masson", "maçon"),
        ("conptable", "comptable"),
        ("psycologue", "psychologue"),
        ("ponpier", "pompier"),
        ("coatch", "coach"),
        ("esthetitien", "esthéticien"),
        ("boulangre", "boulanger"),
    ],
)
def test_a_typo_is_read_as_the_word_that_sounds_or_looks_so(typed, meant):
    assert KNOWN.closest(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sagefemme", "sage femme"),
        ("sagesfemmes", None),
        ("aidesoignante", "aide soignant"),
        ("aidesoignants", "aide soignant"),
        ("professeurdesecoles", "professeur des ecoles"),
        ("chefdeprojetinformatiqueweb", None),
    ],
)
def test_a_name_whose_words_were_run_together_is_read(typed, meant):
    titles = ("Sage-femme", "Aide-soignant(e)", "Professeur(e) des écoles", "Chef(fe) de projet informatique et web")
    known = vocabulary_of(
        [make_entree(slug=str(row), titre=title, scores=(60,) * 5) for row, title in enumerate(titles)]
    )
    assert known.closest(typed) == meant


@pytest.mark.parametrize("typed", ["zzzz", "sommelier", "libraire", "iad", "kin", "", "huissier", "x" * 100, "soldat"])
def test_a_word_that_is_far_from_all_is_left_alone(typed):
    assert KNOWN.closest(typed) is None


def test_of_two_as_near_the_one_that_students_say_is_meant():
    said = {"barbier": ("barbier", 1.0), "barrier": ("barrier", 0.0)}
    assert Vocabulary(said).closest("barlier") == "barbier"
    assert Vocabulary({word: (word, 1 - worth) for word, worth in said.values()}).closest("barlier") == "barrier"


@steady
@given(words, words)
def test_a_distance_is_that_of_both_ways_and_none_from_itself(one, other):
    assert distance(one, one, 2) == 0
    assert distance(one, other, 2) == distance(other, one, 2)
    assert (distance(one, other, 9) == 0) == (one == other)


@steady
@given(words, st.data())
def test_one_letter_more_less_or_swapped_is_one_away(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    assert distance(word, word[:place] + "z" + word[place:], 2) == 1
    assert distance(word, word[:place] + word[place + 1 :], 2) == 1
    if place and word[place] != word[place - 1]:
        assert distance(word, word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :], 2) == 1


@steady
@given(st.frozensets(words), words)
def test_the_closest_word_is_a_known_one_and_the_word_itself_if_known(known, word):
    folded = "".join(vocabulary_of([make_entree(slug="a", titre=word, scores=(60,) * 5)]).written) or word
    found = Vocabulary({one: (one, 1.0) for one in known}).closest(word)
    assert found is None or found in known
    if len(folded) >= 5:
        assert Vocabulary({one: (one, 1.0) for one in known | {folded}}).closest(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maçon", "masson"),
        ("psychologue", "psycologue"),
        ("kinésithérapeute", "kinésitérapeute"),
        ("pilote", "pilotte"),
    ],
)
def test_words_said_alike_sound_alike(one, other):
    assert sound(one) == sound(other)


@steady
@given(st.text(max_size=30))
def test_any_text_has_a_sound(text):
    assert isinstance(sound(text), str)
